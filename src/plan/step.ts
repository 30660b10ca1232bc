// One step: tries on the rungs of its ladder until its check passes, or a person has to look. Each act is an event on the disk
// before the next, so a run killed anywhere goes on where it stopped.

import type { Budget, Reservation } from '../ask/budget.ts';
import { CeilingReached } from '../ask/budget.ts';
import type { CliAnswer, CliFailure } from '../ask/coding-cli.ts';
import type { Catalog } from '../models/catalog.ts';
import { costUsd, NO_USAGE } from '../models/cost.ts';
import type { TierName } from '../models/table.ts';
import { markWithin, runProgram } from '../process.ts';
import { usd } from '../terminal/format.ts';
import { appendEntries } from '../usage/ledger.ts';
import { appendOutcomes } from '../usage/outcomes.ts';
import { forExecutor, withoutKeys } from './environment.ts';
import { nextRung, type Rung, rungName, TRIES_PER_RUNG } from './escalation.ts';
import type { Failure, PlanEvent, Verdict } from './events.ts';
import { executorOf } from './executors.ts';
import { GitError } from './git.ts';
import { covers } from './glob.ts';
import { ancestors, type Plan, type Step } from './plan-file.ts';
import { stepPrompt, tail } from './prompt.ts';
import { costOf, failedRungs, type StepState } from './state.ts';
import type { Copy, Inspection, Piece, Workshop } from './workshop.ts';

/** What one try may cost where the step has no budget of its own, by the prices of the tiers; 5 for another CLI. */
export const TRY_LIMIT_USD: Record<TierName, number> = { haiku: 0.5, sonnet: 2, opus: 5, fable: 10 };
const OTHER_TRY_LIMIT_USD = 5;
/** An executor that fails by itself so often in a row is not asked again in this run. */
const MOST_TROUBLE = 2;
/** Enough to learn from; the whole output stays on the screen of whoever runs the check. */
const KEPT_OUTPUT = 16_000;

/** Why no further try is started. */
export interface Halt {
  why: 'ceiling' | 'interrupted' | 'executor' | 'setup' | 'git';
  message: string;
}

export interface Site {
  plan: Plan;
  /** Top folder of the user's repository, for the books. */
  root: string;
  /** By what a plan in this repository is told from others. */
  key: string;
  home: string;
  base: string;
  catalog: Catalog;
  workshop: Workshop;
  budget: Budget;
  /** The contract an executor works by. */
  role: string;
  env: NodeJS.ProcessEnv;
  mark: string;
  halted: Halt | null;
  step(id: string): StepState;
  append(event: PlanEvent): void;
  halt(halt: Halt): void;
  /** Tells people. */
  note(line: string): void;
  onLedgerFailure(error: unknown): void;
}

/** Carries out a step as far as it goes in this run. */
export async function carryOut(site: Site, id: string): Promise<void> {
  let copy: Copy | null = null;
  let trouble = 0;
  try {
    for (;;) {
      const state = site.step(id);
      if (state.status !== 'open') return;
      if (site.halted && !state.built) return;
      const rung = state.built
        ? (state.tries.at(-1)?.rung as Rung)
        : nextRung(state.step, failedRungs(state), {
            catalog: site.catalog,
            top: site.plan.top,
            at: new Date(),
          });
      const missing = state.built ? null : filesMissing(state);
      if (!rung || missing) {
        await giveUp(site, state, copy, missing ?? lastWords(state));
        return;
      }
      copy = copy ?? (await prepare(site, state));
      if (!copy) return;
      if (!state.built) {
        const result = await attempt(site, state, rung, copy);
        if (result === 'stop') return;
        if (result === 'trouble' && ++trouble >= MOST_TROUBLE) {
          site.note(
            `${id}: set aside, as ${executorTitle(state.step)} failed ${trouble} times. "tierwise plan resume" asks again.`,
          );
          return;
        }
      } else {
        await site.workshop.restore(copy, state.built.tree);
      }
      const { built } = site.step(id);
      if (built) await check(site, site.step(id), rung, copy, built);
    }
  } finally {
    site.workshop.discard(id);
  }
}

