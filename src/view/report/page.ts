// The page of `tierwise report --html`: reads the data beside it, and shows what the address and the filters ask for.
import { count, counted } from '../../terminal/format.ts';
import { button, byId, element, say } from '../dom.ts';
import { fromHash, toHash } from './address.ts';
import { Calls, type Filter, type Matching, NO_FILTER } from './calls.ts';
import { type Block, DIMENSIONS, type Dimension, type ReportHead, TIERS } from './data.ts';
import { dayFrom, dayText, perStep, STEPS, type Step } from './days.ts';
import { dimensionCard } from './dimensions.ts';
import { drawFacts } from './facts.ts';
import { chartWidth, preparePaper } from './paper.ts';
import { sessionList } from './sessions.ts';
import { stackedBars } from './svg.ts';
import { folded, money } from './tables.ts';
import { createWhatIf } from './what-if-section.ts';

const MILLION = 1_000_000;
const TITLES: Record<Dimension, string> = {
  tier: 'Tiers',
  agent: 'Agents',
  skill: 'Skills',
  project: 'Projects',
  branch: 'Branches',
  ticket: 'Tickets',
  kind: 'Kinds of sessions',
  model: 'Models',
  source: 'What called',
  machine: 'Machines',
};

const head: ReportHead = JSON.parse(document.querySelector('script.head')?.textContent ?? '');
const calls = new Calls(
  head,
  [...document.querySelectorAll('script.rows')].map((block): Block => {
    const columns: Block = JSON.parse(block.textContent ?? '');
    block.remove(); // the browser need not keep the text as well
    return columns;
  }),
);

let filter: Filter = fromHash(location.hash, head);
let matching: Matching = calls.matching(filter);
let step: Step = calls.count && spanOf() > 92 ? 'week' : 'day';
const from = byId<HTMLInputElement>('from');
const to = byId<HTMLInputElement>('to');
const cards = drawCards();
const sessions = sessionList(byId('sessions'), head, calls);

function spanOf(): number {
  return (calls.days[calls.count - 1] ?? 0) - (calls.days[0] ?? 0);
}

function drawCards(): Map<Dimension, ReturnType<typeof dimensionCard>> {
  const made = new Map<Dimension, ReturnType<typeof dimensionCard>>();
  for (const name of DIMENSIONS) {
    if (head.names[name].filter(Boolean).length < (name === 'machine' ? 2 : 1)) continue;
    const title = element('h3', { id: `by-${name}` }, TITLES[name]);
    const card = element('section', { className: 'card' }, title);
    card.setAttribute('aria-labelledby', `by-${name}`);
    byId('cards').append(card);
    made.set(
      name,
      dimensionCard(card, head.names[name], (one) => toggle(name, one)),
    );
  }
  return made;
}

function choose(change: Partial<Filter>): void {
  filter = { ...filter, ...change };
  const hash = toHash(filter);
  history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search);
  refresh();
}

function toggle(dimension: Dimension, name: string): void {
  const before = filter.picked[dimension];
  const now = before.includes(name) ? before.filter((one) => one !== name) : [...before, name];
  const focused = document.activeElement?.getAttribute('data-name');
  choose({ picked: { ...filter.picked, [dimension]: now } });
  // The bars are made anew; the keyboard goes on at the same name.
  const bars = [...document.querySelectorAll<HTMLElement>(`[aria-labelledby="by-${dimension}"] .bar`)];
  bars.find((bar) => bar.dataset.name === focused)?.focus({ preventScroll: true });
}

/** Takes filters back; what was pressed is gone then, and the keyboard goes on at the next one. */
function takeBack(change: () => void): void {
  change();
  (byId('chips').querySelector('button') ?? from).focus({ preventScroll: true });
}

function refresh(): void {
  const started = performance.now();
  matching = calls.matching(filter);
  for (const [name, card] of cards) card.update(matching.by[name], filter.picked[name]);
  drawTotals(matching);
  drawMoney();
  drawChips();
  sessions.update(matching);
  document.body.dataset.answeredMs = String(performance.now() - started);
}

