// Progress on stderr: one line that redraws itself on a terminal, a plain line now and then anywhere else.

const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5000;
const BAR_WIDTH = 24;

export interface Progress {
  /** Shows `share` (0 to 1, null when unknown) and `text` when it is time to. */
  update(share: number | null, text: string): void;
  /** Prints a line that stays. */
  note(line: string): void;
  /** Clears the moving line. */
  end(): void;
}

/** Progress for `stream`; drawn as a bar only when it is a terminal. */
export function createProgress(
  stream: NodeJS.WriteStream = process.stderr,
  now: () => number = Date.now,
): Progress {
  const live = stream.isTTY === true;
  const everyMs = live ? REDRAW_MS : PLAIN_LINE_MS;
  let last = live ? 0 : now();
  let drawn = false;
  const clear = (): void => {
    if (drawn) stream.write('\r\x1b[K');
    drawn = false;
  };
  return {
    update(share, text) {
      if (now() - last < everyMs) return;
      last = now();
      if (!live) {
        stream.write(`${share === null ? '' : `${Math.floor(share * 100)}%  `}${text}\n`);
        return;
      }
      clear();
      stream.write(`${bar(share)}${text}`.slice(0, (stream.columns || 80) - 1));
      drawn = true;
    },
    note(line) {
      clear();
      stream.write(`${line}\n`);
    },
    end: clear,
  };
}

function bar(share: number | null): string {
  if (share === null) return '';
  const full = Math.round(Math.min(1, share) * BAR_WIDTH);
  return `[${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}] ${Math.floor(share * 100)}%  `;
}
