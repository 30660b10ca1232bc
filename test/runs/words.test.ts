import { expect, test } from 'vitest';
import { type Listed, listedRun, worthListing } from '../../src/runs/listed.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { nextStep, runInFull, runsTable } from '../../src/runs/words.ts';

const AT = '2026-11-01T10:00:00.000Z';
const NOW = Date.parse('2026-11-01T12:05:00.000Z');

const record = (more: Partial<RunRecord> = {}): RunRecord => ({
  ...{ id: 'bulk-00000a', kind: 'bulk', what: 'a.log sev', cwd: '/p', args: ['bulk-tag', 'a.log', 'sev'] },
  ...{ job: 'j', owner: '1 never x', startedAt: AT, endedAt: AT, exitCode: 0, costUsd: 0.12, unpriced: 0 },
  result: null,
  ...more,
});
const run = (more: Partial<RunRecord> = {}): Listed => listedRun(record(more));

test.each<[Partial<RunRecord>, string, string]>([
  [{ exitCode: 0 }, 'finished', 'It has finished.'],
  [{ exitCode: 3 }, 'ceiling', 'tierwise runs resume bulk-00000a --max-cost <usd>'],
  [{ exitCode: 130 }, 'interrupted', 'tierwise runs resume bulk-00000a'],
  [{ exitCode: 2 }, 'failed', 'tierwise runs resume bulk-00000a'],
  [{ endedAt: null, exitCode: null }, 'stopped', 'tierwise runs resume bulk-00000a'],
  [
    {
      exitCode: 1,
      result: { out: '/p/a', reviewFile: '/p/r', kept: null, counts: { review: 2, failed: 0 } },
    },
    'open',
    'tierwise review a.log sev',
  ],
  [
    {
      ...{ exitCode: 1, what: 'my notes.csv sev', inputs: ['my notes.csv', 'sev'] },
      args: ['bulk-tag', '--max-cost', '1', 'my notes.csv', 'sev'],
      result: { out: '/p/a', reviewFile: '/p/r', kept: null, counts: { review: 2, failed: 0 } },
    },
    'open',
    "tierwise review 'my notes.csv' sev",
  ],
  [{ kind: 'opinion', exitCode: 130, args: ['opinion'] }, 'interrupted', 'Go on with: tierwise runs resume'],
  [{ kind: 'plan', exitCode: 130, args: ['plan', 'make', 'p.md'] }, 'interrupted', 'give it again'],
])('%j is %s, and its next step is said', (more, state, next) => {
  expect(run(more).state).toBe(state);
  expect(nextStep(run(more))).toContain(next);
});

test('a killed run may have cost more; a price that is not known is not said', () => {
  const [, line] = runsTable([run({ endedAt: null, exitCode: null })], NOW);
  expect(line).toBe('bulk-00000a  stopped  2 h 5 min  ≥ $0.12  a.log sev');
  const unpriced = runInFull(run({ costUsd: 0, unpriced: 2 }), NOW);
  expect(unpriced).toContainEqual(expect.stringMatching(/^cost +not known$/));
});

test('what was over more than a day ago is left out, and so are earlier runs of the same job', () => {
  const old = { startedAt: '2026-10-30T10:00:00.000Z', endedAt: '2026-10-30T10:00:00.000Z' };
  const all = [
    run(),
    run({ id: 'bulk-00000b', exitCode: 130, startedAt: '2026-11-01T09:00:00.000Z', job: 'j' }),
    run({ id: 'bulk-00000c', job: 'k', args: ['bulk-tag', 'b.log'], ...old }),
    run({ id: 'bulk-00000d', job: 'l', args: ['bulk-tag', 'c.log'], ...old, exitCode: 3 }),
  ];
  expect(worthListing(all, NOW).map(({ run }) => run)).toEqual(['bulk-00000a', 'bulk-00000d']);
});
