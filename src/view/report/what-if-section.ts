// The slider of the what-if: the same weeks under a policy, for the share of lowered work that holds.
import { count, counted, percent } from '../../terminal/format.ts';
import { element } from '../dom.ts';
import type { Calls } from './calls.ts';
import type { PolicyData, ReportHead } from './data.ts';
import { dayOf, dayText, startOf } from './days.ts';
import { chartWidth } from './paper.ts';
import { pairedBars } from './svg.ts';
import { folded, money } from './tables.ts';
import { costOf, outcomeOf } from './what-if.ts';

const MILLION = 1_000_000;

/** Draws into `place`, nothing but a sentence where no delegation is known. Returns what draws it anew. */
export function createWhatIf(place: HTMLElement, { whatIf }: ReportHead, calls: Calls): () => void {
  const { policies, held, assumption } = whatIf;
  if (!policies.some(({ delegations }) => delegations)) {
    place.append(
      element(
        'p',
        { className: 'quiet' },
        'No delegation to an agent is recorded that a policy could have put on another tier.',
      ),
    );
    return () => {};
  }
  const weeks = actualWeeks(calls);
  const choice = element(
    'select',
    { id: 'policy' },
    ...policies.map(({ name }, at) => element('option', { value: String(at) }, name)),
  );
  const start = held ? Math.round((100 * held.passed) / held.of) : 100;
  const slider = element('input', { type: 'range', id: 'held', min: '0', max: '100', value: String(start) });
  const share = element('output', {});
  share.htmlFor.add('held');
  const told = element('div', {});
  const draw = (): void => {
    const policy = policies[Number(choice.value)];
    const part = Number(slider.value) / 100;
    share.textContent = percent(part);
    slider.setAttribute('aria-valuetext', `${percent(part)} holds`);
    if (policy)
      told.replaceChildren(...outcomeText(policy, part), ...weeksOf(policy, part, { weeks, place }));
  };
  for (const control of [choice, slider]) control.addEventListener('input', draw);
  place.append(
    element(
      'p',
      { className: 'controls' },
      element('label', { htmlFor: 'policy' }, 'The same weeks under '),
      choice,
      element('label', { htmlFor: 'held' }, 'when of the work that it lowers this share holds: '),
      slider,
      share,
    ),
    element('p', { className: 'quiet small' }, heldText(held)),
    told,
    element(
      'p',
      { className: 'quiet small' },
      `Assumed: ${assumption}. What does not hold is done again on the tier it was on.`,
    ),
  );
  draw();
  return draw;
}

const heldText = (held: { passed: number; of: number } | null): string =>
  held
    ? `Of ${counted(held.of, 'piece')} of work that a check judged, ${count(held.passed)} held (${percent(held.passed / held.of)}): the slider begins there.`
    : 'No outcome of checked work is recorded, so the slider begins at 100%.';

function outcomeText(policy: PolicyData, held: number): HTMLElement[] {
  const { moved, savedUsd, evenAt } = outcomeOf(policy, held);
  const verdict = savedUsd >= 0 ? `${money(savedUsd)} saved` : `${money(-savedUsd)} more`;
  const even = evenAt === null ? '' : ` It pays when more than ${percent(evenAt)} holds.`;
  return [
    element(
      'p',
      { className: 'verdict', role: 'status' },
      element('strong', {}, verdict),
      ` · ${count(moved)} of ${counted(policy.delegations, 'delegation')} on another tier.${even}`,
    ),
  ];
}

/** What all calls cost per week, by the first day of each. */
function actualWeeks(calls: Calls): Map<number, number> {
  const weeks = new Map<number, number>();
  for (let line = 0; line < calls.count; line++) {
    const week = startOf(calls.days[line] ?? 0, 'week');
    weeks.set(week, (weeks.get(week) ?? 0) + (calls.columns.usd[line] ?? 0) / MILLION);
  }
  return weeks;
}

function weeksOf(
  { moves }: PolicyData,
  held: number,
  { weeks, place }: { weeks: ReadonlyMap<number, number>; place: HTMLElement },
): (HTMLElement | SVGElement)[] {
  const changes = new Map<number, number>();
  for (const move of moves) {
    const week = startOf(dayOf(new Date(move.at * 60_000)), 'week');
    changes.set(week, (changes.get(week) ?? 0) + costOf(move, held) - move.actualUsd);
  }
  const pairs = [...weeks]
    .sort(([a], [b]) => a - b)
    .map(([week, actualUsd]) => ({
      name: dayText(week),
      actualUsd,
      otherwiseUsd: Math.max(0, actualUsd + (changes.get(week) ?? 0)),
    }));
  const label = 'Dollars per week, as it was and under the policy';
  return [
    pairedBars(pairs, { width: chartWidth(place), height: 200 }, label),
    element(
      'ul',
      { className: 'legend' },
      element('li', {}, element('span', { className: 'swatch before' }), 'as it was'),
      element('li', {}, element('span', { className: 'swatch after' }), 'under the policy'),
    ),
    folded(
      label,
      ['week of', 'as it was', 'under the policy'],
      pairs.map((one) => [one.name, money(one.actualUsd), money(one.otherwiseUsd)]),
    ),
  ];
}
