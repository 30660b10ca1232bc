// The claims of two readings of the same answers as one list: what both found in the same words is one claim.
import type { Claim } from './reading.ts';

/** Returns for each claim of both readings the one that stands for it. */
export function unified(first: readonly Claim[], second: readonly Claim[]): Map<Claim, Claim> {
  const stands = new Map<Claim, Claim>(first.map((claim) => [claim, claim]));
  const taken = new Set<Claim>();
  const matches = second
    .flatMap((claim) => first.map((known) => ({ claim, known, share: shareOf(claim, known) })))
    .filter(({ share }) => share >= 0.5)
    .sort((one, other) => other.share - one.share);
  for (const { claim, known } of matches) {
    if (stands.has(claim) || taken.has(known)) continue;
    stands.set(claim, known);
    taken.add(known);
  }
  // What overlaps with a claim that has its match already is a part of it, not one more.
  for (const { claim, known } of matches) if (!stands.has(claim)) stands.set(claim, known);
  for (const claim of second) if (!stands.has(claim)) stands.set(claim, claim);
  return stands;
}

/** How much of the shorter quote lies in the other; 0 for different voices. */
function shareOf(one: Claim, other: Claim): number {
  if (one.voice !== other.voice) return 0;
  if (one.words === other.words) return 2;
  const common = Math.min(one.span.end, other.span.end) - Math.max(one.span.start, other.span.start);
  const lengths = [one, other].map(({ span }) => span.end - span.start);
  return Math.max(0, common) / Math.min(...lengths);
}
