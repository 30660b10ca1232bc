import type { Catalog } from '../models/catalog.ts';
import type { Effort, TierName } from '../models/table.ts';
import type { Savings } from './savings.ts';
import type { WorkOutcome } from './work-outcome.ts';

export const ADVICE_KINDS = [
  'mechanical-on-top',
  'haiku-unchecked',
  'model-switch',
  'thinking',
  'everything-on-top',
  'tier-overridden',
] as const;
export type AdviceKind = (typeof ADVICE_KINDS)[number];

export interface Advice {
  kind: AdviceKind;
  /** Whom it is about: an agent by its full name, `main`, or `sessions`. */
  subject: string;
  text: string;
  /** About what following it would have saved in this period; null when it is not about money. */
  savesUsd: number | null;
  /** Where to change what. */
  setting: { file: string; line: string };
  /** How such work ended there, by the records of outcomes; null where there are none. */
  evidence: { passed: number; of: number } | null;
  /** From which tier or effort to which; null where it is about neither. */
  change: Change | null;
}

export type Change = { from: TierName; to: TierName } | { from: Effort; to: Effort; model: string };

export interface AdviceContext {
  catalog: Catalog;
  savings: Savings;
  /** The tier each of our agents asks for, by full name. */
  declaredTiers: ReadonlyMap<string, TierName>;
  /** How work that was checked ended on each tier. */
  outcomes?: readonly WorkOutcome[];
  /** The user's policy file. */
  policyFile?: string;
}
