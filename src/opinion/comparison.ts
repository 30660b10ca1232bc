// Answers compared: two readings of the judge's, taken in two orders, and only what both say counts as agreement. How far the voices
// agree is counted, not felt.
import { type Decided, type Decisions, decidedBy, type Runs } from './decisions.ts';
import { joined, type Point } from './points.ts';
import type { Dropped, Reading, Side } from './reading.ts';
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
  decision: Decided['decision'];
  /** Of the points that two or more raised, the share they agree on; null without any. */
  shared: number | null;
  /** The share of all points that two or more raised; null without any. */
  overlap: number | null;
}

export interface Comparison {
  agreement: Agreement;
  /** By voice; null where no decision stands. */
  decisions: Decided['byVoice'];
  points: Point[];
  /** Only decisions and contradictions were compared. */
  brief?: boolean;
  /** Of the points that two or more raised, those that follow from assigned sides; `shared` is without them. */
  assigned: Point[];
  disputes: Dispute[];
  recommendation: string;
  uncertainty: string;
  dropped: Dropped;
  /** Pairs on which the two runs differ. */
  flips: number;
}

/** Two more readings, in the same two orders, of who decided what; null for one that came to nothing. */
export type Again = readonly [Reading | null, Reading | null];

/**
 * Compares by two readings of the same answers; where they differ on the decision, `again` decides with them. `sides` were assigned
 * to the authors of the answers.
 */
export function compared(
  first: Reading,
  second: Reading,
  again: Again = [null, null],
  sides: Sides = [],
): Comparison {
  const { points, flips, unused, pointOf } = joined(first, second);
  const dropped = sum(first.dropped, second.dropped);
  const runs: Runs = [decisionsIn(first, again[0]), decisionsIn(second, again[1])];
  const own = (run: readonly Decisions[]): Decisions[] => run.map((one) => judgmentsOf(one, sides));
  const { decision } = decidedBy([own(runs[0]), own(runs[1])]);
  const disputes = first.disputes.length ? first.disputes : second.disputes;
  return {
    agreement: { decision, ...figures(points, sides) },
    decisions: decidedBy(runs).byVoice,
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

const decisionsIn = (...readings: (Reading | null)[]): Decisions[] =>
  readings.flatMap((reading) => reading?.decisions ?? []);

/** Returns the decisions of voices without an assigned side. */
export const judgmentsOf = (decisions: Decisions, sides: Sides): Decisions =>
  new Map([...decisions].filter(([voice]) => !sides[voice]));

const isRaisedBySeveral = ({ standing }: Point): boolean => standing !== 'alone';

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
