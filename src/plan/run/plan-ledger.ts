// What a plan's tries leave in the ledger. Written before the event of the same thing: killed in between, a line is there already,
// and readers count it once. A ledger that cannot be written is reported, and stops nothing.
import type { Usage } from '../../models/cost.ts';
import { appendEntries } from '../../usage/ledger-entry.ts';
import { appendOutcomes } from '../../usage/outcomes.ts';
import { directEntry } from '../../usage/own-calls.ts';
import { rungName, type StepRung, sameRung } from './escalation.ts';
import type { StepState } from './state.ts';

/** What a try used and cost. */
export interface Spent {
  requested: string | null;
  served: string | null;
  usage: Usage | null;
  costUsd: number | null;
  failed: boolean;
}

export interface PlanLedgerSettings {
  home: string;
  /** The top folder of the user's repository. */
  project: string;
  /** Distinguishes this plan in this repository from others. */
  key: string;
  base: string;
  env: NodeJS.ProcessEnv;
  /** Called with the error each time the ledger cannot be written. */
  onFailure(error: unknown): void;
}

export class PlanLedger {
  readonly #settings: PlanLedgerSettings;

  constructor(settings: PlanLedgerSettings) {
    this.#settings = settings;
  }

  /** Adds a ledger line for the next try of a step. */
  recordTry({ step, tries }: StepState, { effort }: StepRung, spent: Spent): void {
    const { home, project, env } = this.#settings;
    const served = spent.served ?? spent.requested ?? step.executor;
    const reply = {
      id: `${this.#idOf(step.id)}|${tries.length + 1}|${Date.now()}`,
      requestId: null,
      served,
      usage: spent.usage,
      usOnly: false,
      fast: false,
      isSum: true,
      stop: spent.failed ? 'failed' : 'complete',
    };
    const requested = spent.requested ?? served;
    const call = { source: 'plan' as const, requested, effort, costUsd: spent.costUsd, project, reply };
    this.#write(() => appendEntries(home, [directEntry(call, env)]));
  }

  /** Adds what routing learns from: this kind of work took so many tries on this rung, and passed or not. */
  recordOutcome({ step, fingerprint, tries }: StepState, rung: StepRung, passed: boolean): void {
    const { home, project } = this.#settings;
    const own = tries.filter((one) => sameRung(one.rung, rung) && !['lost', 'trouble'].includes(one.status));
    const isKnown = own.every(({ costUsd }) => costUsd !== null);
    const outcome = {
      id: `${this.#idOf(step.id)}|${fingerprint}|${rungName(rung, step.executor)}`,
      at: new Date().toISOString(),
      source: 'plan' as const,
      project,
      kind: step.kind,
      executor: step.executor,
      tier: rung.tier,
      effort: rung.effort,
      tries: own.length,
      passed,
      costUsd: isKnown ? own.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0) : null,
    };
    this.#write(() => appendOutcomes(home, [outcome]));
  }

  #idOf(step: string): string {
    return `plan|${this.#settings.key}|${this.#settings.base.slice(0, 12)}|${step}`;
  }

  #write(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#settings.onFailure(error);
    }
  }
}
