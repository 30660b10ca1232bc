// Where its events leave a plan.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Plan, Step } from '../../../src/plan/file/plan.ts';
import { fingerprints } from '../../../src/plan/file/plan-file.ts';
import type { PlanEvent } from '../../../src/plan/run/events.ts';
import {
  type PlanState,
  proofKey,
  type StepState,
  stateFolder,
  stateOf,
} from '../../../src/plan/run/state.ts';
import { costOf, failedRungs, failedTries, mayHaveCost, startTree } from '../../../src/plan/run/tries.ts';

const step = (id: string): Step => ({
  id,
  title: id,
  kind: 'code',
  files: [`${id}.txt`],
  needs: [],
  tier: 'haiku',
  executor: 'claude',
  model: null,
  effort: null,
  ...{ moved: null, review: null, top: null },
  verify: 'true',
  green: false,
  budgetUsd: null,
  timeoutMinutes: 30,
  specification: '',
  line: 1,
});
const PLAN: Plan = {
  file: 'plan.md',
  name: 'plan',
  title: 'Plan',
  steps: [step('one'), step('two')],
  setup: null,
  rules: false,
  review: null,
  outside: 'refuse',
  top: 'opus',
  budgetUsd: null,
  shared: '',
  hash: '',
};

const prints = fingerprints(PLAN);
const stateAfter = (...events: PlanEvent[]): PlanState =>
  stateOf(
    PLAN,
    events.map((event) => ({ at: '', ...event })),
  );
const stepAfter = (...events: PlanEvent[]): StepState => stateAfter(...events).steps.get('one') as StepState;

const of = { step: 'one', fingerprint: prints.get('one') as string };
const LOW = { tier: 'haiku', effort: 'low' } as const;
const HIGH = { tier: 'haiku', effort: 'high' } as const;
const usage = {
  input: 1,
  output: 20,
  cacheRead: 300,
  cacheWrite5m: 4000,
  cacheWrite1h: 50_000,
  thinking: 7,
  webSearches: 9,
};

const tries = (
  rung: StepState['tries'][number]['rung'] = LOW,
  reservedUsd: number | null = 0.5,
): PlanEvent => ({
  ...{ type: 'try', rung, executor: 'claude', reservedUsd },
  ...of,
});
const answers = (costUsd: number | null = 0.1, trouble: string | null = null): PlanEvent => ({
  ...{ type: 'answered', costUsd, served: 'model', usage, seconds: 3, trouble },
  ...of,
});
const builds: PlanEvent = { type: 'built', tree: 'tree', outside: ['a'], dropped: ['b'], ...of };
const fails = (tree: string | null = 'left'): PlanEvent => ({
  type: 'failed',
  why: 'check',
  output: 'out',
  tree,
  ...of,
});
const passes: PlanEvent = { type: 'passed', commit: 'commit', ...of };
const ends: PlanEvent = { type: 'ended', verdict: 'person', reason: 'why', commit: 'work', ...of };
const again: PlanEvent = { type: 'again', ...of };

describe('a plan', () => {
  test('that never ran has no base, no approval and only open steps', () => {
    const state = stateAfter();
    expect(state).toMatchObject({ base: null, spentUsd: 0, uncertainUsd: 0, exported: null });
    expect([state.approved.size, state.leftBranches.size]).toEqual([0, 0]);
    expect([...state.steps.keys()]).toEqual(['one', 'two']);
    expect(state.steps.get('two')).toEqual({
      step: PLAN.steps[1],
      fingerprint: prints.get('two'),
      status: 'open',
      reason: '',
      checkedBefore: null,
      tries: [],
      commit: null,
      built: null,
      before: 0,
      carry: null,
      proposal: null,
      asked: 0,
      reviews: 0,
      review: null,
      beside: [],
      recorded: null,
    });
  });

  test('keeps each approval, its last branch and the branches of what is left', () => {
    const exported: PlanEvent = { type: 'exported', branch: 'b', commit: '2', conflicts: [] };
    const state = stateAfter(
      { type: 'approved', key: 'x' },
      { type: 'approved', key: 'y' },
      { type: 'started', base: 'base' },
      { ...exported, commit: '1' },
      exported,
      { type: 'left', of: 'one', branch: 'l', commit: '1' },
      { type: 'left', of: 'one', branch: 'l', commit: '2' },
    );
    expect([...state.approved]).toEqual(['x', 'y']);
    expect(state.base).toBe('base');
    expect(state.exported).toMatchObject(exported);
    expect([...state.leftBranches.keys()]).toEqual(['one']);
    expect(state.leftBranches.get('one')).toMatchObject({ branch: 'l', commit: '2' });
  });

  test('started anew forgets what was done and paid, not what was approved and where its branches are', () => {
    const state = stateAfter(
      { type: 'approved', key: 'x' },
      { type: 'started', base: 'old' },
      tries(),
      answers(),
      passes,
      { type: 'exported', branch: 'b', commit: 'c', conflicts: [] },
      { type: 'left', of: 'two', branch: 'l', commit: 'c' },
      tries(),
      { type: 'started', base: 'new' },
    );
    expect(state).toMatchObject({ base: 'new', spentUsd: 0, uncertainUsd: 0, exported: null });
    expect(state.steps.get('one')).toMatchObject({ status: 'open', tries: [], commit: null });
    expect([state.approved.size, state.leftBranches.size]).toEqual([1, 1]);
  });
});

