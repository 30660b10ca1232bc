// What services allow, as they publish it.

export interface RateLimits {
  name: string;
  requestsPerMinute: number;
  inputTokensPerMinute: number;
  outputTokensPerMinute: number;
  /** Requests of batches that may be in the queue at once. */
  queue: number;
}

// https://platform.claude.com/docs/en/api/rate-limits, the usage tiers Start, Build and Scale, Haiku's row and the Message Batches API's.
export const RATE_LIMITS: readonly RateLimits[] = [
  {
    name: 'Start',
    requestsPerMinute: 1000,
    inputTokensPerMinute: 2e6,
    outputTokensPerMinute: 400_000,
    queue: 200_000,
  },
  {
    name: 'Build',
    requestsPerMinute: 5000,
    inputTokensPerMinute: 5e6,
    outputTokensPerMinute: 1e6,
    queue: 300_000,
  },
  {
    name: 'Scale',
    requestsPerMinute: 10_000,
    inputTokensPerMinute: 10e6,
    outputTokensPerMinute: 2e6,
    queue: 500_000,
  },
];

// https://platform.claude.com/docs/en/build-with-claude/batch-processing: "100,000 Message requests or 256 MB", "most batches finishing in
// less than 1 hour", expired after 24.
export const MESSAGE_BATCH = { requests: 100_000, bytes: 256 * 1024 ** 2, usualHours: 1, mostHours: 24 };
/** What Tierwise puts into one: src/bulk/asking/batch/draft.ts. */
export const OUR_BATCH = { requests: 10_000, bytes: 64 * 1024 ** 2 };
/** Node's own limit of a heap on a 64-bit machine with memory enough; --max-old-space-size raises it. */
export const HEAP_BYTES = 4 * 1024 ** 3;

export interface BatchService {
  name: string;
  /** Requests in the queue, and jobs at once, of one account. */
  queue: number;
  jobs: number;
}

// The clouds' usual quotas: src/ask/jobs/limits.ts.
export const BATCH_SERVICES: readonly BatchService[] = [
  ...RATE_LIMITS.map(({ name, queue }) => ({
    name: `Message Batches, ${name}`,
    queue,
    jobs: Number.POSITIVE_INFINITY,
  })),
  { name: 'Bedrock, one region', queue: Number.POSITIVE_INFINITY, jobs: 20 },
  { name: 'Vertex AI, one project', queue: Number.POSITIVE_INFINITY, jobs: 4 },
];
