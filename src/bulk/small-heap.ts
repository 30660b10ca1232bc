// What V8 takes because there is room. A heap of a few megabytes may grow fourfold before it looks for garbage: of 100,000 items
// 29 MB are kept, and 295 MB were held. New objects get up to 32 MB, though nearly none of them outlives a batch. And to make the
// parser of HTTP quicker, which is WebAssembly, takes 25 MB for a while, and more time than that saves in a thousand requests.
import { setFlagsFromString } from 'node:v8';

/** V8 says so on stderr where it does not know one of them. */
export const SMALL_HEAP = [
  '--heap-growing-percent=40',
  '--semi-space-growth-factor=1',
  '--no-parallel-scavenge', // there is too little to do for several threads
  '--wasm-tier-up-filter=1000000', // only the function of that number, which there is not
] as const;

/** From now on the heap grows by two fifths between collections, and the room for new objects stays as it is, 2 to 8 MB. */
export function keepHeapSmall(): void {
  for (const flag of SMALL_HEAP) setFlagsFromString(flag);
}
