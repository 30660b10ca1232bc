// What the same weeks would have cost under a policy, by how much of the lowered work holds.
import { expect, test } from 'vitest';
import { outcomeOf } from '../../../src/view/report/what-if.ts';

const lowered = { at: 0, rule: 'r', actualUsd: 10, otherwiseUsd: 2 };
const raised = { at: 0, rule: 'r', actualUsd: 1, otherwiseUsd: 4 };

test('what does not hold is paid twice, and the share at which nothing is lost is told', () => {
  expect(outcomeOf({ moves: [lowered] }, 1)).toMatchObject({ savedUsd: 8, otherwiseUsd: 2 });
  expect(outcomeOf({ moves: [lowered] }, 0.5)).toMatchObject({ savedUsd: 3, otherwiseUsd: 7 });
  const { savedUsd, evenAt } = outcomeOf({ moves: [lowered] }, 0);
  expect(savedUsd).toBe(-2);
  expect(evenAt).toBeCloseTo(0.2);
});

test('work that is raised is done once, whatever holds', () => {
  expect(outcomeOf({ moves: [raised] }, 0).otherwiseUsd).toBe(4);
  expect(outcomeOf({ moves: [raised] }, 1)).toMatchObject({ savedUsd: -3, evenAt: null });
  expect(outcomeOf({ moves: [] }, 0.5)).toMatchObject({ moved: 0, savedUsd: 0, evenAt: null });
});
