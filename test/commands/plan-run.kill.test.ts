// Killed at any moment, a plan goes on where it was, repeats no finished step, and never touches what is the user's.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readEvents } from '../../src/plan/run/events.ts';
import { type PlanBox, planBox, planText } from '../support/plan.ts';
import { expectNoProcess } from '../support/processes.ts';

const SCRIPTS = {
  one: 'echo 1 > one.txt',
  two: 'sleep 0.05; case $model in *haiku*) echo wrong $effort > two.txt ;; *) echo 2 > two.txt ;; esac',
  three: 'echo $(($(cat one.txt) + $(cat two.txt))) > three.txt',
  four: 'sleep 0.05; echo 4 > four.txt; echo 4 > more/four.txt 2> /dev/null || { mkdir more; echo 4 > more/four.txt; }',
};
const PLAN = planText([
  { id: 'one', verify: 'grep 1 one.txt' },
  { id: 'two', verify: 'sleep 0.05; grep 2 two.txt' },
  { id: 'four', files: ['four.txt', 'more/'], verify: 'grep 4 more/four.txt' },
  { id: 'three', needs: ['one', 'two'], verify: 'grep 3 three.txt' },
]);

function boxWithWork(): PlanBox {
  const box = planBox(SCRIPTS);
  box.put('plan.md', PLAN);
  box.put('README.md', 'half an edit\n');
  box.put('staged.txt', 'staged\n');
  box.git('add', 'staged.txt');
  return box;
}

/** Everything of the user's: files, index, branch, stash, settings. */
const theirs = (box: PlanBox): unknown => [
  box.git('status', '--porcelain'),
  box.git('ls-files', '-s'),
  box.git('symbolic-ref', 'HEAD'),
  box.git('rev-parse', 'HEAD'),
  box.git('stash', 'list'),
  box.git('config', '--local', '--list'),
  ['README.md', 'staged.txt', 'plan.md'].map((name) => readFileSync(join(box.repository, name), 'utf8')),
];

const treeOf = (box: PlanBox): string => box.git('rev-parse', 'tierwise/plan-plan^{tree}');

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('killed at three moments and resumed, it ends like an undisturbed run', async () => {
  const calm = boxWithWork();
  const started = performance.now();
  const run = await calm.start(['plan', 'run', 'plan.md', '--yes'], { cwd: calm.repository });
  const lasted = performance.now() - started;
  expect(run.code, run.stderr + run.stdout).toBe(0);
  const wanted = treeOf(calm);
  const next = random(20261120);
  // One in each third of a run; pnpm run search tries them by the hundred.
  const moments = Array.from({ length: 3 }, (_, third) => ((third + next()) / 3) * lasted);

  const one = async (moment: number): Promise<void> => {
    const box = boxWithWork();
    const before = theirs(box);
    const killed = box.start(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository });
    await sleep(moment);
    killed.child.kill('SIGKILL');
    await killed;
    expect(theirs(box)).toEqual(before);

    let ended = await box.run(['plan', 'resume', 'plan.md'], { cwd: box.repository });
    if (ended.stderr.includes('was never started'))
      ended = await box.run(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository });
    expect(ended.code, `killed after ${moment} ms:\n${ended.stderr}${ended.stdout}`).toBe(0);
    expect(treeOf(box)).toBe(wanted);
    expect(theirs(box)).toEqual(before);
    const [folder = ''] = readdirSync(join(box.env.TIERWISE_HOME as string, 'plans'));
    const { events } = readEvents(join(box.env.TIERWISE_HOME as string, 'plans', folder));
    for (const step of ['one', 'two', 'three', 'four']) {
      const own = events.filter((event) => 'step' in event && event.step === step).map(({ type }) => type);
      expect(own.filter((type) => type === 'passed')).toHaveLength(1);
      expect(own.at(-1)).toBe('passed'); // nothing was tried after that
      // At most one call was lost with the process that asked it.
      expect(own.filter((type) => type === 'try').length).toBeLessThanOrEqual(1 + (step === 'two' ? 5 : 1));
    }
    expect(box.git('log', '--format=%s', 'main..tierwise/plan-plan').split('\n').sort()).toEqual([
      'Make four',
      'Make one',
      'Make three',
      'Make two',
    ]);
    await expectNoProcess(box.folder);
  };
  for (const moment of moments) await one(moment);
}, 600_000);
