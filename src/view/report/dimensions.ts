// Bars by name, each a button that filters, with the tiers as its parts.
import { count } from '../../terminal/format.ts';
import { button, element } from '../dom.ts';
import { type ByName, TIER_COUNT } from './calls.ts';
import { TIERS } from './data.ts';
import { money, onPaper } from './tables.ts';

const FEW = 10;
const MILLION = 1_000_000;

export interface DimensionCard {
  update(sums: ByName, chosen: readonly string[]): void;
}

/** Draws into `place`; `choose` is called with the name that is clicked. */
export function dimensionCard(
  place: HTMLElement,
  names: readonly string[],
  choose: (name: string) => void,
): DimensionCard {
  let all = false;
  let last: [ByName, readonly string[]] | null = null;
  const list = element('ul', {});
  const more = button('', () => {
    all = !all;
    if (last) update(...last);
  });
  more.className = 'link small';
  const rest = onPaper('');
  place.append(list, more, rest);
  function update(sums: ByName, chosen: readonly string[]): void {
    last = [sums, chosen];
    const entries = entriesOf(names, sums, chosen);
    const largest = Math.max(1, entries[0]?.usd ?? 0);
    const shown = entries.filter(({ name }, at) => all || at < FEW || chosen.includes(name));
    list.replaceChildren(...shown.map((entry) => barOf(entry, { largest, chosen, choose })));
    more.hidden = entries.length <= FEW;
    more.textContent = all ? `Show the first ${FEW}` : `Show all ${count(entries.length)}`;
    more.setAttribute('aria-expanded', String(all));
    rest.textContent = shown.length < entries.length ? `${shown.length} of ${count(entries.length)}.` : '';
  }
  return { update };
}

interface Entry {
  name: string;
  place: number;
  usd: number;
  calls: number;
  parts: readonly number[];
}

/** The names that have anything, the most expensive first; '' is none and is left out. */
function entriesOf(names: readonly string[], sums: ByName, chosen: readonly string[]): Entry[] {
  return names
    .flatMap((name, place): Entry[] => {
      const parts = [...sums.usd.subarray(place * TIER_COUNT, (place + 1) * TIER_COUNT)];
      const calls = sums.calls[place] ?? 0;
      if (!name || (!calls && !chosen.includes(name))) return [];
      return [{ name, place, calls, parts, usd: parts.reduce((sum, one) => sum + one, 0) }];
    })
    .sort((a, b) => b.usd - a.usd || b.calls - a.calls);
}

function barOf(
  { name, usd, calls, parts }: Entry,
  { largest, chosen, choose }: { largest: number; chosen: readonly string[]; choose: (name: string) => void },
): HTMLElement {
  const segments = parts.flatMap((part, tier) => {
    if (!part) return [];
    const segment = element('span', { className: `segment tier-${TIERS[tier]}` });
    segment.style.width = `${(100 * part) / largest}%`;
    return [segment];
  });
  const bar = element(
    'button',
    { type: 'button', className: 'bar', onclick: () => choose(name) },
    element('span', { className: 'name' }, name),
    element('span', { className: 'number' }, money(usd / MILLION)),
    element('span', { className: 'quiet calls' }, count(calls)),
    element('span', { className: 'hidden' }, ` calls (${tiersIn(parts)})`),
    element('span', { className: 'track' }, ...segments),
  );
  bar.dataset.name = name;
  bar.ariaPressed = String(chosen.includes(name));
  return element('li', {}, bar);
}

const tiersIn = (parts: readonly number[]): string =>
  parts.flatMap((part, tier) => (part ? `${TIERS[tier]} ${money(part / MILLION)}` : [])).join(', ') ||
  'no cost';
