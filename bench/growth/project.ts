// From measured points to any size.

import { loadCatalog } from '../../src/models/catalog.ts';
import { costUsd, NO_USAGE } from '../../src/models/cost.ts';
import { at, fit, type Line } from './fit.ts';
import { HEAP_BYTES, MESSAGE_BATCH, OUR_BATCH, RATE_LIMITS, type RateLimits } from './limits.ts';
import type { Point } from './measure.ts';

/** About three bytes are a token: src/models/tokens.ts. */
const BYTES_PER_TOKEN = 3;

/** What grows by what. */
export interface Growth {
  /** By distinct items. */
  requests: Line;
  answerBytes: Line;
  replyBytes: Line;
  /** By requests, requests × tags, distinct items. */
  promptBytes: Line;
  /** By items and distinct items. */
  cpuSeconds: Line;
  memoryBytes: Line;
  /** Bytes of the result per item. */
  resultBytes: Line;
  /** The same again, from stored answers. */
  againCpuSeconds: Line;
  againMemoryBytes: Line;
}

export function growthOf(points: readonly Point[]): Growth {
  const alone = points.filter(({ tiers, latencyMs }) => tiers === 1 && latencyMs < 50);
  const plain = alone.filter(({ tags }) => tags === 10);
  const by = (from: readonly Point[], y: (point: Point) => number, x: (point: Point) => number[]): Line =>
    fit(from.map((point) => ({ x: x(point), y: y(point) })));
  const sizes = ({ items, distinct }: Point): number[] => [1, items, distinct];
  return {
    requests: by(
      plain,
      ({ requests }) => requests,
      ({ distinct }) => [1, distinct],
    ),
    answerBytes: by(
      plain,
      ({ answerBytes }) => answerBytes,
      ({ distinct }) => [0, distinct],
    ),
    replyBytes: by(
      plain,
      ({ replyBytes }) => replyBytes,
      ({ distinct }) => [0, distinct],
    ),
    promptBytes: by(
      alone,
      ({ promptBytes }) => promptBytes,
      ({ requests, tags, distinct }) => [requests, requests * tags, distinct],
    ),
    cpuSeconds: by(plain, ({ cpuSeconds }) => cpuSeconds, sizes),
    memoryBytes: by(plain, ({ memoryBytes }) => memoryBytes, sizes),
    resultBytes: by(
      plain,
      ({ resultBytes }) => resultBytes,
      ({ items }) => [0, items],
    ),
    againCpuSeconds: by(plain, ({ again }) => again.cpuSeconds, sizes),
    againMemoryBytes: by(plain, ({ again }) => again.memoryBytes, sizes),
  };
}

/** Hours that a measured run takes at the limits of the highest usage tier, with its own bytes as tokens. */
export function directHours({ requests, promptBytes, replyBytes }: Point): number {
  const tier = RATE_LIMITS.at(-1) as RateLimits;
  return hoursAt(tier, requests, promptBytes / BYTES_PER_TOKEN, replyBytes / BYTES_PER_TOKEN);
}

const hoursAt = (limits: RateLimits, requests: number, inputTokens: number, outputTokens: number): number =>
  Math.max(
    requests / limits.requestsPerMinute,
    inputTokens / limits.inputTokensPerMinute,
    outputTokens / limits.outputTokensPerMinute,
  ) / 60;

export interface Projection {
  items: number;
  distinct: number;
  requests: number;
  inputTokens: number;
  outputTokens: number;
  /** At the API's limits for one batch, and as Tierwise makes them. */
  batches: number;
  ourBatches: number;
  answerBytes: number;
  resultBytes: number;
  memoryBytes: number;
  cpuHours: number;
  /** So many parts of it fit into processes with Node's usual heap; `memoryBytes` is of one. */
  shards: number;
  /** By usage tier: hours at the limits of the Messages API, and in batches that take an hour each. */
  hours: { name: string; direct: number; batched: number; batchedMost: number }[];
  usd: number;
  batchUsd: number;
}

export function project(
  growth: Growth,
  { items, distinct, tags }: { items: number; distinct: number; tags: number },
): Projection {
  const requests = Math.ceil(at(growth.requests, [1, distinct]));
  const promptBytes = at(growth.promptBytes, [requests, requests * tags, distinct]);
  const replyBytes = at(growth.replyBytes, [0, distinct]);
  const [inputTokens, outputTokens] = [promptBytes / BYTES_PER_TOKEN, replyBytes / BYTES_PER_TOKEN];
  const batchesOf = (limit: { requests: number; bytes: number }): number =>
    Math.max(Math.ceil(requests / limit.requests), Math.ceil(promptBytes / limit.bytes));
  const hours = RATE_LIMITS.map((limits) => ({
    name: limits.name,
    direct: hoursAt(limits, requests, inputTokens, outputTokens),
    batched: Math.ceil(requests / limits.queue) * MESSAGE_BATCH.usualHours,
    batchedMost: Math.ceil(requests / limits.queue) * MESSAGE_BATCH.mostHours,
  }));
  const shards = Math.ceil(distinct / heldIn(growth.memoryBytes));
  const usd = priceOf(inputTokens, outputTokens, false);
  return {
    ...{ items, distinct, requests, inputTokens, outputTokens, hours, usd },
    batchUsd: priceOf(inputTokens, outputTokens, true),
    batches: batchesOf(MESSAGE_BATCH),
    ourBatches: batchesOf(OUR_BATCH),
    answerBytes: at(growth.answerBytes, [0, distinct]),
    resultBytes: at(growth.resultBytes, [0, items]),
    memoryBytes: at(growth.memoryBytes, [1, items / shards, distinct / shards]),
    cpuHours: at(growth.cpuSeconds, [1, items, distinct]) / 3600,
    shards,
  };
}

/** How many distinct items a process with Node's usual heap holds, by a line of memory. */
export const heldIn = ({ coefficients: [own = 0, , each = 1] }: Line): number =>
  Math.floor((HEAP_BYTES - own) / each);

/** List price on the first tier, where each prompt is far below the price step. */
function priceOf(inputTokens: number, outputTokens: number, batch: boolean): number {
  const catalog = loadCatalog('/nowhere', '/nowhere', {});
  const model = catalog.model(catalog.tiers.haiku.model);
  const input = costUsd(model, { ...NO_USAGE, input: 50_000 }, { at: new Date(), batch }) ?? 0;
  const output = costUsd(model, { ...NO_USAGE, output: 1000 }, { at: new Date(), batch }) ?? 0;
  return (input / 50_000) * inputTokens + (output / 1000) * outputTokens;
}
