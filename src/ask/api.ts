// The `api` backend: explicit credentials only. A profile the SDK would find by itself is never billed.
import { createHash } from 'node:crypto';
import { type AnthropicCredential, anthropicCredential, CREDENTIAL_VARIABLES } from '../credentials.ts';
import type { Host } from '../host.ts';
import { serverAddress } from '../server-address.ts';
import type { MessagesApi } from './anthropic.ts';
import { AskError, type Backend, type Batches, type Failure } from './backend.ts';
import type { DirectConnection, directMessages } from './direct-messages.ts';
import { requestTimeoutMs } from './exchange.ts';
import { byProxy } from './proxy.ts';
import { firstWaitMs } from './retry.ts';

const OFFICIAL_URL = 'https://api.anthropic.com';
/** Connections open at once, unless there are to be more requests in flight. */
const USUAL_SOCKETS = 16;

const GATEWAY = { origin: 'ANTHROPIC_BASE_URL', keyIn: () => 'TIERWISE_GATEWAY_KEY' };

/** A server of the Messages API, without the `/v1` that the SDK adds, and what it is paid with. */
export interface AnthropicServer {
  url: string;
  credential: AnthropicCredential;
}

/** Returns the server that is set up, or null when no credential is. Throws UsageError when a credential must not go to it. */
export function anthropicServer(env: NodeJS.ProcessEnv): AnthropicServer | null {
  if (!CREDENTIAL_VARIABLES.some((name) => env[name])) return null;
  const address = serverAddress(env.ANTHROPIC_BASE_URL || OFFICIAL_URL, GATEWAY, env);
  const credential = anthropicCredential(address, env);
  return credential && { url: address.href.replace(/\/(v1\/?)?$/, ''), credential };
}

/**
 * The `api` backend from the environment, or null when it holds no credential. Nothing is loaded until it is asked.
 * `mostSockets`: connections open at once.
 */
export function apiBackend(
  { env, stderr }: Pick<Host, 'env' | 'stderr'>,
  mostSockets: number = USUAL_SOCKETS,
): Backend | null {
  const server = anthropicServer(env);
  if (!server) return null;
  const { url: baseUrl } = server;
  const { variable, secret } = server.credential;
  const by = byProxy(new URL(baseUrl), env);
  const connection = {
    ...{ baseUrl, mostSockets, env },
    credential: headersFor(server.credential),
    timeoutMs: requestTimeoutMs(env),
  };
  let messages: ReturnType<typeof directly> | undefined;
  let bySdk: Promise<MessagesApi> | undefined;
  const api = (): Promise<MessagesApi> => {
    bySdk ??= import('./anthropic.ts').then(({ connect, withCredential }) =>
      connect({ ...connection, client: withCredential(connection.credential), log: stderr }),
    );
    return bySdk;
  };
  return {
    name: 'api',
    via: `${baseUrl === OFFICIAL_URL ? 'the Anthropic API' : baseUrl}${by}`,
    billedTo: `the ${variable === 'ANTHROPIC_AUTH_TOKEN' ? 'token' : 'key'} in ${variable}`,
    firstWaitMs: firstWaitMs(env),
    async ask(request) {
      messages ??= directly(connection);
      return orThrow(await (await messages)(request));
    },
    openAhead(wanted) {
      messages?.then((direct) => direct.openAhead(Math.min(wanted, mostSockets)));
    },
    batches: {
      ...batchesOf(api),
      account: createHash('sha256').update(`${baseUrl} ${secret}`).digest('hex').slice(0, 12),
      firstWaitMs: firstWaitMs(env),
    },
  };
}

const directly = async (connection: DirectConnection): Promise<ReturnType<typeof directMessages>> =>
  (await import('./direct-messages.ts')).directMessages(connection);

/** A gateway's key is a bearer token, as Claude Code sends it. */
const headersFor = ({ variable, secret }: AnthropicCredential): { apiKey: string } | { authToken: string } =>
  variable === 'ANTHROPIC_API_KEY' ? { apiKey: secret } : { authToken: secret };

const batchesOf = (api: () => Promise<MessagesApi>): Omit<Batches, 'account'> => ({
  create: async (requests) => orThrow(await (await api()).createBatch(requests)).batch,
  async state(batch) {
    const state = await (await api()).batchState(batch);
    return isFailure(state) && state.notFound ? null : orThrow(state);
  },
  async *results(batch) {
    for await (const result of (await api()).batchResults(batch)) yield orThrow(result);
  },
  async cancel(batch) {
    orThrow(await (await api()).cancelBatch(batch));
  },
  createdSince: async (since) => orThrow(await (await api()).batchesSince(since)).batches,
});

const isFailure = (answer: object): answer is Failure => 'failure' in answer;

function orThrow<Result extends object>(answer: Result | Failure): Result {
  if (isFailure(answer)) throw new AskError(answer);
  return answer;
}
