// What parts of a run take alone, in this process: no run can take less without doing without them.
import { closeSync, openSync, readSync } from 'node:fs';
import { RE2Set } from 're2js';
import { Automaton } from '../../src/bulk/task/automaton.ts';
import { digestOfMasked, maskedText } from '../../src/bulk/task/fingerprint.ts';
import { applyMasks } from '../../src/bulk/task/masks.ts';
import { median } from './run.ts';

const MOST_LINES = 200_000;
const TURNS = 3;
/** One list each, as a task has. */
const MASKS = ['timestamp', 'number'] as const;
const NO_TAGS: readonly string[] = [];

/** Returns microseconds of processor time an item, by the part. */
export async function floors(log: string): Promise<[name: string, micros: number][]> {
  const lines: string[] = [];
  const read = (): void => {
    lines.length = 0;
    for (const line of linesIn(log)) if (lines.length < MOST_LINES) lines.push(line);
  };
  read();
  const count = countIn(log);
  const set = new RE2Set();
  for (const pattern of ['refused', '\\bERROR\\b', 'served /item', 'cache hit', 'job \\d+ done'])
    set.add(pattern);
  set.compile();
  const automaton = new Automaton(set);
  const each = (work: (line: string) => unknown): number => took(() => lines.forEach(work)) / lines.length;
  return [
    ['reading three times, line by line', (took(() => countIn(log)) * 3) / count],
    ['RE2JS, as its set of patterns', each((line) => set.match(line))],
    ['the same patterns as our table', each((line) => automaton.match(line))],
    ['two masks (timestamp, number)', each((line) => applyMasks(line, MASKS))],
    ['two masks and a hash', each((line) => digestOfMasked(maskedText(line, MASKS), NO_TAGS))],
  ];
}

function countIn(file: string): number {
  let count = 0;
  for (const line of linesIn(file)) if (line) count++;
  return count;
}

function* linesIn(file: string): Generator<string> {
  const fd = openSync(file, 'r');
  const buffer = Buffer.alloc(64 * 1024);
  let rest = '';
  for (let length = readSync(fd, buffer); length; length = readSync(fd, buffer)) {
    const lines = (rest + buffer.toString('latin1', 0, length)).split('\n');
    rest = lines.pop() as string;
    yield* lines;
  }
  closeSync(fd);
}

/** Microseconds of processor time, the median of three after a first one. */
function took(work: () => void): number {
  work();
  return median(
    Array.from({ length: TURNS }, () => {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      return user + system;
    }),
  );
}
