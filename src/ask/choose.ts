import { UsageError } from '../errors.ts';
import { apiBackend } from './api.ts';
import type { Backend } from './backend.ts';

export const BACKEND_NAMES = ['auto', 'api', 'rules'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export const HOW_TO_GET_A_MODEL = 'set ANTHROPIC_API_KEY to an Anthropic API key';

/**
 * The backend of that name; `auto` takes the API when there is a credential. Null: rules only.
 * Throws UsageError when the API is asked for and there is no credential.
 */
export function chooseBackend(name: BackendName, env: NodeJS.ProcessEnv = process.env): Backend | null {
  if (name === 'rules') return null;
  const api = apiBackend(env);
  if (!api && name === 'api') {
    throw new UsageError(
      `--backend api needs a credential: ${HOW_TO_GET_A_MODEL}, then run the same command again.`,
    );
  }
  return api;
}
