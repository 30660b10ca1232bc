// The picture of the page.
import { at } from './fit.ts';
import type { Point, Setting } from './measure.ts';
import { type Curve, type Panel, plot } from './plot.ts';
import { directHours, type Growth, type Projection, project } from './project.ts';
import { KINDS, SIZES, TAGS } from './tables.ts';
import { bytes, dollars, durations, inWords, short } from './words.ts';

export function growthSvg(growth: Growth, points: readonly Point[]): string {
  const alone = points.filter(({ tiers, tags, latencyMs }) => tiers === 1 && tags === 10 && latencyMs < 50);
  const curves = (measured: (point: Point) => number, carried: (one: Projection) => number): Curve[] =>
    KINDS.map(({ name, share }, index) => ({
      ...{ name, color: ['#0969da', '#bc4c00'][index] ?? '' },
      points: alone
        .filter(({ items, distinct }) => Math.abs(Math.log(distinct / items / share)) < 0.1)
        .map((point): [number, number] => [point.items, measured(point)]),
      carried: SIZES.map((items): [number, number] => [
        items,
        carried(project(growth, { items, distinct: Math.max(1, items * share), tags: TAGS })),
      ]),
    }));
  const scale = (one: Projection): number => one.hours.at(-1)?.direct ?? 0;
  return plot(
    [
      {
        title: 'Requests',
        words: short,
        curves: curves(
          (point) => point.requests,
          (one) => one.requests,
        ),
      },
      {
        title: 'Memory of one process',
        words: bytes,
        curves: curves(
          (point) => point.memoryBytes,
          (one) => one.memoryBytes,
        ),
      },
      {
        title: 'Hours at once, tier Scale',
        words: durations,
        curves: curves(directHours, scale),
      },
      {
        title: 'List price in batches',
        words: dollars,
        curves: curves(
          (point) => project(growth, { ...point, tags: TAGS }).batchUsd,
          (one) => one.batchUsd,
        ),
      },
      ...besideItems(growth, points),
    ],
    'How requests, memory, hours and dollars grow with the items of a bulk job, and what tags, tiers and requests at once change.',
  );
}

/** What else was varied, each beside what it should come to. */
function besideItems(growth: Growth, points: readonly Point[]): Panel[] {
  const curve = (
    name: string,
    by: keyof Setting,
    y: (point: Point) => number,
    line: (point: Point) => number,
  ): Curve => {
    const varied = points.filter((point) => isVaried(point, by)).sort((a, b) => a[by] - b[by]);
    return {
      ...{ name, color: '#0969da' },
      points: varied.map((point): [number, number] => [point[by], y(point)]),
      carried: varied.map((point): [number, number] => [point[by], line(point)]),
    };
  };
  const prompt = ({ requests, tags, distinct }: Point): number =>
    at(growth.promptBytes, [requests, requests * tags, distinct]) / 3 / requests;
  const alone = (point: Point): number => at(growth.requests, [1, point.distinct]);
  return [
    {
      title: 'Prompt tokens a request, by tags',
      words: short,
      curves: [
        curve(
          '50,000 items, 5,000 distinct',
          'tags',
          ({ promptBytes, requests }) => promptBytes / 3 / requests,
          prompt,
        ),
      ],
    },
    {
      title: 'Requests, by tiers',
      words: inWords,
      // A tenth goes up each time.
      curves: [
        curve(
          '50,000 items, 5,000 distinct',
          'tiers',
          ({ requests }) => requests,
          (point) => alone(point) * ([1, 1.1, 1.11][point.tiers - 1] ?? 1),
        ),
      ],
    },
    {
      title: 'Seconds, by requests at once (100 ms each)',
      words: (value) => `${short(value)} s`,
      curves: [
        curve(
          '5,000 items; dashed: waiting alone',
          'concurrency',
          ({ seconds }) => seconds,
          ({ requests, concurrency, latencyMs }) => (Math.ceil(requests / concurrency) * latencyMs) / 1000,
        ),
      ],
    },
  ];
}

const isVaried = ({ items, distinct, tags, tiers, latencyMs }: Point, by: keyof Setting): boolean =>
  by === 'concurrency'
    ? latencyMs === 100
    : items === 50_000 && distinct === 5000 && latencyMs < 50 && (by === 'tags' ? tiers === 1 : tags === 10);
