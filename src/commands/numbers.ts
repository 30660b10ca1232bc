import { InvalidArgumentError } from 'commander';

/** Reads a whole number above 0. */
export function positiveInteger(text: string): number {
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('Expected a whole number above 0.');
}

/** Reads an amount in US dollars. */
export function dollars(text: string): number {
  const amount = Number(text.replace(/^\$/, ''));
  if (text.trim() !== '' && amount >= 0) return amount;
  throw new InvalidArgumentError('Expected an amount in US dollars, such as 1.50.');
}
