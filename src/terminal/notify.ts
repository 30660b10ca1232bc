// A word to somebody who looks elsewhere: by the terminal, or on request by the system's own notifier.
import { environmentFor } from '../credentials.ts';
import type { Host } from '../host.ts';
import { runProgram } from '../process.ts';
import { notice } from './output.ts';

const TIMEOUT_MS = 5000;

/**
 * Tells the user `text`, a line of ours. `wanted`: true: by the system's notifier, too; false: not at all; undefined: on a terminal
 * only. Returns why it could not be told, or null.
 */
export async function notify(
  { stderr, env }: Pick<Host, 'stderr' | 'env'>,
  text: string,
  wanted: boolean | undefined,
): Promise<string | null> {
  if (wanted === false) return null;
  if (stderr.isTTY) stderr.write(notice(text));
  if (!wanted) return null;
  const [program, args] = notifier(text);
  try {
    const { code, stderr: said } = await runProgram(program, args, {
      env: environmentFor('notifier', env),
      timeoutMs: TIMEOUT_MS,
    });
    return code === 0
      ? null
      : `${program} failed: ${said.trim().split('\n').at(-1) || `it ended with ${code}`}`;
  } catch {
    return `${program} is not installed, so nobody could be notified`;
  }
}

/** The text goes in as an argument, never as a script. */
function notifier(text: string): [string, string[]] {
  if (process.platform !== 'darwin')
    return ['notify-send', ['--app-name=tierwise', '--', 'tierwise', escaped(text)]];
  const script = ['on run argv', 'display notification (item 1 of argv) with title "tierwise"', 'end run'];
  return ['osascript', [...script.flatMap((line) => ['-e', line]), text]];
}

/** Desktops read the body as markup. */
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
