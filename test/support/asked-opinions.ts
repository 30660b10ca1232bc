// Opinions for tests of how they are shown: made by the real code, with voices and a judge that say what a test wants.
import { Budget } from '../../src/ask/budget.ts';
import type { Opinion } from '../../src/opinion/opinion.ts';
import type { Prompt, Respondent } from '../../src/opinion/respondent.ts';
import { runOpinion } from '../../src/opinion/run-opinion.ts';
import type { Trial } from '../../src/opinion/trial.ts';
import { check, isChecking, judge } from './opinions.ts';

const saying = (name: string, answer: (prompt: Prompt) => string): Respondent => ({
  ...{ name, via: name, billedTo: 'nobody', requested: null, effort: null, client: null, priced: false },
  ask: async (prompt) => ({ call: null, text: answer(prompt), truncated: false }),
});

interface Asked {
  /** By voice. */
  answers: Record<string, string>;
  /** The file `pay.js` after the change, which adds it; without it a question is asked. */
  code?: string;
  /** Where tests of findings run, and what the one who writes them says. */
  trial?: Trial;
  written?: string;
}

/** Returns what voices with these answers make: of a question, or of a review when there is code. */
export const opinionWith = ({ answers, code, trial, written = '{}' }: Asked): Promise<Opinion> => {
  const lines = code?.split('\n') ?? [];
  const added = lines.map((line) => `+${line}`).join('\n');
  const text = `--- /dev/null\n+++ b/pay.js\n@@ -0,0 +1,${lines.length} @@\n${added}\n`;
  const diff = code === undefined ? null : { origin: 'git diff HEAD', text, after: () => code };
  return runOpinion(
    {
      ...{ question: 'Which?', material: { files: [], diff }, review: diff !== null },
      voices: Object.entries(answers).map(([name, answer]) => saying(name, () => answer)),
      judge: saying('judge', ({ user, system }) => JSON.stringify(judge(`${system}\n${user}`))),
      verifiers: [
        saying('haiku', ({ user, system }) => (isChecking(system) ? JSON.stringify(check(user)) : written)),
      ],
      ...(trial && { trial }),
      ...{ timeoutMs: 10_000, budget: new Budget(null), folder: '/', mayLook: false },
      signal: new AbortController().signal,
    },
    { note: () => {}, waitingFor: () => {}, call: () => {} },
  );
};
