// A rule put into the text of a policy file, above the rule that decides now: what comes before that one still does.
import { parseLocated } from '../front-matter.ts';
import { initText, rulesText } from './init-text.ts';
import type { Rule } from './policy.ts';
import { ruleLine } from './policy-text.ts';

/**
 * Returns the text of a policy file (null: there is none yet) with `rule` above the rule named `above`, behind all others where that
 * is null; null where the rules are not written one below the other. Throws UsageError for a file that cannot be read.
 */
export function insertRule(text: string | null, rule: Rule, above: string | null): string | null {
  if (text === null) return initText({ rule, above });
  const { header, lineOf } = parseLocated(text, 'tierwise.md');
  const lines = text.split('\n');
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end < 0 || !lines[0]?.replace(/^\uFEFF/, '').startsWith('---')) return null;
  const rules = (header as { rules?: unknown }).rules;
  if (rules === undefined) {
    const block = `rules:\n${rulesText({ rule, above })}`.trimEnd().split('\n');
    return inserted(lines, end, block);
  }
  if (!Array.isArray(rules) || !rules.length) return null;
  const wanted = rules.findIndex((one) => one?.name === above);
  const index = (wanted < 0 ? rules.length - 1 : wanted) as number;
  const at = lineOf(['rules', index]) - 1;
  const [, indent] = /^(\s*)- /.exec(lines[at] ?? '') ?? [];
  if (indent === undefined) return null;
  const where = wanted < 0 ? endOfItem(lines, at, indent.length) : at;
  return inserted(lines, where, [`${indent}${ruleLine(rule)}`]);
}

/** The line behind an item of a list, by the indentation of what follows. */
function endOfItem(lines: readonly string[], at: number, indent: number): number {
  const next = lines.findIndex(
    (line, index) => index > at && line.trim() !== '' && line.length - line.trimStart().length <= indent,
  );
  return next < 0 ? lines.length : next;
}

function inserted(lines: readonly string[], at: number, more: readonly string[]): string {
  const ending = lines[0]?.endsWith('\r') ? '\r' : '';
  return [...lines.slice(0, at), ...more.map((line) => `${line}${ending}`), ...lines.slice(at)].join('\n');
}
