// The books of a session: what the client counts goes to the ledger within a second, each request as one line.
import type { LiveUsage } from '../../ask/live-protocol.ts';
import { costUsd, NO_USAGE } from '../../models/cost.ts';
import { shippedModel, TIER_NAMES, TIERS, type TierName } from '../../models/table.ts';
import type { Spent } from '../../usage/budgets.ts';
import type { LedgerEntry } from '../../usage/ledger-entry.ts';
import { AskedByPlugins } from '../asked-by-plugins.ts';
import { entriesOf, type Place } from '../books.ts';
import { ASKED_BY_PLUGIN, type Counted, isStep, likeness, readCounted } from '../counted.ts';
import { AgentUse, type Facts, type UsedByModel } from '../facts.ts';
import { isPlain, requestedOf } from '../figures.ts';
import { Transcripts, type TranscriptsDoor } from './transcripts.ts';

interface BooksDoor extends TranscriptsDoor {
  append(file: string, text: string): Promise<void>;
  sleep(ms: number): Promise<void>;
}

interface Kept extends Place {
  home: string;
}

/** A step of a conversation that was answered. */
export interface Stepped {
  requested: string;
  served: string;
  usage: LiveUsage;
  agentId: string | undefined;
  /** What its agent has used, right after it; null where that is not told. */
  used: UsedByModel | null;
}

/** After so long, a request that a plugin asked for is not one of ours. */
const OURS_WITHIN_MS = 3000;
/** The client's record of an answer comes a moment before or after it. */
const RECORD_TRIES = 5;
const RECORD_WAIT_MS = 10;
const SETTLES_MS = 500;
/** A request whose facts have not come by then is written without, lest it be lost, and again once they have. */
const WRITTEN_WITHIN_MS = 5000;
/** Steps are remembered until the client has counted them. */
const MOST_STEPS = 100;

type Summed = LiveUsage & Pick<LedgerEntry, 'tier' | 'costUsd' | 'at' | 'thinking' | 'webSearches'>;

interface Waiting {
  counted: Counted;
  since: number;
  /** The model that its step asked for; null as long as that is not known. */
  requested: string | null;
  facts: Facts | null;
  isWritten: boolean;
}

export class Books {
  readonly #door: BooksDoor;
  readonly #kept: Kept;
  readonly #plugins = new AskedByPlugins();
  readonly #agentUse = new AgentUse();
  readonly #transcripts: Transcripts;
  /** The models that this session has asked. */
  readonly #seen = new Set<string>();
  /** The model that each agent was asked for last, by its id; '' is the main conversation. */
  readonly #asked = new Map<string, string>();
  #waiting: Waiting[] = [];
  /** Steps that the client has not counted yet. */
  #steps: Advised[] = [];
  #flushing: Promise<void> = Promise.resolve();
  /** Of all requests, those of our own runs included. */
  readonly sums = { byTier: {} as Partial<Record<TierName, number>>, costUsd: 0, savedUsd: 0 };

  constructor(door: BooksDoor, kept: Kept) {
    this.#door = door;
    this.#kept = kept;
    this.#transcripts = new Transcripts(door);
  }

  /** Leaves out what a session that goes on has said before. */
  begin(): Promise<void> {
    return this.#transcripts.skip();
  }

  /** The client counted something. Returns it when it was a request. */
  counted(event: string, attributes: unknown): Counted | null {
    const counted = readCounted(event, attributes);
    if (counted?.step === ASKED_BY_PLUGIN) this.#plugins.add(counted, Date.now());
    else if (counted) this.#wait(counted);
    return counted;
  }

  /** What is not in the ledger yet, as budgets see it. */
  unwritten(): Spent[] {
    const { session, project, agents } = this.#kept;
    return this.#waiting
      .filter(({ isWritten }) => !isWritten)
      .map(({ counted: { at, session: own, agentId, costUsd } }) => ({
        ...{ at, session: own ?? session, project, costUsd },
        agent: agentId ? (agents.get(agentId) ?? null) : null,
      }));
  }

  /** A step asks for a model; without `agentId`, one of the main conversation. */
  asks(model: string, agentId: string | undefined): void {
    this.#seen.add(model);
    this.#asked.set(agentId ?? '', model);
  }

  /** A step was answered, which the client has counted, or is about to count. */
  stepped(step: Stepped): void {
    const found = this.#waiting.find((one) => one.requested === null && isOf(one.counted, step));
    const advised = { step, facts: this.#adviceIn(step, found !== undefined) };
    if (found) tell(found, advised);
    else this.#steps = [...this.#steps.slice(-MOST_STEPS), advised];
  }

  /** A request of our own was answered; its line is written by the command that asked. Returns what the client counted for it. */
  async own(model: string, usage: LiveUsage): Promise<Counted | null> {
    const [of, at] = [shippedModel(model), new Date()];
    const paid = costUsd(of, { ...NO_USAGE, ...usage }, { at });
    this.#sum({ ...usage, tier: of?.tier ?? null, costUsd: paid, at: at.toISOString(), thinking: 0 });
    for (let tries = 0; tries < RECORD_TRIES; tries++) {
      const counted = this.#plugins.own(usage);
      if (counted) return counted;
      await this.#door.sleep(RECORD_WAIT_MS);
    }
    this.#plugins.owe(usage);
    return null;
  }

  /** Writes what is new and clear; `all`: whatever there is. */
  flush(all = false): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#settle(all));
    return this.#flushing;
  }

