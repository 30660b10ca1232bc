// A folder with a home of its own in which the built command runs as processes, and what must hold after any of them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND, type Ended, type Started, start } from '../test/support/process.ts';
import { must } from './area.ts';

export interface Box {
  folder: string;
  /** The data home. */
  home: string;
  env: Record<string, string>;
  write(name: string, content: string | Buffer): void;
  read(name: string): string;
  /** Starts the command, in the box's folder or one below it. */
  start(args: string[], env?: Record<string, string>, below?: string): Started;
}

const SEVERITY = `---
name: sev
tags: { error: It failed., info: Normal. }
---
Judge the line.
`;

/** Makes of `folder` a box with a scheme `sev.md` (no rules, no masks), and a server at `url`. */
export function boxIn(folder: string, url: string): Box {
  const home = join(folder, 'home', 'tierwise');
  mkdirSync(join(folder, 'home'), { recursive: true });
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: join(folder, 'home'),
    TIERWISE_HOME: home,
    TIERWISE_RETRY_WAIT_MS: '1',
    TIERWISE_BATCH_POLL_MS: '20',
    CLAUDE_CODE_EXECPATH: '/nowhere/claude', // no login of the machine's user
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: 'test-not-a-real-key',
  };
  const box: Box = {
    ...{ folder, home, env },
    write: (name, content) => writeFileSync(join(folder, name), content),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    start: (args, more, below = '.') =>
      start([...COMMAND, ...args], { cwd: join(folder, below), env: { ...env, ...more } }),
  };
  box.write('sev.md', SEVERITY);
  return box;
}

/** Lines that no other line equals, however many cases use them. */
export const linesOf = (count: number, mark = ''): string[] =>
  Array.from({ length: count }, (_, index) => `line ${mark}${index} of the input`);

const CODES = [0, 1, 2, 3, 130];

/** Throws unless it ended as the contract says: an exit code of ours, and no bug of ours. */
export function mustEndWell({ code, signal, stdout, stderr }: Ended): void {
  const said = (): string => `exit ${code} ${signal ?? ''}\n${stderr}${stdout}`;
  const crash = /^.*a bug in tierwise itself.*$|^\s+at .*\.c?js:\d+/m.exec(stdout + stderr)?.[0];
  must(crash === undefined, () => `a crash: ${crash}\n${said()}`);
  must(code !== null && CODES.includes(code), () => `an exit code that is not in the contract: ${said()}`);
}

/** Throws unless the result holds every line once, in order, each with a tag. */
export function mustHoldAll(result: string, lines: readonly string[]): void {
  const rows = result.trimEnd().split('\n');
  must(rows.length === lines.length, () => `${lines.length} items in, ${rows.length} out`);
  for (const [index, row] of rows.entries())
    must(row === `error\t${lines[index]}`, () => `item ${index} became ${JSON.stringify(row)}`);
}

/** A few items are asked a second time on purpose, among others, to compare what packs say of them. */
const CHECKS = { share: 0.06, least: 3 };

/** Throws when more answers were sent than there are items, a few checks and `inFlight` items aside. */
export function mustNotPayTwice(tagged: readonly string[], items: number, inFlight = 0): void {
  const again = tagged.length - new Set(tagged).size;
  const most = Math.ceil(Math.max(CHECKS.least, items * CHECKS.share)) + inFlight;
  must(again <= most, () => `${again} of ${items} items were paid again, at most ${most} may be`);
}
