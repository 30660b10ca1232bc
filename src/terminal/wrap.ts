// Text and tables that fit a terminal. Where the width is not known (0: a pipe, a file), lines stay whole, so that they can be searched.

import { shownLength } from './output.ts';

/** Below this, words would be cut more than lines saved. */
const NARROWEST = 20;

/** Returns `text` with each of its lines broken at words to `width` columns; later lines are indented. A longer word stays whole, so that a path can be copied. */
export function wrapped(text: string, width: number | undefined, indent = ''): string {
  if (!width) return text;
  return text
    .split('\n')
    .map((line) => broken(line, Math.max(width, NARROWEST), indent))
    .join('\n');
}

function broken(line: string, width: number, indent: string): string {
  if (shownLength(line) <= width) return line;
  const lines: string[] = [];
  const [, lead = '', rest = ''] = /^(\s*)([\s\S]*)$/.exec(line) ?? [];
  let open = lead;
  let isEmpty = true;
  for (const word of rest.split(' ')) {
    if (!isEmpty && shownLength(open) + 1 + shownLength(word) > width) {
      lines.push(open.trimEnd());
      open = lead + indent;
      isEmpty = true;
    }
    open += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, open].join('\n');
}

type Align = 'left' | 'right';

/**
 * Returns rows as lines with aligned columns, two spaces apart, none wider than `width` (0: any): the column number `flexible` is broken
 * at words, or, where too little is left for it, stands below the others.
 */
export function table(
  rows: readonly (readonly string[])[],
  align: readonly Align[],
  { width, flexible }: { width: number; flexible: number },
): string[] {
  const widths = align.map((_, index) => Math.max(0, ...rows.map((row) => shownLength(row[index] ?? ''))));
  const others = widths.reduce((sum, one, index) => (index === flexible || !one ? sum : sum + one + 2), 0);
  const left = width - others;
  if (!width || others + (widths[flexible] ?? 0) <= width)
    return rows.map((row) => lined(row, widths, align));
  if (left >= NARROWEST)
    return rows.flatMap((row) => sideBySide(row, widths.with(flexible, left), { align, flexible }));
  return rows.flatMap((row) => [
    ...wrapped(row.filter((cell, index) => index !== flexible && cell).join('  '), width, '  ').split('\n'),
    ...(row[flexible] ? wrapped(`  ${row[flexible]}`, width).split('\n') : []),
  ]);
}

function sideBySide(
  row: readonly string[],
  widths: readonly number[],
  { align, flexible }: { align: readonly Align[]; flexible: number },
): string[] {
  const parts = wrapped(row[flexible] ?? '', widths[flexible]).split('\n');
  return parts.map((part, at) =>
    lined(
      row.map((cell, index) => (index === flexible ? part : at ? '' : cell)),
      widths,
      align,
    ),
  );
}

const lined = (row: readonly string[], widths: readonly number[], align: readonly Align[]): string =>
  align
    .map((side, index) => {
      const [cell, width] = [row[index] ?? '', widths[index] ?? 0];
      return side === 'right' ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ')
    .trimEnd();
