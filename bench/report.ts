// How fast the report is, beside ccusage in the same run, in turns:
//   tsx bench/report.ts [megabytes of transcripts = 1024] [runs = 5] [calls in the ledger of a year = 1100000]
// The first report has an empty ledger, the second one that of the first; a ledger of a year is asked about its last week. The median
// of the times, and the most memory of any run. Needs GNU time. ccusage is installed into a folder of its own, deleted in the end.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeYear } from './make-ledger.ts';
import { Measures } from './measures.ts';

const CCUSAGE = '20.0.24';
const [megabytes = 1024, runs = 5, yearCalls = 1_100_000] = process.argv.slice(2).map(Number);
const root = path.join(__dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));
const configuration = path.join(folder, 'claude');
/** Where the client has left nothing. */
const nothing = path.join(folder, 'nothing');

const measures = new Measures({ HOME: folder, CLAUDE_CONFIG_DIR: configuration });

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
    measures.run('node -e 0', { home }, [process.execPath, '-e', '0']);
    measures.run('ccusage', { home }, [theirs, 'daily', '--json', '--offline']);
    measures.run('first report', { home }, ours('--backfill', '--since', 'all'));
    measures.run('second report', { home }, ours('--since', 'all'));
  }
  const year = path.join(folder, 'year');
  writeYear(year, yearCalls);
  const place = { home: year, config: nothing };
  measures.run('a year, the first time', place, ours('--since', '7d'));
  // Each report packs months for about a second, until all but the three newest are.
  const lines = (): number =>
    readdirSync(path.join(year, 'ledger')).filter((name) => /^\d{4}-\d\d\.jsonl$/.test(name)).length;
  while (lines() > 3) measures.run('the next ones, which pack months', place, ours('--since', '7d'));
  for (let run = 0; run < runs; run++) measures.run('a year, its last week', place, ours('--since', '7d'));
} finally {
  rmSync(folder, { recursive: true });
}
measures.print('ccusage');
