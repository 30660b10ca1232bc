// What a plan cost: by tier, in failed tries, and beside all of it on opus.
import type { Catalog } from '../../models/catalog.ts';
import { costUsd, type Usage } from '../../models/cost.ts';
import { usd } from '../../terminal/format.ts';
import type { Plan, Step } from '../file/plan.ts';
import type { StoredEvent } from '../run/events.ts';
import type { PlanState } from '../run/state.ts';

/** What was spent on one tier, or on another CLI, the planner or a reviewer. Amounts in US dollars. */
export interface Spent {
  on: string;
  tries: number;
  failed: number;
  costUsd: number;
  /** Of `costUsd`, what tries cost that failed. */
  failedUsd: number;
}

/** The finished steps that Claude Code carried out, beside the same on opus alone. */
export interface OnOpus {
  usd: number;
  /** What they did cost, their failed tries, reviews and questions to the planner included. */
  actualUsd: number;
  how: 'measured' | 'bound';
  assumption: string;
}

export interface PlanCosts {
  spent: Spent[];
  onOpus: OnOpus | null;
}

/** What such steps cost on opus elsewhere, by kind: the mean in US dollars, over how many. */
export type OpusCosts = ReadonlyMap<string, { meanUsd: number; count: number }>;

/** Below this a mean says next to nothing. */
const FEW = 10;

/** Returns what a plan has cost since it was started last. */
export function costsOf(
  plan: Plan,
  state: PlanState,
  events: readonly StoredEvent[],
  { catalog, opus }: { catalog: Catalog; opus: OpusCosts },
): PlanCosts {
  const own = events.slice(events.findLastIndex(({ type }) => type === 'started') + 1);
  return { spent: spentOn(own), onOpus: onOpus(plan, state, own, { catalog, opus }) };
}

function spentOn(events: readonly StoredEvent[]): Spent[] {
  const account = new Account();
  for (const event of events) account.take(event);
  return account.lines;
}

type Of<Type extends StoredEvent['type']> = Extract<StoredEvent, { type: Type }>;

/** Who was paid for what, in the order of the events. */
class Account {
  readonly #spent = new Map<string, Spent>();
  readonly #lastTry = new Map<string, { on: string; costUsd: number }>();

  get lines(): Spent[] {
    return [...this.#spent.values()];
  }

  take(event: StoredEvent): void {
    if (event.type === 'try') this.#tried(event);
    else if (event.type === 'answered') this.#answered(event);
    else if (event.type === 'failed' || event.type === 'regressed') this.#failed(event.step);
    else if (event.type === 'revised') this.#asked('planner', event.costUsd);
    else if (event.type === 'reviewed') this.#asked('reviewer', event.costUsd);
  }

  #tried({ rung, executor, step }: Of<'try'>): void {
    const on = rung.tier ?? executor;
    this.#lastTry.set(step, { on, costUsd: 0 });
    this.#on(on).tries++;
  }

  #answered({ step, costUsd }: Of<'answered'>): void {
    const last = this.#lastTry.get(step);
    if (last) last.costUsd = costUsd ?? 0;
    this.#on(last?.on ?? 'claude').costUsd += costUsd ?? 0;
  }

  #failed(step: string): void {
    const last = this.#lastTry.get(step);
    if (!last) return;
    const spent = this.#on(last.on);
    spent.failed++;
    spent.failedUsd += last.costUsd;
  }

  #asked(whom: string, costUsd: number | null): void {
    const spent = this.#on(whom);
    spent.tries++;
    spent.costUsd += costUsd ?? 0;
  }

  #on(name: string): Spent {
    const known = this.#spent.get(name) ?? { on: name, tries: 0, failed: 0, costUsd: 0, failedUsd: 0 };
    this.#spent.set(name, known);
    return known;
  }
}

const BOUND =
  'each step passes at once there, with as many tokens as the try that passed, at list price; models differ in how many they need';

function onOpus(
  { steps }: Plan,
  state: PlanState,
  events: readonly StoredEvent[],
  { catalog, opus }: { catalog: Catalog; opus: OpusCosts },
): OnOpus | null {
  const done = steps.filter(({ id, executor, files }) => {
    const own = state.steps.get(id);
    return own?.status === 'done' && !own.recorded && executor === 'claude' && files.length > 0;
  });
  if (!done.length) return null;
  const ids = new Set([...done.map(({ id }) => id), '*']);
  const actualUsd = events.reduce(
    (sum, event) => sum + ('step' in event && ids.has(event.step) ? paidFor(event) : 0),
    0,
  );
  return measured(done, actualUsd, opus) ?? bound(done, events, actualUsd, catalog);
}

function measured(done: readonly Step[], actualUsd: number, opus: OpusCosts): OnOpus | null {
  const means = done.map(({ kind }) => opus.get(kind));
  if (!means.every((one) => one !== undefined && one.count >= FEW)) return null;
  const counts = [...new Set(done.map(({ kind }) => `${opus.get(kind)?.count} of kind ${kind}`))].join(', ');
  const usdThere = means.reduce((sum, one) => sum + (one?.meanUsd ?? 0), 0);
  const assumption = `the mean of steps that started on opus: ${counts}`;
  return { usd: usdThere, actualUsd, how: 'measured', assumption };
}

function bound(
  done: readonly Step[],
  events: readonly StoredEvent[],
  actualUsd: number,
  catalog: Catalog,
): OnOpus | null {
  const model = catalog.model(catalog.tiers.opus.model);
  let usdThere = 0;
  for (const { id } of done) {
    const usage = passingUsage(events, id);
    const price = usage && costUsd(model, usage, { at: new Date() });
    if (price === null) return null;
    usdThere += price;
  }
  return { usd: usdThere, actualUsd, how: 'bound', assumption: BOUND };
}

const paidFor = (event: StoredEvent): number =>
  event.type === 'answered' || event.type === 'revised' || event.type === 'reviewed'
    ? (event.costUsd ?? 0)
    : 0;

function passingUsage(events: readonly StoredEvent[], id: string): Usage | null {
  const passed = events.findLastIndex((event) => event.type === 'passed' && event.step === id);
  const answer = events.slice(0, passed).findLast((event) => event.type === 'answered' && event.step === id);
  return answer?.type === 'answered' ? answer.usage : null;
}

/** Returns the same as lines of text. */
export function costLines({ spent, onOpus }: PlanCosts): string[] {
  if (!spent.length) return [];
  const each = spent.map(({ on, tries, failed, costUsd: cost, failedUsd }) => {
    const failures = failed ? `, ${failed} failed: ${usd(failedUsd)}` : '';
    return `${on} ${usd(cost)} (${tries} ${tries === 1 ? 'call' : 'calls'}${failures})`;
  });
  return [`Spent: ${each.join(', ')}`, ...(onOpus ? [opusLine(onOpus)] : [])];
}

/** Returns what all of it would cost on opus, in words; '' when that is not known. */
export const opusInWords = ({ onOpus: there }: PlanCosts): string => (there ? opusLine(there) : '');

function opusLine({ usd: there, actualUsd, how, assumption }: OnOpus): string {
  const amount = how === 'measured' ? `about ${usd(there)}` : `a bound of ${usd(there)}`;
  return `All on opus: ${amount}, against ${usd(actualUsd)} here (${how}: ${assumption})`;
}