describe('money', () => {
  test.each<[string, PlanEvent[], [spent: number, uncertain: number]]>([
    ['of a try under way is uncertain', [tries()], [0, 0.5]],
    ['that was told is spent', [tries(), answers(0.1)], [0.1, 0]],
    ['that was not told is uncertain, up to what was reserved', [tries(), answers(null)], [0, 0.5]],
    [
      'of a try that was cut off and made again is uncertain once',
      [tries(), tries(), answers(0.1)],
      [0.1, 0.5],
    ],
    [
      'adds up',
      [tries(), answers(0.1), tries(), answers(0.2), tries(), answers(null), tries()],
      [0.1 + 0.2, 1],
    ],
    ['without a reservation cannot be counted', [tries(LOW, null), answers(null), tries(LOW, null)], [0, 0]],
    ['that comes without a try is spent', [answers(0.1)], [0.1, 0]],
    ['unknown and without a try is nothing', [answers(null)], [0, 0]],
  ])('%s', (_, events, [spent, uncertain]) => {
    const state = stateAfter(...events);
    expect([state.spentUsd, state.uncertainUsd]).toEqual([spent, uncertain]);
  });

  test('of a step that reads differently now still counts, and so does that of a step that is gone', () => {
    const other = { ...tries(), fingerprint: 'other' } as PlanEvent;
    const gone = { ...answers(0.3), step: 'gone', fingerprint: 'x' } as PlanEvent;
    const state = stateAfter(other, { ...answers(0.1), fingerprint: 'other' } as PlanEvent, gone);
    expect(state.spentUsd).toBeCloseTo(0.4);
    expect(state.steps.get('one')?.tries).toEqual([]);
  });

  test('is kept apart by step', () => {
    const two = { step: 'two', fingerprint: prints.get('two') as string };
    const state = stateAfter(tries(), { ...tries(LOW, 2), ...two } as PlanEvent, answers(0.1));
    expect([state.spentUsd, state.uncertainUsd]).toEqual([0.1, 2]);
  });

  test('of a step is that of its tries as far as it is known, and of what was recorded', () => {
    const recorded: PlanEvent = {
      type: 'recorded',
      passed: true,
      commit: null,
      rung: HIGH,
      tries: 1,
      costUsd: 4,
      why: '',
      ...of,
    };
    expect(costOf(stepAfter())).toBe(0);
    expect(costOf(stepAfter(tries(), answers(1), tries(), answers(null), tries(), answers(2)))).toBe(3);
    expect(costOf(stepAfter(tries(), answers(1), recorded))).toBe(5);
    expect(costOf(stepAfter(tries(), answers(1), { ...recorded, costUsd: null } as PlanEvent))).toBe(1);
  });
});