const executorTitle = ({ executor }: Step): string => executorOf(executor).title;

/** The finished work a step stands on, in the plan's order. */
function piecesFor(site: Site, wanted: (id: string) => boolean): Piece[] {
  return site.plan.steps.flatMap(({ id }) => {
    const { status, commit } = site.step(id);
    return status === 'done' && commit && wanted(id) ? [{ step: id, commit }] : [];
  });
}

/** All finished work, in the plan's order. */
export const finishedPieces = (site: Site): Piece[] => piecesFor(site, () => true);

async function prepare(site: Site, { step, fingerprint }: StepState): Promise<Copy | null> {
  const before = ancestors(site.plan.steps).get(step.id);
  const made = await site.workshop.fresh(
    step.id,
    site.base,
    piecesFor(site, (id) => before?.has(id) === true),
  );
  if ('files' in made) {
    const reason = `the work of the steps it needs does not fit together: ${made.step} changes ${made.files.join(', ')} in another way`;
    end(site, step, fingerprint, 'conflict', reason, null);
    return null;
  }
  return (await setUp(site, made)) ? made : null;
}

async function setUp(site: Site, copy: Copy): Promise<boolean> {
  const { setup, steps } = site.plan;
  if (!setup) return true;
  const limit = Math.max(...steps.map(({ timeoutMinutes }) => timeoutMinutes));
  const { ok, output } = await shell(site, setup, copy, limit);
  if (!ok) {
    site.halt({
      why: 'setup',
      message: `the plan's setup command, ${setup}, failed: ${output.split('\n').slice(-2).join(' ')}`,
    });
    return false;
  }
  const { changes } = await site.workshop.inspect(copy);
  if (!changes.length) return true;
  const files = changes.map(({ path }) => path);
  site.halt({
    why: 'setup',
    message: `the plan's setup command changed files that git does not ignore: ${listed(files)}. Ignore or commit them first`,
  });
  return false;
}

