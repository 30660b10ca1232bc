// What a bulk run takes at a few sizes, measured: the built command against an API on this machine, in a process of its own.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as bodyOf } from 'node:stream/consumers';

/** What is varied, one thing at a time. */
export interface Setting {
  items: number;
  distinct: number;
  tags: number;
  /** Tiers that may be asked; a tenth of what one is asked goes up to the next. */
  tiers: number;
  concurrency: number;
  latencyMs: number;
}

export interface Point extends Setting {
  requests: number;
  /** Bytes of all prompts with their system texts, and of all answers. */
  promptBytes: number;
  replyBytes: number;
  /** Of the command: seconds of wall clock and of CPU, and the most memory, in bytes. */
  seconds: number;
  cpuSeconds: number;
  memoryBytes: number;
  /** On disk: the input, the stored answers, the result. */
  inputBytes: number;
  answerBytes: number;
  resultBytes: number;
  /** The same command again, from stored answers. */
  again: { cpuSeconds: number; memoryBytes: number };
}

const BASE: Setting = { items: 50_000, distinct: 5000, tags: 10, tiers: 1, concurrency: 16, latencyMs: 5 };
const vary = <Name extends keyof Setting>(
  name: Name,
  values: readonly number[],
  more: Partial<Setting> = {},
): Setting[] => values.map((value) => ({ ...BASE, ...more, [name]: value }));

/** The sizes that are measured. */
export const SETTINGS: readonly Setting[] = [
  ...vary('items', [5000, 50_000, 500_000, 2_000_000]),
  ...vary('distinct', [1000, 20_000, 50_000]),
  ...vary('distinct', [200_000], { items: 200_000 }),
  ...vary('distinct', [500], { items: 5000 }),
  ...vary('distinct', [50_000], { items: 500_000 }),
  ...vary('tags', [2, 50, 150]),
  ...vary('tiers', [2, 3]),
  ...vary('concurrency', [1, 4, 16, 64], { latencyMs: 100, items: 5000 }),
];

const TIERS = ['haiku', 'sonnet', 'opus'] as const;
/** One in so many items goes up from each tier. */
const CLIMBS_ONE_IN = 10;

/** Answers every pack; says at its end how much it was sent. For a process of its own. */
export function serve(latencyMs: number): void {
  const sums = { requests: 0, promptBytes: 0, replyBytes: 0 };
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await bodyOf(request));
    const lines: string[] = body.messages[0].content.split('\n');
    const rank = TIERS.findIndex((tier) => body.model.includes(tier));
    const results = lines.map((line) => {
      const { id, item } = JSON.parse(line);
      return { id, tags: [goesUp(item, rank) ? 'unsure' : 'tag1'] };
    });
    const text = JSON.stringify({ results });
    sums.requests++;
    sums.promptBytes += Buffer.byteLength(JSON.stringify([body.system[0].text, body.messages[0].content]));
    sums.replyBytes += text.length;
    const message = {
      id: `msg_${sums.requests}`,
      type: 'message',
      role: 'assistant',
      model: body.model,
      stop_reason: 'end_turn',
    };
    const usage = { input_tokens: 100, output_tokens: 10 };
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...message, usage, content: [{ type: 'text', text }] }));
    }, latencyMs);
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.on('message', () => process.send?.(sums, () => process.exit()));
}

/** By the item's own letters, so that it is the same one each time. */
function goesUp(item: string, rank: number): boolean {
  const number = [...(/user-([a-j]+)/.exec(item)?.[1] ?? '')].reduce(
    (sum, letter) => sum * 10 + letter.charCodeAt(0) - 97,
    0,
  );
  return number % CLIMBS_ONE_IN ** (rank + 1) === 0;
}

/** Measures one size. */
export async function measure(setting: Setting, entry: string): Promise<Point> {
  const { items, distinct, tiers, concurrency, latencyMs } = setting;
  const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));
  try {
    const log = path.join(folder, 'big.log');
    await writeLog(log, items, distinct);
    writeFileSync(path.join(folder, 's.md'), schemeOf(setting));
    writeFileSync(
      path.join(folder, 'usage.cjs'),
      "process.on('exit', () => process.stderr.write('USAGE ' + JSON.stringify(process.resourceUsage()) + '\\n'));\n",
    );
    const server = spawn(process.execPath, [...process.execArgv, entry, 'serve', String(latencyMs)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const said = <Value>(): Promise<Value> =>
      new Promise((resolve) => server.once('message', (value) => resolve(value as Value)));
    const port = await said<number>();
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      TIERWISE_HOME: path.join(folder, 'home'),
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
      ANTHROPIC_API_KEY: 'test-not-a-real-key',
    };
    const args = ['bulk-tag', log, path.join(folder, 's.md'), '--json', '--concurrency', String(concurrency)];
    if (tiers === 1) args.push('--no-escalate');
    const first = await run(folder, args, env);
    const again = await run(folder, args, env);
    const sums = said<Pick<Point, 'requests' | 'promptBytes' | 'replyBytes'>>();
    server.send('end');
    return {
      ...setting,
      ...(await sums),
      ...first,
      inputBytes: statSync(log).size,
      answerBytes: sizeOf(path.join(folder, 'home', 'answers')),
      resultBytes: statSync(`${log}.tagged`).size,
      again: { cpuSeconds: again.cpuSeconds, memoryBytes: again.memoryBytes },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function schemeOf({ tags, tiers }: Setting): string {
  const names = Array.from(
    { length: tags },
    (_, index) => `  tag${index + 1}: What a line of kind ${index + 1} is about.`,
  );
  const ladder = `ladder: [${TIERS.slice(0, tiers).join(', ')}]`;
  return `---\ntags:\n${names.join('\n')}\n${ladder}\nabstain: unsure\nmask: [timestamp, number]\n---\nJudge the line.\n`;
}

/** A log whose lines differ only in times and numbers, but for one word in `distinct` spellings. */
async function writeLog(file: string, items: number, distinct: number): Promise<void> {
  const out = createWriteStream(file);
  for (let index = 0; index < items; index++) {
    const name = String(index % distinct).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
    const time = new Date(1.79e12 + index * 250).toISOString();
    if (!out.write(`${time} web-${index % 7} request of user-${name} took ${index % 977} ms, all is well\n`))
      await new Promise<void>((resume) => out.once('drain', resume));
  }
  await new Promise<void>((resume) => out.end(resume));
}

async function run(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Pick<Point, 'seconds' | 'cpuSeconds' | 'memoryBytes'>> {
  const command = path.join(__dirname, '..', '..', 'bin', 'tierwise');
  const child = spawn(process.execPath, ['-r', path.join(folder, 'usage.cjs'), command, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([bodyOf(child.stdout), bodyOf(child.stderr)]);
  const usage = JSON.parse(/USAGE (.*)/.exec(stderr)?.[1] ?? 'null');
  if (!usage || !stdout) throw new Error(`the command failed: ${stderr}`);
  return {
    seconds: JSON.parse(stdout).seconds,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    memoryBytes: usage.maxRSS * 1024,
  };
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size, 0);
}
