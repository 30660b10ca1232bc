// The formulas of bench/routing, worked out by hand on a handful of prompts: chord, area, regret, bootstrap, and each way of choosing.
import { expect, test } from 'vitest';
import { carryOut } from '../bench/plan/carry-out.ts';
import { planOf } from '../bench/plan/world.ts';
import type { Item, Outcome } from '../bench/routing/data.ts';
import {
  areaAboveChord,
  bootstrap,
  chordAt,
  heightOf,
  mean,
  oracle,
  type Point,
  regretOf,
} from '../bench/routing/measure.ts';
import { WAYS } from '../bench/routing/ways.ts';
import { stripped } from '../bench/routing/wrappers.ts';
import { loadCatalog } from '../src/models/catalog.ts';

/** A cheap call costs a dollar, an expensive one ten, asking once more a tenth. */
const item = (cheap: number, expensive: number, prompt = 'Who wrote it?'): Item => ({
  set: 's',
  source: 's',
  prompt,
  cheap: { score: cheap, usd: 1 },
  expensive: { score: expensive, usd: 10 },
  cheapCallUsd: () => 0.1,
});

// Right are: both, the expensive one, the cheap one, neither.
const ITEMS = [item(1, 1), item(0, 1), item(1, 0), item(0, 0), item(0, 1)];
const by = (name: string): Outcome[] => {
  const way = WAYS.find((one) => one.name === name);
  if (!way) throw new Error(`No way is called ${name}.`);
  return ITEMS.map((one) => way.choose(one));
};
const expectPoint = ({ score, usd }: Point, wanted: Point): void => {
  expect(score).toBeCloseTo(wanted.score, 9);
  expect(usd).toBeCloseTo(wanted.usd, 9);
};
const frame = { cheap: { score: 0.4, usd: 1 }, expensive: { score: 0.6, usd: 10 } };

test('the frame, the oracle and the regret', () => {
  expectPoint(mean(by('always the cheapest')), frame.cheap); // 2 of 5
  expectPoint(mean(by('always the most expensive')), frame.expensive); // 3 of 5
  const best = mean(ITEMS.map(oracle));
  expectPoint(best, { score: 4 / 5, usd: (3 * 1 + 2 * 10) / 5 }); // the expensive one only where it alone is right
  expect(regretOf(frame.cheap, best)).toBeCloseTo(0.4, 9);
});

test('the chord, and the area of points above it', () => {
  expect(chordAt(frame, 5.5)).toBeCloseTo(0.5, 9); // half of the way
  expect(chordAt(frame, 20)).toBeCloseTo(0.6, 9); // more than the expensive model costs buys nothing
  const point = { score: 0.7, usd: 5.5 };
  expect(heightOf(point, frame)).toBeCloseTo(0.2, 9);
  expect(areaAboveChord([point], frame)).toBeCloseTo((1 * 0.2) / 2, 9); // a triangle on a base of 1
  expect(areaAboveChord([{ score: 0.3, usd: 5.5 }], frame)).toBeCloseTo(-(1 * 0.2) / 2, 9);
  // At a third and two thirds .1 above it: two triangles of 1/3 × .1 / 2 and a rectangle of 1/3 × .1.
  const two = [
    { score: 0.4 + 0.2 / 3 + 0.1, usd: 4 },
    { score: 0.4 + 0.4 / 3 + 0.1, usd: 7 },
  ];
  expect(areaAboveChord(two, frame)).toBeCloseTo(2 * (0.1 / 6) + 0.1 / 3, 9);
});

test('a classifier is paid for on every prompt, whatever it says', () => {
  // Needed on 2 of 5. Right on 80 %: each of the 2 goes up with .8, each of the other 3 with .2; of those the first is right on both.
  const score = (1 + 0.8 + 0.8 + 0 + 0.8) / 5;
  const usd = 0.1 + (2 * (0.8 * 10 + 0.2 * 1) + 3 * (0.2 * 10 + 0.8 * 1)) / 5;
  expectPoint(mean(by('--ask, right on 80 %')), { score, usd });
});

test('a cascade pays for the try that failed', () => {
  // A perfect check keeps the 2 that are right, and pays both models for the other 3.
  expectPoint(mean(by('checked cascade, check errs on 0 %')), { score: 4 / 5, usd: (2 * 1 + 3 * 11) / 5 });
  // One that errs on 20 %: right ones go up with .2, wrong ones with .8.
  const score = (1 + 0.8 + 0.8 + 0 + 0.8) / 5;
  const usd = (5 * 1 + 2 * 0.2 * 10 + 3 * 0.8 * 10) / 5;
  expectPoint(mean(by('checked cascade, check errs on 20 %')), { score, usd });
  expectPoint(mean(by('checked cascade, check errs on 20 %, and is a model')), { score, usd: usd + 0.1 });
});

test('the default rules decide by the words of the prompt alone', () => {
  const way = WAYS.find(({ name }) => name === 'default rules, cheap = haiku');
  expect(way?.choose(item(0, 1, 'How do I format a date in Go?'))).toMatchObject({ usd: 1 });
  expect(way?.choose(item(0, 1, 'Find out why the worker deadlocks'))).toMatchObject({ usd: 10 });
});

test('bootstrap: no spread without one, else about two standard errors, the same at each run', () => {
  const same = [1, 1, 1, 1].map((score) => ({ score, usd: 1 }));
  const score = (point: Point): number => point.score;
  expect(bootstrap([same, same], score, { samples: 50, seed: 1 })[0]).toEqual({ low: 1, high: 1 });
  const half = Array.from({ length: 400 }, (_, at) => ({ score: at % 2, usd: 1 }));
  const [found] = bootstrap([half, half], score, { samples: 1000, seed: 1 });
  const error = Math.sqrt((0.5 * 0.5) / 400); // 2.5 points
  expect(found?.low).toBeCloseTo(0.5 - 1.96 * error, 2);
  expect(found?.high).toBeCloseTo(0.5 + 1.96 * error, 2);
  expect(bootstrap([half, half], score, { samples: 1000, seed: 1 })[0]).toEqual(found);
});

test.each([
  ['Name it.\nA. x\nB. y\nAnswer:', 'Name it.\nA. x\nB. y'],
  [
    'Please read this.\n\nContext: None\n\nQuestion: Who?\n\nProvide the correct letter choice in \\boxed{X}.',
    'Who?',
  ],
  [
    'Please read this.\n\nContext: Once.\n\nQuestion: Who?\n\nProvide your final answer in \\boxed{{}}.',
    'Once.\n\nWho?',
  ],
  ['A plain question?', 'A plain question?'],
])('what a data set says around a question is taken off', (prompt, question) => {
  expect(stripped(prompt)).toBe(question);
});

test('plans of bench/plan.ts: the same luck twice; one that is wrong about every step is proven by the planner only', () => {
  const catalog = loadCatalog('/nowhere', '/nowhere', {});
  const settings = { defects: 1, lowerOdds: 1, spread: 0, says: 1, mends: 1 };
  const run = (replans: boolean) =>
    [1, 2, 3].map((seed) => carryOut(planOf(seed, settings), { name: '', replans }, { catalog, settings }));
  expect(run(true)).toEqual(run(true));
  expect(run(true).every(({ proven }) => proven)).toBe(true);
  expect(run(false).some(({ proven }) => proven)).toBe(false);
  expect(run(false).every(({ questions }) => questions === 0)).toBe(true);
});
