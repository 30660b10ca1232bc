// The records of one call, one per block of its answer: they repeat its id, and each tells a part of what it did and how long it took.
import { together } from './acts.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** Returns a call of which another record was found: the last counts, the first session and moment, all acts, the whole time. */
export function repeated(known: LedgerEntry, again: LedgerEntry): LedgerEntry {
  return { ...again, session: known.session, at: known.at, ...repeatedParts(known, again) };
}

type Parts = Pick<LedgerEntry, 'did' | 'sent' | 'ms'>;

/** Returns what two records of a call tell together; what neither tells is missing. */
export function repeatedParts(known: Parts, again: Parts): Parts {
  const did = again.did ?? known.did;
  return { ...(did !== undefined && { did: together(known.did ?? '', did) }), ...wholeTime(known, again) };
}

/** Returns from when until when two records of a call tell that it took. */
export function wholeTime(known: Parts, again: Parts): Parts {
  if (known.sent === undefined || again.sent === undefined) {
    const { sent, ms } = known.sent === undefined ? again : known;
    return sent === undefined ? {} : { sent, ms };
  }
  const sent = Math.min(known.sent, again.sent);
  const end = Math.max(known.sent + (known.ms ?? 0), again.sent + (again.ms ?? 0));
  return { sent, ms: end - sent };
}
