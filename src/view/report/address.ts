// The filter in the page's address, so that a reload and a link keep it.
import { type Filter, NO_FILTER } from './calls.ts';
import { DIMENSIONS, type ReportHead } from './data.ts';
import { dayFrom, dayText } from './days.ts';

/** Returns the filter as a hash without its #; '' for none. */
export function toHash({ from, to, picked }: Filter): string {
  const hash = new URLSearchParams();
  if (from !== null) hash.set('from', dayText(from));
  if (to !== null) hash.set('to', dayText(to));
  for (const name of DIMENSIONS) for (const one of picked[name]) hash.append(name, one);
  return hash.toString();
}

/** Returns the filter of an address; names that the page does not have are left out. */
export function fromHash(hash: string, { names }: ReportHead): Filter {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const picked = { ...NO_FILTER.picked };
  for (const name of DIMENSIONS) picked[name] = given.getAll(name).filter((one) => names[name].includes(one));
  return { from: dayFrom(given.get('from') ?? ''), to: dayFrom(given.get('to') ?? ''), picked };
}
