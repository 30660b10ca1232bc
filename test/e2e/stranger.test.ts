// A stranger's first hour with the real client, in an empty home, from the README's lines to the removal: with a key, as a subscriber,
// and with neither. The models are scripted, on loopback; every step is what the documents say to type.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import {
  type Client,
  type GitServer,
  newClient,
  play,
  type Step,
  serveRepository,
  shownTo,
} from '../support/claude-code.ts';
import { type MessagesServer, type ServedRequest, startMessagesServer } from '../support/messages-server.ts';
import { panel } from '../support/opinions.ts';
import { planText } from '../support/plan-text.ts';
import { type Ended, start } from '../support/process.ts';
import { REPOSITORY } from '../support/repository.ts';
import { carryOutStep, FILES, stepOf } from '../support/sample-project.ts';
import type { Talk } from '../support/talk.ts';

const PLAN = planText([{ id: 'add', files: ['src/add.js'], verify: 'node --test test/add.test.js' }]);
const TICKETS = [
  'refund for order',
  'please cancel it',
  'the app crashes',
  'where is my parcel',
  'great work',
];
const CSV = `id,text\n${Array.from({ length: 10 }, (_, at) => `${at},${TICKETS[at % 5]} ${'abcdefghij'[at]}`).join('\n')}\n`;
const SCHEME =
  '---\nname: urgency\ntags: { now: Somebody waits., later: Nobody waits. }\n---\nHow urgent is the ticket?\n';

let git: GitServer;
beforeAll(async () => {
  git = await serveRepository();
});
afterAll(() => git.close());

interface Stranger {
  client: Client;
  server: MessagesServer;
  /** A prompt in the stranger's one session, with what its model does; returns what the model saw since the last one. */
  ask(prompt: string, ...steps: Step[]): Promise<string>;
  /** Ends that session. */
  leave(): Promise<void>;
  /** A command in the user's own terminal, from where the plugin was installed. */
  terminal(...args: string[]): Promise<Ended>;
  env: Record<string, string>;
}

/** A client with an empty home that has installed the plugin from its marketplace. */
async function stranger({ onTestFinished }: TestContext, login: Record<string, string>): Promise<Stranger> {
  let steps: Step[] = [];
  let turn = 0;
  const voices = panel({});
  const server = await startMessagesServer({
    tag: (item) => [/cancel|crash|where/.test(item) ? 'now' : 'later'],
    map: (item) => `about ${item}`,
    react: (request) => {
      if (request.items.length) return undefined;
      if (!hasTools(request)) return voices(request);
      if (isPlanner(request)) return play(planner(turnsOf(request)), request.number);
      if (stepOf(request) !== null) return carryOutStep(request);
      return play(steps[Math.min(turn++, steps.length - 1)] as Step, request.number);
    },
  });
  const client = newClient(server.url);
  onTestFinished(async () => {
    client.remove();
    await server.close();
  });
  const planner = (turn: number): Step =>
    [
      { tool: 'Read', input: { file_path: join(client.project, 'plans/add.md') } },
      { tool: 'Write', input: { file_path: join(client.project, 'plans/add.md'), content: PLAN } },
      { text: 'plan: 1 step, 0 open questions' },
    ][Math.min(turn, 2)] as Step;
  const env = { ANTHROPIC_API_KEY: '', ...login };
  const install = await client.run(['plugin', 'install', 'tierwise', '--marketplace', git.url], env);
  expect(install.code, install.stdout + install.stderr).toBe(0);
  write(client.project, { ...FILES, 'tickets.csv': CSV });
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
  ])
    execFileSync('git', args, { cwd: client.project });
  const as = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.invalid'];
  execFileSync('git', [...as, 'commit', '--quiet', '-m', 'sample'], { cwd: client.project });
  let talk: Talk | undefined;
  let known = 0;
  return {
    ...{ client, server, env },
    async ask(prompt, ...script) {
      talk ??= client.talk(['--permission-mode', 'acceptEdits'], env);
      [steps, turn] = [script, 0];
      await talk.say(prompt);
      const { messages } = server.requests.filter(isSession).at(-1)?.body ?? {};
      const shown = JSON.stringify(messages.slice(known));
      known = messages.length;
      return shown;
    },
    leave: async () => expect(await talk?.end()).toBe(0),
    terminal: (...args) =>
      start([process.execPath, join(installed(client), 'bin', 'tierwise'), ...args], {
        cwd: client.project,
        env: {
          ...{ HOME: client.home, PATH: `${dirname(process.execPath)}:/usr/bin:/bin` },
          ...{ ANTHROPIC_BASE_URL: server.url, CLAUDE_CODE_EXECPATH: CLAUDE, OLLAMA_HOST: '127.0.0.1:9' },
          ...{ CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1' },
          ...env,
        },
      }),
  };
}

