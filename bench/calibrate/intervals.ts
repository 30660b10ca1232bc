// How often the intervals that are shown hold the true value: at the end of which looks, and for tags of which few items are there.
import { recallPerTag } from '../../src/calibrate/tags.ts';
import { difference } from '../../src/calibrate/within.ts';
import { confidenceSequence } from '../../src/stats/betting.ts';
import { randomFrom } from '../../src/stats/random.ts';
import { exactInterval, type Interval, scoreInterval } from '../../src/stats/share.ts';
import { CONFIDENCE, percent, repeat, shareOf, table } from './ask.ts';
import { draw } from './world.ts';

/** Returns the tables for shares, for rare tags, and for gaps. */
export function intervals(repetitions: number): string {
  return [shares(repetitions), rareTags(repetitions), gaps(repetitions)].join('\n\n');
}

const holds =
  (value: number) =>
  ({ low, high }: Interval) =>
    low <= value + 1e-9 && value <= high + 1e-9;

const SHARES: [number, number, number | null][] = [
  [10, 0.9, null],
  [25, 0.9, null],
  [50, 0.95, null],
  [200, 0.95, null],
  [400, 0.97, null],
  [400, 0.8, null],
  [400, 0.97, 800],
];

function shares(repetitions: number): string {
  const rows = SHARES.map(([n, share, population]) => {
    const runs = repeat(repetitions, (seed) => sampled(n, share, population, randomFrom(seed)));
    const count = (hits: boolean[]) => ({ hits: hits.filter(Boolean).length, n, population });
    const covered = (of: (hits: boolean[]) => Interval) =>
      percent(shareOf(runs, (hits) => holds(share)(of(hits))));
    return [
      n,
      population ?? 'no end',
      percent(share, 0),
      covered((hits) => scoreInterval(count(hits), CONFIDENCE)),
      covered((hits) => exactInterval(count(hits), CONFIDENCE)),
      n > 200 ? '-' : covered((hits) => confidenceSequence({ hits, population }, CONFIDENCE)),
    ];
  });
  return table(['items', 'of', 'share', 'score', 'exact', 'confidence sequence'], rows);
}

function sampled(n: number, share: number, population: number | null, random: () => number): boolean[] {
  let marked = population === null ? 0 : Math.round(share * population);
  let left = population ?? 0;
  return Array.from({ length: n }, () => {
    const hit = random() < (population === null ? share : marked / left);
    left -= 1;
    if (hit) marked -= 1;
    return hit;
  });
}

const SIZES = [
  [1, 9],
  [10, 19],
  [20, 49],
  [50, 99],
  [100, 1000],
] as const;

/** All tags of samples of 1,000 items, by how many items the tag has. */
function rareTags(repetitions: number): string {
  const found = SIZES.map(() => [] as boolean[]);
  for (const [seed, accuracy] of repeat(
    repetitions,
    (seed) => [seed, [0.85, 0.92, 0.97][seed % 3] ?? 0.9] as const,
  )) {
    const { truths, answers } = draw({ accuracies: [accuracy], shared: 0 }, 1000, randomFrom(seed));
    const tagging = (of: readonly (string | null)[]) => of.map((tag) => (tag === null ? null : [tag]));
    for (const { recall } of recallPerTag(tagging(answers[0] ?? []), tagging(truths), CONFIDENCE))
      found[SIZES.findIndex(([least, most]) => least <= recall.n && recall.n <= most)]?.push(
        holds(accuracy)(recall),
      );
  }
  return table(
    ['items of the tag', 'recalls', 'covers'],
    SIZES.map(([least, most], i) => [
      `${least} to ${most}`,
      found[i]?.length ?? 0,
      percent(shareOf(found[i] ?? [], Boolean)),
    ]),
  );
}

/** The interval of the difference, with no label, some, and all. */
function gaps(repetitions: number): string {
  const rows = [0, 0.015, 0.04].map((gap) => {
    const runs = repeat(Math.ceil(repetitions / 8), (seed) => {
      const { truths, answers } = draw(
        { accuracies: [0.985 - gap, 0.985], shared: 0.5 },
        1000,
        randomFrom(seed),
      );
      const [cheap = [], reference = []] = answers;
      const base = {
        answers: cheap,
        reference,
        others: [],
        allowance: 0.02,
        confidence: CONFIDENCE,
        population: null,
      };
      return [10, 1000].map((labels) =>
        difference({
          ...base,
          labels: new Map(
            [...truths.entries()].filter(([item]) => cheap[item] !== reference[item]).slice(0, labels),
          ),
        }),
      );
    });
    const covered = (i: number) =>
      percent(shareOf(runs, (found) => found[i] == null || holds(gap)(found[i])));
    const width = (i: number) =>
      percent(
        runs.reduce((sum, found) => sum + ((found[i]?.high ?? 1) - (found[i]?.low ?? -1)), 0) / runs.length,
      );
    return [percent(gap), covered(0), width(0), covered(1), width(1)];
  });
  return table(
    ['true gap', '10 labels: covers', 'mean width', 'all disagreements labelled: covers', 'mean width'],
    rows,
  );
}
