// What the client has counted of a session and not told, as it is known at the end: a line of its own, or on top of a request that was
// interrupted.
import type { LedgerEntry } from '../../usage/ledger-entry.ts';
import { type Account, NOTHING, nothing, untoldEntry } from '../account.ts';
import type { Place } from '../books.ts';
import type { Transcripts } from './transcripts.ts';

/** What adding in another order may change. */
const SAME_USD = 1e-9;

/** What is known of requests. */
interface Known {
  /** The last line of an interrupted one, by the model that was asked for. */
  cut(model: string): LedgerEntry | undefined;
  /** Whose there have been; null: the main conversation's. */
  agentIds: readonly (string | null)[];
  /** Those that the client has told of, by their ids in the ledger. */
  told: ReadonlySet<string>;
}

export class Untold {
  readonly #transcripts: Transcripts;
  readonly #account: Account;
  readonly #place: Place;
  /** By model: the line on top of which it is written, and how much. */
  readonly #written = new Map<string, { base: LedgerEntry; usd: number }>();

  constructor(transcripts: Transcripts, account: Account, place: Place) {
    this.#transcripts = transcripts;
    this.#account = account;
    this.#place = place;
  }

  /** Calls `write` with all lines that are due, at once: a client that ends leaves no time for more. Told after all, something is no longer in them. */
  async write(known: Known, write: (lines: readonly LedgerEntry[]) => Promise<boolean>): Promise<void> {
    const state = await this.#transcripts.state();
    const untold = state && this.#account.untold(state);
    const due = new Map<string, { base: LedgerEntry; usd: number; line: LedgerEntry }>();
    for (const model of untold ? new Set([...untold.keys(), ...this.#written.keys()]) : []) {
      const rest = untold?.get(model) ?? NOTHING;
      const written = this.#written.get(model);
      if (Math.abs(rest.costUsd - (written?.usd ?? 0)) < SAME_USD) continue;
      const base = written?.base ?? known.cut(model) ?? (await this.#lineOf(model, known));
      due.set(model, { base, usd: rest.costUsd, line: untoldEntry(rest, base) });
    }
    if (!due.size || !(await write([...due.values()].map(({ line }) => line)))) return;
    for (const [model, { base, usd }] of due) this.#written.set(model, { base, usd });
  }

  /** An empty line, under the id by which readers of the transcript know the request, where it is there. */
  async #lineOf(requested: string, { agentIds, told }: Known): Promise<LedgerEntry> {
    const id = await this.#transcripts.idOf({ agentIds, requested, tokens: null }, told);
    const line = nothing(requested, new Date().toISOString(), this.#place);
    return id ? { ...line, id } : line;
  }
}
