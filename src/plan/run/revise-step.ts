// The planner asked about a step that fails: what it proposes is kept, and changes nothing by itself.
import { basename } from 'node:path';
import { claudeCli } from '../../ask/claude-cli.ts';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import type { Catalog } from '../../models/catalog.ts';
import { oneOf } from '../../one-of.ts';
import { markWithin } from '../../process.ts';
import type { Plan } from '../file/plan.ts';
import type { Repository } from '../git/git.ts';
import { PlanHistory } from './history.ts';
import { PlanLedger } from './plan-ledger.ts';
import { lockPlan } from './plan-lock.ts';
import { PROPOSAL_SCHEMA, proposalIn, revisionPrompt } from './proposal.ts';
import type { Proposal } from './proposal-shape.ts';
import type { StepState } from './step-state.ts';

/** What one question to the planner may cost. */
const MOST_USD = 1;
const MINUTES = 15;
const PLANNER = { tier: 'opus', effort: 'medium' } as const;

export interface RevisionSettings {
  plan: Plan;
  repository: Repository;
  folder: string;
  home: string;
  catalog: Catalog;
  /** The planner's role, with which the prompt begins. */
  role: string;
  env: NodeJS.ProcessEnv;
}

/** Returns the open proposal for a step, or asks the planner for one. Throws UsageError when there is no answer to be had. */
export async function proposalFor(settings: RevisionSettings, id: string): Promise<Proposal> {
  const { plan, folder } = settings;
  makePrivateFolder(folder);
  const release = lockPlan(folder);
  try {
    const history = new PlanHistory(plan, folder);
    const state = history.state.steps.get(id);
    if (!state) {
      const ids = plan.steps.map((step) => step.id);
      throw new UsageError(`There is no step "${id}" in ${plan.file}. ${oneOf(id, ids)}`);
    }
    if (state.status === 'done') throw new UsageError(`Step ${id} is done: there is nothing to revise.`);
    return state.proposal ?? (await ask(settings, history, state));
  } finally {
    release();
  }
}

async function ask(settings: RevisionSettings, history: PlanHistory, state: StepState): Promise<Proposal> {
  const { plan, repository, folder, home, catalog, role, env } = settings;
  const requested = catalog.tiers[PLANNER.tier].model;
  const answer = await claudeCli.run(
    {
      prompt: revisionPrompt(plan, state, role),
      model: requested,
      effort: PLANNER.effort,
      folder: repository.root,
      access: 'read',
      schema: PROPOSAL_SCHEMA,
      maxCostUsd: MOST_USD,
      timeoutMs: MINUTES * 60_000,
      mark: markWithin(`plan-${basename(folder)}`),
    },
    env,
  );
  const failed = 'failure' in answer;
  const { costUsd = null, usage = null } = answer;
  const served = failed ? null : answer.served;
  const base = history.state.base ?? repository.head;
  const ledger = new PlanLedger({
    ...{ home, project: repository.root, key: basename(folder), base, env },
    onFailure: () => {},
  });
  ledger.recordTry(state, PLANNER, { requested, served, usage, costUsd, failed });
  const proposal = failed ? null : proposalIn(answer.text);
  const of = { step: state.step.id, fingerprint: state.fingerprint };
  history.append({ type: 'revised', costUsd, reservedUsd: MOST_USD, proposal, ...of });
  if (failed) throw new UsageError(`The planner gave no answer: ${answer.message}.`);
  if (!proposal)
    throw new UsageError('The planner gave no proposal: its answer is not the JSON it was asked for.');
  return proposal;
}
