// One try: the executor works in the copy, and what it made of the files is looked at. Its own word counts for nothing.
import { type Budget, CeilingReached, type Reservation } from '../../ask/budget.ts';
import type { CliAnswer, CliFailure } from '../../ask/coding-cli.ts';
import { GitError } from '../../git.ts';
import { costUsd } from '../../models/cost.ts';
import type { TierName } from '../../models/table.ts';
import { markWithin } from '../../process.ts';
import { usd } from '../../terminal/format.ts';
import { executorOf } from '../executors.ts';
import { covers } from '../file/glob.ts';
import type { Change } from '../git/git.ts';
import type { Copy } from '../git/worktrees.ts';
import type { Site } from './context.ts';
import { type Rung, rungName, sameRung } from './escalation.ts';
import type { Failure } from './events.ts';
import { recordTry } from './ledger-entries.ts';
import { stepPrompt } from './prompt.ts';
import { costOf, failedTries, type StepState } from './state.ts';

/** What one try may cost where the step has no budget of its own, by the prices of the tiers. */
const TRY_LIMIT_USD: Record<TierName, number> = { haiku: 0.5, sonnet: 2, opus: 5, fable: 10 };
const OTHER_TRY_LIMIT_USD = 5;

/**
 * - `built`: the files are ready to be checked, as the event of that name says
 * - `failed`: the next try goes on from `tree`, if any
 * - `trouble`: the executor failed by itself, which says nothing about the step
 * - `spent`: the step's budget is used up; `stopped`: no try can be made now, and the run has been told why
 */
export type Attempt =
  | { result: 'built'; tree: string; outside: string[]; dropped: string[] }
  | { result: 'failed'; why: Failure; output: string; tree: string | null }
  | { result: 'trouble' | 'spent' | 'stopped' };

/** Makes one try of a step on a rung, in its copy. */
export async function attempt(site: Site, state: StepState, rung: Rung, copy: Copy): Promise<Attempt> {
  const { step } = state;
  const limitUsd = tryLimit(site.budget, state, rung);
  if (limitUsd === null) return { result: 'spent' };
  const reservation = await reserve(site, limitUsd);
  if (!reservation) return { result: 'stopped' };
  const answer = await ask(site, state, rung, copy, limitUsd, reservation);
  const tampered = site.workshop.seal();
  const failure = 'failure' in answer ? answer : null;
  if (failure && NEVER_ASKED.includes(failure.failure)) {
    site.halt({ why: 'executor', message: failure.message });
    return { result: 'stopped' };
  }
  if (failure && saysNothing(failure)) {
    site.note(`${step.id}: ${failure.message}`);
    return { result: 'trouble' };
  }
  try {
    return await judge(site, state, copy, failure, tampered);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const output = `git cannot take in what it left: ${error.message}`;
    return { result: 'failed', why: 'files', output, tree: null };
  }
}

/** What the try made of the files, and whether that may be checked. */
async function judge(
  site: Site,
  { step }: StepState,
  copy: Copy,
  failure: CliFailure | null,
  tampered: boolean,
): Promise<Attempt> {
  const seen = await site.workshop.inspect(copy);
  const outside = seen.changes.filter(({ path }) => !covers(step.files, path));
  const refused = site.plan.outside === 'refuse' ? outside : [];
  const forbidden = seen.forbidden.map(({ change }) => change);
  const bad = new Set([...refused, ...forbidden]);
  const tree = bad.size ? await site.workshop.without(copy, [...bad]) : seen.tree;
  // A new file may be the litter of a build: the check decides without it. Who changes what was there before meant to.
  const changed = refused.filter((change) => !isNew(change));
  const complaints = [
    ...(tampered ? ["git's own settings or hooks were changed"] : []),
    ...seen.forbidden.map(({ change, why }) => `${change.path} is ${why}`),
    ...(changed.length ? refused : []).map(({ path }) => `${path} is not among the files of this step`),
  ];
  if (complaints.length) {
    const output = `${complaints.join('\n')}\nThese changes were put back.`;
    return { result: 'failed', why: 'files', output, tree };
  }
  // One that ended well and said nothing is judged by its work, like any other.
  const why = failure && LIMITS[failure.failure];
  if (why) return { result: 'failed', why, output: failure.message, tree };
  const names = outside.map(({ path }) => path);
  const [kept, dropped] = refused.length ? [[], names] : [names, []];
  return { result: 'built', tree, outside: kept, dropped };
}

