// Tags that need no model. Patterns run on RE2, whose time grows with the length of the item and nothing else, so a
// careless pattern cannot hang a run.
import { RE2JS, RE2Set } from 're2js';
import { UsageError } from '../../errors.ts';
import { Automaton } from './automaton.ts';

export interface Rules {
  /** How many patterns there are; with none, no item is decided by rule. */
  patterns: number;
  /** Indexes (into the scheme's tags, ascending) of the tags with a pattern that is found in `text`. */
  matching(text: string): readonly number[];
}

/**
 * Compiles the tags' patterns, in which `{name}` stands for that one of `parts`. Throws UsageError naming the file, the
 * tag and the pattern.
 */
export function compileRules(
  tags: readonly { name: string; match: readonly string[] }[],
  file: string,
  parts: Readonly<Record<string, string>> = {},
): Rules {
  const known = expandParts(parts, file);
  let length = 0;
  const set = new RE2Set();
  const tagOfPattern: number[] = [];
  for (const [index, tag] of tags.entries()) {
    for (const [position, pattern] of tag.match.entries()) {
      const where = `${file}: tags.${tag.name}.match.${position}`;
      const whole = expand(pattern, known, where);
      length += whole.length - pattern.length;
      if (length > MOST_PATTERN_TEXT) {
        throw new UsageError(
          `${where}: with their parts, the patterns are longer than ${MOST_PATTERN_TEXT} characters. Use fewer.`,
        );
      }
      try {
        set.add(whole);
      } catch (error) {
        throw new UsageError(`${where}: ${patternProblem(pattern, error)}`);
      }
      tagOfPattern.push(index);
    }
  }
  if (!tagOfPattern.length) return { patterns: 0, matching: () => NO_TAGS };
  set.compile();
  const automaton = new Automaton(set);
  const alone = tagOfPattern.map((tag) => [tag]);
  return {
    patterns: tagOfPattern.length,
    matching(text) {
      const found = automaton.match(text);
      if (found.length < 2) return found.length ? (alone[found[0] as number] as number[]) : NO_TAGS;
      const tagIndexes = new Set(found.map((pattern) => tagOfPattern[pattern] as number));
      return [...tagIndexes].sort((a, b) => a - b);
    },
  };
}

const NO_TAGS: readonly number[] = [];

/** Parts may use the parts above them, so none can contain itself. */
function expandParts(parts: Readonly<Record<string, string>>, file: string): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const [name, part] of Object.entries(parts)) {
    known.set(name, `(?:${expand(part, known, `${file}: parts.${name}`)})`);
  }
  return known;
}

// Parts of parts can double with every line.
const LONGEST_PATTERN = 20_000;
const MOST_PATTERN_TEXT = 500_000;

/** Puts the parts in. Where there are none, `{name}` is what it is in RE2: text. */
function expand(pattern: string, parts: ReadonlyMap<string, string>, where: string): string {
  if (!parts.size) return pattern;
  let length = pattern.length;
  return pattern.replace(/\\[pPx]\{[^}]*\}|\\.|\{([a-z][\w-]*)\}/gi, (text, name?: string) => {
    if (name === undefined) return text;
    const part = parts.get(name);
    if (part === undefined) {
      const names = [...parts.keys()].join(', ');
      throw new UsageError(
        `${where}: there is no part "${name}" above. Expected one of: ${names}; for the text itself write "\\{".`,
      );
    }
    length += part.length;
    if (length > LONGEST_PATTERN) {
      throw new UsageError(
        `${where}: is too long with its parts. Expected at most ${LONGEST_PATTERN} characters.`,
      );
    }
    return part;
  });
}

/** Returns what tells whether a pattern is found in a text. Throws an error that says what is wrong with it. */
export function patternTest(pattern: string): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return (text) => compiled.matcher(text).find();
  } catch (error) {
    throw new Error(patternProblem(pattern, error).replace(/\.$/, ''));
  }
}

function patternProblem(pattern: string, error: unknown): string {
  if (/\(\?<?[=!]/.test(pattern) || /\\[1-9]/.test(pattern)) {
    return `"${pattern}" uses look-around or a back-reference, which cannot run in bounded time. Write it without (RE2 syntax).`;
  }
  const reason =
    error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
  return `"${pattern}" is not a regular expression: ${reason}. Correct it (RE2 syntax).`;
}
