// Voices and judges of a bench: what the code of an opinion is given, with replies made up here and nobody asked.
import { Budget } from '../../src/ask/budget.ts';
import type { Opinion, OpinionSettings, Statement } from '../../src/opinion/opinion.ts';
import type { Respondent } from '../../src/opinion/respondent.ts';

/** Returns somebody who is never asked. */
const nobody = (name: string): Respondent => ({
  ...{ name, via: name, billedTo: 'nobody', requested: name, effort: null, client: null, priced: false },
  ask: async () => ({ call: null, failure: 'failed', message: 'nobody is asked in a bench' }),
});

/** Returns what somebody said. */
export const asked = (
  { name, requested }: Pick<Respondent, 'name' | 'requested'>,
  answer: string,
): Statement => ({
  ...{ name, via: name, billedTo: 'nobody', client: null, requested, served: requested, family: null },
  ...{ seconds: 0, costUsd: 0, usage: null, answer, truncated: false, failure: null, message: null },
});

/** Returns an opinion in which the voices have answered. */
export const opinionOf = (answers: readonly string[], mode: Opinion['mode'] = 'question'): Opinion => ({
  ...{ question: '', mode, judge: null, judgings: [], checks: [], comparison: null, findings: null },
  ...{ costUsd: 0, uncertainUsd: 0, unpriced: [], warnings: [], stopped: null },
  ...{ rebuttals: null, scouts: null },
  voices: answers.map((answer, voice) => ({
    ...asked(nobody(`voice ${voice}`), answer),
    decision: null,
    stance: null,
    assigned: null,
  })),
});

/** Returns the settings of an opinion of so many voices. */
export const settingsOf = (voices: number, random: () => number): OpinionSettings => ({
  ...{ question: '', material: { files: [], diff: null }, review: false, judge: nobody('judge'), random },
  voices: Array.from({ length: voices }, (_, voice) => nobody(`voice ${voice}`)),
  ...{ timeoutMs: 1000, budget: new Budget(null), folder: '.', mayLook: false },
  signal: new AbortController().signal,
});
