// Answers compared: two readings of the judge's, taken in two orders, and only what both say counts as agreement. How far the voices
// agree is counted, not felt.
import type { Stance } from './judge-reply.ts';
import { joined, type Point } from './points.ts';
import type { Decision, Dropped, Reading, Side } from './reading.ts';
import { isJudgment, type Sides } from './sides.ts';

export interface Dispute {
  topic: string;
  sides: Side[];
  /** The fact, measurement or experiment that would resolve it. */
  settle: string;
  /** The points it is about, by their index; empty when the judge named none that exist. */
  points: number[];
}

export interface Agreement {
  /** `none`: fewer than two decided. */
  decision: 'same' | 'different' | 'mixed' | 'none';
  /** Of the points that two or more raised, the share they agree on; null without any. */
  shared: number | null;
  /** The share of all points that two or more raised; null without any. */
  overlap: number | null;
}

export interface Comparison {
  agreement: Agreement;
  /** By voice; null where no decision stands. */
  decisions: Map<number, Pick<Decision, 'decision' | 'stance'>>;
  points: Point[];
  /** Of the points that two or more raised, those that follow from assigned sides; `shared` is without them. */
  assigned: Point[];
  disputes: Dispute[];
  recommendation: string;
  uncertainty: string;
  dropped: Dropped;
  /** Pairs on which the two runs differ. */
  flips: number;
}

/** Compares by two readings of the same answers; `sides` were assigned to their authors. */
export function compared(first: Reading, second: Reading, sides: Sides = []): Comparison {
  const { points, flips, unused, pointOf } = joined(first, second);
  const dropped = sum(first.dropped, second.dropped);
  const disputes = first.disputes.length ? first.disputes : second.disputes;
  return {
    agreement: {
      decision: decisionOf(judgmentsOf(first.decisions, sides), judgmentsOf(second.decisions, sides)),
      ...figures(points, sides),
    },
    decisions: decisionsOf(first.decisions, second.decisions),
    points,
    assigned: points.filter((point) => isRaisedBySeveral(point) && !isJudgment(point, sides)),
    disputes: disputes.map(({ topic, sides, settle, claims }) => ({
      ...{ topic, sides, settle },
      points: [...new Set(claims.map(pointOf).filter((index) => index >= 0))].sort((a, b) => a - b),
    })),
    recommendation: first.recommendation || second.recommendation,
    uncertainty: first.uncertainty || second.uncertainty,
    dropped: { ...dropped, pairs: dropped.pairs + unused },
    flips,
  };
}

const isRaisedBySeveral = ({ standing }: Point): boolean => standing !== 'alone';

/** The decisions of voices without an assigned side. */
const judgmentsOf = (decisions: Decisions, sides: Sides): Decisions =>
  new Map([...decisions].filter(([voice]) => !sides[voice]));

function figures(points: readonly Point[], sides: Sides): Pick<Agreement, 'shared' | 'overlap'> {
  const several = points.filter(isRaisedBySeveral);
  const judged = several.filter((point) => isJudgment(point, sides));
  const agreed = judged.filter(({ standing }) => standing === 'agreed').length;
  return {
    shared: judged.length ? agreed / judged.length : null,
    overlap: points.length ? several.length / points.length : null,
  };
}

const sum = (one: Dropped, other: Dropped): Dropped => ({
  unread: one.unread + other.unread,
  quotes: one.quotes + other.quotes,
  denied: one.denied + other.denied,
  invented: one.invented + other.invented,
  pairs: one.pairs + other.pairs,
});

type Decisions = ReadonlyMap<number, Decision>;

/** What each voice decided, as the two runs have it together. */
function decisionsOf(first: Decisions, second: Decisions): Comparison['decisions'] {
  const voices = [...new Set([...first.keys(), ...second.keys()])].sort((a, b) => a - b);
  return new Map(
    voices.flatMap((voice) => {
      const said = [first.get(voice), second.get(voice)].filter((one) => one !== undefined);
      const told = said.find(({ stance }) => stance !== 'refused') ?? said[0];
      return told
        ? [[voice, { decision: told.decision, stance: stanceOf(said.map(({ stance }) => stance)) }]]
        : [];
    }),
  );
}

/** The stance that both runs leave: a condition that one saw stays, and where they cannot both be right it is neither. */
function stanceOf(said: readonly Stance[]): Stance {
  const stances = new Set(said.filter((stance) => stance !== 'refused'));
  const [only, ...more] = stances;
  if (!only) return 'refused';
  if (!more.length) return only;
  return stances.has('conditional') ? 'conditional' : 'other';
}

function decisionOf(first: Decisions, second: Decisions): Agreement['decision'] {
  const decided = [...decisionsOf(first, second)].filter(([, { stance }]) => stance !== 'refused');
  if (decided.length < 2) return 'none';
  const pairs = decided.flatMap(([one, { stance }], at) =>
    decided.slice(at + 1).map(([other, { stance: otherStance }]) => {
      const alike = [first, second].every((run) => isOneGroup(run.get(one), run.get(other)));
      if (!alike) return 'apart';
      const conditions = [stance, otherStance].filter((word) => word === 'conditional').length;
      return conditions === 1 ? 'in part' : 'alike';
    }),
  );
  if (pairs.every((pair) => pair === 'alike')) return 'same';
  return pairs.every((pair) => pair === 'apart') ? 'different' : 'mixed';
}

function isOneGroup(one: Decision | undefined, other: Decision | undefined): boolean {
  if (!one || !other || one.group === '' || one.group !== other.group) return false;
  const stances = [one.stance, other.stance];
  return !stances.includes('refused') && !(stances.includes('yes') && stances.includes('no'));
}
