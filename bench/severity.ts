// What `log-severity` decides by rule in real logs, against their own severity field:
//   tsx bench/severity.ts <folder> [--show]
// The folder holds labelled samples (see log-samples.ts). Prints a row per system: lines with a
// severity field, decided by rule, and of those wrong; lines without one, and decided. `--show` adds such lines, ten of a sort.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseScheme } from '../src/bulk/task/scheme.ts';
import { type LogLine, readLogSamples } from './log-samples.ts';

/** The tag that a severity field stands for. */
const TAG_OF: Record<string, string> = {
  fatal: 'critical',
  error: 'error',
  severe: 'error',
  e: 'error',
  warn: 'warning',
  warning: 'warning',
  w: 'warning',
  info: 'info',
  notice: 'info',
  i: 'info',
  debug: 'debug',
  d: 'debug',
  v: 'debug',
};

const [folder = '.', show] = process.argv.slice(2);
const file = path.join(__dirname, '..', 'schemes', 'log-severity.md');
const scheme = parseScheme(readFileSync(file, 'utf8'), file);

const truthOf = ({ level = '' }: LogLine): string | undefined => TAG_OF[level.toLowerCase()];
const decisionOf = ({ text }: LogLine): string | undefined => {
  const tags = scheme.matching(text);
  return tags.length === 1 ? tags[0] : undefined;
};

console.log('| System | Lines with a severity field | Decided | Wrong | Lines without | Decided |');
console.log('| --- | --- | --- | --- | --- | --- |');
const started = process.cpuUsage();
let count = 0;
for (const [system, lines] of readLogSamples(folder)) {
  const judged = lines.map((line) => ({ line, truth: truthOf(line), decision: decisionOf(line) }));
  const withField = judged.filter(({ truth }) => truth);
  const without = judged.filter(({ truth }) => !truth);
  const decided = (some: typeof judged): number => some.filter(({ decision }) => decision).length;
  const wrong = withField.filter(({ truth, decision }) => decision && decision !== truth);
  count += lines.length;
  const cells = [
    system,
    withField.length,
    decided(withField),
    wrong.length,
    without.length,
    decided(without),
  ];
  console.log(`| ${cells.join(' | ')} |`);
  if (!show) continue;
  for (const { line } of wrong.slice(0, 10)) console.log(`  wrong: ${line.text}`);
  for (const { line } of withField.filter(({ decision }) => !decision).slice(0, 10))
    console.log(`  undecided: ${line.text}`);
  for (const { line, decision } of judged.filter(({ truth, decision }) => decision && !truth).slice(0, 10))
    console.log(`  ${decision} without a field: ${line.text}`);
}
const { user } = process.cpuUsage(started);
console.log(`\n${Math.round(user / count)} µs of processor time per line`);
