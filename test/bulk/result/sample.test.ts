import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { formatSample, sampleGroups } from '../../../src/bulk/result/sample.ts';
import type { Summary } from '../../../src/bulk/result/summary.ts';
import type { Group } from '../../../src/bulk/survey/survey.ts';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';

const groups = Array.from(
  { length: 500 },
  (_, index): Group => ({
    fingerprint: createHash('sha1').update(String(index)).digest('hex'),
    items: 1,
    outcome: undefined,
    ladderPosition: { rung: 0, pass: 0 } as never,
  }),
);

test('the same task meets the same sample, a larger one holds the smaller, and a corrected task half of it', () => {
  const of = (size: number, task: string): Group[] => [...sampleGroups({ groups }, size, task)];
  expect(of(20, 'a')).toEqual(of(20, 'a'));
  expect(of(40, 'a').slice(0, 20)).toEqual(of(20, 'a'));
  const shared = of(20, 'b').filter((group) => of(20, 'a').includes(group)).length;
  expect(shared).toBeGreaterThanOrEqual(10);
  expect(shared).toBeLessThan(14);
});

test('of a file the beginning is shown, and why an item is left to a person', () => {
  const task = parseScheme('---\nname: s\ntags: [a, b]\n---\nx', 's.md');
  const summary = { distinct: 2, costUsd: 0, jobCostUsd: 0 } as Summary;
  const text = formatSample(
    [
      { line: 1, item: 'src/a.ts', tags: ['a'], by: 'haiku', text: '// What it\nis for' },
      { line: 2, item: 'src/b.ts', tags: null, by: 'review', text: 'x', reason: 'haiku: no tag fits' },
    ],
    summary,
    task.answer,
  );
  expect(text.split('\n').slice(0, 2)).toEqual([
    'a\thaiku\tsrc/a.ts: // What it is for',
    '-\treview (haiku: no tag fits)\tsrc/b.ts: x',
  ]);
});
