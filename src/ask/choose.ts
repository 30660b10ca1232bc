import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { apiBackend } from './api.ts';
import type { Backend } from './backend.ts';
import { claudeBackend } from './claude.ts';
import { CLOUD_NAMES, cloudBackend, cloudInUse } from './cloud.ts';
import { type LiveRun, liveBackend } from './live.ts';

export const BACKEND_NAMES = ['auto', 'api', 'live', 'claude', ...CLOUD_NAMES, 'rules'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export const HOW_TO_GET_A_MODEL =
  'set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude)';

export interface Choice {
  /** Connections to the API open at once. */
  mostSockets?: number;
  /** The run, where the session's module may answer it; null where it may not. */
  live?: LiveRun | null;
}

/**
 * The backend of that name. `auto` takes the cloud that Claude Code is told to use, else the session the command runs in when its module
 * takes the run, else the API when there is a credential, else Claude Code when somebody is logged in to it. Null: rules only. Throws
 * UsageError when the one asked for cannot answer.
 */
export function chooseBackend(
  name: BackendName,
  host: Pick<Host, 'env' | 'stderr'>,
  { mostSockets, live = null }: Choice = {},
): Backend | null {
  switch (name) {
    case 'rules':
      return null;
    case 'auto': {
      const cloud = cloudInUse(host.env);
      if (cloud) return cloudBackend(cloud, host, { ...(mostSockets && { mostSockets }) });
      return liveIn(host, live) ?? apiBackend(host, mostSockets) ?? claudeBackend(host.env);
    }
    case 'live':
      return found(
        liveIn(host, live),
        '--backend live needs a Claude Code session with the plugin tierwise-live: install it with /plugin install tierwise-live, start the command in the session',
      );
    case 'bedrock':
    case 'vertex':
    case 'foundry':
      return cloudBackend(name, host, { ...(mostSockets && { mostSockets }) });
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

const liveIn = (host: Pick<Host, 'env' | 'stderr'>, run: LiveRun | null): Backend | null =>
  run && liveBackend(host, run);

function found(backend: Backend | null, otherwise: string): Backend {
  if (backend) return backend;
  throw new UsageError(`${otherwise}, then run the same command again.`);
}
