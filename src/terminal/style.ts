// Emphasis for people at a terminal; plain text everywhere else, and with NO_COLOR or --no-color.
import type { Host } from '../host.ts';
import { sequence } from './output.ts';

// A process has one run at a time (see run() in main.ts), and each decides anew.
let enabled = false;

/** Decides for this run whether text is emphasized; `wanted` is false with --no-color. */
export function setStyle({ stdout, env }: Pick<Host, 'stdout' | 'env'>, wanted: boolean): void {
  enabled = wanted && stdout.isTTY === true && !env.NO_COLOR;
}

const wrap =
  (on: number, off: number) =>
  (text: string): string =>
    enabled ? `${sequence(`${on}m`)}${text}${sequence(`${off}m`)}` : text;

export const bold = wrap(1, 22);
export const dim = wrap(2, 22);
export const cyan = wrap(36, 39);
