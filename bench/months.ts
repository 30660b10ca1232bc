// What packing the old months of a ledger saves, and what it costs: a year of heavy use, left as it is, packed, and with single calls of
// the newest three months only, in turns:
//   tsx bench/months.ts [calls = 1100000] [runs = 5]
// Prints the bytes of the ledger; for reports on the last week and on the whole year, each also without the sums that are stored, the
// medians of the times and the most memory. Needs GNU time, and dist/.
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monthsToClose, monthsToDrop } from '../src/usage/books/close-months.ts';
import { writeYear } from './make-ledger.ts';
import { Measures } from './measures.ts';

const [calls = 1_100_000, runs = 5] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));
const program = path.join(__dirname, '..', 'bin', 'tierwise');
const measures = new Measures({ HOME: folder });

function report(name: string, home: string, since: string): void {
  const command = [process.execPath, program, 'report', '--json', '--since', since];
  measures.run(name, { home, config: path.join(folder, 'nothing') }, command);
}

function size(home: string): string {
  const ledger = path.join(home, 'ledger');
  const files = readdirSync(ledger).filter((name) => /^\d/.test(name));
  const bytes = files.reduce((sum, name) => sum + statSync(path.join(ledger, name)).size, 0);
  const kinds = files.filter((name) => name.endsWith('.gz')).length;
  return `${(bytes / 1e6).toFixed(1)} MB in ${files.length} files, ${kinds} of them packed`;
}

const withoutSums = (home: string): void => rmSync(path.join(home, 'ledger', 'books'), { recursive: true });

try {
  const [open, packed, summed] = ['open', 'packed', 'summed'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeYear(open, calls);
  cpSync(open, packed, { recursive: true });
  writeFileSync(path.join(open, 'tierwise.md'), '---\nledger: { close: false }\n---\n');
  report('open, the first report', open, '7d');
  for (let times = 1; monthsToClose(packed, new Date()).length; times++)
    report(times === 1 ? 'packed, the first report' : 'reports that pack more', packed, '7d');
  cpSync(packed, summed, { recursive: true, preserveTimestamps: true });
  writeFileSync(path.join(summed, 'tierwise.md'), '---\nledger: { keepCalls: 3 }\n---\n');
  while (monthsToDrop(summed, new Date(), 3).length) report('reports that drop calls', summed, '7d');
  for (const home of [open, packed, summed]) report('the first one afterwards', home, '7d');
  for (let run = 0; run < runs; run++)
    for (const [name, home] of Object.entries({ open, packed, summed })) {
      report(`${name}, the last week`, home, '7d');
      report(`${name}, the whole year`, home, 'all');
      withoutSums(home);
      report(`${name}, the last week, no sums`, home, '7d');
    }
  console.log(`open:   ${size(open)}`);
  console.log(`packed: ${size(packed)}`);
  console.log(`summed: ${size(summed)}`);
} finally {
  rmSync(folder, { recursive: true });
}
measures.print('open, the last week');
