// What outcomes say about work like an agent's: how often such steps passed their checks on a tier.
import type { TierName } from '../models/table.ts';
import { hasOneOf, isAuthor } from './agent-names.ts';
import type { WorkOutcome } from './work-outcome.ts';

export interface Evidence {
  passed: number;
  of: number;
  /** The share to reckon with: a few cases are not taken for all. */
  share: number;
}

/** The kinds of a plan's steps that an agent does, by the words of its name. */
function kindsOf(who: string): string[] {
  if (hasOneOf(who, ['test', 'tests', 'tester'])) return ['test'];
  if (hasOneOf(who, ['doc', 'docs', 'documentation', 'changelog'])) return ['docs'];
  if (hasOneOf(who, ['refactor', 'refactorer'])) return ['refactor'];
  if (hasOneOf(who, ['format', 'formatter', 'lint', 'linter', 'rename', 'renamer'])) return ['mechanical'];
  return isAuthor(who) || who === 'general-purpose' ? ['code'] : [];
}

/** Returns how such work ended on a tier; null where nothing is recorded. */
export function evidenceOn(
  who: string,
  tier: TierName,
  outcomes: readonly WorkOutcome[] = [],
): Evidence | null {
  const kinds = kindsOf(who);
  const found = outcomes.filter(
    (one) => one.executor === 'claude' && one.tier === tier && kinds.includes(one.kind),
  );
  if (!found.length) return null;
  const passed = found.filter((one) => one.passed).length;
  return { passed, of: found.length, share: (passed + 1) / (found.length + 2) };
}
