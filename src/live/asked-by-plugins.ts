// Requests that plugins asked for: those of our own runs are told by the command that runs, so the rest is ours to tell.
import type { LiveUsage } from '../ask/live-protocol.ts';
import { type Counted, likeness } from './counted.ts';

export class AskedByPlugins {
  readonly #waiting: { counted: Counted; since: number }[] = [];
  /** Answers of our own whose record has not come. */
  readonly #owed = new Map<string, number>();

  /** The client counted a request that a plugin asked for. */
  add(counted: Counted, now: number): void {
    const key = likeness(counted.usage);
    const owed = this.#owed.get(key) ?? 0;
    if (owed) this.#owed.set(key, owed - 1);
    else this.#waiting.push({ counted, since: now });
  }

  /** A request of our own was answered with that usage. Returns what the client says of it; null when it has not said so yet. */
  own(usage: LiveUsage): Counted | null {
    const key = likeness(usage);
    const at = this.#waiting.findIndex(({ counted }) => likeness(counted.usage) === key);
    return this.#waiting.splice(at, at < 0 ? 0 : 1)[0]?.counted ?? null;
  }

  /** What the client will still say of such a request is about our own. */
  owe(usage: LiveUsage): void {
    const key = likeness(usage);
    this.#owed.set(key, (this.#owed.get(key) ?? 0) + 1);
  }

  /** Returns those that have waited since before then: somebody else's. */
  others(before: number): Counted[] {
    const found = this.#waiting.filter(({ since }) => since < before);
    for (const one of found) this.#waiting.splice(this.#waiting.indexOf(one), 1);
    return found.map(({ counted }) => counted);
  }
}
