// The batch jobs of a cloud, with the addresses and credentials they are reached by. An SDK is loaded when the first of them is sent to.
import { cloudCredentialHost } from '../../credentials.ts';
import { UsageError } from '../../errors.ts';
import { serverAddress } from '../../server-address.ts';
import { AskError, type AskRequest, type Batches } from '../backend.ts';
import type { CloudConnection } from '../cloud-connection.ts';
import { requestTimeoutMs } from '../exchange.ts';
import { firstWaitMs } from '../retry.ts';
import { type CloudJobs, cloudJobs } from './cloud-jobs.ts';
import type { JobService } from './job-service.ts';
import { JOB_LIMITS } from './limits.ts';
import { peersOf } from './peers.ts';
import type { JobPlace } from './place.ts';

export interface JobOptions {
  env: NodeJS.ProcessEnv;
  /** Vertex AI's address with its version. */
  vertexUrl: string;
  role: string | null;
  regional: boolean;
  /** The cloud in words. */
  via: string;
  fit: (request: AskRequest) => AskRequest;
}

type Of<Cloud> = Extract<CloudConnection, { cloud: Cloud }>;

/** Returns the batches at `place`. Nothing is loaded or sent yet. Throws UsageError for an address that credentials must not go to. */
export function openJobs(place: JobPlace, connection: CloudConnection, options: JobOptions): Batches {
  if (connection.cloud === 'bedrock') return bedrock(place, connection, options);
  if (connection.cloud === 'vertex') return vertex(place, connection, options);
  throw new UsageError(
    `${place.text}: ${connection.cloud} takes no batches. Leave --batch out, or name another place.`,
  );
}

// The variables are those of the AWS CLI: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
function bedrock(place: JobPlace, { region, keys }: Of<'bedrock'>, options: JobOptions): Batches {
  const { env, role } = options;
  const [bedrockUrl] = endpoint(
    'bedrock',
    ['AWS_ENDPOINT_URL_BEDROCK', 'AWS_ENDPOINT_URL'],
    `https://bedrock.${region}.amazonaws.com`,
    env,
  );
  const [s3Url, isGiven] = endpoint(
    'bedrock',
    ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'],
    `https://s3.${region}.amazonaws.com`,
    env,
  );
  const timeoutMs = requestTimeoutMs(env);
  return jobsOf(place, options, {
    owner: region,
    async service(load) {
      const { bedrockJobs } = await import('./bedrock-jobs.ts');
      return bedrockJobs({
        place,
        region,
        keys,
        bedrockUrl,
        s3Url,
        pathStyle: isGiven,
        role,
        env,
        timeoutMs,
        load,
      });
    },
  });
}

function vertex(place: JobPlace, { region, project, token }: Of<'vertex'>, options: JobOptions): Batches {
  const { env, vertexUrl } = options;
  const [storageUrl] = endpoint(
    'Google Cloud Storage',
    ['STORAGE_EMULATOR_HOST'],
    'https://storage.googleapis.com',
    env,
  );
  const timeoutMs = requestTimeoutMs(env);
  return jobsOf(place, options, {
    owner: `${project} ${region}`,
    async service(load) {
      const { vertexJobs } = await import('./vertex-jobs.ts');
      return vertexJobs({ place, region, project, token, vertexUrl, storageUrl, timeoutMs, load });
    },
  });
}

interface Opening extends Pick<CloudJobs, 'owner'> {
  service(load: NodeJS.Require): Promise<JobService>;
}

function jobsOf(
  place: JobPlace,
  { env, via, fit, regional }: JobOptions,
  { owner, service }: Opening,
): Batches {
  return cloudJobs({
    ...{ place, owner, limits: JOB_LIMITS[place.cloud], fit, regional, server: via },
    ...{ timeoutMs: requestTimeoutMs(env), firstWaitMs: firstWaitMs(env) },
    service: async () => service(peers(place, env)),
  });
}

/** As a failure of the service: whoever waits for a batch need not know what is missing. */
function peers({ cloud }: JobPlace, env: NodeJS.ProcessEnv): NodeJS.Require {
  try {
    return peersOf(cloud, env);
  } catch (error) {
    if (error instanceof UsageError) throw new AskError({ failure: 'stop', message: error.message });
    throw error;
  }
}

/** The address that one of the variables names, else the usual one; and whether it was named. */
function endpoint(
  whose: Parameters<typeof cloudCredentialHost>[0],
  variables: readonly string[],
  usual: string,
  env: NodeJS.ProcessEnv,
): [url: string, isGiven: boolean] {
  const variable = variables.find((name) => env[name]);
  const origin = variable ?? whose;
  const address = serverAddress(
    (variable && env[variable]) || usual,
    { origin, keyIn: () => 'its own variable' },
    env,
  );
  cloudCredentialHost(whose, address, origin);
  return [address.href.replace(/\/$/, ''), variable !== undefined];
}
