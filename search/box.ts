// A folder with a home of its own in which the built command runs as processes, and what must hold after any of them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaidPack } from '../test/support/messages-server.ts';
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

/** In one pack, so many items of other packs are asked a second time on purpose, and of all items one in so many. */
const CHECKS_PER_PACK = 2;
const CHECK_ONE_IN = 35;

/**
 * Throws unless every item was paid for once, but for planned checks: an item in a later pack of the same run, at most two in a
 * pack and one in 35 of all, and never a third time.
 */
export function mustPayOncePerRun(packs: readonly PaidPack[]): void {
  for (const own of byRun(packs)) {
    const times = new Map<string, number>();
    let checks = 0;
    for (const { items } of own) {
      const again = items.filter((item) => times.has(item));
      must(
        again.length <= CHECKS_PER_PACK,
        () => `a pack asks ${again.length} items again: ${again.join(' | ')}`,
      );
      for (const item of items) times.set(item, (times.get(item) ?? 0) + 1);
      for (const item of again)
        must((times.get(item) ?? 0) <= 2, () => `paid ${times.get(item)} times: ${item}`);
      checks += again.length;
    }
    const most = Math.ceil(times.size / CHECK_ONE_IN) + 1;
    must(
      checks <= most,
      () => `${checks} of ${times.size} items were paid again, at most ${most} are checks`,
    );
  }
}

/** Throws when a run paid for an item that `known` says an earlier one had: `known(run)` are those of all runs before. */
export function mustNotPayKnown(
  packs: readonly PaidPack[],
  known: (run: number) => ReadonlySet<string>,
): void {
  for (const { run, items } of packs) {
    const before = known(run);
    const again = items.filter((item) => before.has(item));
    must(!again.length, () => `run ${run} paid again for what was stored or submitted: ${again.join(' | ')}`);
  }
}

/** What the runs before each one had paid for. */
export const paidBefore =
  (packs: readonly PaidPack[]) =>
  (run: number): ReadonlySet<string> =>
    new Set(packs.flatMap((pack) => (pack.run < run ? pack.items : [])));

const byRun = (packs: readonly PaidPack[]): PaidPack[][] =>
  [...new Set(packs.map(({ run }) => run))].map((run) => packs.filter((pack) => pack.run === run));
