// What a result is, in a line: by which task, when, which models, what it cost and saved, what is left to a person.
import { count, counted, usd } from '../terminal/format.ts';
import type { About } from './data.ts';

/** Returns the line in parts; `left` items are left to a person. */
export function aboutParts(about: About | undefined, left: number): string[] {
  const person = left ? `${counted(left, 'item')} left to a person` : 'nothing left to a person';
  if (!about) return [person];
  const { task, at, models, costUsd, savedUsd } = about;
  return [
    `By ${task}`,
    new Date(at).toLocaleDateString('en-CA'),
    models.length
      ? models.map(([name, requests]) => `${name} (${counted(requests, 'request')})`).join(', ')
      : 'no model asked',
    models.length ? costInWords(costUsd, savedUsd) : '',
    person,
  ].filter(Boolean);
}

function costInWords(costUsd: number, savedUsd: number | null): string {
  if (!costUsd) return '';
  if (savedUsd === null || count(savedUsd * 1e6) === '0') return usd(costUsd);
  const than = savedUsd > 0 ? 'less' : 'more';
  return `${usd(costUsd)}, about ${usd(Math.abs(savedUsd))} ${than} than all of it on opus`;
}
