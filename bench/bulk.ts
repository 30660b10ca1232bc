// How near a bulk run comes to what the API allows: a log of many lines, a local API that takes a fixed time for each reply.
//   tsx bench/bulk.ts [lines] [distinct] [latency in ms] [more options of bulk-tag …]
// The ideal is latency × requests / concurrency: nothing but waiting for the API. Prints the ratio to it, measured in the same run,
// and what the command itself took: CPU for each request, peak memory, bytes on disk.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer } from './engine/measure.ts';

const [lines = 1_000_000, distinct = 50_000, latencyMs = 500] = process.argv.slice(2, 5).map(Number);
const options = process.argv.slice(5);
const CONCURRENCY = 16;
const root = path.join(__dirname, '..');

async function measure(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));
  const log = path.join(folder, 'big.log');
  await writeLog(log);
  writeFileSync(
    path.join(folder, 's.md'),
    '---\ntags: [error, info]\nmask: [timestamp, number]\n---\nJudge the line.\n',
  );
  writeFileSync(
    path.join(folder, 'usage.cjs'),
    "process.on('exit', () => process.stderr.write('USAGE ' + JSON.stringify(process.resourceUsage()) + '\\n'));\n",
  );
  const server = await startServer({ latencyMs });
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    TIERWISE_HOME: path.join(folder, 'home'),
    ANTHROPIC_BASE_URL: server.url,
    ANTHROPIC_API_KEY: 'test-not-a-real-key',
  };
  const args = [
    'bulk-tag',
    log,
    path.join(folder, 's.md'),
    '--json',
    '--concurrency',
    String(CONCURRENCY),
    ...options,
  ];
  const started = Date.now();
  const first = await run(folder, args, env);
  const ended = Date.now();
  const ends = await server.counts();
  const again = await run(folder, args, env);
  server.stop();
  const { requests, seconds } = first.summary;
  const ideal = ((latencyMs / 1000) * requests) / CONCURRENCY;
  const answers = sizeOf(path.join(folder, 'home', 'answers'));
  console.log(
    `${lines} lines, ${first.summary.distinct} distinct, ${latencyMs} ms a reply, ${requests} requests`,
  );
  console.log(`${seconds.toFixed(1)} s, ideal ${ideal.toFixed(1)} s: ${(seconds / ideal).toFixed(2)} of it`);
  const [before, after] = [ends.first - started, ended - ends.last].map((ms) => (ms / 1000).toFixed(1));
  console.log(
    `of that, ${before} s from the start of the process to the first request, ${after} s from the last answer to the end`,
  );
  console.log(
    `${Math.round(lines / seconds)} items/s; CPU ${first.cpuMs} ms, ${(first.cpuMs / requests).toFixed(1)} ms a request`,
  );
  console.log(`peak memory ${first.megabytes} MB; answers on disk ${(answers / 1e6).toFixed(1)} MB`);
  console.log(
    `the same again, from stored answers: ${again.summary.seconds.toFixed(1)} s, CPU ${again.cpuMs} ms, ${again.megabytes} MB`,
  );
  rmSync(folder, { recursive: true });
}

/** A log whose lines differ only in times and numbers, but for one word in `distinct` spellings. */
async function writeLog(file: string): Promise<void> {
  const out = createWriteStream(file);
  for (let index = 0; index < lines; index++) {
    const name = String(index % distinct).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
    const time = new Date(1.79e12 + index * 250).toISOString();
    if (!out.write(`${time} web-${index % 7} request of user-${name} took ${index % 977} ms, all is well\n`))
      await new Promise<void>((resume) => out.once('drain', resume));
  }
  await new Promise<void>((resume) => out.end(resume));
}

interface Run {
  summary: { requests: number; seconds: number; distinct: number };
  cpuMs: number;
  megabytes: number;
}

async function run(folder: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  const child = spawn(
    process.execPath,
    ['-r', path.join(folder, 'usage.cjs'), path.join(root, 'bin', 'tierwise'), ...args],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  await new Promise((resolve) => child.on('close', resolve));
  const usage = JSON.parse(/USAGE (.*)/.exec(stderr)?.[1] ?? 'null');
  return {
    summary: JSON.parse(stdout),
    cpuMs: Math.round((usage.userCPUTime + usage.systemCPUTime) / 1000),
    megabytes: Math.round(usage.maxRSS / 1024),
  };
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size, 0);
}

measure();