describe('a step', () => {
  test('whose try is under way has lost it if nothing more is heard', () => {
    expect(stepAfter(tries(HIGH)).tries).toEqual([
      {
        rung: HIGH,
        executor: 'claude',
        status: 'lost',
        reservedUsd: 0.5,
        costUsd: null,
        tokens: 0,
        newTokens: 0,
        served: null,
        seconds: 0,
        why: null,
        output: '',
        words: null,
        tree: null,
        undone: false,
      },
    ]);
  });

  test('that was answered is due for its check, with all tokens but those counted twice', () => {
    expect(stepAfter(tries(), answers(0.1)).tries).toMatchObject([
      {
        status: 'unchecked',
        costUsd: 0.1,
        tokens: 54_321,
        newTokens: expect.any(Number),
        served: 'model',
        seconds: 3,
        reservedUsd: 0.5,
      },
    ]);
    const silent = { ...answers(), usage: null } as PlanEvent;
    expect(stepAfter(tries(), silent).tries).toMatchObject([{ status: 'unchecked', tokens: 0 }]);
  });

  test('whose executor failed by itself has a try that says nothing', () => {
    const state = stepAfter(tries(), answers(0.1, 'it fell over'));
    expect(state).toMatchObject({ status: 'open', tries: [{ status: 'trouble' }] });
    expect(failedTries(state)).toEqual([]);
  });

  test('with work to check keeps it until the check has decided, or another try begins', () => {
    const built = { tree: 'tree', outside: ['a'], dropped: ['b'] };
    expect(stepAfter(tries(), answers(), builds).built).toEqual(built);
    for (const next of [fails(), passes, ends, again, tries()])
      expect(stepAfter(tries(), answers(), builds, next).built).toBeNull();
  });

  test('that failed goes on from what it left', () => {
    const state = stepAfter(tries(), answers(), builds, fails('left'));
    expect(state).toMatchObject({ status: 'open', carry: 'left' });
    expect(state.tries).toMatchObject([{ status: 'failed', why: 'check', output: 'out', costUsd: 0.1 }]);
    expect(stepAfter(tries(), answers(), fails('left'), tries(), answers(), fails(null)).carry).toBeNull();
  });

  test('that passed is done, by its commit, and goes on from nothing', () => {
    const state = stepAfter(tries(), answers(), fails(), tries(), answers(), builds, passes);
    expect(state).toMatchObject({ status: 'done', commit: 'commit', carry: null });
    expect(state.tries.map(({ status }) => status)).toEqual(['failed', 'passed']);
    expect(stepAfter(passes)).toMatchObject({ status: 'done', tries: [] }); // one that only checks
  });

  test.each(['person', 'approval', 'conflict'] as const)(
    'that ended with %s says why, and what it made',
    (verdict) => {
      const state = stepAfter(tries(), answers(), builds, { ...ends, verdict } as PlanEvent);
      expect(state).toMatchObject({ status: verdict, reason: 'why', commit: 'work' });
    },
  );

  test('that is retried starts from its first rung, and keeps what it cost', () => {
    const state = stepAfter(tries(), answers(1), fails(), ends, again);
    expect(state).toMatchObject({ status: 'open', reason: '', commit: null, carry: null, before: 1 });
    expect([failedTries(state), failedRungs(state), costOf(state)]).toEqual([[], [], 1]);
    const later = stepAfter(tries(), answers(1), fails(), ends, again, tries(HIGH), answers(1), fails());
    expect(failedRungs(later)).toEqual([HIGH]);
  });

  test('goes on from what its last failed try left on the same rung, and starts clean on another', () => {
    const failed = [tries(LOW), fails('first'), tries(LOW), fails('second')];
    expect(startTree(stepAfter(), LOW)).toBeNull();
    expect(startTree(stepAfter(...failed), LOW)).toBe('second');
    expect(startTree(stepAfter(...failed), HIGH)).toBeNull();
    expect(startTree(stepAfter(...failed, tries(LOW), answers(0, 'trouble')), LOW)).toBe('second');
    expect(startTree(stepAfter(...failed, tries(HIGH), fails('third')), LOW)).toBeNull();
    expect(startTree(stepAfter(...failed, ends, again), LOW)).toBeNull();
  });

  test('that was ended and is tried all the same is open', () => {
    expect(stepAfter(tries(), fails(), ends, tries()).status).toBe('open');
  });

  test('that was recorded is done by its commit, or needs the user', () => {
    const recorded = {
      type: 'recorded',
      passed: true,
      commit: 'own',
      rung: HIGH,
      tries: 3,
      costUsd: 2,
      why: 'so',
    } as const;
    expect(stepAfter(ends, { ...recorded, ...of })).toMatchObject({
      status: 'done',
      reason: '',
      commit: 'own',
      recorded: { rung: HIGH, tries: 3, costUsd: 2 },
    });
    expect(stepAfter(passes, { ...recorded, passed: false, ...of })).toMatchObject({
      status: 'person',
      reason: 'so',
      commit: null,
      recorded: { rung: HIGH, tries: 3, costUsd: 2 },
    });
  });

  test('counts failed tries only, in order', () => {
    const state = stepAfter(
      tries(LOW),
      fails(),
      tries(LOW),
      answers(0, 'trouble'),
      tries(HIGH),
      fails(),
      tries(HIGH),
    );
    expect(failedRungs(state)).toEqual([LOW, HIGH]);
  });

  test('that reads differently now is open', () => {
    expect(stepAfter({ ...passes, fingerprint: 'before' })).toMatchObject({ status: 'open', commit: null });
  });

  test('takes what is said about a try that it does not know of', () => {
    for (const event of [answers(), fails(), passes]) expect(stepAfter(event).tries).toEqual([]);
  });
});

