// What a bulk run costs when no model is asked: items decided by rule, and items answered before. One command for each figure of
// "Reading and rules" in docs/performance.md, on what `pnpm run build` built:
//   tsx bench/rules.ts rules [lines] [turns]      beside grep -c and ripgrep with the same patterns, and the floor of each part
//   tsx bench/rules.ts warm [answers] [turns]     the same input again, all of it answered: processor time and peak memory
//   tsx bench/rules.ts memory [turns]             peak memory at 2,000 and 200,000 different items, and at 2 million by rule
// BESIDE=<folder> measures another build in the same turns, an earlier release, say; it holds bin/, dist/ and package.json.
// Times are processor time (user and system), the median of the turns; a machine that is busy makes wall time say little.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { floors } from './rules/floors.ts';
import { ASKED, PATTERNS, RULED, writeAnswers, writeLines } from './rules/inputs.ts';
import { bulkTag, counter, median, type Used } from './rules/run.ts';

const { BESIDE } = process.env;
const [what = 'rules', ...given] = process.argv.slice(2);
const [first, second] = given.map(Number);
const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));

async function main(): Promise<void> {
  try {
    if (what === 'rules') await rules(first ?? 2_000_000, second ?? 3);
    else if (what === 'warm') await warm(first ?? 200_000, second ?? 3);
    else if (what === 'memory') await memory(first ?? 3);
    else throw new Error(`Expected one of: rules, warm, memory. Got ${what}.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function rules(lines: number, turns: number): Promise<void> {
  const log = await writeLines(folder, lines, 'few');
  const ways: Record<string, () => Used | null> = {
    'bulk-tag, rules only': () => bulkTag(folder, log, RULED),
    ...(BESIDE && { 'the same, the other build': () => bulkTag(folder, log, RULED, BESIDE) }),
    'grep -c': () => counter('grep', ['-cE', PATTERNS.grep, log]),
    'ripgrep -c': () => counter('rg', ['-c', PATTERNS.ripgrep, log]),
  };
  const used = inTurns(ways, turns);
  console.log(`${lines} lines, ${turns} turns; microseconds of processor time an item`);
  for (const [name, all] of Object.entries(used)) row(name, all, (one) => (one.cpuMs * 1000) / lines, 'µs');
  row(
    'bulk-tag, rules only, wall',
    used['bulk-tag, rules only'] ?? [],
    (one) => (one.wallMs * 1000) / lines,
    'µs',
  );
  row('bulk-tag, rules only, memory', used['bulk-tag, rules only'] ?? [], (one) => one.megabytes, 'MB');
  console.log('of which, alone:');
  for (const [name, micros] of await floors(log)) console.log(`  ${name.padEnd(44)} ${micros.toFixed(2)} µs`);
}

async function warm(answers: number, turns: number): Promise<void> {
  const log = await writeLines(folder, answers, 'different');
  writeAnswers(folder, log);
  console.log(`${answers} items, all answered before, ${turns} turns`);
  const used = inTurns(builds(log, ASKED), turns);
  for (const [name, all] of Object.entries(used)) {
    row(`${name}, processor time`, all, ({ cpuMs }) => cpuMs / 1000, 's');
    row(`${name}, peak memory`, all, ({ megabytes }) => megabytes, 'MB');
  }
}

async function memory(turns: number): Promise<void> {
  for (const size of [2000, 200_000]) {
    const log = await writeLines(folder, size, 'different');
    writeAnswers(folder, log);
    memoryOf(`${size} different items, answered before`, inTurns(builds(log, ASKED), turns));
  }
  const log = await writeLines(folder, 2_000_000, 'few');
  memoryOf('2000000 items by rule', inTurns(builds(log, RULED), turns));
}

const builds = (log: string, scheme: string): Record<string, () => Used> => ({
  'this build': () => bulkTag(folder, log, scheme),
  ...(BESIDE && { 'the other build': () => bulkTag(folder, log, scheme, BESIDE) }),
});

function memoryOf(what: string, used: Readonly<Record<string, readonly Used[]>>): void {
  console.log(what);
  for (const [name, all] of Object.entries(used)) row(name, all, ({ megabytes }) => megabytes, 'MB');
}

/** Runs all, one after the other, `turns` times over; a program that is missing is left out. */
function inTurns(ways: Readonly<Record<string, () => Used | null>>, turns: number): Record<string, Used[]> {
  const used: Record<string, Used[]> = {};
  for (let turn = 0; turn < turns; turn++)
    for (const [name, run] of Object.entries(ways)) {
      const one = run();
      if (one) used[name] = [...(used[name] ?? []), one];
      else if (!turn) console.log(`${name}: not installed, left out`);
    }
  return used;
}

function row(name: string, used: readonly Used[], of: (one: Used) => number, unit: string): void {
  if (used.length) console.log(`  ${name.padEnd(44)} ${median(used.map(of)).toFixed(2)} ${unit}`);
}

main();
