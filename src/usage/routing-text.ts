// What the policy is worth, for people: the day beside the target, what observing shows, what enforcing came to.
import { counted, percent, usd } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import type { Moved, RoutingReport } from './routing-report.ts';

const MOST_RULES = 3;

/** Returns the lines of the report on routing. */
export function routingLines({ perDay, observed, enforced, mode, assumption }: RoutingReport): string[] {
  const { days, averageUsd, lowUsd, highUsd } = perDay;
  const target =
    lowUsd === highUsd ? `your target is ${usd(lowUsd)}` : `${usd(lowUsd)} to ${usd(highUsd)} is usual`;
  const lines = [
    `${usd(averageUsd)} per day over ${counted(days, 'day')} with calls; ${target} for one developer.`,
  ];
  if (enforced.delegations)
    lines.push(
      bold(`Routing ${saved(enforced.savedUsd, 'saved', 'cost')} net:`) +
        ` ${counted(enforced.delegations, 'delegation')} on another tier${failures(enforced)}${rules(enforced.byRule)}.`,
    );
  if (observed.moved)
    lines.push(
      `${mode === 'enforce' ? 'Outside of what it enforced, the' : 'The'} policy would have ${saved(observed.savedUsd, 'saved', 'cost')} (${mode}): ` +
        `${observed.moved} of ${counted(observed.delegations, 'delegation')} on another tier${rules(observed.byRule)}.`,
    );
  if (enforced.delegations || observed.moved) lines.push(dim(`Assumed: ${assumption}.`));
  return ['', ...lines];
}

const saved = (amount: number, less: string, more: string): string =>
  amount >= 0 ? `${less} ${usd(amount)}` : `${more} ${usd(-amount)} more`;

function failures({ failed, delegations }: RoutingReport['enforced']): string {
  return failed
    ? `, ${failed} of which (${percent(failed / delegations)}) did not end and count in full`
    : '';
}

function rules(byRule: Record<string, Moved>): string {
  const sorted = Object.entries(byRule)
    .map(([name, { actualUsd, otherwiseUsd }]) => [name, Math.abs(actualUsd - otherwiseUsd)] as const)
    .sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, MOST_RULES).map(([name, amount]) => `${name} ${usd(amount)}`);
  return shown.length ? ` (${shown.join(', ')}${sorted.length > MOST_RULES ? ', …' : ''})` : '';
}
