// Answers compared: two readings of the judge's, taken in two orders, and only what both say counts as agreement. How far the voices
// agree is counted, not felt.
import { type Decided, decidedBy } from './decisions.ts';
import { joined, type Point } from './points.ts';
import type { Dropped, Reading, Side } from './reading.ts';

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
  disputes: Dispute[];
  recommendation: string;
  uncertainty: string;
  dropped: Dropped;
  /** Pairs on which the two runs differ. */
  flips: number;
}

/** Two more readings, in the same two orders, of who decided what; null for one that came to nothing. */
export type Again = readonly [Reading | null, Reading | null];

/** Compares by two readings of the same answers; where they differ on the decision, `again` decides with them. */
export function compared(first: Reading, second: Reading, again: Again = [null, null]): Comparison {
  const { points, flips, unused, pointOf } = joined(first, second);
  const dropped = sum(first.dropped, second.dropped);
  const { decision, byVoice } = decidedBy([decisionsIn(first, again[0]), decisionsIn(second, again[1])]);
  const disputes = first.disputes.length ? first.disputes : second.disputes;
  return {
    agreement: { decision, ...figures(points) },
    decisions: byVoice,
    points,
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

const decisionsIn = (...readings: (Reading | null)[]): Reading['decisions'][] =>
  readings.flatMap((reading) => reading?.decisions ?? []);

function figures(points: readonly Point[]): Pick<Agreement, 'shared' | 'overlap'> {
  const several = points.filter(({ standing }) => standing !== 'alone');
  const agreed = several.filter(({ standing }) => standing === 'agreed').length;
  return {
    shared: several.length ? agreed / several.length : null,
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
