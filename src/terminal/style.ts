// Emphasis for people at a terminal; plain text everywhere else, and with NO_COLOR or --no-color.

const enabled = (): boolean =>
  process.stdout.isTTY === true && !process.env.NO_COLOR && !process.argv.includes('--no-color');

const wrap =
  (on: number, off: number) =>
  (text: string): string =>
    enabled() ? `\x1b[${on}m${text}\x1b[${off}m` : text;

export const bold = wrap(1, 22);
export const dim = wrap(2, 22);
export const cyan = wrap(36, 39);
