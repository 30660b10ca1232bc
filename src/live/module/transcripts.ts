// The transcripts of a session, the main one and its agents', as far as they tell who advised inside a request.
import { type Counted, likeness } from '../counted.ts';
import { type Facts, factsIn, type KeptFacts } from '../facts.ts';
import { type GrowingDoor, GrowingFile } from './growing-file.ts';

export interface TranscriptsDoor extends GrowingDoor {
  /** Where the session's transcript is; '' where it keeps none. */
  transcript(): Promise<string>;
}

/** So many requests are remembered: one is asked about moments after it was written down. */
const MOST = 1000;

export class Transcripts {
  readonly #door: TranscriptsDoor;
  readonly #files = new Map<string, GrowingFile>();
  readonly #kept = new Map<string, KeptFacts>();

  constructor(door: TranscriptsDoor) {
    this.#door = door;
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
      const kept = requestId ? this.#kept.get(requestId) : undefined;
      return kept?.likeness === likeness(usage) ? kept : null;
    });
  }

  async #read(agentId: string | null): Promise<void> {
    await (await this.#fileOf(agentId))?.read((line) => {
      const facts = factsIn(line);
      if (!facts) return;
      this.#kept.delete(facts.requestId);
      this.#kept.set(facts.requestId, facts);
      for (const oldest of this.#kept.keys()) {
        if (this.#kept.size <= MOST) break;
        this.#kept.delete(oldest);
      }
    });
  }

  async #fileOf(agentId: string | null): Promise<GrowingFile | null> {
    const main = await this.#door.transcript();
    if (!main) return null;
    const file = agentId ? main.replace(/\.jsonl$/, `/subagents/agent-${agentId}.jsonl`) : main;
    const known = this.#files.get(file) ?? new GrowingFile(this.#door, file);
    this.#files.set(file, known);
    return known;
  }
}
