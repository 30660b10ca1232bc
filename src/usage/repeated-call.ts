// The records of one call, one per block of its answer: they repeat its id, and each tells a part of what it did and how long it took.
import { inOrder } from './acts.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** Returns a call of which another record was found: the last counts, the first session and moment, all acts, the whole time. */
export function repeated(known: LedgerEntry, again: LedgerEntry): LedgerEntry {
  const did =
    known.did && again.did ? inOrder(new Set([...known.did, ...again.did])) : (again.did ?? known.did);
  const span = wholeSpan(known.span, again.span);
  return {
    ...again,
    session: known.session,
    at: known.at,
    ...(did && { did }),
    ...(span && { span }),
  };
}

function wholeSpan(one: LedgerEntry['span'], other: LedgerEntry['span']): LedgerEntry['span'] {
  if (!one || !other) return one ?? other;
  return [Math.min(one[0], other[0]), Math.max(one[1], other[1])];
}
