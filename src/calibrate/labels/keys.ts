// A person's keys, one at a time: as they are pressed on a terminal, as they come from anything else.
import type { InputStream } from '../../host.ts';

export interface Keys {
  /** The next key; null when there are no more. */
  next(): Promise<string | null>;
  /** Gives the terminal its lines back. */
  close(): void;
}

/** Listens to a stream. */
export function keysOf(stdin: InputStream): Keys {
  const pressed: string[] = [];
  let waiting: ((key: string | null) => void) | undefined;
  let ended = false;
  const give = (): void => {
    if (!waiting || (!pressed.length && !ended)) return;
    const resolve = waiting;
    waiting = undefined;
    resolve(pressed.shift() ?? null);
  };
  const onData = (chunk: Buffer | string): void => {
    pressed.push(...keysIn(chunk.toString()));
    give();
  };
  const onEnd = (): void => {
    ended = true;
    give();
  };
  if (stdin.isTTY) stdin.setRawMode?.(true);
  stdin.on('data', onData).on('end', onEnd);
  stdin.resume();
  return {
    next: () =>
      new Promise((resolve) => {
        waiting = resolve;
        give();
      }),
    close() {
      stdin.off('data', onData).off('end', onEnd);
      if (stdin.isTTY) stdin.setRawMode?.(false);
      stdin.pause();
    },
  };
}

/** The keys in what a stream brought; arrow keys and their like are left out. */
function keysIn(text: string): string[] {
  const [first = '', ...others] = text.replaceAll('\r', '\n').split(ESCAPE);
  const rest = others.map((piece) => piece.replace(/^\[[\d;]*[A-Za-z~]/, ''));
  return [...[first, ...rest].join('')];
}

const ESCAPE = '\u001b';
export const CTRL_C = '\u0003';
export const CTRL_D = '\u0004';
export const ENTER = '\n';
export const BACKSPACE = '\u007f';
