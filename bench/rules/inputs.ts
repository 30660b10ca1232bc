// Logs, the schemes they are tagged by, and answers as an earlier run would have stored them.
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseScheme } from '../../src/bulk/task/scheme.ts';
import { fingerprintIn } from '../../src/bulk/task/task.ts';

/** Every line is decided by one of these patterns. */
export const RULED = `---
tags:
  error: { description: It failed., match: ["refused", "\\\\bERROR\\\\b"] }
  info: { description: Normal., match: ["served /item", "cache hit", "job \\\\d+ done"] }
mask: [timestamp, number]
---
Judge the line.
`;

/** The same patterns for other programs. */
export const PATTERNS = {
  grep: 'refused|\\bERROR\\b|served /item|cache hit|job [0-9]+ done',
  ripgrep: 'refused|\\bERROR\\b|served /item|cache hit|job \\d+ done',
};

/** No pattern decides: a model, or an answer stored earlier. */
export const ASKED = `---
tags: [error, info]
mask: [timestamp, number]
---
Judge the line.
`;

/** Writes a log: of a few kinds of lines, or one whose lines are all `different` after masking. Returns its path. */
export async function writeLines(folder: string, count: number, what: 'few' | 'different'): Promise<string> {
  const file = path.join(folder, `${what}-${count}.log`);
  const out = createWriteStream(file);
  for (let index = 0; index < count; index++) {
    const line = what === 'few' ? fewOf(index) : differentAt(index);
    if (!out.write(`${new Date(1.79e12 + index * 250).toISOString()} web-${index % 7} ${line}\n`))
      await new Promise<void>((resume) => out.once('drain', resume));
  }
  await new Promise<void>((resume) => out.end(resume));
  return file;
}

const wordOf = (number: number): string =>
  String(number).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));

const KINDS: readonly ((index: number) => string)[] = [
  (index) => `served /item/${(index * 7919) % 9999} in ${index % 400} ms`,
  (index) => `login of user ${wordOf(index % 500)} refused from 203.0.113.${index % 250}`,
  (index) => `cache hit ratio 0.${index % 999}`,
  (index) => `job ${(index * 104_729) % 1_000_000} done after ${index % 60} s`,
];
const fewOf = (index: number): string => (KINDS[((index * 31) >>> 3) % 4] as (typeof KINDS)[0])(index);
const differentAt = (index: number): string =>
  `request of user-${wordOf(index)} took ${index % 977} ms, all is well`;

/** Stores an answer for each line, under the scheme for which a model is asked. */
export function writeAnswers(folder: string, log: string): void {
  const task = parseScheme(ASKED, 's.md');
  const store = path.join(folder, 'home', 'answers', task.hash, 'haiku');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  const answer = { tier: 'haiku', model: 'claude-haiku-5-5', served: 'claude-haiku-5-5', tags: ['info'] };
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const stored = lines.map(
    (text) =>
      `${JSON.stringify({ v: 1, fingerprint: fingerprintIn(task, { text }), ...answer, at: '2026-11-20T10:00:00.000Z' })}\n`,
  );
  writeFileSync(path.join(store, '2026-11-20T10-00-00.000Z-1-0001.jsonl'), stored.join(''), { mode: 0o600 });
}
