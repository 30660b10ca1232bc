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

  /** Calls `write` with each line that is due; told after all, something is no longer in them. Throws what the client throws. */
  async write(known: Known, write: (line: LedgerEntry) => Promise<boolean>): Promise<void> {
    const state = await this.#transcripts.state();
    const untold = state && this.#account.untold(state);
    if (!untold) return;
    for (const model of new Set([...untold.keys(), ...this.#written.keys()])) {
      const rest = untold.get(model) ?? NOTHING;
      const { base, usd } = this.#written.get(model) ?? { base: known.cut(model), usd: 0 };
      if (Math.abs(rest.costUsd - usd) < SAME_USD) continue;
      const line = base ?? (await this.#lineOf(model, known));
      if (!(await write(untoldEntry(rest, line)))) return;
      this.#written.set(model, { base: line, usd: rest.costUsd });
    }
  }

  /** An empty line, under the id by which readers of the transcript know the request, where it is there. */
  async #lineOf(requested: string, { agentIds, told }: Known): Promise<LedgerEntry> {
    const id = await this.#transcripts.idOf({ agentIds, requested, tokens: null }, told);
    const line = nothing(requested, new Date().toISOString(), this.#place);
    return id ? { ...line, id } : line;
  }
}
