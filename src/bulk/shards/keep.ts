// Merged answers where runs look for them.
import { openAnswers } from '../outcome/answers.ts';
import type { Value } from '../task/task.ts';
import type { About, PassAnswer } from './answers-file.ts';

/** Answers per write. */
const AT_ONCE = 10_000;

/** Stores answers in a data home, but for those that it has already. Returns how many were new. Throws UsageError. */
export async function keepAnswers(
  home: string,
  { kind, hash }: About['task'],
  answers: readonly PassAnswer[],
): Promise<number> {
  // Whether an answer is valid, the run that reads it decides.
  const answer = {
    name: kind === 'scheme' ? ('tags' as const) : ('output' as const),
    read: (value: unknown) => ({ value: value as Value }),
    tokens: () => 0, // nothing is asked for
  };
  let kept = 0;
  for (const pass of new Set(answers.map((one) => one.pass))) {
    const store = await openAnswers(home, { hash, answer }, pass);
    const fresh = answers
      .filter((one) => one.pass === pass)
      .map(({ fingerprint, tier, model, served, [answer.name]: value }) => ({
        ...{ fingerprint, tier, model, served, value: value as Value },
      }))
      .filter(
        ({ fingerprint, value }) => JSON.stringify(store.get(fingerprint)?.value) !== JSON.stringify(value),
      );
    try {
      for (let from = 0; from < fresh.length; from += AT_ONCE)
        store.append(fresh.slice(from, from + AT_ONCE));
    } finally {
      store.close();
    }
    kept += fresh.length;
  }
  return kept;
}
