// Claude in the user's own cloud: Amazon Bedrock, Google Vertex AI, Microsoft Foundry. Their credentials go to that cloud only.
import { cloudCredentialHost } from '../credentials.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { serverAddress } from '../server-address.ts';
import type { MessagesApi } from './anthropic.ts';
import { AskError, type AskRequest, type Backend, type Batches, type Reply } from './backend.ts';
import type { CloudConnection } from './cloud-connection.ts';
import { awsKeys, googleToken } from './cloud-login.ts';
import { requestTimeoutMs } from './exchange.ts';
import { openJobs } from './jobs/open-jobs.ts';
import type { JobPlace } from './jobs/place.ts';
import { byProxy } from './proxy.ts';
import { firstWaitMs } from './retry.ts';

export const CLOUD_NAMES = ['bedrock', 'vertex', 'foundry'] as const;
export type CloudName = (typeof CLOUD_NAMES)[number];

interface CloudServer {
  connection: CloudConnection;
  baseUrl: string;
  /** The variable by which the address was set. */
  origin: string;
  via: string;
  billedTo: string;
  /** What a model of the table is called there. */
  model: (id: string) => string;
  /** An endpoint of one region costs a tenth more than the global one. */
  regional: boolean;
}

type Env = NodeJS.ProcessEnv;

const SERVERS: Readonly<Record<CloudName, (env: Env) => CloudServer>> = { bedrock, vertex, foundry };
const USED_BY: Readonly<Record<CloudName, string>> = {
  bedrock: 'CLAUDE_CODE_USE_BEDROCK',
  vertex: 'CLAUDE_CODE_USE_VERTEX',
  foundry: 'CLAUDE_CODE_USE_FOUNDRY',
};

/** Returns the cloud that Claude Code is told to use, too, as far as the environment says how to reach it; null for none. */
export const cloudInUse = (env: Env): CloudName | null =>
  CLOUD_NAMES.find(
    (name) => !/^(?:|0|false|no|off)$/i.test(env[USED_BY[name]] ?? '') && isSetUp(name, env),
  ) ?? null;

