// A plan's events as they happen, and where they leave each step.
import type { Plan } from '../file/plan.ts';
import { appendEvent, type PlanEvent, readEvents, type StoredEvent } from './events.ts';
import { type PlanState, type StepState, stateOf } from './state.ts';

export class PlanHistory {
  #plan: Plan;
  readonly #folder: string;
  readonly #events: StoredEvent[];
  #state: PlanState;

  /** Reads what has happened to `plan`, whose events are in `folder`. Throws UsageError when they cannot be read. */
  constructor(plan: Plan, folder: string) {
    this.#plan = plan;
    this.#folder = folder;
    this.#events = readEvents(folder).events;
    this.#state = stateOf(plan, this.#events);
  }

  /** The plan as it reads now. */
  get plan(): Plan {
    return this.#plan;
  }

  /** The plan has changed: what has happened is seen through it from now on. */
  replan(plan: Plan): void {
    this.#plan = plan;
    this.#state = stateOf(plan, this.#events);
  }

  get state(): PlanState {
    return this.#state;
  }

  /** Returns where a step of the plan stands. */
  step(id: string): StepState {
    const step = this.#state.steps.get(id);
    if (!step) throw new Error(`no step ${id} in ${this.#plan.file}`);
    return step;
  }

  /** Whether a step can be carried out now. */
  isReady(id: string): boolean {
    const { status, step } = this.step(id);
    return status === 'open' && step.needs.every((need) => this.step(need).status === 'done');
  }

  /** Adds an event; then it is on the disk. Throws UsageError when it cannot be written. */
  append(event: PlanEvent): void {
    this.#events.push(appendEvent(this.#folder, event));
    this.#state = stateOf(this.#plan, this.#events);
  }
}
