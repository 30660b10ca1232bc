// One step: tries on the rungs of its ladder until its check passes, or a person has to look. Each act is an event on the disk
// before the next, so a run killed anywhere goes on where it stopped.
import { usd } from '../../terminal/format.ts';
import { executorOf } from '../executors.ts';
import { ancestors } from '../file/order.ts';
import type { Plan, Step } from '../file/plan.ts';
import type { Copy, Piece } from '../git/worktrees.ts';
import type { Site } from './context.ts';
import { nextRung, type Rung, rungName, sameRung, TRIES_PER_RUNG } from './escalation.ts';
import type { Failure, Verdict } from './events.ts';
import { recordOutcome } from './ledger-entries.ts';
import { gist, listed } from './messages.ts';
import { shell } from './shell.ts';
import { costOf, failedRungs, failedTries, type StepState } from './state.ts';
import { tail } from './step-prompt.ts';
import { attempt } from './try-step.ts';

/** An executor that fails by itself so often in a row is not asked again in this run. */
const MOST_TROUBLE = 2;
/** What is kept of a check's output, in characters from its end. */
const KEPT_OUTPUT = 16_000;

/** Carries out a step as far as it goes in this run. */
export async function carryOut(site: Site, id: string): Promise<void> {
  let copy: Copy | null = null;
  let trouble = 0;
  try {
    for (;;) {
      const state = site.step(id);
      if (state.status !== 'open' || (site.halted && !state.built)) return;
      copy ??= await prepare(site, state);
      if (!copy) return;
      if (!state.step.files.length) return await onlyCheck(site, state, copy);
      if (state.built) {
        await check(site, state, state.tries.at(-1)?.rung as Rung, copy, state.built);
        continue;
      }
      const rung = next(site, state, failedRungs(state));
      const missing = filesMissing(state);
      if (!rung || missing) return await giveUp(site, state, copy, missing ?? lastWords(state));
      const made = await attempt(site, state, rung, copy);
      const of = { step: id, fingerprint: state.fingerprint };
      if (made.result === 'stopped') return;
      if (made.result === 'spent') {
        const budget = `its budget of ${usd(state.step.budgetUsd ?? 0)} is used up`;
        return await giveUp(site, state, copy, `${budget}; ${lastWords(state)}`);
      }
      if (made.result === 'built') {
        const { tree, outside, dropped } = made;
        site.append({ type: 'built', tree, outside, dropped, ...of });
      } else if (made.result === 'failed') {
        failTry(site, site.step(id), rung, made);
        if (!made.tree) copy = null; // what git cannot take in is no start for the next try
      } else if (++trouble >= MOST_TROUBLE) {
        const who = executorOf(state.step.executor).title;
        site.note(`${id}: set aside, as ${who} failed ${trouble} times. "tierwise plan resume" asks again.`);
        return;
      }
    }
  } finally {
    site.workshop.discard(id);
  }
}

const next = ({ catalog, plan }: Site, { step }: StepState, failed: readonly Rung[]): Rung | null =>
  nextRung(step, failed, { catalog, top: plan.top, at: new Date() });

/** A step that may change nothing needs nobody to carry it out. */
async function onlyCheck(site: Site, { step, fingerprint }: StepState, copy: Copy): Promise<void> {
  const { ok, output } = await shell(site, step.verify, copy, step.timeoutMinutes);
  if (!ok) return end(site, step, fingerprint, 'person', gist('check', output), null);
  site.append({ type: 'passed', commit: null, step: step.id, fingerprint });
  site.note(`${step.id}: passed`);
}

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

/** Runs the step's check on what was built, and ends the step, or the try. */
async function check(
  site: Site,
  state: StepState,
  rung: Rung,
  copy: Copy,
  { tree, outside, dropped }: NonNullable<StepState['built']>,
): Promise<void> {
  const { step, fingerprint } = state;
  await site.workshop.restore(copy, tree);
  const { ok, output } = await shell(site, step.verify, copy, step.timeoutMinutes);
  if (!ok && dropped.length) {
    const without = `${listed(dropped)}: not among the files of this step, so removed, and without that its check failed`;
    failTry(site, state, rung, { why: 'files', output: `${without}\n${output}`, tree });
    return;
  }
  if (!ok) {
    failTry(site, state, rung, { why: 'check', output, tree });
    return;
  }
  if (dropped.length) site.note(`${step.id}: left out ${listed(dropped)}, not among its files`);
  const commit = await site.workshop.commitIfChanged(copy.from, tree, message(site.plan, state, rung));
  recordOutcome(site, state, rung, true);
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

function failTry(
  site: Site,
  state: StepState,
  rung: Rung,
  { why, output, tree }: { why: Failure; output: string; tree: string | null },
): void {
  const { step, fingerprint } = state;
  const then = next(site, state, [...failedRungs(state), rung]);
  const leaves = !then || !sameRung(then, rung);
  if (leaves) recordOutcome(site, state, rung, false);
  const kept = tail(output, KEPT_OUTPUT);
  site.append({ type: 'failed', why, output: kept, tree, step: step.id, fingerprint });
  const goesOn = then && leaves ? `; goes up to ${rungName(then, step.executor)}` : '';
  site.note(`${step.id}: ${gist(why, output)}${goesOn}`);
}

function lastWords(state: StepState): string {
  const last = failedTries(state).at(-1);
  return last?.why ? gist(last.why, last.output) : 'no try succeeded';
}

/** Two rungs that could not do without other files tell about the plan, not about the tier. */
function filesMissing(state: StepState): string | null {
  const last = failedTries(state).slice(-2 * TRIES_PER_RUNG);
  const refused = last.filter(({ why }) => why === 'files');
  if (refused.length < 2 * TRIES_PER_RUNG) return null;
  return `${gist('files', refused.at(-1)?.output ?? '')}; if it needs that, add it to its files`;
}

/** Leaves the step to a person, with what its last try made of the files. */
async function giveUp(site: Site, state: StepState, { from }: Copy, reason: string): Promise<void> {
  const { step, fingerprint, carry } = state;
  const note = `${step.title} (not done)\n\nWhat the last try of step ${step.id} left. Its check fails.\n`;
  const commit = carry ? await site.workshop.commitIfChanged(from, carry, note) : null;
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
  const by = tries.at(-1)?.served ?? executorOf(step.executor).title;
  return `${step.title}\n\nStep ${step.id} of the plan ${name}, by ${by} (${rungName(rung, step.executor)}).\nChecked by: ${step.verify}\n`;
}
