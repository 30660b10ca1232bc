// What the page of a report carries: written by report/page-data.ts, read by page.ts. One head, then the calls in blocks of columns,
// as JSON in script elements.

/** By what calls are told apart and filtered; each call has one name of each, '' where it has none. */
export const DIMENSIONS = [
  ...([
    'tier',
    'agent',
    'skill',
    'project',
    'branch',
    'ticket',
    'kind',
    'model',
    'source',
    'machine',
  ] as const),
];
export type Dimension = (typeof DIMENSIONS)[number];

/** Names are given by their place in the head's lists; `at` in minutes of the epoch, `usd` in millionths. */
export const COLUMNS = [
  ...DIMENSIONS,
  ...(['session', 'effort', 'at', 'usd', 'calls', 'input', 'output', 'cacheRead', 'cacheWrite'] as const),
];
export type Column = (typeof COLUMNS)[number];
export type Block = Record<Column, number[]>;

/** Tiers in this order; `unknown` is one of no known model. */
export const TIERS = ['haiku', 'sonnet', 'opus', 'fable', 'unknown'] as const;

export interface ReportHead {
  from: string | null;
  to: string;
  names: Record<Dimension | 'session' | 'effort', string[]>;
  /** Whether each line of the calls is one call, and not several that are alike in a quarter of an hour. */
  isSingle: boolean;
  waterfall: WaterfallData;
  whatIf: WhatIf;
  limits: LimitData[];
  bulkRuns: Cells;
  /** Items that bulk runs did not settle, by why. */
  notSettled: Named[];
  work: Cells;
  opinions: Cells;
  advice: AdviceData[];
  followed: FollowedData[];
  /** What a reader has to know of the figures. */
  notes: string[];
}

export interface WaterfallData {
  actualUsd: number;
  baselineUsd: number;
  grossUsd: number;
  failedUsd: number;
  cacheRebuildUsd: number;
  verificationUsd: number;
  netUsd: number;
  assumption: string;
}

/** A number with its name. */
export interface Named {
  name: string;
  count: number;
}

/** A table: each row has a text or a number per column. */
export interface Cells {
  head: string[];
  rows: (string | number | null)[][];
}

export interface WhatIf {
  policies: PolicyData[];
  /** Which share of checked work held on its first try; null where nothing is recorded. */
  held: { passed: number; of: number } | null;
  assumption: string;
}

export interface PolicyData {
  name: string;
  /** Delegations it was held against. */
  delegations: number;
  moves: Move[];
}

/** A delegation that the policy would have put on another tier. */
export interface Move {
  /** Minutes of the epoch. */
  at: number;
  rule: string;
  actualUsd: number;
  otherwiseUsd: number;
}

export interface LimitData {
  name: string;
  usedPercent: number;
  resetsAt: string;
  /** What each tier cost since it began. */
  usdByTier: number[];
}

export interface AdviceData {
  text: string;
  savesUsd: number | null;
  file: string;
  line: string;
  evidence: { passed: number; of: number } | null;
}

export interface FollowedData {
  text: string;
  savedUsd: number;
}
