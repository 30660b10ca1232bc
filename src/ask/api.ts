// The `api` backend: explicit credentials only. A profile the SDK would find by itself is never billed.
import { AskError, type AskRequest, type Backend, type Failure, type Reply } from './backend.ts';

const OFFICIAL_URL = 'https://api.anthropic.com';

/** Where the API is, without the `/v1` that the SDK adds. */
export const anthropicUrl = (env: NodeJS.ProcessEnv): string =>
  (env.ANTHROPIC_BASE_URL || OFFICIAL_URL).replace(/\/(v1\/?)?$/, '');

/** The `api` backend from the environment, or null when it holds no credential. Nothing is loaded until it is asked. */
export function apiBackend(env: NodeJS.ProcessEnv = process.env): Backend | null {
  const variable = (['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'] as const).find((name) => env[name]);
  if (!variable) return null;
  const secret = env[variable] as string;
  const baseUrl = anthropicUrl(env);
  let send: Promise<(request: AskRequest) => Promise<Reply | Failure>> | undefined;
  return {
    name: 'api',
    via: baseUrl === OFFICIAL_URL ? 'the Anthropic API' : baseUrl,
    billedTo: `the ${variable === 'ANTHROPIC_API_KEY' ? 'key' : 'token'} in ${variable}`,
    async ask(request) {
      send ??= import('./anthropic.ts').then(({ connect }) =>
        connect({
          credential: variable === 'ANTHROPIC_API_KEY' ? { apiKey: secret } : { authToken: secret },
          baseUrl,
        }),
      );
      const answer = await (await send)(request);
      if ('failure' in answer) throw new AskError(answer);
      return answer;
    },
  };
}
