// Progress on stderr: one line that redraws itself on a terminal, a plain line every few seconds anywhere else.

import type { Host } from '../host.ts';
import { sequence } from './output.ts';
import { visibleInLine } from './visible.ts';
import { wrapped } from './wrap.ts';

const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5000;
/** Claude Code's Bash tool shows every line to the session's model, which pays for it. */
const SESSION_LINE_MS = 30_000;
const BAR_WIDTH = 24;
/** To its first column, and clear to its end. */
const clearLine = (): string => sequence('G') + sequence('K');

/** Returns text that stands alone on a terminal's screen. */
export const alone = (text: string): string => sequence('H') + sequence('2J') + text;

export interface Progress {
  /** Takes where things stand: a share from 0 to 1 (null when unknown) and the rest in words. Shown when it is time. */
  update(share: number | null, text: string): void;
  /** Prints a line that stays. */
  note(line: string): void;
  /** Keeps the moving line away while the user is asked something; returns what ends that. */
  hold(): () => void;
  /** Clears the moving line and ends. */
  end(): void;
}

/** Progress on stderr; drawn as a bar only when that is a terminal. */
export function createProgress({ stderr: stream, env }: Pick<Host, 'stderr' | 'env'>): Progress {
  const live = stream.isTTY === true;
  let current: { share: number | null; text: string } | undefined;
  let drawn = false;
  let held = 0;

  function clear(): void {
    if (drawn) stream.write(clearLine());
    drawn = false;
  }

  function draw(): void {
    if (!current || held) return;
    const { share, text } = current;
    if (!live) {
      stream.write(`${share === null ? '' : `${percentOf(share)}  `}${text}\n`);
      return;
    }
    clear();
    stream.write(
      `${share === null ? '' : `${bar(share)} ${percentOf(share)}  `}${text}`.slice(
        0,
        (stream.columns || 80) - 1,
      ),
    );
    drawn = true;
  }

  const plainLineMs = env.CLAUDECODE ? SESSION_LINE_MS : PLAIN_LINE_MS;
  const timer = setInterval(draw, live ? REDRAW_MS : plainLineMs).unref();
  return {
    update(share, text) {
      current = { share, text: visibleInLine(text) };
    },
    note(line) {
      clear();
      stream.write(`${wrapped(line, live ? stream.columns : 0, '  ')}\n`);
    },
    hold() {
      clear();
      held++;
      return () => held--;
    },
    end() {
      clearInterval(timer);
      clear();
    },
  };
}

const percentOf = (share: number): string => `${Math.floor(Math.min(1, share) * 100)}%`;

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * BAR_WIDTH);
  return `[${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}]`;
}
