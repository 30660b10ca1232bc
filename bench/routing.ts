// Ways of choosing a model on public data: what they get right, what that costs with the classifier and failed tries, and whether
// that is better than mixing the two models at random.
//   tsx bench/routing.ts --data <folder> [samples of the bootstrap, default 1000]
// Prints the tables of docs/evidence.md.
import { existsSync } from 'node:fs';
import { type Item, loadItems, type Outcome, WHERE } from './routing/data.ts';
import {
  areaAboveChord,
  bootstrap,
  type Frame,
  heightOf,
  mean,
  type Point,
  regretOf,
} from './routing/measure.ts';
import { WAYS } from './routing/ways.ts';

const SEED = 20261121;
const FEWEST = 60; // prompts of a source

const words = process.argv.slice(2);
const named = words.indexOf('--data');
const folder = named >= 0 ? words.splice(named, 2)[1] : process.env.TIERWISE_BENCH_DATA;
const samples = Number(words[0] ?? 1000);

const points = (share: number): string => (100 * share).toFixed(1);

function main(): void {
  if (!folder || !existsSync(folder)) {
    console.error(folder ? `${folder}: no such folder.\n${WHERE}` : WHERE);
    process.exitCode = 2;
    return;
  }
  const started = performance.now();
  const items = loadItems(folder);
  for (const set of new Set(items.map((item) => item.set)))
    console.log(
      tableOf(
        set,
        items.filter((item) => item.set === set),
      ),
    );
  console.log(bySource(items));
  console.error(
    `${items.length} prompts, ${samples} samples, ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
}

interface Measured {
  outcomes: Outcome[][];
  means: Point[];
  frame: Frame;
}

function measure(items: readonly Item[]): Measured {
  const outcomes = WAYS.map((way) => items.map((item) => way.choose(item)));
  const means = outcomes.map(mean);
  const [cheap, expensive] = means as [Point, Point];
  return { outcomes, means, frame: { cheap, expensive } };
}

function tableOf(set: string, items: readonly Item[]): string {
  const { outcomes, means, frame } = measure(items);
  const best = means[WAYS.findIndex(({ name }) => name === 'oracle')] as Point;
  const accuracy = bootstrap(outcomes, ({ score }) => score, { samples, seed: SEED });
  const heights = bootstrap(outcomes, heightOf, { samples, seed: SEED });
  const needed = items.filter((item) => item.expensive.score > item.cheap.score).length / items.length;
  const rows = WAYS.map(({ name }, way) => {
    const point = means[way] as Point;
    const [right, height] = [accuracy[way], heights[way]];
    return [
      name,
      `${points(point.score)} [${points(right?.low ?? 0)}, ${points(right?.high ?? 0)}]`,
      (point.usd / frame.expensive.usd).toFixed(2),
      points(regretOf(point, best)),
      way < 2
        ? '0'
        : `${points(heightOf(point, frame))} [${points(height?.low ?? 0)}, ${points(height?.high ?? 0)}]`,
      points(areaAboveChord([point], frame)),
    ];
  });
  const families = [...new Set(WAYS.flatMap(({ family }) => family ?? []))].map((family) => {
    const of = means.filter((_, way) => WAYS[way]?.family === family);
    return `${family} ${points(areaAboveChord(of, frame))}`;
  });
  return [
    `#### ${set}: ${items.length} prompts; the expensive model was needed on ${points(needed)} %`,
    '',
    markdown(['Way', 'Right, %', 'Cost', 'Regret', 'Above the chord', 'Area'], rows),
    '',
    `Area above the chord by family: ${families.join(', ')}.`,
    '',
  ].join('\n');
}

/** In how many sources a way lies significantly beside the chord; one in forty does by chance on each side. */
function bySource(items: readonly Item[]): string {
  const sources = new Map<string, Item[]>();
  for (const item of items) {
    const name = `${item.set} ${item.source}`;
    sources.set(name, [...(sources.get(name) ?? []), item]);
  }
  const large = [...sources].filter(([, { length }]) => length >= FEWEST);
  const counts = WAYS.map(() => ({ below: [] as string[], above: 0 }));
  for (const [name, of] of large) {
    const heights = bootstrap(measure(of).outcomes, heightOf, { samples, seed: SEED });
    for (const [way, { low, high }] of heights.entries()) {
      const count = counts[way] as (typeof counts)[number];
      if (high < 0) count.below.push(name);
      if (low > 0) count.above++;
    }
  }
  const rows = WAYS.map(({ name }, way) => {
    const { below, above } = counts[way] as (typeof counts)[number];
    return [name, String(above), String(below.length), below.slice(0, 4).join(', ')];
  }).slice(2);
  return [
    `#### By source: ${large.length} with at least ${FEWEST} prompts`,
    '',
    markdown(['Way', 'Above', 'Below', 'Below in'], rows),
    '',
  ].join('\n');
}

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

main();
