// No program of a repository's runs, whatever its settings say: every setting that git would start a program for, against every
// command that looks at a repository.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAKE_KEY, runHere, SEVERITY } from './support/command.ts';
import {
  cloneWithoutFiles,
  dirty,
  environmentOf,
  type HostileRepository,
  hostileRepository,
  LOCAL_SETTINGS,
  partialClone,
  REMOTE_SETTINGS,
} from './support/hostile-repository.ts';
import { type MessagesServer, startMessagesServer } from './support/messages-server.ts';
import { panel } from './support/opinions.ts';
import { planText } from './support/plan.ts';
import type { Ended } from './support/process.ts';

const root = mkdtempSync(join(tmpdir(), 'tierwise-git-'));
const home = join(root, 'home');
const standIn = join(root, 'claude');
const ASK = ['--ask', 'opus,sonnet'];
const ENTRIES = {
  'a folder': ['bulk-tag', '.', '../../sev.md', '--dry-run'],
  'git:': ['bulk-tag', 'git:HEAD~1..HEAD', '../../sev.md', '--dry-run'],
  'plan check': ['plan', 'check', '../../plan.md'],
  'plan run': ['plan', 'run', '../../plan.md', '--yes'],
  'opinion --review': ['opinion', '--review', ...ASK],
  'opinion --diff': ['opinion', 'Good?', '--diff', 'HEAD~1..HEAD', ...ASK],
} as const;
const ENVIRONMENT = {
  ...{ PATH: process.env.PATH ?? '', HOME: home, TIERWISE_HOME: join(root, 'data') },
  ...{ ANTHROPIC_API_KEY: FAKE_KEY, CLAUDE_CODE_EXECPATH: standIn },
};
type Entry = keyof typeof ENTRIES;
const ENTRY_NAMES = Object.keys(ENTRIES) as Entry[];

