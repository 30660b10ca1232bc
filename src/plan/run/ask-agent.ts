// An agent of ours asked about a step: it reads, writes nothing, and what it cost is in the ledger.
import type { CliAnswer, CliFailure, CodingCli } from '../../ask/coding-cli.ts';
import type { Catalog } from '../../models/catalog.ts';
import { costUsd as costOf } from '../../models/cost.ts';
import { markWithin } from '../../process.ts';
import type { StepRung } from './escalation.ts';
import type { PlanLedger } from './plan-ledger.ts';
import type { StepState } from './step-state.ts';

const MINUTES = 15;

export interface AgentQuestion {
  cli: CodingCli;
  /** Null: the CLI's own default. */
  model: string | null;
  rung: StepRung;
  prompt: string;
  schema: object;
  /** What it may read. */
  folder: string;
  maxCostUsd: number;
}

export interface Asking {
  catalog: Catalog;
  ledger: PlanLedger;
  programs: { env: NodeJS.ProcessEnv; mark: string };
}

/** Asks about a step. Returns the answer, or why there is none, and what it cost in US dollars; null when that is not known. */
export async function askAgent(
  { catalog, ledger, programs }: Asking,
  state: StepState,
  { cli, model: requested, rung, ...question }: AgentQuestion,
): Promise<{ answer: CliAnswer | CliFailure; costUsd: number | null }> {
  const call = {
    ...question,
    model: requested,
    effort: rung.effort,
    access: 'read',
    timeoutMs: MINUTES * 60_000,
  } as const;
  const answer = await cli.run({ ...call, mark: markWithin(programs.mark) }, programs.env);
  const failed = 'failure' in answer;
  const { usage = null } = answer;
  const served = failed ? null : answer.served;
  const model = catalog.model(served ?? requested ?? '');
  const priced = usage && model ? costOf(model, usage, { at: new Date() }) : null;
  const costUsd = answer.costUsd ?? priced;
  ledger.recordTry(state, rung, { requested, served, usage, costUsd, failed });
  return { answer, costUsd };
}