describe('a step that another executor carries out now', () => {
  const byCodex = {
    type: 'try',
    rung: { tier: null, effort: null },
    executor: 'codex',
    reservedUsd: 5,
    ...of,
  } as const;

  test('starts from the first rung of its own', () => {
    expect(failedRungs(stepAfter(byCodex, fails(), byCodex, fails()))).toEqual([]);
    expect(failedRungs(stepAfter(byCodex, fails(), tries(HIGH), fails()))).toEqual([HIGH]);
  });

  test('does not go on from what the other one left', () => {
    const left = stepAfter(tries(LOW), fails('mine'), byCodex, fails('theirs'));
    expect(startTree(left, LOW)).toBeNull();
    expect(startTree(left, byCodex.rung)).toBeNull();
  });
});

test('the state of a plan is in a folder by its repository and its file, whatever link it is named by', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'sub'));
  for (const name of ['a.md', 'b.md']) writeFileSync(join(folder, name), '');
  symlinkSync(join(folder, 'a.md'), join(folder, 'sub', 'link.md'));
  const own = stateFolder('/home/data', '/repository', join(folder, 'a.md'));
  expect(own).toMatch(/^\/home\/data\/plans\/[0-9a-f]{16}$/);
  expect(stateFolder('/home/data', '/repository', join(folder, 'sub', 'link.md'))).toBe(own);
  expect(stateFolder('/home/data', '/other', join(folder, 'a.md'))).not.toBe(own);
  expect(stateFolder('/home/data', '/repository', join(folder, 'b.md'))).not.toBe(own);
});

describe('work that is proved together', () => {
  const passed: PlanEvent = { type: 'passed', commit: 'c', ...of };
  test('is named by what is finished: any change of it needs a new proof', () => {
    expect(proofKey(stateAfter())).toBe('');
    const key = proofKey(stateAfter(tries(), answers(), passed));
    expect(key).not.toBe(proofKey(stateAfter(tries(), answers(), { ...passed, commit: 'd' })));
    expect(stateAfter(passed, { type: 'proved', key, red: [] }).proved).toMatchObject({ key });
  });

  test('a step that goes back has failed its last try, and starts from its work beside the other’s', () => {
    const back: PlanEvent = { type: 'regressed', beside: 'two', output: 'together\nlines', tree: 't', ...of };
    const state = stepAfter(tries(), answers(), passed, back);
    expect(state).toMatchObject({ status: 'open', commit: null, beside: ['two'], reason: 'together' });
    expect(failedRungs(state)).toEqual([LOW]);
    expect(startTree(state, LOW)).toBe('t');
    expect(stepAfter(tries(), answers(), passed, back, passed)).toMatchObject({ status: 'done', reason: '' });
  });
});

test('a try whose cost is not known may have cost what was reserved: unanswered, or answered without a price', () => {
  expect(mayHaveCost(stepAfter(tries(LOW, 0.5), answers(0.1), tries(LOW, 0.4), answers(null)))).toBe(0.5);
  expect(mayHaveCost(stepAfter(tries(LOW, 0.5), tries(LOW, 0.25), answers(0)))).toBe(0.5);
});
