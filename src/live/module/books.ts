// The books of a session: what the client counts goes to the ledger within a second, each request as one line.
import type { LiveUsage } from '../../ask/live-protocol.ts';
import { costUsd, NO_USAGE } from '../../models/cost.ts';
import { shippedModel, TIER_NAMES, TIERS } from '../../models/table.ts';
import type { Spent } from '../../usage/budgets.ts';
import type { LedgerEntry } from '../../usage/ledger-entry.ts';
import type { Account, Accounts } from '../account.ts';
import { AskedByPlugins } from '../asked-by-plugins.ts';
import { entriesOf, type Place } from '../books.ts';
import { ASKED_BY_PLUGIN, type Counted, readCounted } from '../counted.ts';
import { AgentUse, type Facts, liveIdOf } from '../facts.ts';
import { requestedOf } from '../figures.ts';
import { Sums } from '../sums.ts';
import {
  identify,
  interrupted,
  isClear,
  isDue,
  isInterrupted,
  isOf,
  type Stepped,
  type Uncounted,
  type Waiting,
} from '../waiting.ts';
import { Transcripts, type TranscriptsDoor } from './transcripts.ts';
import { Untold } from './untold.ts';

interface BooksDoor extends TranscriptsDoor {
  append(file: string, text: string): Promise<void>;
  /** What the client has counted of the session so far, in US dollars; 0 where it does not count. */
  spentUsd(): Promise<number>;
}

interface Kept extends Place {
  home: string;
  accounts: Accounts;
}

/** A step that the client has not counted after so long was interrupted. */
const COUNTED_WITHIN_MS = 2000;

export class Books {
  readonly #door: BooksDoor;
  readonly #kept: Kept;
  readonly #plugins = new AskedByPlugins();
  readonly #agentUse = new AgentUse();
  readonly #transcripts: Transcripts;
  readonly #untold: Untold;
  /** The models that this session has asked. */
  readonly #seen = new Set<string>();
  /** The model that each agent was asked for last, by its id; '' is the main conversation. */
  readonly #asked = new Map<string, string>();
  /** The requests that the client has told of. */
  readonly #told = new Set<string>();
  #waiting: Waiting[] = [];
  #uncounted: Uncounted[] = [];
  /** Interrupted requests, as written: what the client counts of them is known at the end. */
  readonly #interrupted: Waiting[] = [];
  #flushing: Promise<void> = Promise.resolve();
  /** Of all requests, those of our own runs included. */
  readonly sums = new Sums();

  constructor(door: BooksDoor, kept: Kept) {
    this.#door = door;
    this.#kept = kept;
    this.#transcripts = new Transcripts(door, kept.session);
    this.#untold = new Untold(this.#transcripts, this.#account(), kept);
  }

