// One job on several machines: each takes the groups whose fingerprints are its own, so that no two ask the same.
import { InvalidArgumentError } from 'commander';

/** `index` of `of`, from 1. */
export interface Shard {
  index: number;
  of: number;
}

const MOST_SHARDS = 10_000;

/** Returns the shard in `3/8`. Throws InvalidArgumentError. */
export function parseShard(text: string): Shard {
  const [, index, of] = (/^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []).map(Number);
  if (index && of && index <= of && of <= MOST_SHARDS) return { index, of };
  throw new InvalidArgumentError('Expected a number and how many there are, such as 3/8.');
}

/** Whether a group is this shard's; a fingerprint is a random number. Items without one are the first shard's. */
export function isOf({ index, of }: Shard, fingerprint: string | null): boolean {
  if (fingerprint === null) return index === 1;
  return Buffer.from(fingerprint.slice(0, 8), 'base64url').readUIntBE(0, 6) % of === index - 1;
}

/** `3-of-8`: in names of files. */
export const shardName = ({ index, of }: Shard): string => `${index}-of-${of}`;
