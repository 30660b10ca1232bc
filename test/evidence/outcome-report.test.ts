// What the outcomes of real work say, and when they are enough to propose another rule.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type OutcomeFacts, outcomeReport } from '../../src/evidence/outcome-report.ts';
import { formatOutcomes } from '../../src/evidence/text.ts';
import { tiersOf } from '../../src/routing/in-force.ts';
import { initText } from '../../src/routing/init-text.ts';
import { parsePolicy } from '../../src/routing/parse.ts';
import type { WorkOutcome } from '../../src/usage/work-outcome.ts';

type Made = Partial<WorkOutcome> & { step: string };

const outcome = ({ step, ...given }: Made, at = 0): WorkOutcome => {
  const rest = { tier: 'haiku' as const, effort: 'medium' as const, passed: true, ...given };
  return {
    id: `plan|p|base|${step}|f|${rest.tier} ${rest.effort}`,
    at: new Date(Date.UTC(2026, 9, 1) + at * 60_000).toISOString(),
    ...{ source: 'plan', project: '/p', kind: 'code', executor: 'claude', tries: 1, costUsd: 0.1 },
    ...rest,
  };
};

/** So many steps, of which every `nth` passes; those that fail pass on the tier above. */
const steps = (count: number, passes: (step: number) => boolean, given: Partial<WorkOutcome> = {}) =>
  Array.from({ length: count }, (_, step) => [
    outcome({ step: `s${step}`, ...given, passed: passes(step), tries: passes(step) ? 1 : 4 }, 2 * step),
    ...(passes(step) ? [] : [outcome({ step: `s${step}`, ...given, tier: 'sonnet' }, 2 * step + 1)]),
  ]).flat();

const report = (outcomes: WorkOutcome[], facts: Partial<OutcomeFacts> = {}) =>
  outcomeReport({
    from: null,
    to: new Date('2026-11-01T00:00:00Z'),
    ...{ outcomes, settled: [], reviewed: [], names: new Map(), file: '/home/me/tierwise.md', text: null },
    valid: true,
    priceOf: (tier) => ({ haiku: 1, sonnet: 3, opus: 5, fable: 10 })[tier],
    tiers: tiersOf({ file: null }),
    ...facts,
  });

test('success by kind, tier and effort: the share, its interval, tries, and what a success cost', () => {
  const { steps: rows } = report(steps(20, (step) => step % 4 === 0));
  expect(rows).toMatchObject([
    {
      ...{ kind: 'code', tier: 'haiku', effort: 'medium', tries: 65, few: false },
      passed: { value: 0.25, n: 20 },
      firstTry: { value: 0.25, n: 20 },
      costPerSuccessUsd: expect.closeTo(0.4),
    },
    // Steps that failed below are harder: they say nothing of a first try here.
    {
      tier: 'sonnet',
      passed: { value: 1, n: 15 },
      firstTry: { n: 0 },
      costPerSuccessUsd: expect.closeTo(0.1),
    },
  ]);
  expect(rows[0]?.passed.low).toBeLessThan(0.15);
  expect(rows[0]?.passed.high).toBeGreaterThan(0.35);
  expect(report([outcome({ step: 'one', costUsd: null })]).steps[0]).toMatchObject({
    few: true,
    costPerSuccessUsd: null,
  });
});

test('what fails in the majority starts one tier higher, once the interval is below a half, and not before', () => {
  const failing = (count: number) => report(steps(count, () => false)).proposals;
  expect(failing(5)).toEqual([]);
  expect(failing(12)).toMatchObject([
    {
      ...{ step: 'code', kind: 'implementation', from: { tier: 'haiku', effort: 'medium' }, to: 'sonnet' },
      ...{ how: 'start', place: 'there' }, // as the default policy says it of implementation
      why: expect.stringMatching(
        /^12 of 12 code steps that started on haiku failed there \(0% to \d+% pass\), for \$1\.20/,
      ),
    },
  ]);
  expect(report(steps(40, (step) => step % 2 === 0)).proposals).toEqual([]);
});

test('what passes at the first try may start one tier lower as a trial, once its lower bound is above the floor', () => {
  const on = { tier: 'opus', kind: 'test' } as const;
  const passing = (count: number, more: WorkOutcome[] = []) =>
    report([...steps(count, () => true, on), ...more]).proposals;
  expect(passing(10)).toEqual([]);
  const [proposal] = passing(40);
  expect(proposal).toMatchObject({ how: 'trial', to: 'sonnet', kind: 'tests' });
  expect(proposal?.share.low).toBeGreaterThan(0.8);
  expect(proposal?.why).toContain('pays if more than 60% of them pass there');
  // No trial of what is known to fail below: nobody is sent down and up again.
  const failed = Array.from({ length: 12 }, (_, step) =>
    outcome({ step: `old${step}`, ...on, tier: 'sonnet', passed: false }, -100 + step),
  );
  expect(passing(40, failed)).toEqual([]);
});

