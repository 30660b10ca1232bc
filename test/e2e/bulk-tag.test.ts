// The main job as a user does it: the real client installs the plugin from a marketplace and runs /bulk-tag on a file.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readLedger } from '../../src/usage/ledger.ts';
import {
  type Client,
  type GitServer,
  newClient,
  play,
  type Step,
  script,
  serveRepository,
  shownTo,
} from '../support/claude-code.ts';
import { SEVERITY } from '../support/command.ts';
import {
  type MessagesServer,
  type Reaction,
  type ServedRequest,
  startMessagesServer,
} from '../support/messages-server.ts';
import { REPOSITORY } from '../support/repository.ts';

let api: MessagesServer;
let git: GitServer;
let client: Client;
let react: (request: ServedRequest) => Reaction;

const ITEMS = 300;
// Words, not numbers: the scheme masks numbers.
const word = (index: number): string =>
  String(index).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
const LINES = Array.from(
  { length: ITEMS },
  (_, index) => `job ${word(index)} ${index % 3 ? 'done' : 'failed'} in unit-${word(index)}-zz`,
);

beforeAll(async () => {
  api = await startMessagesServer({
    tag: (item) => [item.includes('failed') ? 'error' : 'info'],
    map: (item) => `about ${item}`,
    react: (request) => react(request),
  });
  git = await serveRepository();
  client = newClient(api.url);
  mkdirSync(join(client.project, '.claude', 'schemes'), { recursive: true });
  writeFileSync(join(client.project, '.claude', 'schemes', 'sev.md'), SEVERITY);
  const added = await client.run(['plugin', 'marketplace', 'add', git.url]);
  expect(added.code, added.stderr + added.stdout).toBe(0);
  const installed = await client.run(['plugin', 'install', 'tierwise@tierwise', '--json']);
  expect(installed.code, installed.stderr + installed.stdout).toBe(0);
});

afterAll(async () => {
  await api.close();
  git.close();
  client.remove();
});

beforeEach(() => {
  writeFileSync(join(client.project, 'items.log'), `${LINES.join('\n')}\n`);
  api.requests.length = 0;
});

const bash = (command: string) => ({ tool: 'Bash', input: { command, description: 'tag' } });
const mainRequests = (): ServedRequest[] => api.requests.filter(({ items }) => !items.length);
const packs = (): ServedRequest[] => api.requests.filter(({ items }) => items.length);