  #wait(counted: Counted): void {
    const { agentId, model, usage } = counted;
    const early = this.#steps.find(({ step }) => isOf(counted, step));
    this.#steps = this.#steps.filter((one) => one !== early);
    if (agentId && !early) this.#agentUse.add(agentId, model, usage);
    const one = { counted, since: Date.now(), requested: null, facts: null, isWritten: false };
    if (early) tell(one, early);
    this.#waiting.push(one);
  }

  /** What advisors inside a step of an agent used: what the agent has used since its last step, beside what was counted. */
  #adviceIn({ agentId, served, usage, used, requested }: Stepped, isCounted: boolean): Facts | null {
    if (!agentId || !used) return null;
    if (!isCounted) this.#agentUse.add(agentId, served, usage);
    const advisors = this.#agentUse.beside(agentId, used);
    return advisors && { requested, advisors };
  }

  async #settle(all: boolean): Promise<void> {
    const now = Date.now();
    const others = this.#plugins.others(all ? Number.POSITIVE_INFINITY : now - OURS_WITHIN_MS);
    for (const counted of others) this.#wait(counted);
    await this.#lookUp();
    const due = this.#waiting.filter((one) => all || isDue(one, now));
    await this.#write(due);
    this.#waiting = this.#waiting.filter(
      (one) => !(one.isWritten && (all || isClear(one)) && due.includes(one)),
    );
  }

  async #lookUp(): Promise<void> {
    const unclear = this.#waiting.filter((one) => !isClear(one));
    if (!unclear.length) return;
    const facts = await this.#transcripts.factsOf(unclear.map(({ counted }) => counted));
    for (const [index, one] of unclear.entries()) one.facts = facts[index] ?? null;
  }

  /** Those that cannot be written stay for the next time. */
  async #write(due: readonly Waiting[]): Promise<void> {
    const monthOf = ({ counted }: Waiting): string => counted.at.slice(0, 7);
    for (const month of new Set(due.map(monthOf))) {
      const ones = due.filter((one) => monthOf(one) === month);
      const entries = ones.map((one) => entriesOf(one.counted, this.#factsOf(one), this.#kept));
      const text = entries.flat().map((entry) => `${JSON.stringify(entry)}\n`);
      const file = `${this.#kept.home}/ledger/${month}.jsonl`;
      const isWritten = await this.#door.append(file, text.join('')).then(
        () => true,
        () => false,
      );
      if (!isWritten) continue;
      for (const [index, one] of ones.entries()) {
        if (!one.isWritten) for (const entry of entries[index] ?? []) this.#sum(entry);
        one.isWritten = true;
      }
    }
  }

  #factsOf({ counted, requested: stepped, facts }: Waiting): Facts {
    const advisors = facts?.advisors ?? [];
    const known = stepped ?? facts?.requested;
    if (known) return { requested: known, advisors };
    const asked = (counted.agentId && this.#asked.get(counted.agentId)) || counted.model;
    const likely = [asked, counted.model, ...this.#seen, ...TIER_NAMES.map((tier) => TIERS[tier].model)];
    return { requested: requestedOf(counted, likely, advisors) ?? asked, advisors };
  }

  #sum(entry: Summed): void {
    this.sums.costUsd += entry.costUsd ?? 0;
    if (entry.tier) this.sums.byTier[entry.tier] = (this.sums.byTier[entry.tier] ?? 0) + 1;
    this.sums.savedUsd += savedBy(entry, this.#asked.get('') ?? '');
  }
}

interface Advised {
  step: Stepped;
  facts: Facts | null;
}

const isOf = (counted: Counted, { agentId, served, usage }: Stepped): boolean =>
  counted.agentId === (agentId ?? null) &&
  counted.model === served &&
  likeness(counted.usage) === likeness(usage);

/** What a step was, and who advised in it, where that comes to what the client counted. */
function tell(one: Waiting, { step: { requested }, facts }: Advised): void {
  one.requested = requested;
  if (facts && (!facts.advisors.length || requestedOf(one.counted, [requested], facts.advisors)))
    one.facts = facts;
}

/** Whether all is known of a request: only within steps there is more than their own tokens, and the figure says so. */
const isClear = ({ counted, requested, facts }: Waiting): boolean =>
  facts !== null || !isStep(counted) || isPlain(counted, requested ?? counted.model);

function isDue(one: Waiting, now: number): boolean {
  const age = now - one.since;
  if (!isClear(one)) return !one.isWritten && age >= WRITTEN_WITHIN_MS;
  return one.requested !== null || !isStep(one.counted) || age >= SETTLES_MS;
}

/** What the same tokens would have cost on the main conversation's model, minus what they did, where that is a higher tier. */
function savedBy({ tier, costUsd: paid, at, webSearches = 0, ...tokens }: Summed, main: string): number {
  const top = shippedModel(main);
  const isBelow = tier && top && TIER_NAMES.indexOf(tier) < TIER_NAMES.indexOf(top.tier);
  if (!isBelow || paid === null) return 0;
  return (costUsd(top, { ...tokens, webSearches }, { at: new Date(at) }) ?? paid) - paid;
}
