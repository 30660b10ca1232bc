// A chart whose bars are buttons: what they count is of the whole file, the darker part is what matches now.
import { count, percent } from '../terminal/format.ts';
import type { Counted } from './data.ts';
import { button, element } from './dom.ts';
import { above } from './tag-tree.ts';

const FEW = 12;

/** How many of the names it stands below. */
const depthOf = (name: string, counts: readonly Counted[]): number =>
  above(name).filter((parent) => counts.some(([other]) => other === parent)).length;

export interface Bars {
  /** Shows which are chosen and, with `matches`, how many items of each match now. */
  update(chosen: readonly string[], matches: readonly number[] | null): void;
}

/** Draws the bars into `place`; `choose` is called with the name of one that is clicked. */
export function createBars(
  place: HTMLElement,
  counts: readonly Counted[],
  /** Items of the file, those of them on this page, and the colors of names. */
  { items, shown, colors }: { items: number; shown: number; colors?: ReadonlyMap<string, string> },
  choose: (name: string) => void,
): Bars {
  // What matches on a page that holds a part says nothing about the file.
  const whole = shown === items;
  const largest = Math.max(1, ...counts.map(([, number]) => number));
  const rows = counts.map(([name, number]) => {
    const part = element('span', { className: 'part' });
    const fill = element('span', { className: 'fill' });
    fill.style.width = `${(100 * number) / largest}%`;
    const numbers = element('span', { className: 'number' }, count(number));
    const label = name || '(no tag)';
    const bar = element(
      'button',
      { type: 'button', className: 'bar', title: label, onclick: () => choose(name) },
      fill,
      part,
      colors && element('span', { className: `dot ${colors.get(name) ?? 'quiet'}` }),
      element('span', { className: 'name' }, `${'\u2003'.repeat(depthOf(name, counts))}${label}`),
      numbers,
      element('span', { className: 'share' }, percent(number / items)),
    );
    return { name, number, part, numbers, bar, row: element('li', {}, bar) };
  });
  let all = false;
  const more = button('', () => {
    all = !all;
    fold();
  });
  more.className = 'link small';
  const fold = (): void => {
    for (const [at, { bar, row }] of rows.entries())
      row.hidden = !all && at >= FEW && bar.ariaPressed !== 'true';
    more.textContent = all ? `Show the first ${FEW}` : `Show all ${rows.length}`;
    more.setAttribute('aria-expanded', String(all));
  };
  place.append(element('ul', {}, ...rows.map(({ row }) => row)));
  if (rows.length > FEW + 1) place.append(more);
  else all = true;
  return {
    update(chosen, matches) {
      for (const [at, { name, number, part, numbers, bar }] of rows.entries()) {
        const matching = matches?.[at] ?? 0;
        bar.ariaPressed = String(chosen.includes(name));
        part.style.width = matches && whole ? `${(100 * matching) / largest}%` : '0';
        numbers.textContent = matches && whole ? `${count(matching)} of ${count(number)}` : count(number);
      }
      fold();
    },
  };
}
