// What tierwise-live does in the real client, against a server on this machine that answers after a fixed delay.
//   tsx bench/live.ts [items] [delay in ms]     (100,000 and 100 without them)
// One run: the same lines answered by the session and, as many as fit into half a minute, by `claude -p`; meanwhile the session is
// asked to go on, and its own requests are timed.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Reaction, type ServedRequest, startMessagesServer } from '../test/support/messages-server.ts';

const ROOT = join(import.meta.dirname ?? __dirname, '..');
const [items = 100_000, delayMs = 100] = process.argv.slice(2).map(Number);
const CLAUDE_ITEMS = 2000;
const SCHEME = `---
name: sev
description: How bad a line is.
tags:
  error: { description: Something failed. }
  info: { description: Normal operation. }
multiple: false
---
Judge each line alone.
`;

// As in test/support/lines.ts, which needs a test runner.
const bySight = (item: string): string[] => [item.includes('failed') ? 'error' : 'info'];
const label = (line: string): string => `${bySight(line)[0]}\t${line}`;
const letters = (index: number): string =>
  String(index).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
const lines = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `unit ${letters(index)} ${index % 5 ? 'is up' : 'failed'}`);
const text = (items: readonly string[]): string => `${items.join('\n')}\n`;

interface Measured {
  packs: number;
  seconds: number;
}

async function main(): Promise<void> {
  const live = await run('live', items);
  const { requests, billedTo, costUsd, seconds } = live.summary;
  console.log(told('the session (tierwise-live)', live.measured));
  console.log(
    `  ${live.right} of ${items} lines right; ${live.twice} asked for twice; ${live.maxInFlight} in flight`,
  );
  console.log(`  the command says: ${requests} requests, ${seconds} s, $${costUsd}, billed to ${billedTo}`);
  console.log(
    `  the session's own requests, ${live.gapsMs.join(', ')} ms apart (three of them a sleep of 1 s)`,
  );
  const claude = await run('claude', Math.min(items, CLAUDE_ITEMS));
  console.log(told('claude -p', claude.measured));
  console.log(`ratio ${(rate(live.measured) / rate(claude.measured)).toFixed(1)}`);
}

const rate = ({ packs, seconds }: Measured): number => packs / seconds;
const told = (who: string, measured: Measured): string =>
  `${who}: ${measured.packs} packs in ${measured.seconds.toFixed(1)} s, ${rate(measured).toFixed(1)} a second`;

type Step = { input: { command: string; run_in_background?: boolean; timeout?: number } } | { text: string };

/** Plays `steps` to the main conversation, one per request. */
function play(steps: readonly Step[], { body, number }: ServedRequest): Reaction {
  const turn = body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
  const step = steps[Math.min(turn, steps.length - 1)] as Step;
  if ('text' in step) return { text: step.text };
  return {
    content: [{ type: 'tool_use', id: `toolu_${number}`, name: 'Bash', input: step.input }],
    stopReason: 'tool_use',
  };
}

const BIN = join(ROOT, 'bin/tierwise');
const CLIENT = join(ROOT, 'node_modules/.bin/claude');

/** What is said to each, and how it is started: in a session, and beside one, as `claude -p` needs a login of its own. */
const WAYS = {
  live: [
    CLIENT,
    '--plugin-dir',
    process.env.LIVE_DIR ?? join(ROOT, 'plugins/tierwise-live'),
    '--allowedTools',
    'Bash',
    '-p',
    'tag',
  ],
  claude: [BIN, 'bulk-tag', 'a.log', './sev.md', '--json', '--backend', 'claude'],
};
const STEPS: readonly Step[] = [
  {
    input: {
      command: 'tierwise bulk-tag a.log ./sev.md --json > out.json 2> err.txt',
      run_in_background: true,
      timeout: 600_000,
    },
  },
  ...[1, 2, 3].map(() => ({ input: { command: 'sleep 1' } })),
  { text: 'done' },
];

async function run(backend: keyof typeof WAYS, count: number) {
  const [times, mains]: [[number, number][], number[]] = [[], []];
  const seen = new Map<string, number>();
  const api = await startMessagesServer({
    tag: bySight,
    async react(request) {
      const start = performance.now();
      if (!request.items.length) mains.push(start);
      await sleep(delayMs);
      for (const { item } of request.items) seen.set(item, (seen.get(item) ?? 0) + 1);
      if (!request.items.length) return play(STEPS, request);
      times.push([start, performance.now()]);
      return undefined;
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-bench-'));
  const input = lines(count);
  mkdirSync(join(folder, 'home'));
  writeFileSync(join(folder, 'sev.md'), SCHEME);
  writeFileSync(join(folder, 'a.log'), text(input));
  const stdout = await printed(WAYS[backend], folder, api.url);
  await api.close();
  const summary = JSON.parse(backend === 'live' ? readFileSync(join(folder, 'out.json'), 'utf8') : stdout);
  const written = readFileSync(join(folder, 'a.log.tagged'), 'utf8').split('\n');
  rmSync(folder, { recursive: true, force: true });
  const [first, last] = [
    Math.min(...times.map(([start]) => start)),
    Math.max(...times.map(([, end]) => end)),
  ];
  return {
    measured: { packs: times.length, seconds: (last - first) / 1000 },
    right: input.filter((line, index) => written[index] === label(line)).length,
    twice: [...seen.values()].filter((times) => times > 1).length,
    gapsMs: mains.slice(1).map((start, index) => Math.round(start - (mains[index] ?? 0))),
    maxInFlight: api.maxInFlight,
    summary,
  };
}

function printed([program = '', ...args]: readonly string[], cwd: string, url: string): Promise<string> {
  const env = {
    HOME: join(cwd, 'home'),
    PATH: [join(ROOT, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    TERM: 'xterm',
    ANTHROPIC_BASE_URL: url,
    CLAUDE_CODE_OAUTH_TOKEN: 'test-not-a-real-token',
    CLAUDE_CODE_EXECPATH: CLIENT,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  };
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve) => child.on('close', () => resolve(said)));
}

void main();
