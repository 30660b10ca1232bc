// What of a failed try speaks against the plan, and what only against the try.
import { expect, test } from 'vitest';
import { type DefectLook, planDefect } from '../../../src/plan/run/defects.ts';

const HAIKU = { tier: 'haiku', effort: 'medium' } as const;
const HIGH = { tier: 'haiku', effort: 'high' } as const;
const SONNET = { tier: 'sonnet', effort: 'medium' } as const;
const OPUS = { tier: 'opus', effort: 'medium' } as const;
const step = { files: ['src/x.js', 'test/'], verify: 'node --test test/x.test.js && sh check.sh' };
const failed = (over: Partial<DefectLook> = {}): DefectLook => ({
  ...{ rung: HAIKU, why: 'check', output: 'not ok 1\n(exit 1)', words: 'Done.', ...over },
});

test.each([
  ['a file it says it needs', [failed({ words: 'stopped: I need src/y.js' })], 'src/y.js'],
  [
    'a file it may not change',
    [failed({ words: 'I looked.\nconfig.json is not on my list.' })],
    'config.json',
  ],
  ['its own file', [failed({ words: 'I need to look at src/x.js again, and test/a.js must pass.' })], null],
  ['another file, without lacking it', [failed({ words: 'It is like src/y.js.' })], null],
  ['a product', [failed({ words: 'It needs Node.js 20, see nodejs.org.' })], null],
  ['a contradiction', [failed({ words: 'The section contradicts the contract.' })], 'contradicts'],
  [
    'a check that it says cannot pass',
    [failed({ words: 'The check can never pass: it wants both.' })],
    'never pass',
  ],
  ['a check that passes', [failed({ words: 'The check passes now.' })], null],
  [
    'the same file outside the list twice',
    [1, 2].map(() => failed({ why: 'files', output: "a.txt is not one of this step's files\nput back" })),
    "two tries in a row: a.txt is not one of this step's files",
  ],
  [
    'different files outside the list',
    ['a', 'b'].map((name) => failed({ why: 'files', output: `${name} is not one of this step's files` })),
    null,
  ],
  [
    'a check whose program is not there',
    [failed({ output: 'sh: 1: check.sh: not found\n(exit 127)' })],
    'check.sh: not found',
  ],
  [
    'a file of the check',
    [failed({ output: 'sh: 0: cannot open check.sh: No such file\n(exit 2)' })],
    'cannot open check.sh',
  ],
  [
    'a file of the check, by its whole path',
    [failed({ output: "python3: can't open file '/tmp/copy/check.sh': [Errno 2] No such file\n(exit 2)" })],
    "can't open file '/tmp/copy/check.sh",
  ],
  ['a file of the check that it makes', [failed({ output: "Could not find 'test/x.test.js'" })], null],
  ['a script that is missing', [failed({ output: 'npm error Missing script: "lint"' })], 'Missing script'],
  ['a file that the code lacks', [failed({ output: "Error: Cannot find module './z.js'" })], null],
  ['the same output on two tiers', [failed(), failed({ rung: SONNET })], 'the same on two rungs'],
  [
    'the same output on the highest at more effort',
    [failed({ rung: OPUS }), failed({ rung: { ...OPUS, effort: 'high' } })],
    'the same on two rungs',
  ],
  ['the same output on haiku at more effort', [failed(), failed({ rung: HIGH })], null],
  ['the same output on one', [failed(), failed()], null],
  [
    'a check that says nothing',
    [
      failed({ output: `${step.verify}\n(exit 1)` }),
      failed({ rung: SONNET, output: `${step.verify}\n(exit 1)` }),
    ],
    null,
  ],
  [
    'work that two tries did not make go with another’s',
    [
      failed({ output: 'the check of step b failed on the work of steps a and b together: x\nno' }),
      ...[failed({ output: 'no 1' }), failed({ output: 'no way' })],
    ],
    'two tries did not mend that the check of step b failed on the work of steps a and b together',
  ],
  [
    'work that one try did not',
    [failed({ output: 'the check of step b failed on the work of steps a and b together: x' }), failed()],
    null,
  ],
  ['no try', [], null],
])('%s', (_, tries, said) => {
  const defect = planDefect(step, tries);
  if (said === null) expect(defect).toBe(null);
  else expect(defect).toContain(said);
});