let server: MessagesServer;
let original: string;
beforeAll(async () => {
  mkdirSync(home);
  writeFileSync(join(root, 'sev.md'), SEVERITY);
  writeFileSync(
    join(root, 'plan.md'),
    planText([
      { id: 'one', files: ['a.merge'], verify: 'true' },
      { id: 'two', files: ['one.md'], needs: ['one'], verify: 'true' },
    ]),
  );
  writeFileSync(
    standIn,
    standInText('case "$prompt" in *\'<step id="one">\'*) date > a.merge ;; *) date > one.md ;; esac'),
  );
  chmodSync(standIn, 0o755);
  original = cloneWithoutFiles(parentOf('original'), home);
  server = await startMessagesServer({ react: panel({}) });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

const standInText = (work: string): string => `#!/bin/sh
case "$1" in --version) echo 2.1.329; exit ;; auth) echo '{ "loggedIn": true }'; exit ;; esac
prompt=$(cat)
${work}
printf '{"type":"result","subtype":"success","is_error":false,"result":"done","total_cost_usd":0.01,"modelUsage":{}}\\n'
`;

function run(entry: Entry, { folder, env }: HostileRepository, more: object = {}): Promise<Ended> {
  const own = { ...ENVIRONMENT, ANTHROPIC_BASE_URL: server.url, TIERWISE_HOME: join(folder, '..', 'data') };
  return runHere(ENTRIES[entry], { cwd: folder, env: { ...own, ...env, ...more } });
}

const parentOf = (name: string): string => {
  const parent = join(root, name.replace(/\W+/g, '-'));
  mkdirSync(parent, { recursive: true });
  return parent;
};

describe('plain git runs it, so that the repository tests something:', () => {
  let made: HostileRepository;
  beforeAll(() => {
    made = hostileRepository(parentOf('plain'), home);
  });

  test.each(LOCAL_SETTINGS)('%s', (setting, args) => {
    dirty(made.folder);
    const env = { PATH: process.env.PATH ?? '', HOME: home, ...environmentOf(made, setting) };
    spawnSync('git', args, { cwd: made.folder, env });
    expect(made.markers()).toContain(setting.replaceAll('/', '_'));
  });

  test.each(REMOTE_SETTINGS)('%s', (setting) => {
    const clone = partialClone(parentOf(`plain ${setting}`), home, original, setting);
    const env = {
      PATH: `${join(clone.folder, '../programs')}:${process.env.PATH}`,
      HOME: home,
      ...clone.env,
    };
    spawnSync('git', ['log', '-p'], { cwd: clone.folder, env });
    expect(clone.markers()).toContain(setting);
  });
});

describe.each(ENTRY_NAMES)('%s', (entry) => {
  describe('runs no program of a repository', () => {
    let markers: string[];
    let ended: Ended;
    beforeAll(async () => {
      const made = hostileRepository(parentOf(entry), home);
      ended = await run(entry, made);
      markers = made.markers();
    });
    test('and does its work', () => expect(ended.code, ended.stderr).toBe(0));
    test.each(LOCAL_SETTINGS)('%s', (setting) => expect(markers).not.toContain(setting.replaceAll('/', '_')));
    test('nor any other', () => expect(markers).toEqual([]));
  });

  test.each(REMOTE_SETTINGS)('fetches nothing that a partial clone left out: %s', async (setting) => {
    const made = partialClone(parentOf(`${entry} ${setting}`), home, original, setting);
    const path = `${join(made.folder, '../programs')}:${process.env.PATH}`;
    await run(entry, made, { PATH: path });
    expect(made.markers()).toEqual([]);
  });
});

test('a step cannot commit a file as its filter would not have kept it', async () => {
  const made = hostileRepository(parentOf('filtered'), home);
  writeFileSync(
    join(made.folder, '../plan.md'),
    planText([{ id: 'one', files: ['*.txt', '*.md'], verify: 'true' }]),
  );
  writeFileSync(join(made.folder, '../claude'), standInText('echo new > b.txt; echo new > b.md'));
  chmodSync(join(made.folder, '../claude'), 0o755);
  const own = { ...ENVIRONMENT, TIERWISE_HOME: join(made.folder, '../data') };
  const { code, stderr } = await runHere(['plan', 'run', '../plan.md', '--yes'], {
    cwd: made.folder,
    env: { ...own, CLAUDE_CODE_EXECPATH: join(made.folder, '../claude') },
  });
  expect(code).toBe(1);
  expect(stderr).toContain('b.txt is kept through the filter clean, which does not run here');
  expect(made.markers()).toEqual([]);
});

describe('a repository of another user', () => {
  // What git does there, without another user: its own tests are told so by this variable.
  const foreign = (): { folder: string; env: Record<string, string> } => {
    const parent = parentOf('foreign');
    const folder = join(parent, 'hostile');
    if (!existsSync(folder)) hostileRepository(parent, home);
    const bin = join(parent, 'bin');
    mkdirSync(bin, { recursive: true });
    const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(join(bin, 'git'), `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${git} "$@"\n`);
    chmodSync(join(bin, 'git'), 0o755);
    return { folder, env: { ...ENVIRONMENT, PATH: `${bin}:${process.env.PATH}` } };
  };

  test.each(ENTRY_NAMES)('is not read, and the message says how it may be: %s', async (entry) => {
    const { folder, env } = foreign();
    const { code, stderr } = await runHere(ENTRIES[entry], { cwd: folder, env });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /hostile belongs to another user.*git config --global --add safe\.directory '.*hostile'\n$/,
    );
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

test('what a partial clone left out is named with the command that gets it', async () => {
  const made = partialClone(parentOf('left out'), home, original, 'core.sshCommand');
  for (const entry of ['git:', 'opinion --diff'] as const) {
    const { code, stderr } = await run(entry, made);
    expect(code).toBe(2);
    expect(stderr).toContain('Get them once with: git -C');
  }
});
