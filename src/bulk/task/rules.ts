// Tags that need no model. Patterns run on RE2, whose time grows with the length of the item and nothing else, so a
// careless pattern cannot hang a run.
import { RE2Set } from 're2js';
import { UsageError } from '../../errors.ts';

export interface Rules {
  /** How many patterns there are; with none, no item is decided by rule. */
  patterns: number;
  /** Indexes (into the scheme's tags, ascending) of the tags with a pattern that is found in `text`. */
  matching(text: string): number[];
}

/** Compiles the tags' patterns. Throws UsageError naming the file, the tag and the pattern. */
export function compileRules(
  tags: readonly { name: string; match: readonly string[] }[],
  file: string,
): Rules {
  const set = new RE2Set();
  const tagOfPattern: number[] = [];
  for (const [index, tag] of tags.entries()) {
    for (const [position, pattern] of tag.match.entries()) {
      try {
        set.add(pattern);
      } catch (error) {
        throw new UsageError(
          `${file}: tags.${tag.name}.match.${position}: ${patternProblem(pattern, error)}`,
        );
      }
      tagOfPattern.push(index);
    }
  }
  if (!tagOfPattern.length) return { patterns: 0, matching: () => [] };
  set.compile();
  return {
    patterns: tagOfPattern.length,
    matching(text) {
      const tagIndexes = new Set(set.match(text).map((pattern) => tagOfPattern[pattern] as number));
      return [...tagIndexes].sort((a, b) => a - b);
    },
  };
}

function patternProblem(pattern: string, error: unknown): string {
  if (/\(\?<?[=!]/.test(pattern) || /\\[1-9]/.test(pattern)) {
    return `"${pattern}" uses look-around or a back-reference, which cannot run in bounded time. Write it without (RE2 syntax).`;
  }
  const reason =
    error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
  return `"${pattern}" is not a regular expression: ${reason}. Correct it (RE2 syntax).`;
}