function drawTotals(matching: Matching): void {
  const used = matching.sessions.calls.filter((number) => number > 0).length;
  const totals: [string, string][] = [
    ['at list price', money(matching.usd / MILLION)],
    ['calls', count(matching.calls)],
    ['sessions', count(used)],
    ['tokens', short(matching.tokens)],
    ['saved net, whole period', money(head.waterfall.netUsd)],
  ];
  byId('totals').replaceChildren(
    ...totals.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  );
  say('told', `${counted(matching.calls, 'call')}, ${money(matching.usd / MILLION)}`);
}

function short(tokens: number): string {
  if (tokens < 10_000) return count(tokens);
  const [size, unit] = tokens < 10e6 ? [1e3, 'k'] : tokens < 10e9 ? [1e6, 'M'] : [1e9, 'G'];
  return `${count(tokens / Number(size))} ${unit}`;
}

function drawMoney(): void {
  const steps = perStep(matching.byDay, step).map(({ day, usd }) => ({
    name: step === 'month' ? dayText(day).slice(0, 7) : dayText(day),
    usd: usd.map((one) => one / MILLION),
  }));
  const total = steps.reduce((sum, { usd }) => sum + usd.reduce((all, one) => all + one, 0), 0);
  const label = `Dollars per ${step} by tier, ${steps[0]?.name ?? ''} to ${steps.at(-1)?.name ?? ''}, ${money(total)} in all`;
  const present = TIERS.map((_, tier) => tier).filter((tier) => steps.some(({ usd }) => usd[tier]));
  const rows = steps.map(({ name, usd }) => [name, ...present.map((tier) => money(usd[tier] ?? 0))]);
  const width = chartWidth(byId('money'));
  byId('money').replaceChildren(
    ...(steps.length
      ? [stackedBars(steps, { width, height: 240 }, label)]
      : [element('p', { className: 'quiet' }, 'No call matches.')]),
    element(
      'ul',
      { className: 'legend' },
      ...present.map((tier) =>
        element('li', {}, element('span', { className: `swatch tier-${TIERS[tier]}` }), TIERS[tier]),
      ),
    ),
    folded(label, [step, ...present.map((tier) => String(TIERS[tier]))], rows),
  );
  for (const one of byId('steps').querySelectorAll('button')) one.ariaPressed = String(one.value === step);
}

function drawChips(): void {
  const chips = DIMENSIONS.flatMap((dimension) =>
    filter.picked[dimension].map((name) => {
      const chip = button(`${name} ×`, () => takeBack(() => toggle(dimension, name)), 'chip');
      chip.ariaLabel = `${name} ×: remove this filter`;
      return chip;
    }),
  );
  if (toHash(filter))
    chips.push(button('Clear all filters', () => takeBack(() => choose(NO_FILTER)), 'link'));
  byId('chips').replaceChildren(...chips);
  from.value = filter.from === null ? '' : dayText(filter.from);
  to.value = filter.to === null ? '' : dayText(filter.to);
  say('only', filterText());
}

/** What a sheet of paper says instead of the filters. */
function filterText(): string {
  const names = DIMENSIONS.flatMap((dimension) =>
    filter.picked[dimension].length ? `${TITLES[dimension]}: ${filter.picked[dimension].join(', ')}` : [],
  );
  const days = [filter.from === null ? '' : `from ${from.value}`, filter.to === null ? '' : `to ${to.value}`];
  const parts = [...names, days.filter(Boolean).join(' ')].filter(Boolean);
  return parts.length ? `Shown is only: ${parts.join('; ')}.` : '';
}

from.addEventListener('change', () => choose({ from: dayFrom(from.value) }));
to.addEventListener('change', () => choose({ to: dayFrom(to.value) }));
byId('steps').append(
  ...STEPS.map((one) =>
    element(
      'button',
      {
        type: 'button',
        value: one,
        onclick: () => {
          step = one;
          drawMoney();
        },
      },
      `by ${one}`,
    ),
  ),
);
addEventListener('hashchange', () => {
  filter = fromHash(location.hash, head);
  refresh();
});
let resizing = 0;
addEventListener('resize', () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(drawCharts);
});

say(
  'period',
  `${(head.from ?? 'the first call').slice(0, 14).replace(/T.*/, '')} to ${head.to.slice(0, 10)}`,
);
drawFacts(head);
const drawWhatIf = createWhatIf(byId('what-if'), head, calls);
refresh();

function drawCharts(): void {
  drawMoney();
  drawWhatIf();
}
preparePaper(drawCharts);