/** One try of the executor, and what it made of the files. */
async function attempt(
  site: Site,
  state: StepState,
  rung: Rung,
  copy: Copy,
): Promise<'done' | 'trouble' | 'stop'> {
  const { step, fingerprint } = state;
  const of = { step: step.id, fingerprint };
  const limitUsd = tryLimit(site.budget, state, rung);
  if (limitUsd === null) {
    await giveUp(site, state, copy, `its budget of ${usd(step.budgetUsd ?? 0)} is used up`);
    return 'stop';
  }
  let reservation: Reservation;
  try {
    if (limitUsd <= 0) throw new CeilingReached();
    reservation = await site.budget.reserve(limitUsd);
  } catch (error) {
    if (!(error instanceof CeilingReached)) throw error;
    const ceiling = usd(site.budget.ceilingUsd ?? 0);
    site.halt({ why: 'ceiling', message: `the plan's ceiling of ${ceiling} is reached` });
    return 'stop';
  }
  if (site.halted) {
    reservation.settle(0);
    return 'stop';
  }
  const failed = state.tries.findLast(({ outcome }) => outcome === 'failed');
  const stays = failed?.rung.tier === rung.tier && failed?.rung.effort === rung.effort;
  await site.workshop.restore(copy, stays ? state.carry : null);
  const number = failedRungs(state).length + 1;
  site.append({ type: 'try', rung, executor: step.executor, reservedUsd: limitUsd, ...of });
  site.note(`${step.id}: try ${number} on ${rungName(rung, step.executor)}`);

  const cli = executorOf(step.executor);
  const requested = rung.tier ? site.catalog.tiers[rung.tier].model : step.model;
  const prompt = stepPrompt(
    site.plan,
    step,
    site.role,
    failed?.why ? { why: failed.why, output: failed.output, kept: stays && state.carry !== null } : null,
  );
  const started = performance.now();
  const answer = await cli.run(
    {
      prompt,
      model: requested,
      effort: rung.effort,
      folder: copy.folder,
      access: 'write',
      commands: [step.verify],
      maxCostUsd: limitUsd,
      timeoutMs: step.timeoutMinutes * 60_000,
      mark: markWithin(site.mark),
    },
    forExecutor(site.env),
  );
  const seconds = (performance.now() - started) / 1000;
  const spentUsd = price(site, answer, requested);
  const served = 'served' in answer ? answer.served : null;
  const usage = answer.usage ?? null;
  record(site, state, rung, { requested, served, usage, costUsd: spentUsd, failed: 'failure' in answer });
  const failure = 'failure' in answer ? answer : null;
  const trouble = failure && saysNothing(failure) ? failure.message : null;
  site.append({ type: 'answered', costUsd: spentUsd, served, usage, seconds, trouble, ...of });
  reservation.settle(spentUsd);
  const tampered = site.workshop.seal();

  if (failure && ['missing', 'login', 'limit'].includes(failure.failure)) {
    site.halt({ why: 'executor', message: failure.message });
    return 'stop';
  }
  if (trouble) {
    site.note(`${step.id}: ${trouble}`);
    return 'trouble';
  }
  const looked = await look(site, copy);
  const fail = async (why: Failure, output: string, tree: string | null): Promise<'done'> => {
    await failTry(site, site.step(step.id), rung, why, output, tree);
    return 'done';
  };
  if (typeof looked === 'string') return fail('files', `its files cannot be read: ${looked}`, null);
  const outside = looked.changes.filter(({ path }) => !covers(step.files, path));
  const refused = site.plan.outside === 'refuse' ? outside : [];
  const complaints = [
    ...(tampered ? ["git's own settings or hooks were changed"] : []),
    ...looked.forbidden,
    ...refused.map(({ path }) => `${path} is not among the files of this step`),
  ];
  const bad = looked.changes.filter(
    (change) =>
      refused.includes(change) || looked.forbidden.some((line) => line.startsWith(`${change.path} is `)),
  );
  const tree = bad.length ? await site.workshop.without(copy, bad) : looked.tree;
  if (complaints.length) return fail('files', `${complaints.join('\n')}\nThese changes were put back.`, tree);
  if (failure && failure.failure !== 'empty') {
    const why = failure.failure === 'timeout' ? 'time' : failure.failure === 'budget' ? 'budget' : 'refused';
    return fail(why, failure.message, tree);
  }
  site.append({ type: 'built', tree, outside: outside.map(({ path }) => path), ...of });
  return 'done';
}

/** Whether a failure tells nothing about the step: no work was done, or not to its end, for reasons of the executor's own. */
const saysNothing = ({ failure }: CliFailure): boolean =>
  ['missing', 'login', 'limit', 'failed', 'aborted'].includes(failure);

/** What a try may cost; null when the step's own budget is used up, 0 when the plan's is. */
function tryLimit(budget: Budget, state: StepState, { tier }: Rung): number | null {
  const usual = tier ? TRY_LIMIT_USD[tier] : OTHER_TRY_LIMIT_USD;
  const own = state.step.budgetUsd === null ? usual : state.step.budgetUsd - costOf(state);
  if (own <= 0) return null;
  return Math.min(own, budget.leftUsd ?? own);
}

function price(site: Site, answer: CliAnswer | CliFailure, requested: string | null): number | null {
  if (answer.costUsd != null) return answer.costUsd;
  if ('failure' in answer && ['missing', 'login', 'limit'].includes(answer.failure)) return 0;
  const served = ('served' in answer ? answer.served : null) ?? requested;
  if (!answer.usage || !served) return null;
  return costUsd(site.catalog.model(served), answer.usage, { at: new Date() });
}

