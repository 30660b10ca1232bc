// Where a failing step goes next.
import { describe, expect, test } from 'vitest';
import { type Catalog, loadCatalog } from '../../../src/models/catalog.ts';
import type { Effort, Model, TierName } from '../../../src/models/table.ts';
import type { Step } from '../../../src/plan/file/plan.ts';
import { nextRung, rungName, type StepRung, sameRung } from '../../../src/plan/run/escalation.ts';

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

/** Two tries on a rung, and one at more effort on its tier. */
const climbs = (...rungs: string[]): string[] =>
  rungs.flatMap((rung, at) => (at > 0 && tierIn(rung) === tierIn(rungs[at - 1]) ? [rung] : [rung, rung]));
const tierIn = (rung = ''): string | undefined => rung.split(' ')[0];

test('two tries on each rung, one at more effort; that comes first where that is cheaper than the next tier, then up, to the top', () => {
  expect(climb({ tier: 'haiku' })).toEqual(
    climbs('haiku medium', 'haiku high', 'sonnet medium', 'sonnet high', 'opus medium', 'opus high'),
  );
});

test('sonnet at high goes up at once: xhigh costs more than opus at medium', () => {
  expect(climb({ tier: 'sonnet', effort: 'high' })).toEqual(
    climbs('sonnet high', 'opus medium', 'opus high'),
  );
});

test('fable is reached only by a plan that allows it, or starts there', () => {
  expect(climb({ tier: 'opus' }, 'fable')).toEqual(
    climbs('opus medium', 'opus high', 'fable medium', 'fable high'),
  );
  expect(climb({ tier: 'fable', effort: 'max' })).toEqual(climbs('fable max'));
});

test('another CLI gets more effort once, and never hands its step to somebody else’s bill', () => {
  expect(climb({ executor: 'codex', effort: 'low' })).toEqual(climbs('codex low', 'codex medium'));
  expect(climb({ executor: 'codex' })).toEqual(climbs('codex', 'codex high'));
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

describe('between more effort and the next tier', () => {
  interface Made {
    output: number | null;
    efforts: Effort[];
    effortCost?: Partial<Record<Effort, number>>;
  }
  const at = new Date('2026-11-20');

  /** A table of two tiers that matter. */
  function made(haiku: Made, sonnet: Made): Catalog {
    const models: Record<string, Made> = { h: haiku, s: sonnet };
    const tiers = {
      haiku: { model: 'h' },
      sonnet: { model: 's' },
      opus: { model: 'o' },
      fable: { model: 'f' },
    };
    const model = (id: string): Model | undefined => {
      const one = models[id];
      if (!one) return undefined;
      const { output, efforts, effortCost } = one;
      return { prices: output === null ? [] : [{ output }], efforts, effortCost } as unknown as Model;
    };
    return { tiers, model } as unknown as Catalog;
  }

  function afterTwo(catalog: Catalog, effort: Effort | null): StepRung | null {
    const step = { tier: 'haiku', executor: 'claude', effort } as Step;
    const failed: StepRung = { tier: 'haiku', effort };
    return nextRung(step, [failed, failed], { catalog, top: 'opus', at });
  }

  const HARDER = { tier: 'haiku', effort: 'high' };
  const HIGHER = { tier: 'sonnet', effort: 'medium' };
  const efforts: Effort[] = ['medium', 'high'];
  const twiceTheCost = { medium: 1, high: 2 };

  test.each<[string, Made, Made, unknown]>([
    [
      'the cheaper one is taken: effort',
      { output: 5, efforts, effortCost: twiceTheCost },
      { output: 11, efforts },
      HARDER,
    ],
    [
      'the cheaper one is taken: tier',
      { output: 5, efforts, effortCost: twiceTheCost },
      { output: 9, efforts },
      HIGHER,
    ],
    [
      'the tier is taken at the same price',
      { output: 5, efforts, effortCost: twiceTheCost },
      { output: 10, efforts },
      HIGHER,
    ],
    [
      'the cost of the next tier’s own effort counts',
      { output: 5, efforts, effortCost: twiceTheCost },
      { output: 6, efforts, effortCost: { medium: 2 } },
      HARDER,
    ],
    [
      'an effort of unknown cost costs what the model costs',
      { output: 5, efforts, effortCost: {} },
      { output: 6, efforts },
      HARDER,
    ],
    ['without efforts in the table, too', { output: 5, efforts }, { output: 6, efforts }, HARDER],
    ['an unknown price is the highest: effort', { output: null, efforts }, { output: 500, efforts }, HIGHER],
    ['an unknown price is the highest: tier', { output: 5, efforts }, { output: null, efforts }, HARDER],
    ['two unknown prices lead to the tier', { output: null, efforts }, { output: null, efforts }, HIGHER],
  ])('%s', (_, haiku, sonnet, expected) => {
    expect(afterTwo(made(haiku, sonnet), 'medium')).toEqual(expected);
  });

  test('an effort that the model does not have is passed over', () => {
    const catalog = made({ output: 1, efforts: ['low', 'high'] }, { output: 100, efforts });
    expect(afterTwo(catalog, 'low')).toEqual(HARDER);
  });

  test('a model without medium effort is asked at its default', () => {
    const catalog = made({ output: 1, efforts: ['high'] }, { output: 100, efforts: ['low'] });
    const step = { tier: 'haiku', executor: 'claude', effort: null } as Step;
    expect(nextRung(step, [], { catalog, top: 'opus', at })).toEqual({ tier: 'haiku', effort: null });
    expect(afterTwo(catalog, null)).toEqual({ tier: 'sonnet', effort: null });
  });

  test('nobody knows the efforts of a model that is not in the table', () => {
    const catalog = made({ output: 1, efforts }, { output: 1, efforts });
    const step = { tier: 'opus', executor: 'claude', effort: null } as Step;
    expect(nextRung(step, [], { catalog, top: 'opus', at })).toEqual({ tier: 'opus', effort: null });
  });
});

test('one failure on a rung is tried again there', () => {
  const step = { tier: 'haiku', executor: 'claude', effort: 'low' } as Step;
  const limits = { catalog, top: 'opus' as const, at: new Date('2026-11-20') };
  const low: StepRung = { tier: 'haiku', effort: 'low' };
  expect(nextRung(step, [low], limits)).toEqual(low);
  expect(nextRung(step, [low, low], limits)).not.toEqual(low);
  expect(nextRung(step, [low], limits, true)).toEqual({ tier: 'haiku', effort: 'medium' });
});

test('the top may be below, and the highest tier is the end in any case', () => {
  expect(climb({ tier: 'haiku' }, 'haiku')).toEqual(climbs('haiku medium', 'haiku high'));
  expect(climb({ tier: 'opus' }, 'haiku')).toEqual(climbs('opus medium', 'opus high'));
  expect(climb({ tier: 'fable' }, 'fable')).toEqual(climbs('fable medium', 'fable high'));
});

test('another CLI at its highest effort is at its end', () => {
  expect(climb({ executor: 'codex', effort: 'max' })).toEqual(climbs('codex max'));
});

test('a rung is its tier and its effort', () => {
  const low: StepRung = { tier: 'haiku', effort: 'low' };
  expect(sameRung(low, { ...low })).toBe(true);
  expect(sameRung(low, { ...low, effort: 'high' })).toBe(false);
  expect(sameRung(low, { ...low, tier: 'opus' })).toBe(false);
  expect([rungName(low, 'claude'), rungName({ tier: null, effort: null }, 'codex')]).toEqual([
    'haiku low',
    'codex',
  ]);
});