describe('installed from a git marketplace', () => {
  test('the cached copy has everything it needs and no node_modules', () => {
    const versions = join(client.home, '.claude', 'plugins', 'cache', 'tierwise', 'tierwise');
    const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
    expect(readdirSync(versions)).toEqual([version]);
    const copy = join(versions, version);
    expect(existsSync(join(copy, 'node_modules'))).toBe(false);
    for (const file of [
      'bin/tierwise',
      'dist/tierwise.cjs',
      'dist/anthropic-ai-sdk.cjs',
      'schemes/log-severity.md',
    ]) {
      expect(existsSync(join(copy, file)), file).toBe(true);
    }
  });

  test('/bulk-tag tags a file, and the main model sees the sample only', async () => {
    react = script([
      bash('tierwise in-session bulk-tag items.log sev --dry-run'),
      bash('tierwise in-session bulk-tag items.log sev --sample 20 --max-cost 1'),
      bash('tierwise in-session bulk-tag items.log sev --max-cost 1'),
      { text: 'All 300 lines are tagged.' },
    ]);
    const home = join(client.home, 'answers');
    const { code, stdout, stderr } = await client.run(['-p', '/bulk-tag items.log sev'], {
      TIERWISE_HOME: home,
    });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('All 300 lines are tagged.');

    // Every line is there once, in order, with its tag.
    const tagged = readFileSync(join(client.project, 'items.log.tagged'), 'utf8').trimEnd().split('\n');
    expect(tagged).toEqual(LINES.map((line) => `${line.includes('failed') ? 'error' : 'info'}\t${line}`));

    // The packs went to Haiku, the conversation stayed where it was.
    expect(new Set(packs().map(({ model }) => model))).toEqual(new Set(['claude-haiku-5-5']));
    expect(new Set(mainRequests().map(({ model }) => model))).toEqual(new Set(['claude-opus-5-5']));

    const shown = mainRequests().map(shownTo).join('\n');
    const seen = LINES.filter((line) => shown.includes(line));
    expect(seen).toHaveLength(20);
    // The skill's text reaches the model with the user's words in their place, and its rule for when nobody can answer.
    expect(shown).toContain('The request: items.log sev');
    expect(shown).toContain('do not ask: under one dollar, continue and say so; above, stop');
    expect(shown).toContain('300, 300 distinct after masking');
    expect(shown).toContain('tagged 300');
    expect(shown).toContain('-> items.log.tagged');

    // The installed hooks and the command wrote the same ledger.
    const { calls } = readLedger(home);
    const from = (source: string) => calls.filter((call) => call.source === source);
    expect(from('session')).toHaveLength(mainRequests().length);
    expect(from('bulk')).toHaveLength(packs().length);
    expect(new Set(from('bulk').map(({ session }) => session))).toEqual(
      new Set(from('session').map(({ session }) => session)),
    );
  });

  test('/bulk-map makes a text of every line, from batches where the user wants them cheaper', async () => {
    writeFileSync(join(client.project, 'few.log'), `${LINES.slice(0, 90).join('\n')}\n`);
    react = script([
      bash('tierwise in-session bulk-map few.log one-line-summary --dry-run'),
      bash('tierwise in-session bulk-map few.log one-line-summary --sample 20 --max-cost 1'),
      bash(
        'TIERWISE_BATCH_POLL_MS=50 tierwise in-session bulk-map few.log one-line-summary --max-cost 1 --batch',
      ),
      { text: 'All 90 lines have a summary.' },
    ]);
    const ended = await client.run(['-p', '/bulk-map few.log', '--allowedTools', 'Bash'], {
      TIERWISE_HOME: join(client.home, 'answers-map'),
    });
    expect(ended.stdout).toContain('All 90 lines have a summary.');
    const lines = readFileSync(join(client.project, 'few.log.mapped'), 'utf8').trimEnd().split('\n');
    expect(lines).toEqual(LINES.slice(0, 90).map((line) => `about ${line}\t${line}`));
    expect(new Set(packs().map(({ model }) => model))).toEqual(new Set(['claude-haiku-5-5']));
    expect(api.batches).toHaveLength(1);
    const shown = mainRequests().map(shownTo).join('\n');
    expect(LINES.filter((line) => shown.includes(line))).toHaveLength(20);
    expect(shown).toContain('mapped 90');
  });

  test('a file behind an @ is not read into the conversation: nobody is asked, and what to type is said', async () => {
    react = script([{ text: 'Read.' }]);
    const { stdout } = await client.run(['-p', '/bulk-tag @items.log sev']);
    expect(stdout).toContain('the @ would read items.log into this conversation, about ');
    expect(stdout).toContain(': /bulk-tag items.log sev');
    expect(api.requests).toEqual([]);
  });

  test('in one session: without a key it is told how to get a model; how to write a scheme is read without asking, one is written where edits are accepted, and used; /runs lists the run', async () => {
    const talk = client.talk(['--permission-mode', 'acceptEdits', '--allowedTools', 'Bash(env *)'], {
      TIERWISE_HOME: join(client.home, 'answers-written'),
    });
    let known = 0;
    /** Plays the steps, one per request; returns what the model saw since the last prompt. */
    const ask = async (prompt: string, ...steps: ((request: ServedRequest) => Step)[]): Promise<string> => {
      let at = 0;
      react = (request) =>
        request.items.length ? undefined : play((steps[at++] as (typeof steps)[0])(request), request.number);
      await talk.say(prompt);
      const { messages } = (mainRequests().at(-1) as ServedRequest).body;
      const seen = JSON.stringify(messages.slice(known));
      known = messages.length;
      return seen;
    };
    const does = (step: Step) => () => step;

    const keyless = await ask(
      '/bulk-tag items.log sev',
      does(bash('env -u ANTHROPIC_API_KEY tierwise in-session bulk-tag items.log sev --dry-run')),
      does({ text: 'No model.' }),
    );
    expect(keyless).toContain('300 items are left for a model');
    expect(keyless).toContain('set ANTHROPIC_API_KEY');

    const read = (request: ServedRequest): Step => {
      const folder = /Base directory for this skill: ([^\\"]+)/.exec(shownTo(request))?.[1];
      return { tool: 'Read', input: { file_path: `${folder}/references/schemes.md` } };
    };
    const file_path = join(client.project, 'schemes', 'outcome.md');
    const content = SEVERITY.replace('name: sev\n', '');
    const tagged = await ask(
      '/tierwise:bulk-tag items.log by outcome',
      read,
      does({ tool: 'Write', input: { file_path, content } }),
      does(bash('tierwise in-session bulk-tag items.log outcome --max-cost 1')),
      does({ text: 'Done.' }),
    );
    expect(tagged).toContain('What makes a scheme good');
    expect(tagged).toContain('tagged 300');

    const runs = await ask('/runs', does(bash('tierwise in-session runs list')), does({ text: 'One run.' }));
    expect(runs).toMatch(/bulk-[0-9a-f]{6} +finished .*items\.log outcome/);

    expect(await talk.end()).toBe(0);
    rmSync(join(client.project, 'schemes'), { recursive: true });
  });

  test('the model finds the skill in its list and can choose it by itself', async () => {
    react = script([
      { tool: 'Skill', input: { skill: 'tierwise:bulk-tag', args: 'items.log sev' } },
      bash('tierwise in-session bulk-tag items.log sev --max-cost 1'),
      { text: 'Done.' },
    ]);
    const home = join(client.home, 'answers-chosen');
    const allowed = ['--allowedTools', 'Skill(tierwise:bulk-tag)', 'Bash(tierwise in-session *)'];
    const ended = await client.run(['-p', 'Please label the lines of items.log', ...allowed], {
      TIERWISE_HOME: home,
    });
    expect(ended.stdout).toContain('Done.');
    const [first, ...later] = mainRequests().map(shownTo);
    expect(first).toContain('tierwise:bulk-tag: Tags or labels many items');
    expect(later.join('')).toContain('The request: items.log sev');
    expect(later.join('')).toContain('tagged 300');
  });
});

test('installs from a folder, too', async () => {
  const other = newClient(api.url);
  try {
    for (const args of [
      ['marketplace', 'add', git.folder],
      ['install', 'tierwise@tierwise'],
    ]) {
      const ended = await other.run(['plugin', ...args]);
      expect(ended.code, ended.stderr + ended.stdout).toBe(0);
    }
    react = script([bash('tierwise --version'), { text: 'done' }]);
    await other.run(['-p', 'go', '--allowedTools', 'Bash']);
    expect(mainRequests().map(shownTo).join('')).toMatch(/"content":"\d+\.\d+\.\d+"/);
  } finally {
    other.remove();
  }
});

test('the plugin passes the strict checks of the client and of the plugin directory', async () => {
  const { code, stdout, stderr } = await client.run([
    'plugin',
    'validate',
    '--strict',
    '--profile',
    'directory',
    REPOSITORY,
  ]);
  expect(code, stdout + stderr).toBe(0);
});