async function look(site: Site, copy: Copy): Promise<Inspection | string> {
  try {
    return await site.workshop.inspect(copy);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return error.message;
  }
}

/** Runs the step's check on what was built, and ends the step, or the try. */
async function check(
  site: Site,
  state: StepState,
  rung: Rung,
  copy: Copy,
  { tree, outside }: NonNullable<StepState['built']>,
): Promise<void> {
  const { step, fingerprint } = state;
  const { ok, output } = await shell(site, step.verify, copy, step.timeoutMinutes);
  if (!ok) {
    await failTry(site, state, rung, 'check', output, tree);
    return;
  }
  const commit = await site.workshop.commitIfChanged(copy.from, tree, message(site.plan, state, rung));
  outcome(site, state, rung, true);
  if (outside.length) {
    const reason = `its check passed, but it also changed ${listed(outside)}`;
    end(site, step, fingerprint, 'approval', reason, commit);
    return;
  }
  site.append({ type: 'passed', commit, step: step.id, fingerprint });
  const cost = usd(costOf(site.step(step.id)));
  site.note(
    `${step.id}: passed on ${rungName(rung, step.executor)}, ${cost}${commit ? '' : ', nothing had to change'}`,
  );
}

async function failTry(
  site: Site,
  state: StepState,
  rung: Rung,
  why: Failure,
  output: string,
  tree: string | null,
): Promise<void> {
  const { step, fingerprint } = state;
  const kept = tail(output, KEPT_OUTPUT);
  const now = [...failedRungs(state), rung];
  const next = nextRung(step, now, { catalog: site.catalog, top: site.plan.top, at: new Date() });
  const moves = !next || next.tier !== rung.tier || next.effort !== rung.effort;
  if (moves) outcome(site, state, rung, false);
  site.append({ type: 'failed', why, output: kept, tree, step: step.id, fingerprint });
  const goesOn = next && moves ? `; goes up to ${rungName(next, step.executor)}` : '';
  site.note(`${step.id}: ${gist(why, output)}${goesOn}`);
}

export const FAILED: Record<Failure, string> = {
  check: 'its check failed',
  files: 'refused',
  time: 'out of time',
  budget: 'out of money',
  refused: 'declined',
};

function lastWords({ tries }: StepState): string {
  const last = tries.findLast(({ outcome }) => outcome === 'failed');
  return last?.why ? gist(last.why, last.output) : 'no try succeeded';
}

/** Two rungs that could not do without other files tell about the plan, not about the tier. */
function filesMissing({ tries }: StepState): string | null {
  const last = tries.filter(({ outcome }) => outcome === 'failed').slice(-2 * TRIES_PER_RUNG);
  const refused = last.filter(({ why }) => why === 'files');
  if (refused.length < 2 * TRIES_PER_RUNG) return null;
  return `${gist('files', refused.at(-1)?.output ?? '')}; if it needs that, add it to its files`;
}

/** Leaves the step to a person, with what its last try made of the files. */
async function giveUp(site: Site, state: StepState, copy: Copy | null, reason: string): Promise<void> {
  const { step, fingerprint, carry } = state;
  const left = carry ? (copy ?? (await prepare(site, state))) : null;
  if (carry && !left) return;
  const note = `${step.title} (not done)\n\nWhat the last try of step ${step.id} left. Its check fails.\n`;
  const commit = carry && left ? await site.workshop.commitIfChanged(left.from, carry, note) : null;
  end(site, step, fingerprint, 'person', reason, commit);
}

function end(
  site: Site,
  { id }: Step,
  fingerprint: string,
  verdict: Verdict,
  reason: string,
  commit: string | null,
): void {
  site.append({ type: 'ended', verdict, reason, commit, step: id, fingerprint });
  site.note(`${id}: for a person: ${reason}`);
}

