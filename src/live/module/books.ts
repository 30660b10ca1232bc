// The books of a session: what the client counts goes to the ledger within a second, each request as one line.
import type { LiveUsage } from '../../ask/live-protocol.ts';
import { costUsd, NO_USAGE } from '../../models/cost.ts';
import { shippedModel, TIER_NAMES, TIERS, type TierName } from '../../models/table.ts';
import type { Spent } from '../../usage/budgets.ts';
import type { LedgerEntry } from '../../usage/ledger-entry.ts';
import {
  ASKED_BY_PLUGIN,
  AskedByPlugins,
  advisorsOf,
  type Beside,
  type Counted,
  entriesOf,
  likeness,
  readCounted,
  requestedOf,
  unexplained,
} from '../books.ts';

interface BooksDoor {
  append(file: string, text: string): Promise<void>;
  sleep(ms: number): Promise<void>;
  /** Where the session's transcript is; '' where it keeps none. */
  transcript(): Promise<string>;
  size(file: string): Promise<number>;
  readFrom(file: string, offset: number, length: number): Promise<string>;
}

interface Kept {
  home: string;
  session: string;
  project: string;
  /** The name of an agent by its id. */
  agents: ReadonlyMap<string, string>;
}

/** After so long, a request that a plugin asked for is not one of ours. */
const OURS_WITHIN_MS = 3000;
/** The client's record of an answer comes a moment before or after it. */
const RECORD_TRIES = 5;
const RECORD_WAIT_MS = 10;
/** What a step adds to it, and what the transcript holds, comes a moment later. */
const SETTLES_MS = 500;
const TRANSCRIPT_TRIES = 10;
/** A client that ends does not wait for long. */
const TRIES_AT_THE_END = 4;
const TRANSCRIPT_WAIT_MS = 60;
const TAIL_BYTES = 512 * 1024;

/** How long one waits whose price its model does not explain: the step that names another has not come yet. */
const NAMED_WITHIN_MS = 5000;

type Summed = LiveUsage & Pick<LedgerEntry, 'tier' | 'costUsd' | 'at' | 'thinking' | 'webSearches'>;

interface Waiting {
  counted: Counted;
  requested: string | null;
  since: number;
}

export class Books {
  readonly #door: BooksDoor;
  readonly #kept: Kept;
  readonly #plugins = new AskedByPlugins();
  /** The models that this session has asked. */
  readonly #seen = new Set<string>();
  /** The model that each agent was asked for last, by its id; '' is the main conversation. */
  readonly #asked = new Map<string, string>();
  #waiting: Waiting[] = [];
  #lines: LedgerEntry[] = [];
  #writing: Promise<void> = Promise.resolve();
  /** Of all requests, those of our own runs included. */
  readonly sums = { byTier: {} as Partial<Record<TierName, number>>, costUsd: 0, savedUsd: 0 };

  constructor(door: BooksDoor, kept: Kept) {
    this.#door = door;
    this.#kept = kept;
  }

  /** The client counted something. Returns it when it was a request. */
  counted(event: string, attributes: unknown): Counted | null {
    const counted = readCounted(event, attributes);
    if (counted?.step === ASKED_BY_PLUGIN) this.#plugins.add(counted, Date.now());
    else if (counted) this.#waiting.push({ counted, requested: null, since: Date.now() });
    return counted;
  }

