// The engine beside what others offer for the same work: one item a request on AI SDK + p-limit and promptfoo, `claude -p` an item, in
// one run against one local API that answers after 100 ms.
//   tsx bench/peers.ts [items, default 1500] [turns, default 3]
// The peers, pinned, are installed into a folder beside the temporary files (about 2 GB; kept for the next run), never by this project.
// promptfoo wants a newer Node, which is installed there, too. `claude -p` is the client of this project's tests, asked about 24 items.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMessagesServer } from '../test/support/messages-server.ts';
import { root, runCommand, runLoop, startServer, type Took, workFolder } from './engine/measure.ts';

const [items = 1500, turns = 3] = process.argv.slice(2).map(Number);
const LATENCY_MS = 100;
const CONCURRENCY = 50;
const CLAUDE_ITEMS = 24;
const CLAUDE_AT_ONCE = 8;
const PEERS = {
  promptfoo: '0.123.1',
  ai: '6.0.322',
  '@ai-sdk/anthropic': '3.0.137',
  'p-limit': '7.3.3',
  node: '22.23.3',
};
const folder = path.join(tmpdir(), 'tierwise-bench-peers');
const KEY = 'test-not-a-real-key';

function install(): void {
  const wanted = JSON.stringify({ private: true, dependencies: PEERS });
  const manifest = path.join(folder, 'package.json');
  if (existsSync(manifest) && readFileSync(manifest, 'utf8') === wanted) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(manifest, wanted);
  console.error('installing the peers: some minutes, about 2 GB …');
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: 'inherit',
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

const AI_SDK = `
import { readFileSync } from 'node:fs';
import { createAnthropic } from '@ai-sdk/anthropic';
import { generateText } from 'ai';
import pLimit from 'p-limit';
const [, , url, file, concurrency] = process.argv;
const model = createAnthropic({ baseURL: url + '/v1', apiKey: '${KEY}' })('claude-haiku-4-5');
const limit = pLimit(Number(concurrency));
const items = readFileSync(file, 'utf8').trimEnd().split('\\n');
const ask = (item) => generateText({ model, maxOutputTokens: 100, maxRetries: 2, system: 'Judge the line: error, info. Reply with JSON.', prompt: JSON.stringify({ id: 1, item }) });
await Promise.all(items.map((item) => limit(() => ask(item))));
`;

/** Returns how long a program took, in seconds, and its processor time in milliseconds. Throws what it said when it failed. */
function timed(
  command: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; input?: string },
): Promise<number> {
  const since = performance.now();
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(options.input ?? '');
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said = (said + text).slice(-2000);
    });
  return new Promise((resolve, reject) =>
    child.on('close', (code) =>
      code === 0
        ? resolve((performance.now() - since) / 1000)
        : reject(new Error(`${program}: ${code}\n${said}`)),
    ),
  );
}

const clean = (home: string, more: Record<string, string> = {}) => ({
  PATH: process.env.PATH,
  HOME: home,
  ...more,
});

function aiSdk(work: string, url: string): Promise<number> {
  const script = path.join(folder, 'loop.mjs');
  writeFileSync(script, AI_SDK);
  return timed([process.execPath, script, url, path.join(work, 'items.log'), String(CONCURRENCY)], {
    cwd: folder,
    env: clean(work),
  });
}

function promptfoo(work: string, url: string): Promise<number> {
  const texts = readFileSync(path.join(work, 'items.log'), 'utf8').trimEnd().split('\n');
  writeFileSync(path.join(work, 'tests.json'), JSON.stringify(texts.map((item) => ({ vars: { item } }))));
  const config = {
    prompts: ['Judge the line: error, info. Reply with JSON.\n{{item}}'],
    providers: [
      {
        id: 'anthropic:messages:claude-haiku-4-5-20251001',
        config: { apiBaseUrl: url, apiKey: KEY, max_tokens: 100 },
      },
    ],
    tests: 'file://tests.json',
  };
  writeFileSync(path.join(work, 'promptfooconfig.json'), JSON.stringify(config));
  const program = [
    path.join(folder, 'node_modules/.bin/node'),
    path.join(folder, 'node_modules/promptfoo/dist/src/entrypoint.js'),
  ];
  const options = [
    'eval',
    '-c',
    'promptfooconfig.json',
    '--no-cache',
    '--no-table',
    '--no-progress-bar',
    '-j',
    String(CONCURRENCY),
  ];
  const env = clean(work, {
    PROMPTFOO_DISABLE_TELEMETRY: '1',
    PROMPTFOO_DISABLE_UPDATE: '1',
    ANTHROPIC_BASE_URL: url,
  });
  return timed([...program, ...options], { cwd: work, env });
}

/** `claude -p` an item, several at once. */
async function claude(work: string): Promise<number> {
  const api = await startMessagesServer({
    react: async () => {
      await new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
      return { text: 'info' };
    },
  });
  const env = clean(work, {
    ANTHROPIC_BASE_URL: api.url,
    ANTHROPIC_API_KEY: KEY,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  });
  const texts = readFileSync(path.join(work, 'items.log'), 'utf8').split('\n').slice(0, CLAUDE_ITEMS);
  const since = performance.now();
  const one = async (): Promise<void> => {
    for (let text = texts.shift(); text !== undefined; text = texts.shift())
      await timed(
        [
          path.join(root, 'node_modules/.bin/claude'),
          '-p',
          '--model',
          'haiku',
          'Judge the line: error, info.',
        ],
        {
          cwd: work,
          env,
          input: text,
        },
      );
  };
  await Promise.all(Array.from({ length: CLAUDE_AT_ONCE }, one));
  await api.close();
  return (performance.now() - since) / 1000;
}

async function main(): Promise<void> {
  install();
  const server = await startServer({ latencyMs: LATENCY_MS });
  const work = workFolder(items);
  const { url } = server;
  const at = ['--concurrency', String(CONCURRENCY)];
  const wallOf = async (took: Promise<Took>): Promise<number> => (await took).wall;
  const ways: [name: string, items: number, run: () => Promise<number>][] = [
    ['SDK + p-limit', items, () => wallOf(runLoop('sdk', work, url, CONCURRENCY))],
    ['AI SDK + p-limit', items, () => aiSdk(work, url)],
    ['promptfoo', items, () => promptfoo(work, url)],
    ['tierwise --pack 1', items, () => wallOf(runCommand(work, url, [...at, '--pack', '1']))],
    ['tierwise', items, () => wallOf(runCommand(work, url, at))],
    ['`claude -p`', CLAUDE_ITEMS, () => claude(work)],
  ];
  const seconds = new Map<string, number[]>(ways.map(([name]) => [name, []]));
  for (let turn = 0; turn < turns; turn++)
    for (const [name, , run] of ways) seconds.get(name)?.push(await run());
  server.stop();
  rmSync(work, { recursive: true, force: true });

  console.log(
    `${items} items, ${LATENCY_MS} ms a reply, ${CONCURRENCY} at once, starts of programs included, medians of ${turns} turns\n`,
  );
  console.log('| | s | items/s | tierwise is |\n| --- | --- | --- | --- |');
  const rate = (name: string, count: number): number => count / middle(seconds.get(name) ?? []);
  const ours = rate('tierwise', items);
  for (const [name, count] of ways) {
    const own = rate(name, count);
    console.log(
      `| ${name} | ${middle(seconds.get(name) ?? []).toFixed(2)} | ${own.toFixed(own < 10 ? 1 : 0)} | ${(ours / own).toFixed(1)} × |`,
    );
  }
}

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[(numbers.length - 1) >> 1] ?? Number.NaN;

void main();