  /** Leaves out what a session that goes on has said before. */
  async begin(): Promise<void> {
    await this.#transcripts.skip();
    const [state, spentUsd] = await Promise.all([this.#transcripts.state(), this.#door.spentUsd()]);
    this.#account().begin(state, spentUsd);
  }

  /** The same for one that a /clear has begun. */
  beginAtZero(): void {
    this.#account().beginAtZero();
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
      .filter(({ written }) => !written.length)
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
    const facts = this.#adviceIn(step, found !== undefined);
    if (found) identify(found, { step, facts });
    else this.#uncounted.push({ step, facts, since: Date.now() });
  }

  /** A request of our own was answered; its line is written by the command that asked. Returns what the client counted for it, where it tells. */
  own(model: string, usage: LiveUsage): Counted | null {
    const [of, at] = [shippedModel(model), new Date()];
    const paid = costUsd(of, { ...NO_USAGE, ...usage }, { at });
    const summed = { ...usage, tier: of?.tier ?? null, costUsd: paid, at: at.toISOString(), thinking: 0 };
    this.sums.add(summed, this.#asked.get('') ?? '');
    this.#account().tell({ ...usage, requested: model, costUsd: paid });
    return this.#plugins.own(usage, at.getTime());
  }

  /** Writes what is new and clear; `all`: whatever there is, at the end. */
  flush(all = false): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#settle(all));
    return this.#flushing;
  }

  #wait(counted: Counted): void {
    const { agentId, model, usage, requestId } = counted;
    if (requestId) this.#told.add(liveIdOf(requestId));
    const early = this.#uncounted.find(({ step }) => isOf(counted, step));
    this.#uncounted = this.#uncounted.filter((one) => one !== early);
    if (agentId && !early) this.#agentUse.add(agentId, model, usage);
    const one: Waiting = { counted, since: Date.now(), requested: null, facts: null, written: [] };
    if (early) identify(one, early);
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
    for (const counted of this.#plugins.others(now, all)) this.#wait(counted);
    const cut = this.#uncounted.filter(({ since }) => all || now - since >= COUNTED_WITHIN_MS);
    this.#uncounted = this.#uncounted.filter((one) => !cut.includes(one));
    this.#waiting.push(...cut.map((one) => interrupted(one, this.#kept.session)));
    await this.#lookUp();
    const due = this.#waiting.filter((one) => all || isDue(one, now));
    await this.#write(due);
    const isDone = (one: Waiting): boolean => one.written.length > 0 && (all || isClear(one));
    this.#waiting = this.#waiting.filter((one) => !(isDone(one) && due.includes(one)));
    if (all) await this.#close().catch(() => undefined);
  }

  async #lookUp(): Promise<void> {
    const unclear = this.#waiting.filter((one) => !isClear(one));
    const steps = unclear.filter((one) => !isInterrupted(one));
    const facts = await this.#transcripts.factsOf(steps.map(({ counted }) => counted));
    for (const [index, one] of steps.entries()) one.facts = facts[index] ?? null;
    for (const one of unclear.filter(isInterrupted)) {
      const { agentId, usage: tokens } = one.counted;
      const sought = { agentIds: [agentId], requested: one.requested ?? '', tokens };
      const id = await this.#transcripts.idOf(sought, this.#told);
      if (!id) continue;
      one.counted = { ...one.counted, id };
      this.#told.add(id);
    }
  }

  /** Those that cannot be written stay for the next time. */
  async #write(due: readonly Waiting[]): Promise<void> {
    const monthOf = ({ counted }: Waiting): string => counted.at.slice(0, 7);
    for (const month of new Set(due.map(monthOf))) {
      const ones = due.filter((one) => monthOf(one) === month);
      const lines = ones.map((one) => entriesOf(one.counted, this.#factsOf(one), this.#kept));
      const isWritten = await this.#append(month, lines.flat());
      if (!isWritten) continue;
      for (const [index, one] of ones.entries()) this.#note(one, lines[index] ?? []);
    }
  }

  #append(month: string, entries: readonly LedgerEntry[]): Promise<boolean> {
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    return this.#door.append(`${this.#kept.home}/ledger/${month}.jsonl`, text).then(
      () => true,
      () => false,
    );
  }

  #note(one: Waiting, lines: readonly LedgerEntry[]): void {
    if (!one.written.length) for (const line of lines) this.sums.add(line, this.#asked.get('') ?? '');
    if (!one.written.length && isInterrupted(one)) this.#interrupted.push(one);
    for (const line of one.written) this.#account(line.session).tell(line, -1);
    for (const line of lines) this.#account(line.session).tell(line);
    one.written = lines;
  }

  #factsOf({ counted, requested: stepped, facts }: Waiting): Facts {
    const advisors = facts?.advisors ?? [];
    const known = stepped ?? facts?.requested;
    if (known) return { requested: known, advisors };
    const asked = (counted.agentId && this.#asked.get(counted.agentId)) || counted.model;
    const likely = [asked, counted.model, ...this.#seen, ...TIER_NAMES.map((tier) => TIERS[tier].model)];
    return { requested: requestedOf(counted, likely, advisors) ?? asked, advisors };
  }

  #close(): Promise<void> {
    const known = {
      cut: (model: string) =>
        this.#interrupted.findLast(({ written }) => written[0]?.requested === model)?.written[0],
      agentIds: [...this.#asked.keys()].map((agentId) => agentId || null),
      told: this.#told,
    };
    return this.#untold.write(known, (lines) => this.#append(new Date().toISOString().slice(0, 7), lines));
  }

  #account(session: string | null = null): Account {
    return this.#kept.accounts.of(session ?? this.#kept.session);
  }
}
