// What people do with the command, one job of each kind: prepared in a box, run, and looked at. An undisturbed run and one after
// trouble come to the same.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessagesServer, Reaction, ServedRequest } from '../test/support/messages-server.ts';
import { panel } from '../test/support/opinions.ts';
import { planText, standInText } from '../test/support/plan-text.ts';
import { assistant, costState, file } from '../test/support/transcript.ts';
import { type Box, linesOf, mustHoldAll, mustNotPayKnown, mustPayOncePerRun, paidBefore } from './box.ts';

export interface Job {
  name: string;
  /** Where it runs, below the box's folder; there when it is missing. */
  below?: string;
  args: string[];
  /** Run instead, once it was run; the same again when it is missing. */
  again?: string[];
  prepare(box: Box): void;
  /** What came of it, to be compared. Throws what is a finding. */
  look(box: Box, server: MessagesServer): string;
}

const LINES = linesOf(60);
const TAGGED = LINES.map((line, at) => `${at % 3 ? 'info' : 'error'}\t${line}\n`).join('');
const TAG = ['--no-escalate', '--pack', '5', '--concurrency', '4'];

/** What a server answers that all jobs can use; undefined: it tags the items. */
export const reactTo = (request: ServedRequest): Reaction =>
  request.items.length ? undefined : OPINIONS(request);

const OPINIONS = panel({
  'claude-opus-5-5': 'Use a queue. Test it. Watch the lag.',
  'claude-sonnet-5-5': 'Avoid a queue. Test it.',
});

function bulk(name: string, ...more: string[]): Job {
  return {
    name,
    args: ['bulk-tag', 'a.log', 'sev.md', ...TAG, ...more, '--out', 'out'],
    prepare: (box) => box.write('a.log', LINES.join('\n')),
    look(box, { packs }) {
      mustHoldAll(box.read('out'), LINES);
      mustPayOncePerRun(packs);
      mustNotPayKnown(packs, paidBefore(packs));
      return box.read('out');
    },
  };
}

export const JOBS: readonly Job[] = [
  bulk('bulk-tag'),
  bulk('bulk-tag --batch', '--batch'),
  {
    name: 'opinion',
    args: ['opinion', 'Queue or not?', '--ask', 'opus,sonnet', '--out', 'o.md'],
    prepare: () => {},
    // Whoever is first, what it cost and how long it took is different each time.
    look: (box) =>
      ['They disagree', 'Use a queue.', 'Avoid a queue.', 'Do the first.']
        .filter((part) => box.read('o.md').includes(part))
        .join('\n'),
  },
  {
    name: 'report',
    args: ['report', '--backfill', '--since', 'all', '--json'],
    prepare(box) {
      const folder = join(box.folder, 'home', '.claude', 'projects', '-p');
      mkdirSync(folder, { recursive: true });
      const calls = Array.from({ length: 40 }, (_, at) => assistant({ id: `m${at}`, session: `s${at % 4}` }));
      for (let session = 0; session < 4; session++)
        writeFileSync(
          join(folder, `s${session}.jsonl`),
          file(...calls.slice(session * 10, session * 10 + 10), costState(`s${session}`, 0.5)),
        );
    },
    look: (box) => ledgerIn(box),
  },
  {
    name: 'view',
    args: ['view', 'b.log.tagged', '--out', 'b.html'],
    prepare: (box) => box.write('b.log.tagged', TAGGED),
    look: (box) => box.read('b.html'),
  },
  {
    name: 'digest',
    args: ['digest', 'b.log.tagged'],
    prepare: (box) => box.write('b.log.tagged', TAGGED),
    look: () => '',
  },
  {
    name: 'plan',
    below: 'project',
    args: ['plan', 'run', 'plan.md', '--yes'],
    again: ['plan', 'resume', 'plan.md'],
    prepare: preparePlan,
    look: (box) => git(box, 'log', '--all', '--format=%s', '--', 'one.txt', 'two.txt'),
  },
];

/** The calls of the ledger, each once, as they are written. */
function ledgerIn({ home }: Box): string {
  const month = join(home, 'ledger', '2026-11.jsonl');
  const lines = existsSync(month) ? readFileSync(month, 'utf8').split('\n') : [];
  return [...new Set(lines.filter((line) => line.endsWith('}')))].sort().join('\n');
}

const git = (box: Box, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd: join(box.folder, 'project'),
    env: { PATH: process.env.PATH, HOME: '/nowhere' },
    encoding: 'utf8',
  });

const STEPS = [
  { id: 'one', verify: 'grep 1 one.txt' },
  { id: 'two', verify: 'grep 1 two.txt', needs: ['one'] },
];

function preparePlan(box: Box): void {
  const [repository, standIn] = ['project', 'stand-in'].map((name) => join(box.folder, name)) as [
    string,
    string,
  ];
  for (const folder of [repository, standIn]) mkdirSync(folder);
  box.write('stand-in/claude', standInText(standIn));
  chmodSync(join(standIn, 'claude'), 0o755);
  for (const { id } of STEPS) box.write(`stand-in/${id}`, `echo 1 > ${id}.txt`);
  box.env.CLAUDE_CODE_EXECPATH = join(standIn, 'claude');
  git(box, 'init', '--quiet', '--initial-branch=main');
  for (const [key, value] of [
    ['user.name', 'Ada'],
    ['user.email', 'ada@example.invalid'],
  ] as const)
    git(box, 'config', key, value);
  box.write('project/README.md', 'A sample.\n');
  git(box, 'add', '--all');
  git(box, 'commit', '--quiet', '-m', 'start');
  box.write('project/plan.md', planText(STEPS));
}
