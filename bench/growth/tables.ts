// The tables of the page.
import type { Line } from './fit.ts';
import { BATCH_SERVICES, MESSAGE_BATCH } from './limits.ts';
import type { Point } from './measure.ts';
import { type Growth, heldIn, type Projection, project } from './project.ts';
import { type Job, type Schedule, schedule } from './schedule.ts';
import { bytes, count, hours, inWords, usd } from './words.ts';

export const SIZES = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
export const TAGS = 10;
/** How many of the items are distinct: all, or as in a log after its masks. */
export const KINDS = [
  { name: 'all distinct', share: 1 },
  { name: 'one in 10 distinct', share: 0.1 },
] as const;

/** As prose stands in the docs: lines of at most 100 characters. */
const wrapped = (text: string): string => text.replace(/(?=.{101})(.{1,100}) /g, '$1\n');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export function growthTables(
  growth: Growth,
  points: readonly Point[],
  { date, machine }: { date: string; machine: string },
): string {
  return [
    `Measured on ${date}, ${machine}; sums by \`tsx bench/growth.ts measure\`.`,
    measuredTable(points),
    `Lines through these points, with the largest difference of a point from its line:\n\n${linesTable(growth)}`,
    wrapped(
      `With Node's usual heap of 4 GB a process asks about ${inWords(heldIn(growth.memoryBytes))} distinct items, and writes the result of ${inWords(heldIn(growth.againMemoryBytes))} that have stored answers; \`NODE_OPTIONS=--max-old-space-size=<MB>\` raises both.`,
    ),
    ...KINDS.map(({ name, share }) => {
      const sizes = SIZES.map((items) =>
        project(growth, { items, distinct: Math.max(1, items * share), tags: TAGS }),
      );
      return `**${name[0]?.toUpperCase()}${name.slice(1)}**, ${TAGS} tags, one tier:\n\n${sizesTable(sizes)}\n\n${limitsTable(sizes)}`;
    }),
  ].join('\n\n');
}

const measuredTable = (points: readonly Point[]): string =>
  table(
    [
      'Items',
      'Distinct',
      'Tags',
      'Tiers',
      'At once',
      'Requests',
      'CPU',
      'Wall',
      'Memory',
      'Answers',
      'Again: CPU, memory',
    ],
    points.map((point) => [
      ...[point.items, point.distinct, point.tags, point.tiers, point.concurrency, point.requests].map(count),
      ...[
        `${point.cpuSeconds.toFixed(1)} s`,
        `${point.seconds.toFixed(1)} s`,
        bytes(point.memoryBytes),
        bytes(point.answerBytes),
      ],
      `${point.again.cpuSeconds.toFixed(1)} s, ${bytes(point.again.memoryBytes)}`,
    ]),
  );

function linesTable(growth: Growth): string {
  const error = ({ error: of }: Line): string => `${Math.round(of * 100)} %`;
  const micro = (value = 0): string => `${Number((value * 1e6).toPrecision(2))} µs`;
  const [c, m, a, w] = [
    growth.cpuSeconds,
    growth.memoryBytes,
    growth.againCpuSeconds,
    growth.againMemoryBytes,
  ];
  const perRequest = 1 / (growth.requests.coefficients[1] ?? 1);
  return table(
    ['What', 'Grows by', 'Off by'],
    [
      ['requests', `1 for ${perRequest.toFixed(1)} distinct items`, error(growth.requests)],
      ['CPU', `${micro(c.coefficients[1])} an item, ${micro(c.coefficients[2])} a distinct one`, error(c)],
      [
        'memory',
        `${bytes(m.coefficients[0] ?? 0)}, ${Math.round(m.coefficients[1] ?? 0)} B an item, ${Math.round(m.coefficients[2] ?? 0)} B a distinct one`,
        error(m),
      ],
      [
        'again: CPU',
        `${micro(a.coefficients[1])} an item, ${micro(a.coefficients[2])} a distinct one`,
        error(a),
      ],
      [
        'again: memory',
        `${bytes(w.coefficients[0] ?? 0)}, ${Math.round(w.coefficients[1] ?? 0)} B an item, ${Math.round(w.coefficients[2] ?? 0)} B a distinct one`,
        error(w),
      ],
      [
        'stored answers',
        `${Math.round(growth.answerBytes.coefficients[1] ?? 0)} B a distinct item`,
        error(growth.answerBytes),
      ],
    ],
  );
}

