// An opinion without a command: respondents that answer from a function, and settings that ask them.
import { Budget } from '../../src/ask/budget.ts';
import type { OpinionEvents, OpinionSettings, Statement } from '../../src/opinion/opinion.ts';
import type { Prompt, Respondent } from '../../src/opinion/respondent.ts';
import { judge } from './opinions.ts';

/** A respondent with this answer, and a price: $1 per answer, $2 at most. */
export const respondent = (
  name: string,
  answer: (prompt: Prompt) => string | null,
  more: Partial<Respondent> = {},
): Respondent => ({
  ...{ name, via: name, billedTo: 'nobody', requested: `model of ${name}`, effort: null, client: null },
  priced: true,
  price: () => ({ usualUsd: 1, mostUsd: 2 }),
  ask: async (prompt) => {
    const text = answer(prompt);
    const call = { id: name, requestId: null, served: name, usage: null, costUsd: 1 };
    const told = { ...call, usOnly: false, fast: false, isSum: false };
    return text === null
      ? { call: null, failure: 'failed', message: 'no luck' }
      : { call: told, text, truncated: false };
  },
  ...more,
});

/** The judge of test/support/opinions.ts as a respondent. */
export const fairJudge = (name = 'judge'): Respondent =>
  respondent(name, ({ user }) => JSON.stringify(judge(user)));

/** Settings that ask `voices` whether to use a queue. */
export const settingsFor = (
  voices: readonly Respondent[],
  more: Partial<OpinionSettings> = {},
): OpinionSettings => ({
  ...{ question: 'Queue or not?', material: { files: [], diff: null }, review: false, voices },
  ...{ judge: fairJudge(), timeoutMs: 10_000, budget: new Budget(null), folder: '/', mayLook: false },
  signal: new AbortController().signal,
  ...more,
});

export const SILENT: OpinionEvents = { note() {}, waitingFor() {}, call() {} };

/** What a voice of this name said; null for no answer. */
export const statement = (name: string, answer: string | null): Statement => ({
  ...{ name, via: name, billedTo: 'nobody', client: null, requested: null, served: null, family: null },
  ...{ seconds: 1.5, costUsd: null, usage: null, answer, truncated: false },
  failure: answer === null ? 'failed' : null,
  message: answer === null ? 'no luck' : null,
});
