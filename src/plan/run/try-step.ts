// One try: the executor works in the worktree, and what it made of the files is collected. Its own word counts for nothing.
import type { CliAnswer, CliFailure } from '../../ask/coding-cli.ts';
import type { Catalog } from '../../models/catalog.ts';
import { costUsd } from '../../models/cost.ts';
import { markWithin } from '../../process.ts';
import { executorOf } from '../executors.ts';
import type { Worktree } from '../git/worktrees.ts';
import { type BuiltWork, collectWork, type FailedTry } from './collect-work.ts';
import type { RunContext } from './context.ts';
import { rungName, type StepRung } from './escalation.ts';
import { saysNothing, wasNeverAsked } from './executor-failures.ts';
import { projectRules } from './project-rules.ts';
import { reserveFor } from './reserve.ts';
import type { StepState } from './state.ts';
import { stepPrompt, tail } from './step-prompt.ts';
import { failedTries, startTree } from './tries.ts';
import { tryLimit } from './try-limit.ts';

/**
 * - `trouble`: the executor failed by itself, which says nothing about the step
 * - `spent`: the step's budget is used up; `stopped`: no try can be made now, and the run has been told why
 */
export type TryResult = BuiltWork | FailedTry | { result: 'trouble' | 'spent' | 'stopped' };

/** Makes one try of a step on a rung, in its worktree. */
export async function tryStep(
  run: RunContext,
  state: StepState,
  rung: StepRung,
  worktree: Worktree,
): Promise<TryResult> {
  const limitUsd = tryLimit(state, rung.tier, run.budget.leftUsd);
  if (limitUsd === null) return { result: 'spent' };
  const reservation = await reserveFor(run, limitUsd);
  if (!reservation) return { result: 'stopped' };
  const { answer, spentUsd } = await ask(run, { state, rung, worktree, limitUsd });
  reservation.settle(spentUsd);
  const failure = 'failure' in answer ? answer : null;
  if (failure && wasNeverAsked(failure)) {
    run.halt.halt({ why: 'executor', message: failure.message });
    return { result: 'stopped' };
  }
  if (failure && saysNothing(failure)) {
    run.note(`${state.step.id}: ${failure.message}`);
    return { result: 'trouble' };
  }
  return collectWork(run, state.step, worktree, { failure, tampered: worktree.own.changed });
}

interface Order {
  state: StepState;
  rung: StepRung;
  worktree: Worktree;
  limitUsd: number;
}

interface Answered {
  answer: CliAnswer | CliFailure;
  /** In US dollars; null when it is not known. */
  spentUsd: number | null;
}

async function ask(run: RunContext, order: Order): Promise<Answered> {
  const { state, rung, limitUsd } = order;
  const of = { step: state.step.id, fingerprint: state.fingerprint };
  const prompt = await prepareFiles(run, order);
  const { executor } = state.step;
  run.history.append({ type: 'try', rung, executor, reservedUsd: limitUsd, ...of });
  const number = failedTries(state).length + 1;
  run.note(`${state.step.id}: try ${number} on ${rungName(rung, executor)}`);
  const requested = rung.tier ? run.catalog.tiers[rung.tier].model : state.step.model;
  const started = performance.now();
  const answer = await callExecutor(run, order, { prompt, requested });
  const seconds = (performance.now() - started) / 1000;
  const served = 'served' in answer ? answer.served : null;
  const usage = answer.usage ?? null;
  const spentUsd = price(run.catalog, answer, served ?? requested);
  const spent = { requested, served, usage, costUsd: spentUsd, failed: 'failure' in answer };
  run.ledger.recordTry(state, rung, spent);
  const trouble = 'failure' in answer && saysNothing(answer) ? answer.message : null;
  const words = wordsOf(answer);
  const answered = { type: 'answered', costUsd: spentUsd, served, usage, seconds, trouble } as const;
  run.history.append({ ...answered, ...(words && { words }), ...of });
  return { answer, spentUsd };
}

/** What is kept of an executor's last words, in characters from their end. */
const KEPT_WORDS = 2000;

const wordsOf = (answer: CliAnswer | CliFailure): string =>
  'failure' in answer ? '' : tail(answer.text, KEPT_WORDS);

/** Puts the files where the try starts and returns its prompt: on the same rung it repairs what the last try left. */
async function prepareFiles(
  { plan, roles, worktrees }: Pick<RunContext, 'plan' | 'roles' | 'worktrees'>,
  { state, rung, worktree }: Order,
): Promise<string> {
  const failed = failedTries(state).at(-1);
  const start = startTree(state, rung);
  // As they were before the step: no try writes its own rules.
  if (plan.rules) await worktrees.restore(worktree, null);
  const rules = plan.rules ? projectRules(worktree.folder) : null;
  await worktrees.restore(worktree, start);
  const setback = failed?.why ? { ...failed, why: failed.why, kept: start !== null } : null;
  return stepPrompt({ shared: plan.shared, rules }, state.step, roles.implementer, setback);
}

function callExecutor(
  { programs }: Pick<RunContext, 'programs'>,
  { state: { step }, rung, worktree, limitUsd }: Order,
  { prompt, requested }: { prompt: string; requested: string | null },
): Promise<CliAnswer | CliFailure> {
  return executorOf(step.executor).run(
    {
      prompt,
      model: requested,
      effort: rung.effort,
      folder: worktree.folder,
      access: 'write',
      commands: [step.verify],
      maxCostUsd: limitUsd,
      timeoutMs: step.timeoutMinutes * 60_000,
      mark: markWithin(programs.mark),
    },
    programs.env,
  );
}

function price(catalog: Catalog, answer: CliAnswer | CliFailure, model: string | null): number | null {
  if (answer.costUsd != null) return answer.costUsd;
  if ('failure' in answer && wasNeverAsked(answer)) return 0;
  if (!answer.usage || !model) return null;
  return costUsd(catalog.model(model), answer.usage, { at: new Date() });
}
