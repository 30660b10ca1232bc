// What `tierwise calibrate` promises whatever the input: the members of --json, the exit codes, and inputs at the edge.
import { expect, test } from 'vitest';
import { asCsv, CALIBRATION_SCHEME, type Errors, labelled, serveTiers } from '../support/calibration.ts';
import { type Sandbox, sandbox } from '../support/command.ts';

const SAME: Errors = { haiku: 0, sonnet: 0, opus: 0 };
const CALIBRATE = ['calibrate', 't.csv', './intent.md', '--tiers', 'haiku', '--json'];

async function ready(errors: Errors, count: number): Promise<Sandbox> {
  const rows = labelled(count);
  const box = sandbox((await serveTiers(rows, errors)).url);
  box.write('intent.md', CALIBRATION_SCHEME);
  box.write('t.csv', asCsv(rows));
  return box;
}

test('two tiers that say the same of all items are within 2 points, without a label, from 200 items on', async () => {
  const n = 200;
  const { code, stdout } = await (await ready(SAME, n)).run(CALIBRATE);
  const result = JSON.parse(stdout);
  expect({ code, ...result }).toMatchObject({
    code: 0,
    decision: 'yes',
    sampled: n,
    labelsUsed: 0,
    labelsNeeded: 0,
  });
  expect(result.disagreement).toMatchObject({ value: 0, low: 0, n });
  expect(Object.keys(result).sort()).toEqual(
    [
      ...['question', 'allowance', 'confidence', 'sampled', 'settings', 'disagreement', 'difference'],
      ...[
        'decision',
        'recommended',
        'labelsUsed',
        'labelsNeeded',
        'perTag',
        'confusions',
        'costUsd',
        'stored',
      ],
    ].sort(),
  );
  for (const setting of result.settings)
    expect(Object.keys(setting).sort()).toEqual(
      [
        'tier',
        'model',
        'effort',
        'pack',
        'votes',
        'agreement',
        'accuracy',
        'costPer1000Usd',
        'costPerCorrectUsd',
      ].sort(),
    );
});

test('a tier that is clearly worse is told so once somebody says who is right, and the best one is recommended', async () => {
  const box = await ready({ ...SAME, haiku: 0.3 }, 300);
  const { code, stdout } = await box.run([...CALIBRATE, '--labels-from', 'tag']);
  const result = JSON.parse(stdout);
  expect({ code, ...result }).toMatchObject({ code: 0, decision: 'no', recommended: { tier: 'opus' } });
  expect(result.difference.low).toBeGreaterThan(0);
  expect(result.difference.value).toBeGreaterThan(0.02);
});

test('a sample that is larger than the input is the input', async () => {
  const { stdout } = await (await ready(SAME, 120)).run([...CALIBRATE, '--sample', '5000', '--within', '4']);
  expect(JSON.parse(stdout)).toMatchObject({ sampled: 120, decision: 'yes' });
});

test('one item decides nothing, and says so', async () => {
  const { code, stdout } = await (await ready(SAME, 1)).run(CALIBRATE);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({
    ...{ code: 1, decision: 'undecided', sampled: 1, recommended: null },
    disagreement: { value: 0, n: 1 },
  });
});

test('"no" with the truth for all is a decision: no tier reaches the floor', async () => {
  const box = await ready({ haiku: 0.3, sonnet: 0.3, opus: 0.3 }, 200);
  const { code, stdout } = await box.run([...CALIBRATE, '--floor', '95', '--gold', 'tag']);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({
    code: 0,
    decision: 'no',
    floor: 95,
    recommended: null,
  });
});

test.each([
  ['an empty file', '', [], 't.csv'],
  ['a header alone', 'text,tag\n', [], 'holds no items, only a header'],
  ['an unknown tier', 'text,tag\na,other\n', ['--tiers', 'hiaku'], 'haiku'],
  [
    'a column that is not there',
    'text,tag\na,other\n',
    ['--labels-from', 'nope'],
    'has no column "nope". Expected one of: text, tag.',
  ],
])('%s is a mistake in one line', async (_, csv, options, words) => {
  const box = await ready(SAME, 1);
  box.write('t.csv', csv);
  const { code, stderr } = await box.run([...CALIBRATE, ...options]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
});
