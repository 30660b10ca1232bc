// Batch jobs of a cloud as batches: the file is written, the job started and looked at, and its results are read.
import { createHash } from 'node:crypto';
import { AskError, type AskRequest, type Batches, type BatchResult } from '../backend.ts';
import { MOST_REPLY_BYTES } from '../exchange.ts';
import { parseJson } from '../foreign.ts';
import { cloudError, type JobService } from './job-service.ts';
import { BEDROCK_LINES, VERTEX_LINES } from './lines.ts';
import type { JobPlace } from './place.ts';

export interface CloudJobs {
  place: JobPlace;
  /** Of the service, in words for errors. */
  server: string;
  /** What tells whose jobs these are, beside their place: a region, a project. */
  owner: string;
  timeoutMs: number;
  firstWaitMs: number;
  limits: NonNullable<Batches['limits']>;
  service: () => Promise<JobService>;
  /** A request as this cloud takes it. */
  fit: (request: AskRequest) => AskRequest;
  /** An endpoint of one region costs a tenth more than the global one. */
  regional: boolean;
}

/** Returns the batches at a place. Everything in them throws AskError. */
export function cloudJobs(jobs: CloudJobs): Batches {
  const { place, server, owner, timeoutMs, firstWaitMs, limits, fit, regional } = jobs;
  const lines = place.cloud === 'bedrock' ? BEDROCK_LINES : VERTEX_LINES;
  let opened: Promise<JobService> | undefined;
  const asked = async <Result>(ask: (service: JobService) => Promise<Result>): Promise<Result> => {
    try {
      opened ??= jobs.service();
      return await ask(await opened);
    } catch (error) {
      throw cloudError(error, server, timeoutMs);
    }
  };
  return {
    account: createHash('sha256').update(`${place.text} ${owner}`).digest('hex').slice(0, 12),
    place: place.text,
    limits,
    firstWaitMs,
    async create(requests, key) {
      const fitted = requests.map(({ id, request }) => ({ id, request: fit(request) }));
      const text = fitted.map(({ id, request }) => `${lines.write(id, request)}\n`).join('');
      await asked((service) => service.put(`${key}/input.jsonl`, text)).catch((error) => {
        if (error instanceof AskError) throw new AskError({ ...failureOf(error), maybeBilled: false }); // no job reads it yet
        throw error;
      });
      return asked((service) => service.start(key, fitted[0]?.request.model ?? ''));
    },
    state: (batch) => asked((service) => service.look(batch)),
    async *results(batch) {
      const state = await asked((service) => service.look(batch));
      if (!state) return;
      const { key } = state;
      try {
        const service = await (opened as Promise<JobService>);
        for await (const line of linesOf(service.results(`${key}/output/`))) {
          const result = lines.read(parseJson(line), key);
          if (result) yield billedHere(result, regional);
        }
      } catch (error) {
        throw cloudError(error, server, timeoutMs);
      }
    },
    cancel: (batch) => asked((service) => service.stop(batch)),
    createdSince: (since) => asked((service) => service.list(since, '')),
    async named(key, since) {
      const found = await asked((service) => service.list(since, key));
      return found.find((one) => one.key === key)?.batch ?? null;
    },
  };
}

const failureOf = ({ failure, message, retryAfterMs, busy, exhausted }: AskError) => ({
  ...{ failure, message, retryAfterMs, busy, exhausted },
});

const billedHere = (result: BatchResult, regional: boolean): BatchResult =>
  'served' in result.reply
    ? { ...result, reply: { ...result.reply, usOnly: result.reply.usOnly || regional } }
    : result;

const NEWLINE = 10;

/** The lines of several files; the last one of each need not end. Throws when one is longer than any reply. */
async function* linesOf(chunks: AsyncIterable<Uint8Array | null>): AsyncGenerator<string> {
  let rest: Uint8Array[] = [];
  const taken = (): string => {
    const line = Buffer.concat(rest).toString('utf8').trim();
    rest = [];
    return line;
  };
  let length = 0;
  for await (const chunk of chunks) {
    if (chunk === null) {
      if (rest.length) yield taken();
      length = 0;
      continue;
    }
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      rest.push(chunk.subarray(from, end));
      const line = taken();
      if (line) yield line;
      from = end + 1;
      length = 0;
    }
    rest.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > MOST_LINE_BYTES)
      throw new Error(`a line of the results is longer than ${MOST_LINE_BYTES} bytes`);
  }
  if (rest.length) yield taken();
}

/** A result repeats its request. */
const MOST_LINE_BYTES = 8 * MOST_REPLY_BYTES;
