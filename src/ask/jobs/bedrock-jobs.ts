// Owns the AWS SDK: batch inference of Amazon Bedrock, and the bucket its files are in.
import type { AwsKeys } from '../cloud-connection.ts';
import { awsHandler } from './aws-handler.ts';
import { isNotFound, type JobService, type JobState } from './job-service.ts';
import { type JobPlace, objectUri } from './place.ts';

type Bedrock = typeof import('@aws-sdk/client-bedrock');
type S3 = typeof import('@aws-sdk/client-s3');

export interface BedrockJobs {
  place: JobPlace;
  region: string;
  keys: () => Promise<AwsKeys>;
  /** Addresses; the bucket is a part of the host's name unless `pathStyle`. */
  bedrockUrl: string;
  s3Url: string;
  pathStyle: boolean;
  /** The role that Bedrock reads and writes the bucket as; null: jobs are only looked at. */
  role: string | null;
  env: NodeJS.ProcessEnv;
  timeoutMs: number;
  load: NodeJS.Require;
}

const JOBS_PER_PAGE = 100;
/** The results of a job are longer than any reply. */
const FILE_CLOCKS = 12;
const GOING_ON: ReadonlySet<string | undefined> = new Set([
  'Submitted',
  'Validating',
  'Scheduled',
  'InProgress',
  'Stopping',
]);

/** Returns Bedrock's jobs. Nothing is sent yet. */
export function bedrockJobs(options: BedrockJobs): JobService {
  const { place, role, load } = options;
  const { BedrockClient, ...bedrock } = load('@aws-sdk/client-bedrock') as Bedrock;
  const { S3Client, ...s3 } = load('@aws-sdk/client-s3') as S3;
  const jobs = new BedrockClient({ ...shared(options, 1), endpoint: options.bedrockUrl });
  const files = new S3Client({
    ...shared(options, FILE_CLOCKS),
    endpoint: options.s3Url,
    forcePathStyle: options.pathStyle,
  });
  const { bucket: Bucket, prefix } = place;
  return {
    async put(name, text) {
      await files.send(
        new s3.PutObjectCommand({
          Bucket,
          Key: prefix + name,
          Body: Buffer.from(text),
          ContentType: 'application/jsonl',
        }),
      );
    },
    async *results(below) {
      for await (const page of s3.paginateListObjectsV2(
        { client: files },
        { Bucket, Prefix: prefix + below },
      ))
        for (const { Key = '' } of page.Contents ?? []) {
          if (!Key.endsWith('.jsonl.out')) continue; // beside them lies a summary, manifest.json.out
          const { Body } = await files.send(new s3.GetObjectCommand({ Bucket, Key }));
          yield* (Body ?? []) as AsyncIterable<Uint8Array>;
          yield null;
        }
    },
    async start(key, modelId) {
      const { jobArn } = await jobs.send(
        new bedrock.CreateModelInvocationJobCommand({
          ...{ jobName: key, clientRequestToken: key, modelId, roleArn: role ?? undefined },
          inputDataConfig: { s3InputDataConfig: { s3Uri: objectUri(place, `${key}/input.jsonl`) } },
          outputDataConfig: { s3OutputDataConfig: { s3Uri: objectUri(place, `${key}/output/`) } },
        }),
      );
      return jobArn ?? '';
    },
    async look(job) {
      try {
        return stateOf(await jobs.send(new bedrock.GetModelInvocationJobCommand({ jobIdentifier: job })));
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    async stop(job) {
      await jobs.send(new bedrock.StopModelInvocationJobCommand({ jobIdentifier: job }));
    },
    async list(since, key) {
      const found: (JobState & { batch: string })[] = [];
      const asked = { submitTimeAfter: since, maxResults: JOBS_PER_PAGE, ...(key && { nameContains: key }) };
      for await (const page of bedrock.paginateListModelInvocationJobs({ client: jobs }, asked))
        for (const one of page.invocationJobSummaries ?? [])
          found.push({ ...stateOf(one), batch: one.jobArn ?? '' });
      return found;
    },
  };
}

/** Credentials, region and sockets are ours: the SDK looks for none by itself. */
const shared = ({ region, keys, env, timeoutMs }: BedrockJobs, clocks: number) => ({
  region,
  credentials: async () => {
    const { sessionToken, ...found } = await keys();
    return { ...found, ...(sessionToken && { sessionToken }) };
  },
  authSchemePreference: ['sigv4'],
  maxAttempts: 1, // ask/retry.ts owns waiting
  requestHandler: awsHandler(env, timeoutMs * clocks),
});

interface Described {
  jobName?: string | undefined;
  status?: string | undefined;
  message?: string | undefined;
  submitTime?: Date | undefined;
  totalRecordCount?: number | undefined;
  processedRecordCount?: number | undefined;
}

function stateOf({ jobName = '', status, message, submitTime, ...counts }: Described): JobState {
  const { totalRecordCount: requests = 0, processedRecordCount: done = 0 } = counts;
  return {
    key: jobName,
    ended: !GOING_ON.has(status),
    createdAt: submitTime ?? new Date(0),
    requests,
    processing: Math.max(0, requests - done),
    ...(status === 'Failed' && { problem: message || 'no reason given' }),
  };
}