const sizesTable = (sizes: readonly Projection[]): string =>
  table(
    [
      'Items',
      'Requests',
      `Batches of ${count(MESSAGE_BATCH.requests)} or 256 MB`,
      'Of ours (10,000 or 64 MB)',
      'Answers on disk',
      'Result',
      'Parts, memory of each',
      'CPU',
      'List price',
      'In batches',
    ],
    sizes.map((one) => [
      ...[inWords(one.items), inWords(one.requests), count(one.batches), count(one.ourBatches)],
      ...[bytes(one.answerBytes), bytes(one.resultBytes)],
      `${count(one.shards)}, ${bytes(one.memoryBytes)}`,
      ...[hours(one.cpuHours), usd(one.usd), usd(one.batchUsd)],
    ]),
  );

const limitsTable = (sizes: readonly Projection[]): string =>
  table(
    ['Items', ...(sizes[0]?.hours ?? []).flatMap(({ name }) => [`${name}: at once`, `${name}: in batches`])],
    sizes.map((one) => [
      inWords(one.items),
      ...one.hours.flatMap(({ direct, batched, batchedMost }) => [
        hours(direct),
        `${hours(batched)} (at most ${hours(batchedMost)})`,
      ]),
    ]),
  );

/** Jobs of the simulation: all distinct, cut by lines; and as in a log, divided by shards. A tenth goes up from each of three tiers. */
const BILLIONS = [
  { name: 'all distinct, cut by lines', distinct: 1e9, byLines: true },
  { name: 'one in 100 distinct, in shards', distinct: 1e7, byLines: false },
] as const;

function billion(growth: Growth, { distinct, byLines }: (typeof BILLIONS)[number], machines: number): Job {
  const items = 1e9;
  const { requests, inputTokens, shards } = project(growth, { items, distinct, tags: TAGS });
  const parts = Math.max(shards, byLines ? 0 : machines);
  const [, perItem = 0, perDistinct = 0] = growth.cpuSeconds.coefficients;
  return {
    ...{ items, distinct, requests, climbs: 0.1, tiers: 3, parts },
    itemsRead: byLines ? items / parts : items,
    requestBytes: (inputTokens * 3) / requests,
    hoursPerItem: perItem / 3600,
    hoursPerRequest: (perDistinct * distinct) / requests / 3600 / 2,
  };
}

export function scheduleTable(growth: Growth): string {
  return BILLIONS.map((kind) => {
    const rows = BATCH_SERVICES.flatMap((service) =>
      [1, 8, 64].map((machines) => {
        const job = billion(growth, kind, machines);
        const plays = [1, 2, 3, 4, 5].map((seed) =>
          schedule(job, { machines, service, killedEvery: 24, seed }),
        );
        const middle = (of: (play: Schedule) => number): number =>
          plays.map(of).sort((a, b) => a - b)[2] ?? 0;
        return [
          ...[service.name, String(machines), count(job.parts), hours(middle((play) => play.hours))],
          ...[count(middle((play) => play.batches)), count(middle((play) => play.mostPending))],
          `${Math.round(middle((play) => play.queueUse) * 100)} %`,
          `${Math.round(middle((play) => play.busy) * 100)} %`,
          count(middle((play) => play.kills)),
        ];
      }),
    );
    const head = [
      'Through',
      'Machines',
      'Parts',
      'Takes',
      'Batches',
      'Most pending',
      'Queue in use',
      'Machines at work',
      'Kills',
    ];
    return `A billion lines, ${kind.name}:\n\n${table(head, rows)}`;
  }).join('\n\n');
}