const isNew = ({ oldMode }: Change): boolean => /^0+$/.test(oldMode);

/** The most one try of a step may cost: null when the step's own budget is used up, 0 when the plan's is. */
function tryLimit({ leftUsd }: Budget, state: StepState, { tier }: Rung): number | null {
  const { budgetUsd } = state.step;
  const own = budgetUsd === null ? usualLimit(tier) : budgetUsd - costOf(state);
  return own > 0 ? Math.min(own, leftUsd ?? own) : null;
}

/** What a try may cost in US dollars where its step has no budget; null is another CLI. */
export const usualLimit = (tier: TierName | null): number =>
  tier ? TRY_LIMIT_USD[tier] : OTHER_TRY_LIMIT_USD;

async function reserve(site: Site, limitUsd: number): Promise<Reservation | null> {
  let reservation: Reservation;
  try {
    if (limitUsd <= 0) throw new CeilingReached();
    reservation = await site.budget.reserve(limitUsd);
  } catch (error) {
    if (!(error instanceof CeilingReached)) throw error;
    const ceiling = usd(site.budget.ceilingUsd ?? 0);
    site.halt({ why: 'ceiling', message: `the plan's ceiling of ${ceiling} is reached` });
    return null;
  }
  if (!site.halted) return reservation;
  reservation.settle(0);
  return null;
}

async function ask(
  site: Site,
  state: StepState,
  rung: Rung,
  copy: Copy,
  limitUsd: number,
  reservation: Reservation,
): Promise<CliAnswer | CliFailure> {
  const { step, fingerprint } = state;
  const failed = failedTries(state).at(-1);
  // A retry repairs what the try before left; a higher rung starts clean.
  const carry = failed && sameRung(failed.rung, rung) ? state.carry : null;
  await site.workshop.restore(copy, carry);
  const of = { step: step.id, fingerprint };
  site.append({ type: 'try', rung, executor: step.executor, reservedUsd: limitUsd, ...of });
  const number = failedTries(state).length + 1;
  site.note(`${step.id}: try ${number} on ${rungName(rung, step.executor)}`);
  const requested = rung.tier ? site.catalog.tiers[rung.tier].model : step.model;
  const setback = failed?.why ? { why: failed.why, output: failed.output, kept: carry !== null } : null;
  const started = performance.now();
  const answer = await executorOf(step.executor).run(
    {
      prompt: stepPrompt(site.plan, step, site.role, setback),
      model: requested,
      effort: rung.effort,
      folder: copy.folder,
      access: 'write',
      commands: [step.verify],
      maxCostUsd: limitUsd,
      timeoutMs: step.timeoutMinutes * 60_000,
      mark: markWithin(site.mark),
    },
    site.env,
  );
  const seconds = (performance.now() - started) / 1000;
  const served = 'served' in answer ? answer.served : null;
  const usage = answer.usage ?? null;
  const spentUsd = price(site, answer, served ?? requested);
  recordTry(site, state, rung, { requested, served, usage, costUsd: spentUsd, failed: 'failure' in answer });
  const trouble = 'failure' in answer && saysNothing(answer) ? answer.message : null;
  site.append({ type: 'answered', costUsd: spentUsd, served, usage, seconds, trouble, ...of });
  reservation.settle(spentUsd);
  return answer;
}

const NEVER_ASKED: readonly CliFailure['failure'][] = ['missing', 'login', 'limit'];
const LIMITS: Partial<Record<CliFailure['failure'], Failure>> = {
  timeout: 'time',
  budget: 'budget',
  refused: 'refused',
};

/** Whether a failure tells nothing about the step: its work was not done, for reasons of the executor's own. */
const saysNothing = ({ failure }: CliFailure): boolean =>
  [...NEVER_ASKED, 'failed', 'aborted'].includes(failure);

/** In US dollars; null when it is not known. */
function price(site: Site, answer: CliAnswer | CliFailure, model: string | null): number | null {
  if (answer.costUsd != null) return answer.costUsd;
  if ('failure' in answer && NEVER_ASKED.includes(answer.failure)) return 0;
  if (!answer.usage || !model) return null;
  return costUsd(site.catalog.model(model), answer.usage, { at: new Date() });
}
