// Owns @google-cloud/storage, with which google-auth-library comes: batch prediction of Vertex AI, and the bucket its files are in. The
// jobs themselves are asked for over REST: Google's own SDK for them speaks gRPC and is 70 MB.
import { createRequire } from 'node:module';
import { at, listAt, textAt } from '../foreign.ts';
import { isNotFound, type JobService, type JobState } from './job-service.ts';
import { type JobPlace, objectUri } from './place.ts';

type GoogleStorage = typeof import('@google-cloud/storage');
type GoogleAuth = typeof import('google-auth-library');

export interface VertexJobs {
  place: JobPlace;
  region: string;
  project: string;
  token: () => Promise<string>;
  /** Addresses: Vertex AI's with its version. */
  vertexUrl: string;
  storageUrl: string;
  timeoutMs: number;
  load: NodeJS.Require;
}

// https://cloud.google.com/vertex-ai/docs/reference/rest/v1/JobState
const GOING_ON = /^JOB_STATE_(?:UNSPECIFIED|QUEUED|PENDING|RUNNING|CANCELLING|PAUSED|UPDATING)$/;
const MOST_PAGES = 100;
const FILE_CLOCKS = 12;

/** Returns Vertex AI's jobs. Nothing is sent yet. */
export function vertexJobs(options: VertexJobs): JobService {
  const { place, region, project, vertexUrl, storageUrl, timeoutMs, load } = options;
  const auth = authOf(options);
  const { Storage } = load('@google-cloud/storage') as GoogleStorage;
  const storage = new Storage({
    ...{
      projectId: project,
      apiEndpoint: storageUrl,
      useAuthWithCustomEndpoint: true,
      timeout: timeoutMs * FILE_CLOCKS,
    },
    // biome-ignore lint/suspicious/noExplicitAny: the same class, by two ways to its package
    authClient: auth as any,
    retryOptions: { autoRetry: false, maxRetries: 0 }, // ask/retry.ts owns waiting
  });
  const bucket = storage.bucket(place.bucket);
  const jobs = `projects/${project}/locations/${region}/batchPredictionJobs`;
  const call = async (path: string, data?: object): Promise<unknown> => {
    const method = data ? 'POST' : 'GET';
    const url = `${vertexUrl}/${path}`;
    return (await auth.request({ url, method, ...(data && { data }), timeout: timeoutMs, maxRedirects: 0 }))
      .data;
  };
  return {
    async put(name, text) {
      await bucket
        .file(place.prefix + name)
        .save(text, { resumable: false, contentType: 'application/jsonl' });
    },
    async *results(below) {
      const [found] = await bucket.getFiles({ prefix: place.prefix + below });
      for (const file of found) {
        if (!file.name.endsWith('.jsonl')) continue;
        yield* file.createReadStream() as AsyncIterable<Uint8Array>;
        yield null;
      }
    },
    async start(key, model) {
      const job = await call(jobs, {
        displayName: key,
        model: `publishers/anthropic/models/${model}`,
        inputConfig: {
          instancesFormat: 'jsonl',
          gcsSource: { uris: [objectUri(place, `${key}/input.jsonl`)] },
        },
        outputConfig: {
          predictionsFormat: 'jsonl',
          gcsDestination: { outputUriPrefix: objectUri(place, `${key}/output`) },
        },
      });
      return textAt(job, 'name') ?? '';
    },
    async look(job) {
      try {
        return stateOf(await call(job));
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    async stop(job) {
      await call(`${job}:cancel`, {});
    },
    async list(since, key) {
      const found: (JobState & { batch: string })[] = [];
      const filter = key && `&filter=${encodeURIComponent(`display_name="${key}"`)}`;
      for (let [page, token] = [0, '']; page < MOST_PAGES; page++) {
        const answer = await call(`${jobs}?pageSize=100${filter}&pageToken=${encodeURIComponent(token)}`);
        for (const one of listAt(answer, 'batchPredictionJobs'))
          found.push({ ...stateOf(one), batch: textAt(one, 'name') ?? '' });
        token = textAt(answer, 'nextPageToken') ?? '';
        if (!token) break;
      }
      return found.filter(({ createdAt }) => createdAt >= since);
    },
  };
}

/** The class that Google's own packages know a login by, with the login that we have. */
function authOf({ token, load }: VertexJobs): InstanceType<GoogleAuth['OAuth2Client']> {
  const { OAuth2Client } = createRequire(load.resolve('@google-cloud/storage'))(
    'google-auth-library',
  ) as GoogleAuth;
  const client = new OAuth2Client();
  client.refreshHandler = async () => ({
    access_token: await token(),
    expiry_date: Date.now() + GOOD_FOR_MS,
  });
  return client;
}

/** As a token of the cloud's own program is kept by us. */
const GOOD_FOR_MS = 20 * 60_000;

function stateOf(job: unknown): JobState {
  const state = textAt(job, 'state') ?? 'JOB_STATE_UNSPECIFIED';
  const [done, failed, left] = ['successfulCount', 'failedCount', 'incompleteCount'].map((name) =>
    Math.max(0, Number(at(job, `completionStats.${name}`)) || 0),
  ) as [number, number, number];
  return {
    key: textAt(job, 'displayName') ?? '',
    ended: !GOING_ON.test(state),
    createdAt: new Date(textAt(job, 'createTime') ?? 0),
    requests: done + failed + left,
    processing: left,
    ...(state === 'JOB_STATE_FAILED' && { problem: textAt(job, 'error.message') ?? 'no reason given' }),
  };
}
