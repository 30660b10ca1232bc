// What the batch jobs of a cloud may hold, and how many may be under way, by the clouds' usual quotas.
import type { BatchLimits } from '../backend.ts';
import type { JobPlace } from './place.ts';

const GIGABYTE = 1024 ** 3;

export const JOB_LIMITS: Readonly<Record<JobPlace['cloud'], BatchLimits>> = {
  // Quotas "Minimum number of records per batch inference job", "Records per batch inference job", "Batch inference input file size" and
  // jobs in progress by model: https://docs.aws.amazon.com/general/latest/gr/bedrock.html#limits_bedrock
  bedrock: { least: 100, most: 50_000, bytes: GIGABYTE, jobs: 20 },
  // Four at once: https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/batch; 200,000 requests and 1 GB:
  // https://cloud.google.com/vertex-ai/generative-ai/docs/multimodal/batch-prediction-from-cloud-storage
  vertex: { least: 1, most: 200_000, bytes: GIGABYTE, jobs: 4 },
};
