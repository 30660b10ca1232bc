import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { apiBackend } from './api.ts';
import type { Backend } from './backend.ts';
import { claudeBackend } from './claude.ts';
import { CLOUD_NAMES, cloudBackend, cloudInUse } from './cloud.ts';

export const BACKEND_NAMES = ['auto', 'api', 'claude', ...CLOUD_NAMES, 'rules'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export const HOW_TO_GET_A_MODEL =
  'set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude)';

/**
 * The backend of that name. `auto` takes the cloud that Claude Code is told to use, else the API when there is a credential, else Claude Code when somebody is logged in to
 * it. Null: rules only. `mostSockets`: connections to the API open at once. Throws UsageError when the one asked for cannot answer.
 */
export function chooseBackend(
  name: BackendName,
  host: Pick<Host, 'env' | 'stderr'>,
  mostSockets?: number,
): Backend | null {
  switch (name) {
    case 'rules':
      return null;
    case 'auto': {
      const cloud = cloudInUse(host.env);
      if (cloud) return cloudBackend(cloud, host, mostSockets);
      return apiBackend(host, mostSockets) ?? claudeBackend(host.env);
    }
    case 'bedrock':
    case 'vertex':
    case 'foundry':
      return cloudBackend(name, host, mostSockets);
    case 'api':
      return found(
        apiBackend(host, mostSockets),
        '--backend api needs a credential: set ANTHROPIC_API_KEY to an Anthropic API key',
      );
    case 'claude':
      return found(
        claudeBackend(host.env),
        '--backend claude needs Claude Code, with a login: install it and run claude',
      );
  }
}

function found(backend: Backend | null, otherwise: string): Backend {
  if (backend) return backend;
  throw new UsageError(`${otherwise}, then run the same command again.`);
}
