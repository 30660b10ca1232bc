// The books of a session: what the client counts goes to the ledger within a second, each request as one line.

import type { LiveUsage } from '../../ask/live-protocol.ts';
import type { TierName } from '../../models/table.ts';
import type { LedgerEntry } from '../../usage/ledger-entry.ts';
import { ASKED_BY_PLUGIN, AskedByPlugins, type Counted, entryOf, readCounted } from '../books.ts';

interface BooksDoor {
  append(file: string, text: string): Promise<void>;
  sleep(ms: number): Promise<void>;
}

interface Kept {
  home: string;
  session: string;
  project: string;
}

/** After so long, a request that a plugin asked for is not one of ours. */
const OURS_WITHIN_MS = 3000;
/** The client's record of an answer comes a moment before or after it. */
const RECORD_TRIES = 5;
const RECORD_WAIT_MS = 10;

export class Books {
  readonly #door: BooksDoor;
  readonly #kept: Kept;
  readonly #plugins = new AskedByPlugins();
  readonly agents = new Map<string, string>();
  #lines: LedgerEntry[] = [];
  #writing: Promise<void> = Promise.resolve();
  readonly sums = { byTier: {} as Partial<Record<TierName, number>>, costUsd: 0, savedUsd: 0 };

  constructor(door: BooksDoor, kept: Kept) {
    this.#door = door;
    this.#kept = kept;
  }

  counted(event: string, attributes: unknown): void {
    const counted = readCounted(event, attributes);
    if (!counted) return;
    if (counted.step === ASKED_BY_PLUGIN) this.#plugins.add(counted, Date.now());
    else this.#add(counted);
  }

  /** A request of our own was answered; its line is written by the command that asked. Returns what the client counted for it. */
  async own(usage: LiveUsage): Promise<Counted | null> {
    for (let tries = 0; tries < RECORD_TRIES; tries++) {
      const counted = this.#plugins.own(usage);
      if (counted) return counted;
      await this.#door.sleep(RECORD_WAIT_MS);
    }
    this.#plugins.owe(usage);
    return null;
  }

  /** Writes what is new. `all`: also what may still turn out to be ours. */
  async flush(all = false): Promise<void> {
    for (const counted of this.#plugins.others(all ? Number.POSITIVE_INFINITY : Date.now() - OURS_WITHIN_MS))
      this.#add(counted);
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  #add(counted: Counted): void {
    const entry = entryOf(counted, { ...this.#kept, agents: this.agents, requested: null });
    this.#lines.push(entry);
    this.sums.costUsd += entry.costUsd ?? 0;
    if (entry.tier) this.sums.byTier[entry.tier] = (this.sums.byTier[entry.tier] ?? 0) + 1;
  }

  async #write(): Promise<void> {
    const lines = this.#lines.splice(0);
    const months = Map.groupBy(lines, ({ at }) => at.slice(0, 7));
    for (const [month, entries] of months) {
      const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      await this.#door.append(`${this.#kept.home}/ledger/${month}.jsonl`, text).catch(() => {
        this.#lines.unshift(...entries); // tried again with the next ones; a request is counted once
      });
    }
  }
}
