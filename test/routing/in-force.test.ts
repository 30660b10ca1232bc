// A repository lowers, the user decides: what of a project's policy counts, and what is ignored with a reason.
import { expect, test } from 'vitest';
import { inForce, NO_POLICY } from '../../src/routing/in-force.ts';
import { parsePolicy } from '../../src/routing/parse.ts';

const file = (header: string) => parsePolicy(`---\n${header}\n---\n`, 'tierwise.md');

test('without a policy: the default rules, observed', () => {
  const { policy, ignored } = inForce(NO_POLICY, NO_POLICY);
  expect(policy).toMatchObject({ mode: 'observe', modeFrom: 'user', cap: null, budgets: {}, lowering: [] });
  expect(policy.rules.length).toBeGreaterThan(20);
  expect(ignored).toEqual([]);
});

test("a user's rules stand in place of the default ones, which stay behind them but for those of the same name", () => {
  const { rules, otherwise } = inForce(
    file('rules: [{ name: overnight, use: { tier: opus } }]'),
    NO_POLICY,
  ).policy;
  expect(rules.map(({ name }) => name)).toEqual(['overnight']);
  expect(otherwise.map(({ name }) => name)).toContain('exploring');
  expect(otherwise.map(({ name }) => name)).not.toContain('overnight');
});

test.each<[string, string, string, object, string[]]>([
  ['enforcement is not switched off', 'mode: enforce', 'mode: observe', { mode: 'enforce', modeFrom: 'user' }, ['mode']],
  ['enforcement may be asked for', 'mode: suggest', 'mode: enforce', { mode: 'enforce', modeFrom: 'project' }, []],
  ['a cap may be lowered', 'cap: opus', 'cap: sonnet', { cap: 'sonnet' }, []],
  ['a cap may be set', '', 'cap: opus', { cap: 'opus' }, []],
  ['a cap is not raised', 'cap: sonnet', 'cap: opus', { cap: 'sonnet' }, ['cap']],
  ['a budget may be lowered or set', 'budgets: { day: 12 }', 'budgets: { day: 5, session: 1 }', { budgets: { day: 5, session: 1 } }, []],
  ['a budget is not raised', 'budgets: { day: 12 }', 'budgets: { day: 13 }', { budgets: { day: 12 } }, ['budgets.day']],
  ["nor an agent's", 'budgets: { agents: { a: 1 } }', 'budgets: { agents: { a: 2, b: 3 } }', { budgets: { agents: { a: 1, b: 3 } } }, ['budgets.agents.a']],
  ['nor the target', '', 'budgets: { target: 1 }', { budgets: {} }, ['budgets.target']],
  ['warnings may come earlier', 'limits: { warnAt: 70, lowerAt: 90 }', 'limits: { warnAt: 50, lowerAt: 95 }', { limits: { warnAt: 50, lowerAt: 90 } }, ['limits.lowerAt']],
  ['rules that raise or submit are left out', '', 'rules: [{ name: up, use: { raise: 1 } }, { name: later, use: { lower: 1, batch: true } }, { name: down, use: { lower: 1 } }]', { lowering: [{ name: 'down', when: {}, use: { lower: 1 } }] }, ['rules.up', 'rules.later']],
  ['plans are the user’s', 'plans: { revise: never }', 'plans: { revise: additions }', { plans: { revise: 'never', learn: true } }, ['plans']],
  ['ladders and backends are the user’s', 'ladders: { bulk: haiku }', 'ladders: { bulk: opus }\nbackends: [api]', { ladders: { bulk: ['haiku'] }, backends: [] }, ['ladders', 'backends']],
])('%s', (_, user, project, expected, names) => {
  const { policy, ignored } = inForce(file(user), file(project));
  expect(policy).toMatchObject(expected);
  expect(ignored.map(({ field }) => field)).toEqual(names);
}); // biome-ignore format: one case per line

test('a project that asks for a mode without rules asks for those of the default that can lower', () => {
  const { lowering } = inForce(NO_POLICY, file('mode: enforce')).policy;
  expect(lowering.map(({ name }) => name)).toContain('exploring');
  expect(lowering.every(({ use }) => !use.raise && !use.batch)).toBe(true);
});
