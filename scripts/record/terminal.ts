// A program in a terminal that can be read: `script` (util-linux) gives it a pseudo terminal, @xterm/headless draws it.
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { Terminal } from '@xterm/headless';

export const COLUMNS = 96;
export const ROWS = 32;

export interface RecordedTerminal {
  /** What was drawn when, in seconds from the start. */
  drawn: { at: number; data: string }[];
  /** Returns the lines that are shown now. */
  text(): string;
  /** Resolves once the screen shows `text`; throws with the screen when it does not within a minute. */
  shows(text: string | RegExp): Promise<void>;
  /** Types as a person does. */
  types(text: string): Promise<void>;
  press(keys: string): void;
  end(): Promise<void>;
}

/** Starts `command` (words for a shell) in a terminal of COLUMNS by ROWS. */
export function openTerminal(
  command: string,
  world: { cwd: string; env: Record<string, string> },
): RecordedTerminal {
  const inside = `stty cols ${COLUMNS} rows ${ROWS}; exec ${command}`;
  const child = spawn('script', ['-qefc', inside, '/dev/null'], { ...world, stdio: 'pipe' });
  const screen = new Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  const drawn: RecordedTerminal['drawn'] = [];
  const began = performance.now();
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    drawn.push({ at: (performance.now() - began) / 1000, data });
    screen.write(data);
  });
  child.stdin.on('error', () => {}); // it may end before all is typed
  screen.onData((answer) => child.stdin.write(answer)); // what the program asks of the terminal itself
  const text = (): string =>
    Array.from(
      { length: ROWS },
      (_, row) =>
        screen.buffer.active.getLine(screen.buffer.active.baseY + row)?.translateToString(true) ?? '',
    ).join('\n');
  return {
    drawn,
    text,
    async shows(wanted) {
      const seen = (): boolean =>
        typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text());
      for (let tries = 0; !seen(); tries++) {
        if (tries > 1200) throw new Error(`Not shown within a minute: ${wanted}\n${text()}`);
        await wait(50);
      }
    },
    async types(words) {
      for (const letter of words) {
        child.stdin.write(letter);
        await wait(45);
      }
    },
    press: (keys) => void child.stdin.write(keys),
    async end() {
      child.kill('SIGTERM');
      child.stdin.end();
      await Promise.race([ended, wait(5000)]);
    },
  };
}
