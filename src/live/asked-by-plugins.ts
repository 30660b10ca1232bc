// Requests that plugins asked for: those of our own runs are told by the command that runs, so the rest is ours to tell. Of our own the
// client tells at times only: before or after the answer, and not at all while nothing else of the module goes on.
import type { LiveUsage } from '../ask/live-protocol.ts';
import { type Counted, likeness } from './counted.ts';

/** After so long, a request that a plugin asked for is not one of ours, and of one of ours nothing comes any more. */
const OURS_WITHIN_MS = 3000;

export class AskedByPlugins {
  #waiting: { counted: Counted; since: number }[] = [];
  /** Answers of our own of which the client has not told. */
  #owed: { key: string; since: number }[] = [];

  /** The client counted a request that a plugin asked for. */
  add(counted: Counted, now: number): void {
    const key = likeness(counted.usage);
    this.#owed = this.#owed.filter(({ since }) => now - since < OURS_WITHIN_MS);
    const at = this.#owed.findIndex((one) => one.key === key);
    if (at < 0) this.#waiting.push({ counted, since: now });
    else this.#owed.splice(at, 1);
  }

  /** A request of our own was answered with that usage. Returns what the client says of it; null when it has not said so. */
  own(usage: LiveUsage, now: number): Counted | null {
    const key = likeness(usage);
    const found = this.#waiting.find(({ counted }) => likeness(counted.usage) === key);
    if (found) this.#waiting = this.#waiting.filter((one) => one !== found);
    else this.#owed.push({ key, since: now });
    return found?.counted ?? null;
  }

  /** Returns those that are somebody else's; `all`: whatever is left. */
  others(now: number, all: boolean): Counted[] {
    const found = this.#waiting.filter(({ since }) => all || now - since >= OURS_WITHIN_MS);
    this.#waiting = this.#waiting.filter((one) => !found.includes(one));
    return found.map(({ counted }) => counted);
  }
}
