// Where a failing step goes next.
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import type { TierName } from '../../src/models/table.ts';
import type { Step } from '../../src/plan/file/plan.ts';
import { nextRung, rungName, type StepRung } from '../../src/plan/run/escalation.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});

/** Every try of a step that nobody solves. */
function climb(start: Partial<Step>, top: TierName = 'opus'): string[] {
  const step = { tier: null, executor: 'claude', effort: null, ...start } as Step;
  const failed: StepRung[] = [];
  for (;;) {
    const rung = nextRung(step, failed, { catalog, top, at: new Date('2026-11-20') });
    if (!rung) return failed.map((one) => rungName(one, step.executor));
    failed.push(rung);
  }
}

const twice = (...rungs: string[]): string[] => rungs.flatMap((rung) => [rung, rung]);

test('two tries on each rung; more effort first where that is cheaper than the next tier, then up, to the top', () => {
  expect(climb({ tier: 'haiku' })).toEqual(
    twice('haiku medium', 'haiku high', 'sonnet medium', 'sonnet high', 'opus medium', 'opus high'),
  );
});

test('sonnet at high goes up at once: xhigh costs more than opus at medium', () => {
  expect(climb({ tier: 'sonnet', effort: 'high' })).toEqual(twice('sonnet high', 'opus medium', 'opus high'));
});

test('fable is reached only by a plan that allows it, or starts there', () => {
  expect(climb({ tier: 'opus' }, 'fable')).toEqual(
    twice('opus medium', 'opus high', 'fable medium', 'fable high'),
  );
  expect(climb({ tier: 'fable', effort: 'max' })).toEqual(twice('fable max'));
});

test('another CLI gets more effort once, and never hands its step to somebody else’s bill', () => {
  expect(climb({ executor: 'codex', effort: 'low' })).toEqual(twice('codex low', 'codex medium'));
  expect(climb({ executor: 'codex' })).toEqual(twice('codex', 'codex high'));
});

test('a model without effort levels goes straight up', () => {
  const older = loadCatalog('/nowhere', '/nowhere', { ANTHROPIC_DEFAULT_HAIKU_MODEL: 'claude-haiku-4-5' });
  const step = { tier: 'haiku', executor: 'claude', effort: null } as Step;
  const first = nextRung(step, [], { catalog: older, top: 'opus', at: new Date() }) as StepRung;
  expect(first).toEqual({ tier: 'haiku', effort: null });
  expect(nextRung(step, [first, first], { catalog: older, top: 'opus', at: new Date() })).toEqual({
    tier: 'sonnet',
    effort: 'medium',
  });
});
