// What a switch of models costs: the new one writes again what the other had cached. Pure.

/** Tokens that were written to a cache a second time, by the life of the cache, and how many switches of models that took. */
export interface WrittenAgain {
  in5m: number;
  in1h: number;
  switches: number;
}

export const NOT_WRITTEN: WrittenAgain = { in5m: 0, in1h: 0, switches: 0 };

/** How long a cache lives after it was used last, in milliseconds: as long as it was written for. */
const LIFE_5M = 5 * 60_000;
const LIFE_1H = 60 * 60_000;

/** A cache counts as rebuilt when more than this share of the prompt was written again. */
const REBUILT_SHARE = 0.25;

/** A call of a main thread, as far as its cache goes. */
export interface CacheUse {
  served: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The whole prompt, in tokens. */
  prompt: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
}

/** Returns the same of an entry of the ledger. */
export const cacheUseOf = (
  call: Omit<CacheUse, 'at' | 'prompt'> & { at: string; input: number },
): CacheUse => ({
  ...{ served: call.served, cacheRead: call.cacheRead },
  ...{ cacheWrite5m: call.cacheWrite5m, cacheWrite1h: call.cacheWrite1h },
  at: Date.parse(call.at),
  prompt: call.input + call.cacheRead + call.cacheWrite5m + call.cacheWrite1h,
});

/** Returns what a call of a main thread wrote again, given the call before it in the same session. */
export function writtenAgain(before: CacheUse | undefined, call: CacheUse): WrittenAgain {
  if (!before || before.served === call.served || hasDied(before, call)) return NOT_WRITTEN;
  const wasCached = before.cacheRead + before.cacheWrite5m + before.cacheWrite1h;
  const again = Math.min(call.cacheWrite5m + call.cacheWrite1h, Math.max(0, wasCached - call.cacheRead));
  if (again <= REBUILT_SHARE * call.prompt) return NOT_WRITTEN;
  const in1h = Math.min(again, call.cacheWrite1h);
  return { in5m: again - in1h, in1h, switches: 1 };
}

/** Whether the cache of a call was gone by the next one, which then had to be written by any model. */
function hasDied(before: CacheUse, { at, cacheWrite1h }: CacheUse): boolean {
  const isWritten = before.cacheWrite5m + before.cacheWrite1h > 0;
  // One that was only read was written for as long as the next one.
  const forAnHour = isWritten ? before.cacheWrite1h > 0 : cacheWrite1h > 0;
  return at - before.at > (forAnHour ? LIFE_1H : LIFE_5M);
}