test('only where steps of a kind start now is judged, not where they started before', () => {
  const before = steps(12, () => false);
  const now = outcome({ step: 'now', tier: 'sonnet' }, 1000);
  expect(report([...before, now]).proposals).toEqual([]);
});

const POLICY = `---
mode: enforce
rules:
  # mine
  - { name: failing, when: { failures: ">=2" }, use: { raise: 1 } }
  - { name: cheap-code, when: { kind: [implementation, tests] }, use: { tier: haiku } }
---
Prose.
`;

const PATCH = spawnSync('patch', ['--version']).status === 0;

/** The text that `patch` makes of it, or git where there is no patch. */
function patched(text: string | null, said: string): string {
  const cwd = mkdtempSync(join(tmpdir(), 'tierwise-patch-'));
  const file = join(cwd, 'tierwise.md');
  if (text !== null) writeFileSync(file, text);
  const [program, args] = PATCH ? ['patch', [file]] : ['git', ['apply', '-']];
  const { status, stderr } = spawnSync(program, args, { cwd, input: `${said}\n`, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return readFileSync(file, 'utf8');
}

test.each<[string, string | null]>([
  ['a policy with rules: above the rule that decides, below what comes before it', POLICY],
  ['the file of policy init', initText()],
  ['settings without rules: the default ones come along', '---\nmode: enforce\ncap: opus\n---\n'],
  ['no file', null],
])('the diff applies to %s', (_, text) => {
  // The default has tests on sonnet: a trial on haiku changes each of these but the first.
  const kind = text === POLICY ? 'code' : 'test';
  const outcomes = text === POLICY ? steps(12, () => false) : steps(40, () => true, { kind, tier: 'sonnet' });
  const found = report(outcomes, { text });
  expect(found.proposals).toMatchObject([{ place: 'diff' }]);
  const after = patched(text, formatOutcomes(found));
  const rules = parsePolicy(after, 'tierwise.md').rules?.map(({ name }) => name) ?? [];
  if (text === POLICY) expect(rules).toEqual(['failing', 'implementation-starts-on-sonnet', 'cheap-code']);
  else expect(rules.indexOf('tests-tries-haiku')).toBe(rules.indexOf('writing-tests') - 1);
  // The same evidence proposes nothing more.
  expect(report(outcomes, { text: after })).toMatchObject({ diff: null, proposals: [{ place: 'there' }] });
});

test('rules in one line, and a policy that cannot be read: the rule is told, and no diff is made', () => {
  const flow =
    '---\nmode: enforce\nrules: [{ name: a, when: { kind: implementation }, use: { tier: haiku } }]\n---\n';
  for (const facts of [{ text: flow }, { text: 'x', valid: false }]) {
    const found = report(
      steps(12, () => false),
      facts,
    );
    expect(found).toMatchObject({ diff: null, proposals: [{ place: 'by hand' }] });
    expect(formatOutcomes(found)).toContain(
      'To be put into the file by hand: { name: implementation-starts-on-sonnet, when: { kind: implementation }, use: { tier: sonnet } }',
    );
  }
});

test('items of bulk runs and decisions of people: shares with exact intervals, few cases said to be few', () => {
  const settled = { at: '2026-10-01T00:00:00.000Z', project: '/p', task: 'intent', hash: 'h' };
  const on = { kind: 'classification', tier: 'haiku', effort: 'low' } as const;
  const found = report([], {
    settled: [
      { ...settled, ...on, asked: 60, settled: 10, costUsd: 0.1 },
      { ...settled, ...on, asked: 40, settled: 10, costUsd: 0.1 },
    ],
    reviewed: [{ task: 'h', kind: 'classification', tier: 'haiku', decided: 4, confirmed: 1 }],
    names: new Map([['h', 'intent']]),
  });
  expect(found.bulk).toMatchObject([
    {
      settled: { value: 0.2, low: expect.closeTo(0.127, 3), high: expect.closeTo(0.292, 3), n: 100 },
      few: false,
    },
  ]);
  expect(found.bulk[0]?.costPerSuccessUsd).toBeCloseTo(0.01);
  expect(found.reviewed).toMatchObject([{ task: 'intent', confirmed: { value: 0.25, n: 4 }, few: true }]);
  expect(found.advice).toEqual([expect.stringContaining('haiku handed up most items of intent')]);
  expect(formatOutcomes(found)).toContain('few');
});

test('nothing recorded is said, with where outcomes come from', () => {
  expect(formatOutcomes(report([]))).toMatch(
    /^No outcomes are recorded yet: they come from tierwise plan run/,
  );
});
