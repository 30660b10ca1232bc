// Answers of one run that are to be asked anew: nothing stored counts, and nothing is kept for later runs.
import type { Answer, AnswerStore } from '../../bulk/outcome/answers.ts';

/** Returns a store in memory. */
export function freshStore(name: string): AnswerStore {
  const known = new Map<string, Answer>();
  return {
    name,
    passedOver: [],
    get: (fingerprint) => known.get(fingerprint),
    refresh: () => false,
    prepare() {},
    append(answers) {
      for (const answer of answers) known.set(answer.fingerprint, answer);
      return null;
    },
    distrust(answers) {
      for (const { fingerprint } of answers) known.delete(fingerprint);
    },
    close() {},
  };
}
