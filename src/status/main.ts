// `tierwise statusline` as the client calls it, in a part of its own, which starts in half the time of the whole command. Whatever is
// more than that (an option, a policy's budgets, a mistake) is left to the whole one.
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { World } from '../host.ts';
import { inputOf, lineFor, mayHaveBudgets } from './show.ts';

/** Prints the line. */
export async function start(): Promise<void> {
  const { env, stdin, stdout, stderr } = process;
  stdout.on('error', () => {}); // a client that no longer listens
  const asked = { env, cwd: process.cwd(), input: await inputOf(stdin) };
  const line = isSimple(asked) ? await lineFor(asked, async () => []) : null;
  if (line !== null) stdout.write(`${line}\n`);
  else
    process.exitCode = await whole().run(['statusline'], {
      ...asked,
      stdin: Readable.from([asked.input]),
      stdout,
      stderr,
    });
}

function isSimple(asked: Parameters<typeof mayHaveBudgets>[0]): boolean {
  try {
    return !mayHaveBudgets(asked);
  } catch {
    return false; // the whole command says what is wrong with the input
  }
}

interface Whole {
  run(argv: readonly string[], world: World): Promise<number>;
}

/** The whole command, which lies beside this part. */
const whole = (): Whole => require(join(__dirname, 'tierwise.cjs')) as Whole;
