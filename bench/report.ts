// How fast the report is, beside ccusage in the same run, in turns:
//   tsx bench/report.ts [megabytes of transcripts = 1024] [runs = 5] [calls in the ledger of a year = 1100000]
// The first report has an empty ledger, the second one that of the first; a ledger of a year is asked about its last week. The median
// of the times, and the most memory of any run. Needs GNU time. ccusage is installed into a folder of its own, deleted in the end.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeYear } from './make-ledger.ts';

const CCUSAGE = '20.0.24';
const [megabytes = 1024, runs = 5, yearCalls = 1_100_000] = process.argv.slice(2).map(Number);
const root = path.join(__dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));
const configuration = path.join(folder, 'claude');
/** Where the client has left nothing. */
const nothing = path.join(folder, 'nothing');

interface Measure {
  ms: number[];
  /** Of all threads; on a machine that does other work, these can be compared rather than times. */
  cpuMs: number[];
  megabytes: number;
}

const measures = new Map<string, Measure>();

/** Runs a program once with a data home, and notes under `name` how long it took and the most memory it had. */
function measure(name: string, home: string, command: readonly string[], config = configuration): void {
  const start = performance.now();
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', ...command], {
    env: { PATH: process.env.PATH, HOME: folder, CLAUDE_CONFIG_DIR: config, TIERWISE_HOME: home },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ms = performance.now() - start;
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  const found = measures.get(name) ?? { ms: [], cpuMs: [], megabytes: 0 };
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  found.ms.push(ms);
  found.cpuMs.push((user + system) * 1000);
  found.megabytes = Math.max(found.megabytes, kilobytes / 1024);
  measures.set(name, found);
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
const ours = (...options: string[]): string[] => [
  process.execPath,
  path.join(root, 'bin', 'tierwise'),
  'report',
  '--json',
  ...options,
];

/** Installs ccusage, and returns its program without the script around it. */
function install(): string {
  const npm = path.join(folder, 'npm');
  mkdirSync(npm);
  execFileSync(
    'npm',
    ['install', '--prefix', npm, '--no-audit', '--no-fund', '--loglevel=error', `ccusage@${CCUSAGE}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const native = path.join(npm, 'node_modules', '@ccusage');
  const [name] = readdirSync(native);
  const program = path.join(native, name ?? '', 'bin', 'ccusage');
  chmodSync(program, 0o755); // as the script around it does when it starts it first
  return program;
}

try {
  const theirs = install();
  execFileSync(
    process.execPath,
    ['--import', 'tsx', path.join(__dirname, 'make-transcripts.ts'), configuration, String(megabytes)],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const home = path.join(folder, 'home');
  for (let run = 0; run < runs; run++) {
    rmSync(home, { recursive: true, force: true });
    measure('node -e 0', home, [process.execPath, '-e', '0']);
    measure('ccusage', home, [theirs, 'daily', '--json', '--offline']);
    measure('first report', home, ours('--backfill', '--since', 'all'));
    measure('second report', home, ours('--since', 'all'));
  }
  const year = path.join(folder, 'year');
  writeYear(year, yearCalls);
  measure('a year, the first time', year, ours('--since', '7d'), nothing);
  for (let run = 0; run < runs; run++) measure('a year, its last week', year, ours('--since', '7d'), nothing);
} finally {
  rmSync(folder, { recursive: true });
}
const base = median(measures.get('ccusage')?.ms ?? []);
for (const [name, { ms, cpuMs, megabytes: most }] of measures)
  console.log(
    `${name.padEnd(24)} ${median(ms).toFixed(0).padStart(6)} ms ${(median(ms) / base).toFixed(2).padStart(6)} x ccusage ${median(cpuMs).toFixed(0).padStart(6)} ms of CPU ${most.toFixed(0).padStart(5)} MB`,
  );