  /** What is not in the ledger yet, as budgets see it. */
  unwritten(): Spent[] {
    const { session, project, agents } = this.#kept;
    return this.#waiting.map(({ counted: { at, agentId, costUsd } }) => ({
      ...{ at, session, project, costUsd },
      agent: agentId ? (agents.get(agentId) ?? null) : null,
    }));
  }

  /** A step asks for a model; without `agentId`, one of the main conversation. */
  asks(model: string, agentId: string | undefined): void {
    this.#seen.add(model);
    this.#asked.set(agentId ?? '', model);
  }

  /** A step that asked for one model was answered by another one. */
  stepped(requested: string, served: string, usage: LiveUsage): void {
    const key = likeness(usage);
    const found = this.#waiting.find(
      ({ counted, requested: known }) =>
        known === null && counted.model === served && likeness(counted.usage) === key,
    );
    if (found) found.requested = requested;
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

  /** Writes what is new and settled; `all`: whatever there is. */
  async flush(all = false): Promise<void> {
    const now = Date.now();
    const others = this.#plugins.others(all ? Number.POSITIVE_INFINITY : now - OURS_WITHIN_MS);
    for (const counted of others) this.#waiting.push({ counted, requested: null, since: 0 });
    const settled = this.#waiting.filter((one) => all || isSettled(one, now));
    this.#waiting = this.#waiting.filter((one) => !settled.includes(one));
    // What needs no looking up first: a client may end while something else is looked for.
    const isClear = ({ counted, requested }: Waiting): boolean =>
      !unexplained(counted, requested ?? undefined);
    const tries = all ? TRIES_AT_THE_END : TRANSCRIPT_TRIES;
    await this.#write(settled.filter(isClear), tries);
    const unclear = settled.filter((one) => !isClear(one));
    this.#writing = this.#writing.then(() => this.#write(unclear, tries));
    await this.#writing;
  }

  async #write(settled: readonly Waiting[], tries: number): Promise<void> {
    for (const { counted, requested: stepped } of settled) {
      for (const entry of entriesOf(counted, await this.#beside({ counted, stepped }, tries), this.#kept)) {
        this.#lines.push(entry);
        this.#sum(entry);
      }
    }
    const lines = this.#lines.splice(0);
    for (const [month, entries] of Map.groupBy(lines, ({ at }) => at.slice(0, 7))) {
      const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      await this.#door.append(`${this.#kept.home}/ledger/${month}.jsonl`, text).catch(() => {
        this.#lines.unshift(...entries); // tried again with the next ones; a request is counted once
      });
    }
  }

  async #beside(
    { counted, stepped }: { counted: Counted; stepped: string | null },
    tries: number,
  ): Promise<Beside> {
    const asked = counted.agentId ? this.#asked.get(counted.agentId) : undefined;
    const likely = [
      asked ?? counted.model,
      counted.model,
      ...this.#seen,
      ...TIER_NAMES.map((tier) => TIERS[tier].model),
    ];
    const explained = stepped ? null : requestedOf(counted, likely);
    if (explained) return { requested: explained, advisors: [] };
    const advisors = await this.#advisors(counted, stepped ?? counted.model, tries);
    const requested = stepped ?? requestedOf(counted, likely, advisors) ?? (asked || counted.model);
    this.#seen.add(requested);
    return { requested, advisors };
  }

  #sum(entry: Summed): void {
    this.sums.costUsd += entry.costUsd ?? 0;
    if (entry.tier) this.sums.byTier[entry.tier] = (this.sums.byTier[entry.tier] ?? 0) + 1;
    this.sums.savedUsd += savedBy(entry, this.#asked.get('') ?? '');
  }

  /** What advisors inside a request used: the client's record has only what they cost, the transcript has their tokens. */
  async #advisors(counted: Counted, requested: string, most: number): Promise<Beside['advisors']> {
    const { requestId, agentId } = counted;
    if (!requestId || !unexplained(counted, requested)) return [];
    const main = await this.#door.transcript().catch(() => '');
    const file = agentId ? main.replace(/\.jsonl$/, `/subagents/agent-${agentId}.jsonl`) : main;
    for (let tries = 0; file && tries < most; tries++) {
      const found = advisorsOf(await this.#tail(file).catch(() => ''), requestId);
      if (found.length) return found;
      await this.#door.sleep(TRANSCRIPT_WAIT_MS);
    }
    return [];
  }

  async #tail(file: string): Promise<string> {
    const size = await this.#door.size(file);
    return this.#door.readFrom(file, Math.max(0, size - TAIL_BYTES), TAIL_BYTES);
  }
}

function isSettled({ counted, requested, since }: Waiting, now: number): boolean {
  const isExplained = requested !== null || !unexplained(counted);
  return now - since >= (isExplained ? SETTLES_MS : NAMED_WITHIN_MS);
}

/** What the same tokens would have cost on the main conversation's model, minus what they did, where that is a higher tier. */
function savedBy({ tier, costUsd: paid, at, webSearches = 0, ...tokens }: Summed, main: string): number {
  const top = shippedModel(main);
  const isBelow = tier && top && TIER_NAMES.indexOf(tier) < TIER_NAMES.indexOf(top.tier);
  if (!isBelow || paid === null) return 0;
  return (costUsd(top, { ...tokens, webSearches }, { at: new Date(at) }) ?? paid) - paid;
}
