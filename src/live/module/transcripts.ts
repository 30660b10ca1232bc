// The transcripts of a session, the main one and its agents', as far as they tell who advised inside a request.
import type { LiveUsage } from '../../ask/live-protocol.ts';
import { type State, stateIn } from '../account.ts';
import { type Counted, likeness } from '../counted.ts';
import { type Facts, factsIn, type KeptFacts, liveIdOf } from '../facts.ts';
import { type GrowingDoor, GrowingFile } from './growing-file.ts';

export interface TranscriptsDoor extends GrowingDoor {
  /** Where the session's transcript is; '' where it keeps none. */
  transcript(): Promise<string>;
}

/** A request of which the client has not told. */
interface Sought {
  /** Whose it may be; null: the main conversation's. */
  agentIds: readonly (string | null)[];
  requested: string;
  /** Null where they are not known. */
  tokens: LiveUsage | null;
}

/** So many requests are remembered: one is asked about moments after it was written down. */
const MOST = 1000;
/** The account of a session is the last that is written, or nearly. */
const END_BYTES = 64 * 1024;

export class Transcripts {
  readonly #door: TranscriptsDoor;
  readonly #session: string;
  /** The main transcript: after a /clear the client names another session's. */
  #main = '';
  readonly #files = new Map<string, GrowingFile>();
  readonly #kept = new Map<string, KeptFacts>();

  constructor(door: TranscriptsDoor, session: string) {
    this.#door = door;
    this.#session = session;
  }

  /** Leaves out what a session that goes on has said before. */
  async skip(): Promise<void> {
    await (await this.#fileOf(null))?.skip();
  }

  /** Returns what is written of each of some requests so far; null where it is not there, or not whole. */
  async factsOf(requests: readonly Counted[]): Promise<(Facts | null)[]> {
    for (const agentId of new Set(requests.map((one) => one.agentId)))
      await this.#read(agentId).catch(() => undefined);
    return requests.map(({ requestId, usage }) => {
      const kept = requestId ? this.#kept.get(liveIdOf(requestId)) : undefined;
      return kept?.likeness === likeness(usage) ? kept : null;
    });
  }

  /** Returns the id of the line of a request that the client has not told of, `told` being those that it has; null where it is not there. */
  async idOf({ agentIds, requested, tokens }: Sought, told: ReadonlySet<string>): Promise<string | null> {
    for (const agentId of agentIds) await this.#read(agentId).catch(() => undefined);
    const found = [...this.#kept.values()].findLast(
      (kept) =>
        (kept.requested ?? kept.served) === requested &&
        !told.has(kept.id) &&
        (!tokens || kept.likeness === likeness(tokens)),
    );
    return found?.id ?? null;
  }

  /** Returns the client's own account of the session, as last written; null where there is none. */
  async state(): Promise<State | null> {
    const file = await this.#mainFile();
    if (!file) return null;
    const size = await this.#door.size(file);
    if (!size) return null;
    const end = await this.#door.readFrom(file, Math.max(0, size - END_BYTES), END_BYTES);
    return stateIn(end, this.#session);
  }

  async #read(agentId: string | null): Promise<void> {
    await (await this.#fileOf(agentId))?.read((line) => {
      const facts = factsIn(line);
      if (!facts) return;
      this.#kept.delete(facts.id);
      this.#kept.set(facts.id, facts);
      for (const oldest of this.#kept.keys()) {
        if (this.#kept.size <= MOST) break;
        this.#kept.delete(oldest);
      }
    });
  }

  async #fileOf(agentId: string | null): Promise<GrowingFile | null> {
    const main = await this.#mainFile();
    if (!main) return null;
    const file = agentId ? main.replace(/\.jsonl$/, `/subagents/agent-${agentId}.jsonl`) : main;
    const known = this.#files.get(file) ?? new GrowingFile(this.#door, file);
    this.#files.set(file, known);
    return known;
  }

  async #mainFile(): Promise<string> {
    const said = await this.#door.transcript();
    if (said.endsWith(`/${this.#session}.jsonl`)) this.#main = said;
    return this.#main;
  }
}