/** Where it is not, Claude Code may know more than we do, and is asked. */
function isSetUp(name: CloudName, env: Env): boolean {
  const any = (...names: string[]): boolean => names.some((one) => env[one]);
  if (name === 'bedrock') return any('AWS_BEARER_TOKEN_BEDROCK', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE');
  if (name === 'vertex') return any('ANTHROPIC_VERTEX_PROJECT_ID');
  return any('ANTHROPIC_FOUNDRY_API_KEY') && any('ANTHROPIC_FOUNDRY_RESOURCE', 'ANTHROPIC_FOUNDRY_BASE_URL');
}

/** What a backend of a cloud may be given beside its name. */
export interface CloudOptions {
  /** Connections open at once. */
  mostSockets?: number;
  /** Where its batch jobs have their files; null: it takes no batches. */
  place?: JobPlace | null;
  /** The role that batch jobs of Bedrock run as. */
  role?: string | null;
}

/** Returns the backend of a cloud. Nothing is loaded until it is asked. Throws UsageError for what is not set up. */
export function cloudBackend(
  name: CloudName,
  host: Pick<Host, 'env' | 'stderr'>,
  { mostSockets = 16, place = null, role = null }: CloudOptions = {},
): Backend {
  const { env, stderr } = host;
  const server = SERVERS[name](env);
  const { connection, via, billedTo, regional } = server;
  const address = addressOf(name, server, env);
  let loaded: Promise<MessagesApi> | undefined;
  const api = (): Promise<MessagesApi> => {
    loaded ??= Promise.all([import('./anthropic.ts'), import('./cloud-clients.ts')]).then(
      ([{ connect }, { cloudClient }]) =>
        connect({
          client: (options) => cloudClient(connection, options),
          baseUrl: address.href.replace(/\/$/, ''),
          mostSockets,
          env,
          timeoutMs: requestTimeoutMs(env),
          log: stderr,
        }),
    );
    return loaded;
  };
  let plain = false;
  const fit = (request: AskRequest): AskRequest => ({
    ...{ ...request, model: server.model(request.model) },
    ...(plain && { schema: null, effort: null }),
  });
  const send = async (request: AskRequest): Promise<Reply> => {
    const asked = fit(request);
    const reply = await (await api()).ask(asked);
    if ('failure' in reply) throw new AskError(reply);
    return {
      ...reply,
      served: reply.served === asked.model ? request.model : reply.served,
      usOnly: reply.usOnly || regional,
    };
  };
  return {
    ...{ name, via: `${via}${byProxy(address, env)}`, billedTo, firstWaitMs: firstWaitMs(env) },
    async ask(request) {
      try {
        return await send(request);
      } catch (error) {
        // Models there may lag behind: the prompt describes the JSON, too.
        const refused =
          error instanceof AskError && error.failure === 'stop' && /output_config/i.test(error.message);
        if (!refused || plain) throw error;
        plain = true;
        return send(request);
      }
    },
    ...(place && { batches: jobsAt(place, connection, { server, address, role, fit, env }) }),
  };
}

/** Returns the batch jobs at a place, to be looked at, read and cancelled. Throws UsageError for what is not set up. */
export function batchesAt(place: JobPlace, host: Pick<Host, 'env' | 'stderr'>): Batches | undefined {
  return cloudBackend(place.cloud, host, { place }).batches;
}

/** The address of a cloud's models. Throws UsageError for one that its credentials must not go to. */
function addressOf(name: CloudName, { baseUrl, origin }: CloudServer, env: Env): URL {
  const address = serverAddress(baseUrl, { origin, keyIn: () => 'its own variable' }, env);
  cloudCredentialHost(name, address, origin);
  return address;
}

interface Jobs {
  server: CloudServer;
  address: URL;
  role: string | null;
  fit: (request: AskRequest) => AskRequest;
  env: Env;
}

function jobsAt(
  place: JobPlace,
  connection: CloudConnection,
  { server, address, ...options }: Jobs,
): Batches {
  const { regional, via } = server;
  return openJobs(place, connection, {
    ...options,
    vertexUrl: address.href.replace(/\/$/, ''),
    regional,
    via,
  });
}

function bedrock(env: Env): CloudServer {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';
  const bearer = env.AWS_BEARER_TOKEN_BEDROCK || null;
  const [accessKeyId, secretAccessKey] = [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY];
  const inEnv = accessKeyId && secretAccessKey;
  const sessionToken = env.AWS_SESSION_TOKEN || null;
  const from = bearer ? 'AWS_BEARER_TOKEN_BEDROCK' : inEnv ? 'AWS_ACCESS_KEY_ID' : 'the login of the AWS CLI';
  return {
    connection: {
      ...{ cloud: 'bedrock', region, bearer },
      keys: inEnv ? async () => ({ accessKeyId, secretAccessKey, sessionToken }) : awsKeys(env),
    },
    baseUrl: env.ANTHROPIC_BEDROCK_BASE_URL || `https://bedrock-runtime.${region}.amazonaws.com`,
    origin: env.ANTHROPIC_BEDROCK_BASE_URL ? 'ANTHROPIC_BEDROCK_BASE_URL' : 'AWS_REGION',
    via: `Amazon Bedrock in ${region}`,
    billedTo: `the AWS account of ${from}`,
    model: (id) => (id.startsWith('claude-') ? `${profileOf(region)}.anthropic.${id}` : id),
    regional: true,
  };
}

/** Inference profiles by continent, as Bedrock names them. */
const profileOf = (region: string): string =>
  ({ us: 'us', eu: 'eu', ap: 'apac' })[region.split('-')[0] ?? ''] ?? 'global';

function vertex(env: Env): CloudServer {
  const region = env.CLOUD_ML_REGION || 'global';
  const project = env.ANTHROPIC_VERTEX_PROJECT_ID || env.GOOGLE_CLOUD_PROJECT || env.GCLOUD_PROJECT;
  if (!project)
    throw new UsageError(
      'Vertex AI needs a project: set ANTHROPIC_VERTEX_PROJECT_ID, then run the same command again.',
    );
  const given = env.GOOGLE_OAUTH_ACCESS_TOKEN;
  return {
    connection: { cloud: 'vertex', region, project, token: given ? async () => given : googleToken(env) },
    baseUrl: env.ANTHROPIC_VERTEX_BASE_URL || vertexUrl(region),
    origin: env.ANTHROPIC_VERTEX_BASE_URL ? 'ANTHROPIC_VERTEX_BASE_URL' : 'CLOUD_ML_REGION',
    via: `Google Vertex AI (${region})`,
    billedTo: `the Google Cloud project ${project}`,
    model: (id) => id,
    regional: region !== 'global',
  };
}

function vertexUrl(region: string): string {
  if (region === 'global') return 'https://aiplatform.googleapis.com/v1';
  if (region === 'us' || region === 'eu') return `https://aiplatform.${region}.rep.googleapis.com/v1`;
  return `https://${region}-aiplatform.googleapis.com/v1`;
}

function foundry(env: Env): CloudServer {
  const key = env.ANTHROPIC_FOUNDRY_API_KEY;
  const resource = env.ANTHROPIC_FOUNDRY_RESOURCE;
  const url =
    env.ANTHROPIC_FOUNDRY_BASE_URL || (resource && `https://${resource}.services.ai.azure.com/anthropic`);
  if (!key || !url)
    throw new UsageError(
      'Foundry needs its key and resource: set ANTHROPIC_FOUNDRY_API_KEY and ANTHROPIC_FOUNDRY_RESOURCE, then run the same command again.',
    );
  return {
    connection: { cloud: 'foundry', key },
    baseUrl: url,
    origin: env.ANTHROPIC_FOUNDRY_BASE_URL ? 'ANTHROPIC_FOUNDRY_BASE_URL' : 'ANTHROPIC_FOUNDRY_RESOURCE',
    via: 'Microsoft Foundry',
    billedTo: 'the Azure resource of ANTHROPIC_FOUNDRY_API_KEY',
    model: (id) => id,
    regional: false,
  };
}
