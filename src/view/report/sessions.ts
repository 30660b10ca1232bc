// The sessions, the most expensive first; each opens to its calls.
import { count } from '../../terminal/format.ts';
import { visibleInLine } from '../../terminal/visible.ts';
import { button, element } from '../dom.ts';
import { type Calls, type Matching, TIER_COUNT } from './calls.ts';
import type { ReportHead } from './data.ts';
import { dayOf, dayText } from './days.ts';
import { money, onPaper, table } from './tables.ts';

const PER_PAGE = 20;
const CALLS_PER_PAGE = 100;
const MILLION = 1_000_000;

export interface Sessions {
  update(matching: Matching): void;
}

/** Draws into `place`. */
export function sessionList(place: HTMLElement, head: ReportHead, calls: Calls): Sessions {
  const open = new Set<number>();
  let shown = PER_PAGE;
  let last: Matching | null = null;
  function draw(): void {
    if (!last) return;
    const matching = last;
    const all = sessionsIn(matching);
    const items = all.slice(0, shown).map((one) => sessionItem(one, { head, calls, matching, open }));
    const more = button(`Show ${count(Math.min(PER_PAGE, all.length - shown))} more sessions`, () => {
      const next = shown;
      shown += PER_PAGE;
      draw();
      place.querySelectorAll('summary')[next]?.focus({ preventScroll: true });
    });
    more.hidden = all.length <= shown;
    const rest = all.length > shown ? onPaper(`The first ${count(shown)} of ${count(all.length)}.`) : null;
    place.replaceChildren(
      element('p', { className: 'quiet' }, `${count(all.length)} sessions, the most expensive first.`),
      element('ol', { className: 'sessions' }, ...items),
      more,
      rest ?? '',
    );
  }
  return {
    update(matching) {
      last = matching;
      shown = PER_PAGE;
      draw();
    },
  };
}

interface Session {
  place: number;
  usd: number;
  calls: number;
}

function sessionsIn({ sessions }: Matching): Session[] {
  const found: Session[] = [];
  for (let place = 0; place < sessions.calls.length; place++) {
    const calls = sessions.calls[place] ?? 0;
    if (!calls) continue;
    let usd = 0;
    for (let tier = 0; tier < TIER_COUNT; tier++) usd += sessions.usd[place * TIER_COUNT + tier] ?? 0;
    found.push({ place, usd, calls });
  }
  return found.sort((a, b) => b.usd - a.usd || b.calls - a.calls);
}

interface Context {
  head: ReportHead;
  calls: Calls;
  matching: Matching;
  /** The sessions that are open. */
  open: Set<number>;
}

function sessionItem({ place, usd, calls: number }: Session, context: Context): HTMLElement {
  const { head, matching, calls, open } = context;
  const first = matching.firstOf[place] ?? 0;
  const name = (dimension: 'project' | 'branch' | 'kind'): string =>
    head.names[dimension][calls.columns[dimension][first] ?? 0] ?? '';
  const details = element(
    'details',
    { open: open.has(place) },
    element(
      'summary',
      {},
      element('span', { className: 'number' }, money(usd / MILLION)),
      element('span', { className: 'what' }, name('project') || 'outside a project'),
      element(
        'span',
        { className: 'quiet branch' },
        [name('branch'), name('kind')].filter(Boolean).join(' · '),
      ),
      element('span', { className: 'quiet number' }, `${count(number)} calls`),
      element('span', { className: 'quiet' }, dayText(calls.days[first] ?? 0)),
    ),
  );
  const fill = (): void => {
    if (details.open) open.add(place);
    else open.delete(place);
    if (details.open && details.children.length === 1) details.append(callsOf(place, context));
  };
  details.addEventListener('toggle', fill);
  if (details.open) fill();
  return element('li', {}, details);
}

/** The calls of a session that match, a hundred at a time. */
function callsOf(session: number, { head, calls, matching }: Context): HTMLElement {
  const lines = matching.lines.filter((line) => calls.columns.session[line] === session);
  const place = element('div', { className: 'calls-of' });
  const draw = (shown: number): void => {
    const rows = [...lines.slice(0, shown)].map((line) => callRow(line, head, calls));
    const name = visibleInLine(head.names.session[session] ?? '');
    const more = button(`Show ${count(Math.min(CALLS_PER_PAGE, lines.length - shown))} more calls`, () =>
      draw(shown + CALLS_PER_PAGE),
    );
    more.hidden = lines.length <= shown;
    place.replaceChildren(
      element('p', { className: 'quiet small' }, `Session ${name}`),
      table(`Calls of session ${name}`, CALL_HEAD, rows),
      more,
      lines.length > shown ? onPaper(`The first ${count(shown)} of ${count(lines.length)} calls.`) : '',
    );
  };
  draw(CALLS_PER_PAGE);
  return place;
}

const CALL_HEAD = ['Time', 'Who', 'Model', 'Effort', 'Calls', 'Prompt', 'From cache', 'Written', 'Cost'];

function callRow(line: number, { names }: ReportHead, { columns }: Calls): (string | number)[] {
  const at = (name: keyof typeof columns): number => columns[name][line] ?? 0;
  const time = new Date(at('at') * 60_000);
  return [
    `${dayText(dayOf(time))} ${pad(time.getHours())}:${pad(time.getMinutes())}`,
    names.agent[at('agent')] ?? '',
    names.model[at('model')] ?? '',
    names.effort[at('effort')] ?? '',
    ...[at('calls'), at('input') + at('cacheRead') + at('cacheWrite'), at('cacheRead'), at('output')],
    money(at('usd') / MILLION),
  ];
}

const pad = (number: number): string => String(number).padStart(2, '0');
