// Starts the loopback API, the command and the loops, each in a process of its own, and reads what they took.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServerCounts, ServerSettings } from './server.ts';

export const root = path.join(__dirname, '..', '..');

export interface Server {
  url: string;
  counts(): Promise<ServerCounts>;
  stop(): void;
}

export async function startServer(settings: ServerSettings): Promise<Server> {
  const child: ChildProcess = fork(path.join(__dirname, 'server.ts'), {
    env: { ...process.env, BENCH_SERVER: JSON.stringify(settings) },
    execArgv: process.execArgv,
  });
  const said = <Message>(): Promise<Message> => new Promise((resolve) => child.once('message', resolve));
  const { port } = await said<{ port: number }>();
  const counts = (): Promise<ServerCounts> => {
    const answer = said<ServerCounts>();
    child.send('counts');
    return answer;
  };
  return { url: `http://127.0.0.1:${port}`, counts, stop: () => void child.kill() };
}

/** What a run took. */
export interface Took {
  items: number;
  requests: number;
  /** Of the work, without the start of the process. */
  seconds: number;
  /** With it. */
  wall: number;
  cpuMs: number;
  megabytes: number;
  /** The `--json` of the command. */
  summary: Record<string, unknown>;
}

const SCHEME = '---\ntags: [error, info]\nmask: [timestamp]\n---\nJudge the line.\n';

/** A folder with `count` different lines in items.log, and a scheme. */
export function workFolder(count: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));
  const lines = Array.from({ length: count }, (_, index) => {
    const name = String(index).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
    return `${new Date(1.79e12 + index * 250).toISOString()} web request of user-${name} took a while, all is well\n`;
  });
  writeFileSync(path.join(folder, 'items.log'), lines.join(''));
  writeFileSync(path.join(folder, 's.md'), SCHEME);
  writeFileSync(
    path.join(folder, 'usage.cjs'),
    "process.on('exit', () => process.stderr.write('USAGE ' + JSON.stringify(process.resourceUsage()) + '\\n'));\n",
  );
  return folder;
}

let homes = 0;

/** Runs, and returns the seconds from the start of its process to its first request, and from the last answer to its end, as well. */
export async function withEnds(
  server: Server,
  run: () => Promise<Took>,
): Promise<Took & { before: number; after: number }> {
  const started = Date.now();
  const took = await run();
  const ended = started + took.wall * 1000;
  const { first, last } = await server.counts();
  return { ...took, before: (first - started) / 1000, after: (ended - last) / 1000 };
}

/** Runs `bulk-tag` on the folder's items with an empty data home, or the one named. */
export async function runCommand(
  folder: string,
  url: string,
  options: readonly string[],
  home = `home-${++homes}`,
): Promise<Took> {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    TIERWISE_HOME: path.join(folder, home),
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: 'test-not-a-real-key',
  };
  const since = performance.now();
  const { stdout, stderr } = await run(
    [
      ...(process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : []),
      ...['-r', path.join(folder, 'usage.cjs'), path.join(root, 'bin', 'tierwise'), 'bulk-tag'],
      ...[path.join(folder, 'items.log'), path.join(folder, 's.md'), '--json', '--force', ...options],
    ],
    env,
  );
  const wall = (performance.now() - since) / 1000;
  const summary = JSON.parse(stdout || 'null');
  if (!summary) throw new Error(stderr);
  const usage = JSON.parse(/USAGE (.*)/.exec(stderr)?.[1] ?? 'null');
  const cpuMs = (usage.userCPUTime + usage.systemCPUTime) / 1000;
  const megabytes = Math.round(usage.maxRSS / 1024);
  const { items, requests, seconds } = summary;
  return { items, requests, seconds, wall, cpuMs, megabytes, summary };
}

/** Runs one of the loops on the folder's items. */
export async function runLoop(
  way: 'sdk' | 'fetch',
  folder: string,
  url: string,
  concurrency: number,
): Promise<Took> {
  const since = performance.now();
  const script = [
    path.join(__dirname, 'loops.ts'),
    way,
    url,
    path.join(folder, 'items.log'),
    String(concurrency),
  ];
  const { stdout, stderr } = await run([...process.execArgv, ...script], process.env);
  const wall = (performance.now() - since) / 1000;
  if (!stdout) throw new Error(stderr);
  const took = JSON.parse(stdout);
  return { ...took, requests: took.items, wall, summary: {} };
}

async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ stdout: string; stderr: string }> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  await new Promise((resolve) => child.on('close', resolve));
  return { stdout, stderr };
}

/** The run in the middle, by what `by` says of each. */
export function median<One extends Took>(all: readonly One[], by: (took: One) => number): One {
  const sorted = all.toSorted((a, b) => by(a) - by(b));
  return sorted[(sorted.length - 1) >> 1] as One;
}