function message({ name }: Plan, { step, tries }: StepState, rung: Rung): string {
  const by = tries.at(-1)?.served ?? executorTitle(step);
  return `${step.title}\n\nStep ${step.id} of the plan ${name}, by ${by} (${rungName(rung, step.executor)}).\nChecked by: ${step.verify}\n`;
}

async function shell(
  site: Site,
  command: string,
  { folder }: Copy,
  minutes: number,
): Promise<{ ok: boolean; output: string }> {
  const ended = await runProgram('/bin/sh', ['-c', `exec 2>&1\n${command}`], {
    cwd: folder,
    env: withoutKeys(site.env),
    timeoutMs: minutes * 60_000,
    mark: markWithin(site.mark),
  });
  const why = ended.ended === 'timeout' ? `did not end within ${minutes} minutes` : `exit ${ended.code}`;
  return { ok: ended.code === 0 && !ended.ended, output: `${ended.stdout.trim() || command}\n(${why})` };
}

interface Spent {
  requested: string | null;
  served: string | null;
  usage: CliAnswer['usage'];
  costUsd: number | null;
  failed: boolean;
}

/** One line in the ledger for the try, written before its event: killed in between, the line is there and counts once. */
function record(site: Site, { step, tries }: StepState, rung: Rung, spent: Spent): void {
  const { webSearches, ...tokens } = spent.usage ?? NO_USAGE;
  const served = spent.served ?? spent.requested ?? step.executor;
  keepBooks(site, () =>
    appendEntries(site.home, [
      {
        id: `plan|${site.key}|${site.base.slice(0, 12)}|${step.id}|${tries.length + 1}|${Date.now()}`,
        at: new Date().toISOString(),
        source: 'plan',
        session: site.env.CLAUDE_CODE_SESSION_ID ?? null,
        project: site.root,
        agent: null,
        skill: null,
        requested: spent.requested ?? served,
        served,
        tier: site.catalog.model(served)?.tier ?? null,
        effort: rung.effort,
        ...tokens,
        costUsd: spent.costUsd,
        stop: spent.failed ? 'failed' : 'complete',
        isSum: true,
        ...(webSearches && { webSearches }),
      },
    ]),
  );
}

/** What routing learns: this kind of work, on this rung, so many tries, passed or not. */
function outcome(site: Site, state: StepState, rung: Rung, passed: boolean): void {
  const { step, fingerprint } = state;
  const here = site
    .step(step.id)
    .tries.filter(
      (one) =>
        one.rung.tier === rung.tier &&
        one.rung.effort === rung.effort &&
        !['lost', 'trouble'].includes(one.outcome),
    );
  const known = here.every(({ costUsd: cost }) => cost !== null);
  keepBooks(site, () =>
    appendOutcomes(site.home, [
      {
        id: `plan|${site.key}|${site.base.slice(0, 12)}|${step.id}|${fingerprint}|${rungName(rung, step.executor)}`,
        at: new Date().toISOString(),
        source: 'plan',
        project: site.root,
        kind: step.kind,
        executor: step.executor,
        tier: rung.tier,
        effort: rung.effort,
        tries: here.length,
        passed,
        costUsd: known ? here.reduce((sum, { costUsd: cost }) => sum + (cost ?? 0), 0) : null,
      },
    ]),
  );
}

function keepBooks(site: Site, write: () => void): void {
  try {
    write();
  } catch (error) {
    site.onLedgerFailure(error);
  }
}

const MOST_LISTED = 6;

/** The first of many names, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** A failed try in one line: what was refused first, else the last that was said. */
function gist(why: Failure, output: string): string {
  const lines = output.trim().split('\n');
  const last = lines.at(-1) ?? '';
  const said = why === 'files' ? lines[0] : /^\((?:exit|did)/.test(last) && lines.at(-2)?.trim();
  return `${FAILED[why]}: ${why !== 'files' && said ? `${said} ${last}` : said || last}`;
}
