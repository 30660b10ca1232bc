// Tables of figures, and the small parts that sections are made of.
import { count, percent, usd } from '../../terminal/format.ts';
import { button, element } from '../dom.ts';
import type { Cells } from './data.ts';

type Cell = string | number | null | Node;

/** Dollars, also below nothing. */
export const money = (amount: number): string => (amount < 0 ? `-${usd(-amount)}` : usd(amount));

export const shareOf = (part: number, whole: number): string => percent(whole ? part / whole : 0);

/** A table with a caption; numbers stand right. A wide one scrolls by itself, also by keyboard. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): HTMLElement {
  const isNumber = (index: number): boolean =>
    rows.some((row) => typeof row[index] === 'number' || isFigure(row[index]));
  const classOf = (index: number): string => (isNumber(index) ? 'number' : '');
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      ...row.map((cell, index) =>
        element(index ? 'td' : 'th', cellFacts(index, classOf(index)), shown(cell)),
      ),
    ),
  );
  const titles = head.map((title, index) =>
    element('th', { scope: 'col', className: classOf(index) }, title),
  );
  return element(
    'div',
    { className: 'wide', tabIndex: 0, role: 'region', ariaLabel: caption },
    element(
      'table',
      {},
      element('caption', { className: 'hidden' }, caption),
      element('thead', {}, element('tr', {}, ...titles)),
      element('tbody', {}, ...body),
    ),
  );
}

const cellFacts = (index: number, className: string): Partial<HTMLTableCellElement> =>
  index ? { className } : { scope: 'row', className };

const isFigure = (cell: Cell | undefined): boolean =>
  typeof cell === 'string' && /^-?\$?[\d,.]+%?$/.test(cell);

const shown = (cell: Cell): string | Node =>
  cell === null ? '–' : typeof cell === 'number' ? count(cell) : cell;

const FEW = 10;

/** A line that stands on paper only, where no button can be pressed. */
export const onPaper = (text: string): HTMLElement => element('p', { className: 'paper quiet small' }, text);

/** A table of what the report told, the first rows of a long one with a button for the others; a sentence where there is nothing. */
export function cellsOrNothing(caption: string, { head, rows }: Cells, nothing: string): HTMLElement {
  if (!rows.length) return element('p', { className: 'quiet' }, nothing);
  const place = element('div', {}, table(caption, head, rows.slice(0, FEW)));
  const all = (): void => {
    const whole = table(caption, head, rows);
    place.replaceChildren(whole);
    whole.focus({ preventScroll: true });
  };
  if (rows.length > FEW)
    place.append(
      button(`Show all ${count(rows.length)}`, all, 'link small'),
      onPaper(`The first ${FEW} of ${count(rows.length)}.`),
    );
  return place;
}

/** The same figures as a table, folded. */
export const folded = (
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): HTMLElement =>
  element(
    'details',
    { className: 'same' },
    element('summary', {}, 'The same as a table'),
    table(caption, head, rows),
  );
