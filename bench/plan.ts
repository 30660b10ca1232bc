// What a mix of tiers costs per plan that is proven in the end, in simulated worlds (see plan/world.ts), against all of it on opus,
// against steps that stay on their tier, and against a ladder that never goes back to the planner. Rungs, triggers, defects and
// prices are those of a run. It asks nobody and takes seconds:
//   tsx bench/plan.ts [plans, default 200]
// Prints the tables of docs/plan.md.
import { loadCatalog } from '../src/models/catalog.ts';
import { type Carried, carryOut, type Way } from './plan/carry-out.ts';
import { planOf, type WorldSettings } from './plan/world.ts';

const WAYS: readonly Way[] = [
  { name: 'the mix', replans: true },
  { name: 'all on opus', allOpus: true, replans: true },
  { name: 'no escalation, 6 tries', stays: 6, replans: true },
  { name: 'no re-planning', replans: false },
];
const USUAL: WorldSettings = { defects: 0.06, lowerOdds: 1, spread: 1, says: 0.7, mends: 0.85 };
const WORLDS: readonly [string, WorldSettings][] = [
  ['as assumed', USUAL],
  ['no defects', { ...USUAL, defects: 0 }],
  ['defects in 15 % of steps', { ...USUAL, defects: 0.15 }],
  ['steps of a kind are equally hard', { ...USUAL, spread: 0 }],
  ['they differ half as much again', { ...USUAL, spread: 1.5 }],
  ['they differ twice as much', { ...USUAL, spread: 2 }],
  ['executors say nothing', { ...USUAL, says: 0 }],
  ['odds of haiku and sonnet halved', { ...USUAL, lowerOdds: 0.5 }],
  ['a quarter', { ...USUAL, lowerOdds: 0.25 }],
  ['an eighth', { ...USUAL, lowerOdds: 0.125 }],
  ['a 32nd', { ...USUAL, lowerOdds: 1 / 32 }],
];

const plans = Number(process.argv[2] ?? 200);
const catalog = loadCatalog('/nowhere', '/nowhere', {});

/** Returns what becomes of every plan of a world, by way. */
function runs(settings: WorldSettings): Map<string, Carried[]> {
  const numbers = Array.from({ length: plans }, (_, seed) => planOf(seed, settings));
  return new Map(
    WAYS.map((way) => [way.name, numbers.map((plan) => carryOut(plan, way, { catalog, settings }))]),
  );
}

const sum = (all: readonly Carried[], of: 'costUsd' | 'seconds' | 'questions'): number =>
  all.reduce((total, one) => total + one[of], 0);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The share of the plans that both ways prove in which `one` is cheaper, and of how many. */
function cheaper(one: readonly Carried[], other: readonly Carried[]): string {
  const both = one.flatMap((mine, at) =>
    mine.proven && other[at]?.proven ? [[mine, other[at]] as const] : [],
  );
  const wins = both.filter(([mine, theirs]) => mine.costUsd < theirs.costUsd).length;
  return `${percent(wins / both.length)} of ${both.length}`;
}

function waysTable(settings: WorldSettings): string {
  const all = runs(settings);
  const mix = all.get('the mix') ?? [];
  const rows = [...all].map(([name, made]) => {
    const proven = made.filter((one) => one.proven).length;
    const cells = [
      ...[name, percent(proven / plans), `$${(sum(made, 'costUsd') / proven).toFixed(2)}`],
      ...[
        `${(sum(made, 'seconds') / proven / 60).toFixed(1)} min`,
        (sum(made, 'questions') / plans).toFixed(2),
      ],
      name === 'the mix' ? '' : cheaper(mix, made),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| way | proven | per proven plan | time | questions to the planner, per plan | the mix is cheaper, where both prove it |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function worldsTable(): string {
  const rows = WORLDS.map(([name, settings]) => {
    const all = runs(settings);
    const [mix = [], opus = []] = [all.get('the mix'), all.get('all on opus')];
    const share = (made: readonly Carried[]): number => made.filter(({ proven }) => proven).length;
    const per = (made: readonly Carried[]): string => `$${(sum(made, 'costUsd') / share(made)).toFixed(2)}`;
    const cells = [
      name,
      percent(share(mix) / plans),
      percent(share(opus) / plans),
      per(mix),
      per(opus),
      cheaper(mix, opus),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| world | mix proven | opus proven | mix, per proven plan | opus | the mix is cheaper, where both prove it |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const started = performance.now();
console.log(`${waysTable(USUAL)}\n\n${worldsTable()}`);
console.error(`${plans} plans, ${((performance.now() - started) / 1000).toFixed(1)} s`);
