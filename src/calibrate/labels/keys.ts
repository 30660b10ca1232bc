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
  const pressed = new Pressed();
  const onData = (chunk: Buffer | string): void => pressed.add(keysIn(chunk.toString()));
  const onEnd = (): void => pressed.end();
  if (stdin.isTTY) stdin.setRawMode?.(true);
  stdin.on('data', onData).on('end', onEnd);
  stdin.resume();
  return {
    next: () => pressed.next(),
    close() {
      stdin.off('data', onData).off('end', onEnd);
      if (stdin.isTTY) stdin.setRawMode?.(false);
      stdin.pause();
    },
  };
}

/** Keys that were pressed and not asked for yet, or asked for and not pressed yet. */
class Pressed {
  readonly #keys: string[] = [];
  #waiting: ((key: string | null) => void) | undefined;
  #ended = false;

  add(keys: readonly string[]): void {
    this.#keys.push(...keys);
    this.#give();
  }

  end(): void {
    this.#ended = true;
    this.#give();
  }

  next(): Promise<string | null> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#give();
    });
  }

  #give(): void {
    if (!this.#waiting || (!this.#keys.length && !this.#ended)) return;
    const resolve = this.#waiting;
    this.#waiting = undefined;
    resolve(this.#keys.shift() ?? null);
  }
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
