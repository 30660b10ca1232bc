// What the voices decided, by what every run of the judge says, and whether they would do the same.
import type { Stance } from './judge-reply.ts';
import type { Decision } from './reading.ts';

/** One run's decisions, by voice. */
export type Decisions = ReadonlyMap<number, Decision>;

/** The runs with the answers in the order drawn, and those with it reversed; one or two of each. */
export type Runs = readonly [readonly Decisions[], readonly Decisions[]];

export interface Decided {
  /** `none`: fewer than two decided. */
  decision: 'same' | 'different' | 'mixed' | 'none';
  /** By voice; none where no decision stands. */
  byVoice: Map<number, Pick<Decision, 'decision' | 'stance'>>;
}

/** Returns what the runs together say. */
export function decidedBy(runs: Runs): Decided {
  const byVoice = decisionsOf(runs.flat());
  return { decision: relation(byVoice, runs), byVoice };
}

/** Whether two runs, one of each order, leave the same decision open to no doubt: alone and together, and neither contradicts itself. */
export function isSettled(first: Decisions, second: Decisions): boolean {
  const found = [
    [first, second],
    [first, first],
    [second, second],
  ].map(([one, other]) => decidedBy([one ? [one] : [], other ? [other] : []]).decision);
  return new Set(found).size === 1 && ![first, second].some(contradictsItself);
}

/** Calls yes and no one course. */
function contradictsItself(run: Decisions): boolean {
  const decided = [...run.values()];
  return decided.some((one) =>
    decided.some((other) => one.stance === 'yes' && other.stance === 'no' && one.group === other.group),
  );
}

function decisionsOf(runs: readonly Decisions[]): Decided['byVoice'] {
  const voices = [...new Set(runs.flatMap((run) => [...run.keys()]))].sort((a, b) => a - b);
  return new Map(
    voices.flatMap((voice) => {
      const said = runs.flatMap((run) => run.get(voice) ?? []);
      const stance = stanceOf(said.map((one) => one.stance));
      const told =
        said.find((one) => one.stance === stance) ?? said.find((one) => one.stance !== 'refused') ?? said[0];
      return told ? [[voice, { decision: told.decision, stance }]] : [];
    }),
  );
}

/** Three of four outvote the fourth; two of two and two of four do not outvote anybody. */
const isClear = (votes: number, against: number): boolean => votes >= 2 && votes > 2 * against;

/** What is clear; else a condition that one saw stays, and where they cannot both be right it is neither. */
function stanceOf(said: readonly Stance[]): Stance {
  const votes = (wanted: Stance): number => said.filter((stance) => stance === wanted).length;
  const clear = said.find((stance) => isClear(votes(stance), said.length - votes(stance)));
  if (clear) return clear;
  const stances = new Set(said.filter((stance) => stance !== 'refused'));
  const [only, ...more] = stances;
  if (!only) return 'refused';
  if (!more.length) return only;
  return stances.has('conditional') ? 'conditional' : 'other';
}

function relation(byVoice: Decided['byVoice'], runs: Runs): Decided['decision'] {
  const decided = [...byVoice].filter(([, { stance }]) => stance !== 'refused');
  if (decided.length < 2) return 'none';
  const pairs = decided.flatMap(([one, { stance }], at) =>
    decided.slice(at + 1).map(([other, { stance: otherStance }]) => {
      const stances = [stance, otherStance];
      if (areOpposed(stances) || !areAlike(one, other, runs)) return 'apart';
      return stances.filter((word) => word === 'conditional').length === 1 ? 'in part' : 'alike';
    }),
  );
  if (pairs.every((pair) => pair === 'alike')) return 'same';
  return pairs.every((pair) => pair === 'apart') ? 'different' : 'mixed';
}

const areOpposed = (stances: readonly (Stance | undefined)[]): boolean =>
  stances.includes('yes') && stances.includes('no');

/** Whether both orders put the two in one group, clearly, and none of them calls one yes and the other no each time. */
function areAlike(one: number, other: number, runs: Runs): boolean {
  const said = runs.map((own) =>
    own.flatMap((run) => {
      const [a, b] = [run.get(one), run.get(other)];
      return a && b ? [{ together: isOneGroup(a, b), opposed: areOpposed([a.stance, b.stance]) }] : [];
    }),
  );
  const isEachTimeOpposed = said.some((own) => own.length > 0 && own.every(({ opposed }) => opposed));
  const votes = said.flat().filter(({ together }) => together).length;
  const inBoth = said.every((own) => own.some(({ together }) => together));
  return inBoth && !isEachTimeOpposed && isClear(votes, said.flat().length - votes);
}

const isOneGroup = (one: Decision, other: Decision): boolean =>
  one.group !== '' && one.group === other.group && ![one.stance, other.stance].includes('refused');
