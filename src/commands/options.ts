// Values of options that several commands take.
import { InvalidArgumentError, Option } from 'commander';
import { SEND_ANYWAY } from '../secrets.ts';

/** Reads an amount of US dollars, with or without the sign. Throws InvalidArgumentError when it is not one. */
export function dollars(text: string): number {
  const amount = Number(text.replace(/^\$/, ''));
  if (text.trim() !== '' && amount >= 0) return amount;
  throw new InvalidArgumentError('Expected an amount in US dollars, such as 1.50.');
}

/** Collects the values of an option that may be given again. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** The option that sends a file that looks like a secret. */
export const sendAnyway = (): Option =>
  new Option(
    `${SEND_ANYWAY} [name]`,
    'send this file although it looks like a secret (repeatable; no name: the only one)',
  )
    .preset('')
    .argParser(collect)
    .default([], 'none');

/** Reads a whole number above 0. Throws InvalidArgumentError when it is not one. */
export function positiveInteger(text: string): number {
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('Expected a whole number above 0.');
}

export const DAY_MS = 86_400_000;

/** Returns the moment `text` names. Throws InvalidArgumentError listing the forms. */
export function since(text: string): Date {
  if (text === 'all') return new Date(0);
  const span = /^(\d+)(h|d|w)$/.exec(text);
  if (span)
    return new Date(
      Date.now() - Number(span[1]) * { h: DAY_MS / 24, d: DAY_MS, w: 7 * DAY_MS }[span[2] as 'h' | 'd' | 'w'],
    );
  const date = new Date(text);
  if (/^\d{4}-\d\d(-\d\d)?/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError('Expected 7d, 24h, 2w, a date such as 2026-11-01, or all.');
}
