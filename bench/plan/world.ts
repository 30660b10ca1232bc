// Plans, executors and planners of a world where the truth is known: how often a tier does a kind of step is set here, and so is
// which plans are wrong about a step. Chance is seeded, and the same for all ways of carrying a plan out: the third try of a step on
// a rung has the same luck whoever asks for it.
import type { Catalog } from '../../src/models/catalog.ts';
import { costUsd, NO_USAGE, type Usage } from '../../src/models/cost.ts';
import type { TierName } from '../../src/models/table.ts';
import type { Kind, Plan, Step } from '../../src/plan/file/plan.ts';
import { rungName, type StepRung } from '../../src/plan/run/escalation.ts';
import { randomFrom } from '../../src/stats/random.ts';

/** The share of such steps that one try at medium effort does. Assumed; `docs/plan.md` shows what other shares make of the result. */
const SUCCESS: Record<Kind, Record<'haiku' | 'sonnet' | 'opus', number>> = {
  code: { haiku: 0.5, sonnet: 0.8, opus: 0.9 },
  test: { haiku: 0.55, sonnet: 0.82, opus: 0.9 },
  refactor: { haiku: 0.45, sonnet: 0.78, opus: 0.88 },
  docs: { haiku: 0.88, sonnet: 0.95, opus: 0.97 },
  config: { haiku: 0.8, sonnet: 0.92, opus: 0.95 },
  mechanical: { haiku: 0.88, sonnet: 0.95, opus: 0.97 },
};
/** Where the planner has a step start. */
const STARTS: Record<Kind, TierName> = {
  ...{
    code: 'sonnet',
    test: 'sonnet',
    refactor: 'sonnet',
    docs: 'haiku',
    config: 'haiku',
    mechanical: 'haiku',
  },
};
const KINDS: readonly Kind[] = [
  'code',
  'code',
  'code',
  'test',
  'test',
  'refactor',
  'docs',
  'config',
  'mechanical',
];

export interface WorldSettings {
  /** The chance that the plan is wrong about a step. */
  defects: number;
  /** By what the odds of haiku and sonnet are multiplied. */
  lowerOdds: number;
  /** How much steps of a kind differ in how hard they are, in log odds: 0, and a step that failed once is no likelier to fail again. */
  spread: number;
  /** The chance that an executor says what it lacks where the plan is wrong. */
  says: number;
  /** The chance that the planner mends what is wrong. */
  mends: number;
}

export interface WorldStep {
  step: Step;
  wrong: boolean;
  /** How much harder it is than its kind, in log odds: a step that fails once is likelier to fail again. */
  hardness: number;
  seed: number;
}

export interface WorldPlan {
  plan: Plan;
  steps: WorldStep[];
}

/** Returns plan number `seed` of a world. */
export function planOf(seed: number, { defects, spread }: WorldSettings): WorldPlan {
  const random = randomFrom(seed * 7919 + 1);
  const count = 4 + Math.floor(random() * 7);
  const steps = Array.from({ length: count }, (_, at): WorldStep => {
    const kind = KINDS[Math.floor(random() * KINDS.length)] ?? 'code';
    const needs = at > 0 && random() < 0.6 ? [`s${Math.floor(random() * at)}`] : [];
    return {
      step: stepOf(`s${at}`, kind, needs),
      wrong: random() < defects,
      hardness: normalFrom(random) * spread,
      seed: seed * 1000 + at,
    };
  });
  const plan = { top: 'opus', steps: steps.map(({ step }) => step) } as unknown as Plan;
  return { plan, steps };
}

const stepOf = (id: string, kind: Kind, needs: string[]): Step =>
  ({
    ...{ id, title: id, kind, files: [`src/${id}.ts`], needs, tier: STARTS[kind], executor: 'claude' },
    ...{ model: null, effort: null, moved: null, review: null, top: null, verify: 'npm test' },
    ...{ green: false, budgetUsd: null, timeoutMinutes: 30, specification: id, line: 1 },
  }) satisfies Step;

export interface WorldTry {
  passed: boolean;
  output: string;
  words: string;
  tree: string;
  usage: Usage;
  costUsd: number;
  seconds: number;
}

