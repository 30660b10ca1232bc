// What enforcing changed: one line per delegation that was put on another tier, so that the report can say what that came to.
import type { TierName } from '../models/table.ts';
import { appendLines } from './ledger-entry.ts';

export interface DelegationRecord {
  at: string;
  session: string;
  /** Full name. */
  agent: string;
  /** The rule that chose the tier. */
  rule: string;
  /** The tier that it would have run on; null where that was not known. */
  from: TierName | null;
  tier: TierName;
}

export const DELEGATIONS = 'delegations.jsonl';

/** Appends one delegation. Where that fails, the report lacks it, and the delegation goes on. */
export function appendDelegation(home: string, record: DelegationRecord): void {
  try {
    appendLines(home, DELEGATIONS, [record]);
  } catch {
    // A hook never breaks a session.
  }
}
