// The planner asked about a step that fails: what it proposes is kept, and changes nothing by itself.
import { basename } from 'node:path';
import { claudeCli } from '../../ask/claude-cli.ts';
import type { CliFailure } from '../../ask/coding-cli.ts';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import type { Catalog } from '../../models/catalog.ts';
import { oneOf } from '../../one-of.ts';
import { isCleanup } from '../file/cleanup-step.ts';
import type { Plan } from '../file/plan.ts';
import type { Repository } from '../git/git.ts';
import { type Asking, askAgent } from './ask-agent.ts';
import { wasNeverAsked } from './executor-failures.ts';
import { PlanHistory } from './history.ts';
import { PlanLedger } from './plan-ledger.ts';
import { lockPlan } from './plan-lock.ts';
import { changesNothing, PROPOSAL_SCHEMA, proposalIn, revisionPrompt } from './proposal.ts';
import type { Proposal } from './proposal-shape.ts';
import type { StepState } from './step-state.ts';

/** What one question to the planner may cost. */
export const PLANNER_USD = 1;
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
    if (isCleanup(state.step))
      throw new UsageError(
        `Step ${id} is what "cleanup" adds: change that in the header of ${plan.file}, or remove it.`,
      );
    if (state.status === 'done')
      throw new UsageError(
        `Step ${id} is done: there is nothing to revise. Name a step that is not: tierwise plan status`,
      );
    return state.proposal ?? (await askNow(settings, history, state));
  } finally {
    release();
  }
}

async function askNow(settings: RevisionSettings, history: PlanHistory, state: StepState): Promise<Proposal> {
  const { plan, repository, folder, home, catalog, role, env } = settings;
  const base = history.state.base ?? repository.head;
  const ledger = new PlanLedger({
    ...{ home, project: repository.root, key: basename(folder), base, env },
    onFailure: () => {},
  });
  const programs = { env, mark: `plan-${basename(folder)}` };
  const run = { plan, catalog, ledger, history, programs };
  const { proposal, why } = await askPlanner(run, state, {
    role,
    folder: repository.root,
    maxCostUsd: PLANNER_USD,
  });
  if (!proposal) throw new UsageError(`${why}.`);
  return proposal;
}

export interface PlannerQuestion {
  role: string;
  /** What it may read. */
  folder: string;
  maxCostUsd: number;
}

export interface PlannerAnswer {
  /** Null when the plan is to stay as it is, or when there is no answer to be had. */
  proposal: Proposal | null;
  /** Why there is none; the reason of the proposal else. */
  why: string;
  /** In US dollars; null when it is not known. */
  costUsd: number | null;
}

/** Asks the planner about a step; that it is asked and what it answers are events. */
export async function askPlanner(
  run: Asking & { plan: Plan; history: PlanHistory },
  state: StepState,
  { role, folder, maxCostUsd }: PlannerQuestion,
): Promise<PlannerAnswer> {
  const { plan, catalog, history } = run;
  const of = { step: state.step.id, fingerprint: state.fingerprint };
  history.append({ type: 'revising', reservedUsd: maxCostUsd, ...of });
  const prompt = revisionPrompt(plan, state, role);
  const asked = await askAgent(run, state, {
    ...{ cli: claudeCli, model: catalog.tiers[PLANNER.tier].model, rung: PLANNER },
    ...{ prompt, schema: PROPOSAL_SCHEMA, folder, maxCostUsd },
  });
  const { answer } = asked;
  const costUsd = 'failure' in answer ? spentBy(answer, asked.costUsd) : asked.costUsd;
  const said = 'failure' in answer ? null : proposalIn(answer.text);
  const proposal = said && !changesNothing(state.step, said) ? said : null;
  history.append({ type: 'revised', costUsd, reservedUsd: maxCostUsd, proposal, ...of });
  return { proposal, why: whyOf(answer, said), costUsd };
}

const spentBy = (failure: CliFailure, costUsd: number | null): number | null =>
  wasNeverAsked(failure) ? (costUsd ?? 0) : costUsd;

function whyOf(answer: object | CliFailure, said: Proposal | null): string {
  if ('failure' in answer) return `The planner gave no answer: ${(answer as CliFailure).message}`;
  return said
    ? `The planner finds nothing wrong with the plan: ${said.why}`
    : 'The planner gave no proposal: its answer is not the JSON it was asked for';
}
