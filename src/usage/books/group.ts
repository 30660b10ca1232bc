// Rows as a report takes them.
import { SUMS, type SumName } from '../ledger-entry.ts';
import { allFieldsOf, type CallGroup } from '../priced-call.ts';
import type { Row } from './rows.ts';

/** Returns a row as a report takes it. */
export function groupOf({ facts, at, until, calls, prompt, sums, costUsd, again }: Row): CallGroup {
  const group = allFieldsOf(facts as CallGroup);
  group.id = facts.id ?? '';
  group.stop = facts.stop ?? null;
  group.at = isoOf(at);
  group.until = isoOf(until);
  group.calls = calls;
  group.prompt = prompt;
  group.costUsd = costUsd;
  group.again = again;
  for (let index = 0; index < SUMS.length; index++) group[SUMS[index] as SumName] = sums[index] ?? 0;
  return group;
}

function isoOf(ms: number): string {
  if (lastIso.ms !== ms) lastIso = { ms, iso: new Date(ms).toISOString() };
  return lastIso.iso;
}

/** The first and the last of a row are often one. */
let lastIso = { ms: Number.NaN, iso: '' };
