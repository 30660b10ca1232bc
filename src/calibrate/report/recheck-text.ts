// A recheck in one sentence.
import { counted, usd } from '../../terminal/format.ts';
import type { Rechecked } from '../run/recheck.ts';
import { percentage } from './text.ts';

/** Returns what a recheck says: the change where it is significant, else that there is none to speak of. */
export function formatRecheck(checked: Rechecked): string {
  const { tier, against, before, now, significant, served, calibratedAt, stopped, costUsd } = checked;
  if (stopped) return `Stopped: ${stopped}. Not every item was asked again, so nothing can be said.`;
  const figure = against === 'labels' ? 'accuracy' : `agreement with ${against}'s stored answers`;
  const change = `${percentage(before.value)} → ${percentage(now.value)} %`;
  const other =
    served.before.join() === served.now.join()
      ? ''
      : ` ${served.now.join(', ')} answered, then ${served.before.join(', ')}.`;
  const cost = `${counted(now.n, 'item')}, ${usd(costUsd)}.`;
  if (significant)
    return `${tier}: ${figure} since ${calibratedAt.slice(0, 10)}: ${change}, significant. ${cost}${other} Calibrate again before you rely on it.`;
  return `${tier}: no significant drop since ${calibratedAt.slice(0, 10)}. ${cost}${other}`;
}
