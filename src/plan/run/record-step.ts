// What is told about a step that was carried out outside a run: by a person, or by a subagent of a session.
import { basename } from 'node:path';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import { appendOutcomes } from '../../usage/outcomes.ts';
import type { Plan } from '../file/plan.ts';
import { commitOf, type Repository } from '../git/git.ts';
import { Workshop } from '../git/worktrees.ts';
import type { Rung } from './escalation.ts';
import { rungName } from './escalation.ts';
import { appendEvent, readEvents } from './events.ts';
import { lock } from './lock.ts';
import { stateOf } from './state.ts';

export interface Told {
  passed: boolean;
  /** On what it was carried out; both null: by a person. */
  rung: Rung;
  tries: number;
  costUsd: number | null;
  /** The commit that holds its work; null for the one checked out now. */
  revision: string | null;
  why: string;
}

export interface RecordPlace {
  plan: Plan;
  repository: Repository;
  folder: string;
  home: string;
}

/** Records how a step ended, and says it in a line. Throws UsageError when there is no such step or commit. */
export async function recordStep(
  { plan, repository, folder, home }: RecordPlace,
  id: string,
  told: Told,
): Promise<string> {
  makePrivateFolder(folder);
  const release = lock(folder);
  try {
    const state = stateOf(plan, readEvents(folder));
    const own = state.steps.get(id);
    if (!own) {
      throw new UsageError(
        `There is no step "${id}" in ${plan.file}. Its steps: ${plan.steps.map((step) => step.id).join(', ')}.`,
      );
    }
    const { passed, rung, tries, costUsd, revision, why } = told;
    const of = { step: id, fingerprint: own.fingerprint };
    let commit: string | null = null;
    if (passed && own.status === 'approval' && revision === null) commit = own.commit;
    else if (passed) {
      const named = await commitOf(repository, revision ?? 'HEAD');
      if (!named) throw new UsageError(`There is no commit "${revision}" in ${repository.root}.`);
      if (state.base === null) appendEvent(folder, { type: 'started', base: repository.head });
      // What stands in the base already needs no commit of its own.
      const workshop = await Workshop.open(folder, repository, `plan-${basename(folder)}`);
      const message = `${own.step.title}\n\nStep ${id} of the plan ${plan.name}.\n`;
      commit = await workshop.squash(state.base ?? repository.head, named, message);
    }
    appendEvent(folder, { type: 'recorded', passed, commit, rung, tries, costUsd, why, ...of });
    if (rung.tier) {
      const name = rungName(rung, own.step.executor);
      const at = new Date().toISOString();
      const { kind, executor } = own.step;
      const outcome = {
        source: 'plan' as const,
        project: repository.root,
        kind,
        executor,
        ...rung,
        tries,
        passed,
        costUsd,
      };
      appendOutcomes(home, [
        { id: `plan|${basename(folder)}|${id}|${own.fingerprint}|${name}|${at}`, at, ...outcome },
      ]);
    }
    const who = rung.tier ? ` on ${rungName(rung, own.step.executor)}` : '';
    return `Recorded: step ${id} ${passed ? 'passed' : 'failed'}${who}.`;
  } finally {
    release();
  }
}