const CLAUDE = join(REPOSITORY, 'node_modules', '.bin', 'claude');
const turnsOf = ({ body }: ServedRequest): number =>
  body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
const isPlanner = (request: ServedRequest): boolean =>
  shownTo(request).includes('You turn a goal into a plan');
const isSession = (request: ServedRequest): boolean =>
  hasTools(request) && !isPlanner(request) && stepOf(request) === null;
const hasTools = ({ body }: ServedRequest): boolean =>
  body.tools?.some(({ name }: { name: string }) => name === 'Read') === true;

function installed({ home }: Client): string {
  const versions = join(home, '.claude', 'plugins', 'cache', 'tierwise', 'tierwise');
  return join(versions, readdirSync(versions)[0] ?? '');
}

function write(folder: string, files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** A login on disk, as the client itself leaves one. */
const logIn = ({ home }: Client): void =>
  write(join(home, '.claude'), {
    '.credentials.json': JSON.stringify({
      claudeAiOauth: {
        accessToken: 'test-not-a-real-token',
        refreshToken: 'test-not-a-real-token',
        expiresAt: Date.now() + 86_400_000,
        scopes: ['user:inference', 'user:profile'],
        subscriptionType: 'max',
      },
    }),
  });

const bash = (command: string): Step => ({
  tool: 'Bash',
  input: { command, description: 'x', timeout: 600_000 },
});
const text = (words: string): Step => ({ text: words });
const IN = 'tierwise in-session';

/** What the model was shown is long: only what was looked for is told. */
const sees = (shown: string, part: string | RegExp): void =>
  expect(
    typeof part === 'string' ? shown.includes(part) : part.test(shown),
    `${part} in ${shown.slice(-1500)}`,
  ).toBe(true);

/** From the first tag to the removal. `billedTo`: who pays, in the command's words. */
async function firstHour(
  { client, server, ask, leave, terminal, env }: Stranger,
  billedTo: string,
): Promise<void> {
  const result = (name: string): string => readFileSync(join(client.project, name), 'utf8');

  // Tag: a scheme is written first, as none fits.
  const tag = `${IN} bulk-tag tickets.csv urgency --column text`;
  const scheme = {
    tool: 'Write',
    input: { file_path: join(client.project, 'schemes/urgency.md'), content: SCHEME },
  };
  const tagged = await ask(
    '/bulk-tag tickets.csv by urgency',
    scheme,
    bash(`${tag} --dry-run`),
    bash(`${tag} --max-cost 1`),
    text('Tagged.'),
  );
  sees(tagged, 'tagged 10');
  sees(tagged, `billed to ${billedTo}`);
  expect(result('tickets.csv.tagged')).toMatch(/^id,text,tags,tagged_by\n0,refund for order a,later,haiku\n/);

  const mapped = await ask(
    '/bulk-map tickets.csv one-line-summary',
    bash(`${IN} bulk-map tickets.csv one-line-summary --column text --max-cost 1`),
    text('Mapped.'),
  );
  sees(mapped, 'mapped 10');

  // Plan: written on Opus, checked, and run by the user in the terminal.
  const agent = {
    description: 'Plan',
    prompt: 'plans/add.md says how.',
    subagent_type: 'tierwise:planner',
    run_in_background: false,
  };
  const planned = await ask(
    '/plan-then-execute write add',
    bash(`${IN} plan format --out plans/add.md`),
    { tool: 'Agent', input: agent },
    bash(`${IN} plan check plans/add.md`),
    text('Here it is.'),
  );
  sees(planned, 'No problems found.');
  const ran = await terminal('plan', 'run', 'plans/add.md', '--yes');
  expect(ran.code, ran.stdout + ran.stderr).toBe(0);
  expect(
    execFileSync('git', ['branch', '--list', 'tierwise/*'], { cwd: client.project, encoding: 'utf8' }),
  ).toContain('tierwise/plan-add');

  const opinion = await ask(
    '/second-opinion Queue or table?',
    bash(`${IN} opinion 'Queue or table?' --ask opus,sonnet --max-cost 1`),
    text('They agree.'),
  );
  sees(opinion, 'Shared 100%');
  const route = await ask(
    '/route rename a variable',
    bash(`${IN} route 'rename a variable'`),
    text('Haiku.'),
  );
  sees(route, /haiku|sonnet/);
  const calibrated = await ask(
    '/calibrate tickets.csv urgency',
    bash(`${IN} calibrate tickets.csv urgency --column text --max-cost 1 --within 40`),
    text('Calibrated.'),
  );
  sees(calibrated, 'agrees with opus');
  const runs = await ask('/runs', bash(`${IN} runs list`), text('All done.'));
  sees(runs, /plan-\w+ +finished/);
  // Everything is in the report, whoever paid.
  const report = await ask('/tier-report', bash(`${IN} report --by source`), text('See above.'));
  for (const source of ['session', 'bulk', 'plan', 'opinion', 'calibrate'])
    sees(report, new RegExp(`${source} +\\d`));
  await leave();

  // Nobody was asked but the one server, and it saw no credential but the one that pays.
  const own = env.ANTHROPIC_API_KEY || 'test-not-a-real-token';
  const sent = server.requests.flatMap(({ headers }) => [headers['x-api-key'], headers.authorization]);
  expect(new Set(sent.flatMap((one) => (one ? [String(one).replace('Bearer ', '')] : [])))).toEqual(
    new Set([own]),
  );
  await remove({ client, env }, 'tickets.csv.tagged');
}

/** As docs/installing.md says: the plugin goes, what was made with it stays until it is removed by hand. */
async function remove({ client, env }: Pick<Stranger, 'client' | 'env'>, made: string): Promise<void> {
  const removed = await client.run(['plugin', 'uninstall', 'tierwise@tierwise'], env);
  expect(removed.code, removed.stdout + removed.stderr).toBe(0);
  const listed = await client.run(['plugin', 'list', '--json'], env);
  expect(JSON.parse(listed.stdout)).toEqual([]);
  const home = join(client.home, '.claude', 'tierwise');
  expect(existsSync(home)).toBe(true);
  expect(readFileSync(join(REPOSITORY, 'docs', 'installing.md'), 'utf8')).toContain(
    '`rm -r ~/.claude/tierwise`',
  );
  rmSync(home, { recursive: true });
  expect(existsSync(join(client.project, made))).toBe(true);
}

/** A dozen starts of the client, one after the other: on a machine that does much beside it, minutes. */
const LONG = { timeout: 900_000 };

test.concurrent('with a key: from the README to the removal', LONG, async (at) => {
  expect(readFileSync(join(REPOSITORY, 'README.md'), 'utf8')).toContain(
    '/plugin install tierwise --marketplace ',
  );
  await firstHour(
    await stranger(at, { ANTHROPIC_API_KEY: 'test-not-a-real-key' }),
    'the key in ANTHROPIC_API_KEY',
  );
});

test.concurrent('as a subscriber: the same, on the login alone', LONG, async (at) => {
  const newcomer = await stranger(at, {});
  logIn(newcomer.client);
  await firstHour(newcomer, 'your Claude subscription');
});

test.concurrent(
  'with neither: rules decide, and each command says what it lacks and how to get it',
  LONG,
  async (at) => {
    const { client, server, terminal, env } = await stranger(at, {});
    const demo = join(installed(client), 'examples', 'shop.log');
    writeFileSync(join(client.project, 'shop.log'), readFileSync(demo));
    const tag = await terminal('bulk-tag', 'shop.log', 'log-severity');
    expect([tag.code, tag.stdout]).toEqual([expect.any(Number), expect.stringMatching(/^tagged \d+/)]);
    const howTo = /set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code \(run claude\)/i;
    for (const args of [
      ['bulk-map', 'tickets.csv', 'one-line-summary', '--column', 'text'],
      ['calibrate', 'tickets.csv', 'sentiment', '--column', 'text'],
    ]) {
      const { code, stderr } = await terminal(...args);
      expect(code, args.join(' ')).toBe(2);
      expect(stderr, args.join(' ')).toMatch(howTo);
    }
    const opinion = await terminal('opinion', 'Queue or table?');
    expect([opinion.code, opinion.stderr]).toEqual([2, expect.stringContaining('tierwise doctor')]);
    write(client.project, { 'plans/add.md': PLAN });
    const check = await terminal('plan', 'check', 'plans/add.md');
    expect(check.stdout).toContain('No problems found.');
    const plan = await terminal('plan', 'run', 'plans/add.md', '--yes');
    expect([plan.code, plan.stderr]).toEqual([2, expect.stringMatching(/log in|login|run claude/i)]);
    expect((await terminal('route', 'rename a variable')).stdout).toMatch(/haiku|sonnet/);
    expect((await terminal('report')).stdout).toContain('No model calls');
    expect((await terminal('doctor')).stdout).toContain('not ');
    expect(server.requests).toEqual([]);
    mkdirSync(join(client.home, '.claude', 'tierwise'), { recursive: true });
    await remove({ client, env }, 'shop.log.tagged');
  },
);
