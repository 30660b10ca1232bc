// What makes a plan's "done" worth less than it says.
import { expect, test } from 'vitest';
import type { Plan, Step } from '../../../src/plan/file/plan.ts';
import { mustBeRed, warningsIn } from '../../../src/plan/file/warnings.ts';

const step = (verify: string, files: string[] = ['a.ts'], green = false): Step =>
  ({ id: 'one', verify, files, green }) as unknown as Step;
const said = (...of: Parameters<typeof step>): string[] =>
  warningsIn({ steps: [step(...of)] } as unknown as Plan).map(({ message }) => message);

test.each(['true', ' : ', 'exit 0', 'true # later'])('%j proves nothing', (verify) => {
  expect(said(verify)).toEqual([`its check, ${verify}, always passes, so it proves nothing`]);
});

test.each([
  ['npx vitest run test/a.test.ts', ['src/', 'test/'], 'test/a.test.ts'],
  ['cd x; python3 -m pytest "tests/test_a.py" -q', ['tests/*.py'], 'tests/test_a.py'],
  ['npm ci && ./check.sh', ['check.sh'], 'check.sh'],
  ['node scripts/check.mjs', ['scripts/'], 'scripts/check.mjs'],
])('%j judged by its own file', (verify, files, file) => {
  expect(said(verify, files)).toEqual([`may edit ${file}, which judges it: look at what it does there`]);
});

test.each(['test -f t.js && ! node --test t.js', '! npx vitest run x', '! python3 -m pytest t.py'])(
  '%j wants red tests',
  (verify) => {
    expect(said(verify, ['z'])[0]).toContain(
      'wants tests to fail, and every check runs again when all steps are done',
    );
  },
);

test.each([
  ['grep 1 a.ts', ['a.ts']],
  ['npx vitest run test/a.test.ts', ['src/']],
  ['! grep -rn axios src', ['src/']],
])('%j with %j is no such thing', (verify, files) => {
  expect(said(verify, files)).toEqual([]);
});

test('a check is to be red before the work, but where that is not meant or nothing is worked on', () => {
  expect([
    mustBeRed(step('x')),
    mustBeRed(step('x', ['a'], true)),
    mustBeRed(step('x', [])),
    mustBeRed(step('true')),
  ]).toEqual([true, false, false, false]);
});
