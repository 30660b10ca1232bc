// What the page of a plan shares with the program that writes it.

/** Where the page's data goes in the template. */
export const PLAN_MARK = '<!-- plan -->';

export interface PlanPage {
  title: string;
  /** How far it is, and what it cost. */
  headline: string;
  /** Where its branch stands, and how to merge it. */
  branch: string;
  /** What was spent on each tier, in the order of the tiers; and beside all of it on opus. */
  spent: readonly (readonly [on: string, tries: string, cost: string, failed: string])[];
  onOpus: string;
  steps: readonly StepView[];
}

export interface StepView {
  id: string;
  title: string;
  /** For its color. */
  state: 'done' | 'running' | 'open' | 'yours';
  /** Its status in words. */
  status: string;
  /** The tier or CLI it is, or was, on; '' for nobody. */
  on: string;
  cost: string;
  /** In which round it can start, from 1. */
  round: number;
  needs: readonly string[];
  /** What needs the user about it, a line each; empty when nothing does. */
  yours: readonly string[];
  /** What it is to change, and its check. */
  files: string;
  verify: string;
  tries: readonly TryView[];
  /** What reviewers found. */
  found: readonly string[];
  /** Its work; '' for none. */
  diff: string;
}

export interface TryView {
  head: string;
  words: string;
  output: string;
}