/** Returns what one try makes of a step. */
export function tryOf(
  { step, wrong, hardness, seed }: WorldStep,
  rung: StepRung,
  { number, catalog, settings }: { number: number; catalog: Catalog; settings: WorldSettings },
): WorldTry {
  const random = randomFrom(hash(`${seed} ${rungName(rung, 'claude')} ${number}`));
  const luck = random();
  const passed = !wrong && luck < chanceOf(step.kind, rung, hardness, settings);
  const spent = spend(rung, catalog, random);
  const cause = random();
  // Of failed tries, some print syntax errors, and some run into the very thing that the try before did.
  const failure =
    cause < 0.12 ? 'SyntaxError: unexpected token' : `not ok ${cause < 0.35 ? 'the same' : random()}`;
  const output = wrong && random() < 0.5 ? 'not ok the file is not there\n(exit 1)' : `${failure}\n(exit 1)`;
  const lacks = wrong ? random() < settings.says : random() < 0.03;
  const words = lacks ? `stopped: I need src/other-${step.id}.ts` : 'Done.';
  return { passed, output, words, tree: `${luck}`, ...spent };
}

function chanceOf(
  kind: Kind,
  { tier, effort }: StepRung,
  hardness: number,
  { lowerOdds }: WorldSettings,
): number {
  const base = SUCCESS[kind][tier === 'fable' ? 'opus' : (tier ?? 'opus')];
  const odds = Math.log(base / (1 - base)) + (tier === 'opus' ? 0 : Math.log(lowerOdds));
  // More effort takes about a third of the odds of failing away.
  const harder = effort === 'high' ? 0.4 : 0;
  return 1 / (1 + Math.exp(-(odds + harder - hardness)));
}

/** Tokens written per second; half a minute is the check's. */
const SPEED: Record<TierName, number> = { haiku: 160, sonnet: 80, opus: 60, fable: 45 };
const CHECK_SECONDS = 30;
const PROMPT = 12_000;

/** A dozen requests, each reading what the ones before it wrote from the cache; a smaller model needs a few more. */
function spend(
  { tier, effort }: StepRung,
  catalog: Catalog,
  random: () => number,
): { usage: Usage; costUsd: number; seconds: number } {
  const name = tier ?? 'opus';
  const model = catalog.model(catalog.tiers[name].model);
  const more = { haiku: 1.4, sonnet: 1.15, opus: 1, fable: 1 }[name];
  const requests = Math.max(3, Math.round(12 * more * Math.exp(normalFrom(random) * 0.4)));
  const costs = model?.effortCost;
  const output = (450 * ((effort && costs?.[effort]) || 1)) / (costs?.medium ?? 1);
  const sum = { ...NO_USAGE };
  let cost = 0;
  for (let at = 0; at < requests; at++) {
    const usage = {
      ...NO_USAGE,
      ...{
        output,
        input: 200,
        cacheWrite5m: at ? 2_000 : PROMPT,
        cacheRead: at ? PROMPT + (at - 1) * 2_000 : 0,
      },
    };
    cost += costUsd(model, usage, { at: new Date('2026-11-20') }) ?? 0;
    for (const key of Object.keys(sum) as (keyof Usage)[]) sum[key] += usage[key];
  }
  return { usage: sum, costUsd: cost, seconds: sum.output / SPEED[name] + requests * 2 + CHECK_SECONDS };
}

/** Returns what a question to the planner costs and takes, and whether it mends a plan that is wrong. */
export function plannerOf(
  { seed, wrong }: WorldStep,
  number: number,
  { catalog, settings }: { catalog: Catalog; settings: WorldSettings },
): { mends: boolean; costUsd: number; seconds: number } {
  const random = randomFrom(hash(`${seed} planner ${number}`));
  const { costUsd: cost, seconds } = spend({ tier: 'opus', effort: 'medium' }, catalog, random);
  return { mends: wrong && random() < settings.mends, costUsd: cost, seconds };
}

function normalFrom(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function hash(text: string): number {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 16777619);
  return value >>> 0;
}
