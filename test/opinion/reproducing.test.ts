// Findings put to the test: what counts as reproduced, and every way in which a test shows nothing.
import { expect, test } from 'vitest';
import type { Opinion } from '../../src/opinion/opinion.ts';
import { reviewOf } from '../../src/opinion/review.ts';
import type { TestFile, TestRun, Trial } from '../../src/opinion/trial.ts';
import { opinionWith } from '../support/asked-opinions.ts';
import { CART, finding } from '../support/opinions.ts';

const WRITTEN = {
  file: 'test/pay.test.js',
  test: 'FAILS',
  control: 'WORKS',
  prints: 'NaN',
  why: 'It shows.',
};
const passed: TestRun = { passed: true, timedOut: false, output: 'ok' };
const failed: TestRun = { passed: false, timedOut: false, output: 'expected 3\nactual NaN' };

type Runs = Partial<Record<'control' | 'after' | 'before', TestRun | null>>;

function trialWith(runs: Runs): Trial & { ran: string[] } {
  const all = { control: passed, after: failed, before: passed, ...runs };
  const ran: string[] = [];
  return {
    ...{ command: 'node --test {test}', ran, end: () => {} },
    run: async ({ text }: TestFile, side) => {
      ran.push(`${text} ${side}`);
      return text === 'WORKS' ? all.control : all[side];
    },
  };
}

const REPORT = finding(6, '} catch (error) {}', { severity: 'critical' });

const tested = (trial: Trial, written: object | string = WRITTEN, reports = [REPORT]): Promise<Opinion> =>
  opinionWith({
    answers: { opus: JSON.stringify({ findings: reports }) },
    code: CART,
    trial,
    written: typeof written === 'string' ? written : JSON.stringify({ tests: [written] }),
  });

const foundIn = (opinion: Opinion) => {
  const { verification, why, reproduction } = reviewOf(opinion)?.findings[0] ?? {};
  return { verification, why, reproduction };
};

test('a test that fails as it says, with a control that passes, reproduces a finding', async () => {
  const trial = trialWith({});
  expect(foundIn(await tested(trial))).toEqual({
    verification: 'reproduced',
    why: 'a test by haiku fails with the change, and passes without the change, and its control passes',
    reproduction: { file: 'test/pay.test.js', test: 'FAILS', output: failed.output, passedBefore: true },
  });
  expect(trial.ran).toEqual(['WORKS after', 'FAILS after', 'FAILS before']);
});

test.each<[string, Runs, object | string, string]>([
  [
    'the control fails, too',
    { control: failed },
    WRITTEN,
    'not reproduced: its control fails, too: actual NaN',
  ],
  ['the test passes', { after: passed }, WRITTEN, 'not reproduced: the test that should fail passes'],
  ['it fails with something else', {}, { ...WRITTEN, prints: 'undefined' }, 'fails with something else'],
  ['it hangs', { after: { ...failed, timedOut: true } }, WRITTEN, 'did not end in time'],
  ['it may not stand there', { control: null }, WRITTEN, 'may not stand at test/pay.test.js'],
  [
    'nothing can show it',
    {},
    { ...WRITTEN, test: '', why: 'It names no input.' },
    'no test: haiku: It names no input.',
  ],
  ['it cannot be told from other failures', {}, { ...WRITTEN, prints: '' }, 'no output to tell it by'],
  ['the reply is no test', {}, 'Sorry.', 'nothing in its reply is a test'],
])('%s: the verdict stays, and the reason is told', async (_, runs, written, why) => {
  const found = foundIn(await tested(trialWith(runs), written));
  expect(found).toMatchObject({ verification: 'confirmed', reproduction: null });
  expect(found.why).toContain('It swallows.; ');
  expect(found.why).toContain(why);
});

test('before the change there may be nothing to run', async () => {
  const found = foundIn(await tested(trialWith({ before: null })));
  expect(found.reproduction?.passedBefore).toBeNull();
  expect(found.why).toBe('a test by haiku fails with the change, and its control passes');
});

test('who disputed it is heard still', async () => {
  const report = finding(3, 'total += item.price * item.count;');
  const { verification, why } = foundIn(await tested(trialWith({}), WRITTEN, [report]));
  expect([verification, why?.endsWith('; but haiku: It is guarded.')]).toEqual(['reproduced', true]);
});

test('of many findings the gravest ten are put to the test', async () => {
  const lines = CART.split('\n').filter((line) => line.trim().length >= 8);
  const reports = Array.from({ length: 12 }, (_, at) => ({
    ...finding(CART.split('\n').indexOf(lines[at % lines.length] ?? '') + 1, lines[at % lines.length] ?? ''),
    severity: at < 2 ? 'minor' : 'major',
    claim: `Number ${at}.`,
  }));
  const opinion = await tested(trialWith({}), WRITTEN, reports);
  const untested = reviewOf(opinion)?.findings.filter(({ reproduction }) => !reproduction) ?? [];
  expect(untested.map(({ claim }) => claim).sort()).toEqual(['Number 0.', 'Number 1.']);
  for (const { why } of untested) expect(why).toContain('only 10 findings are put to the test');
});
