// A person who knows the truth and answers one question after another; and what tables need.
import type { Answer, Decision, Labels } from '../../src/calibrate/sample.ts';

export const CONFIDENCE = 0.95;

/** Returns what `look` says at the end, when the person gives up to `most` labels, each for the item that `look` names first. */
export function ask<Found extends { decision: Decision; next: number[] }>(
  truths: readonly string[],
  most: number,
  look: (labels: Labels) => Found,
): Found & { labels: number } {
  const labels = new Map<number, string>();
  for (;;) {
    const found = look(labels);
    const [item] = found.next;
    if (item === undefined || labels.size >= most) return { ...found, labels: labels.size };
    labels.set(item, truths[item] ?? '');
  }
}

/** Returns what `one` gives for each seed. */
export function repeat<T>(repetitions: number, one: (seed: number) => T): T[] {
  return Array.from({ length: repetitions }, (_, i) => one(i * 7919 + 1));
}

export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

/** Returns the share of `values` that pass. */
export const shareOf = <T>(values: readonly T[], passes: (value: T) => boolean): number =>
  values.filter(passes).length / values.length;

/** Returns the value below which `share` of the values lie. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;

/** Returns `cells`, and shows them at once on stderr: a table takes minutes. */
export function row<Cells extends readonly (string | number)[]>(cells: Cells): Cells {
  console.error(cells.join(' | '));
  return cells;
}

/** Returns a Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Returns how often two answer differently. */
export const apart = (one: readonly Answer[], other: readonly Answer[]): number =>
  one.filter((answer, item) => answer !== other[item]).length / one.length;
