// What the command line of `opinion` says beside its options: the question, and behind -- the paths of a diff.
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import type { DiffWanted } from '../opinion/git-diff.ts';

/** What stands on the command line beside the options. */
export interface Words {
  question: string | undefined;
  paths: string[];
}

/** Tells the question from paths, which stand behind `--`. Throws UsageError. */
export function wordsOf(question: string | undefined, more: readonly string[], command: Command): Words {
  const words = question === undefined ? [] : [question, ...more];
  const all = rawArgsOf(command);
  const mark = all.indexOf('--');
  const behind = mark < 0 ? 0 : Math.min(words.length, all.length - mark - 1);
  const [asked, ...others] = words.slice(0, words.length - behind);
  if (others.length)
    throw new UsageError(`Expected one question, in quotation marks; paths go behind --: -- ${others[0]}`);
  return { question: asked, paths: words.slice(words.length - behind) };
}

/** The diff that the options name; null without one. Throws UsageError. */
export function diffWanted(
  { diff, review, staged = false }: DiffOptions,
  paths: string[],
): DiffWanted | null {
  if (diff === undefined && !review && !staged) {
    if (!paths.length) return null;
    throw new UsageError('Paths behind -- limit a diff: give --review or --diff, too.');
  }
  if (diff === '-' && (staged || paths.length))
    throw new UsageError('A diff on standard input is shown as it is: leave out --staged and the paths.');
  return { range: diff ?? true, staged, paths };
}

interface DiffOptions {
  diff?: string | true;
  review?: boolean;
  staged?: boolean;
}

/** The arguments as they were typed, which only the outermost command has. */
function rawArgsOf(command: Command & { rawArgs?: string[] }): string[] {
  if (command.rawArgs?.length) return command.rawArgs;
  return command.parent ? rawArgsOf(command.parent) : [];
}
