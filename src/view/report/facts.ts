// The sections that no filter changes: the savings, the limits, bulk runs, plans and opinions, and the advice.
import { count, percent } from '../../terminal/format.ts';
import { byId, element } from '../dom.ts';
import { type AdviceData, type LimitData, type ReportHead, TIERS, type WaterfallData } from './data.ts';
import { waterfall } from './svg.ts';
import { cellsOrNothing, folded, money, table } from './tables.ts';

/** Draws them into the places of the page. */
export function drawFacts(head: ReportHead): void {
  byId('savings').append(...savings(head.waterfall));
  byId('limits').append(...limits(head.limits));
  byId('bulk').append(
    ...notSettled(head),

    cellsOrNothing('Runs, the newest first', head.bulkRuns, 'No bulk run is recorded in this period.'),
  );
  byId('work').append(
    cellsOrNothing('Steps, the newest first', head.work, 'No step of a plan was checked in this period.'),
  );
  byId('opinions').append(
    cellsOrNothing('Questions, the newest first', head.opinions, 'No opinion was asked in this period.'),
  );
  byId('advice').append(...advice(head));
  byId('notes').append(...head.notes.map((note) => element('li', {}, note)));
}

/** Bars of what bulk runs did not settle; the figures stand beside each. */
function notSettled({ notSettled: kinds }: ReportHead): HTMLElement[] {
  if (!kinds.length) return [];
  const most = Math.max(...kinds.map(({ count: number }) => number));
  const bars = kinds.map(({ name, count: number }) => {
    const bar = element('span', { className: 'segment lost' });
    bar.style.width = `${(100 * number) / most}%`;
    const label = element('span', { className: 'name' }, name);
    const figure = element('span', { className: 'number' }, count(number));
    return element('li', { className: 'kind' }, label, figure, element('span', { className: 'track' }, bar));
  });
  const title = element('h3', { id: 'not-settled' }, 'Items that a tier did not settle, by why');
  const list = element('ul', { className: 'kinds' }, ...bars);
  list.setAttribute('aria-labelledby', 'not-settled');
  return [title, list];
}

function savings(of: WaterfallData): (HTMLElement | SVGElement)[] {
  if (!of.actualUsd) return [element('p', { className: 'quiet' }, 'No call of this period can be compared.')];
  const verdict =
    of.netUsd >= 0
      ? `The tiers saved ${money(of.netUsd)} net: ${money(of.actualUsd)} instead of ${money(of.baselineUsd)}.`
      : `The mix of tiers cost ${money(-of.netUsd)} more than each session's usual model alone would have.`;
  const steps = [
    { name: 'gross', usd: of.grossUsd, isSum: true },
    { name: 'failed work', usd: -of.failedUsd, isSum: false },
    { name: 'caches', usd: -of.cacheRebuildUsd, isSum: false },
    { name: 'checking', usd: -of.verificationUsd, isSum: false },
    { name: 'net', usd: of.netUsd, isSum: true },
  ];
  const width = Math.max(320, Math.min(720, byId('savings').clientWidth));
  return [
    element('p', { className: 'verdict' }, element('strong', {}, verdict)),
    waterfall(steps, { width, height: 220 }, `From gross to net savings. ${verdict}`),
    folded(
      'From gross to net savings',
      ['step', 'dollars'],
      steps.map(({ name, usd }) => [name, money(usd)]),
    ),
    element('p', { className: 'quiet small' }, `Of the whole period. Assumed: ${of.assumption}.`),
  ];
}

function limits(list: readonly LimitData[]): HTMLElement[] {
  if (!list.length)
    return [
      element(
        'p',
        { className: 'quiet' },
        'No limit of a plan is known: the client tells them to a status line (tierwise statusline).',
      ),
    ];
  return list.map(({ name, usedPercent, resetsAt, usdByTier }) => {
    const meter = element('meter', { min: 0, max: 100, high: 80, value: usedPercent });
    meter.ariaLabel = `${name}: ${percent(usedPercent / 100)} used`;
    const tiers = usdByTier.flatMap((usd, tier) => (usd ? `${TIERS[tier]} ${money(usd)}` : []));
    return element(
      'div',
      { className: 'limit' },
      element(
        'p',
        {},
        element('strong', {}, name),
        ` ${percent(usedPercent / 100)} used, begins anew ${new Date(resetsAt).toLocaleString()}`,
      ),
      meter,
      element(
        'p',
        { className: 'quiet small' },
        tiers.length ? `In it, on this machine: ${tiers.join(', ')}` : 'Nothing in it on this machine.',
      ),
    );
  });
}

function advice({ advice: list, followed }: ReportHead): HTMLElement[] {
  if (!list.length && !followed.length)
    return [element('p', { className: 'quiet' }, 'Nothing to advise for this period.')];
  const effects = followed.map(({ text, savedUsd }) => [text, money(savedUsd)]);
  return [
    ...(list.length ? [element('ul', { className: 'advice' }, ...list.map(adviceItem))] : []),
    ...(effects.length
      ? [
          element('h3', {}, 'Since you did this'),
          table('Advice that was followed', ['what', 'saved'], effects),
        ]
      : []),
  ];
}

function adviceItem({ text, savesUsd, file, line, evidence }: AdviceData): HTMLElement {
  const known = evidence && `Of ${evidence.of} such pieces of work, ${evidence.passed} held there.`;
  return element(
    'li',
    {},
    element('p', {}, savesUsd === null ? null : element('strong', {}, `Save ${money(savesUsd)}: `), text),
    element(
      'p',
      { className: 'quiet small' },
      'In ',
      element('code', {}, file),
      ': ',
      element('code', {}, line),
    ),
    known ? element('p', { className: 'quiet small' }, known) : null,
  );
}
