// Answers of several machines as one set. Where two differ, what decides is evidence that the ladder knows, and never the order in which
// they were named.
import { RUNG_NAMES } from '../../models/table.ts';
import type { PassAnswer } from './answers-file.ts';

export interface Merged {
  /** By pass and fingerprint. */
  answers: PassAnswer[];
  /** Answers of a pass that differed. */
  differed: Differed;
}

export interface Differed {
  /** Of these items a higher tier answered somewhere, which stands in any case. */
  above: number;
  /** More machines said one than any other. */
  byMost: number;
  /** As many said one as another: the first by its bytes. */
  undecided: number;
}

interface Candidate {
  answer: PassAnswer;
  key: string;
  times: number;
}

/** Merges sources of answers. The same sources, in any order, make the same answers in the same order. */
export function mergeAnswers(sources: readonly Iterable<PassAnswer>[]): Merged {
  const passes = new Map<string, Map<string, Candidate[]>>();
  for (const source of sources) for (const answer of source) count(passes, answer);
  const top = highestOf(passes);
  const differed: Differed = { above: 0, byMost: 0, undecided: 0 };
  const answers: PassAnswer[] = [];
  for (const [, said] of sorted(passes))
    for (const [fingerprint, candidates] of sorted(said)) {
      const [first, second] = candidates.sort(byWeight) as [Candidate, ...Candidate[]];
      answers.push(first.answer);
      if (!second) continue;
      if ((top.get(fingerprint) ?? 0) > rankOf(first.answer)) differed.above++;
      else if (first.times > second.times) differed.byMost++;
      else differed.undecided++;
    }
  return { answers, differed };
}

function count(passes: Map<string, Map<string, Candidate[]>>, answer: PassAnswer): void {
  const said = passes.get(answer.pass) ?? new Map<string, Candidate[]>();
  passes.set(answer.pass, said);
  const candidates = said.get(answer.fingerprint) ?? [];
  said.set(answer.fingerprint, candidates);
  const key = JSON.stringify(answer.tags ?? answer.output ?? null);
  const same = candidates.find((one) => one.key === key);
  if (!same) candidates.push({ answer, key, times: 1 });
  else {
    same.times++;
    if (bytesOf(answer) < bytesOf(same.answer)) same.answer = answer;
  }
}

/** The rank of the highest answer to each item about which something differs. */
function highestOf(
  passes: ReadonlyMap<string, ReadonlyMap<string, readonly Candidate[]>>,
): Map<string, number> {
  const top = new Map<string, number>();
  for (const said of passes.values())
    for (const [fingerprint, candidates] of said) if (candidates.length > 1) top.set(fingerprint, 0);
  for (const said of passes.values())
    for (const fingerprint of top.keys()) {
      const [one] = said.get(fingerprint) ?? [];
      if (one) top.set(fingerprint, Math.max(top.get(fingerprint) ?? 0, rankOf(one.answer)));
    }
  return top;
}

/** A person stands above all tiers. */
const rankOf = ({ tier }: PassAnswer): number =>
  tier === 'person' ? RUNG_NAMES.length : RUNG_NAMES.indexOf(tier);

const byWeight = (a: Candidate, b: Candidate): number => b.times - a.times || (a.key < b.key ? -1 : 1);

const bytesOf = ({ model, served, tier }: PassAnswer): string => JSON.stringify([tier, model, served]);

const sorted = <Value>(map: ReadonlyMap<string, Value>): [string, Value][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));
