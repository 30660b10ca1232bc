// Steps that may edit what judges them: their own tests.
import { covers } from './glob.ts';
import type { Reviewer, Step } from './plan.ts';

const TEST = /(?:^|[/._-])(?:tests?|specs?|__tests__)(?:[/._-]|$)/i;
const RUNS = /^(?:\.|source|sh|bash|zsh|dash|node|deno|bun|tsx|python[\d.]*|ruby|perl|php|make)$/;

/** Returns who looks at the work of a step that changes what judges it, whatever the plan says; null where it cannot. */
export function ownReviewer(
  step: Pick<Step, 'files' | 'verify' | 'tier' | 'executor' | 'model'>,
): Reviewer | null {
  const onlyFor = ownTests(step);
  if (!onlyFor.length) return null;
  const { tier, executor, model } = step;
  // Another CLI's step is looked at by that CLI: it never moves to a bill that the user has not chosen.
  if (!tier) return { executor, tier: null, model, onlyFor };
  return { executor: 'claude', tier: tier === 'haiku' ? 'sonnet' : 'opus', model: null, onlyFor };
}

/** Returns the files on a step's own list that its check runs, or that are called a test. */
export function ownTests({ files, verify }: Pick<Step, 'files' | 'verify'>): string[] {
  const found = new Set<string>();
  for (const command of verify.split(/&&|\|\||[;|&\n()]/)) {
    const words = (command.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? []).map((word) =>
      word.replace(/^['"]|['"]$/g, '').replace(/^\.\//, ''),
    );
    for (const [at, word] of words.entries()) {
      const isRun = at === 0 || RUNS.test(words[at - 1] ?? '');
      if ((isRun || TEST.test(word)) && isPath(word) && covers(files, word)) found.add(word);
    }
  }
  return [...found];
}

const isPath = (word: string): boolean => /^[\w@.][\w@./+-]*$/.test(word);
