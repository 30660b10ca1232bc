// One function decides for all: whatever it is asked, it answers, always the same, never above a cap, never down in the middle of
// a task, never up because a repository wishes it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EFFORTS, TIER_NAMES } from '../../src/models/table.ts';
import { decide, explain } from '../../src/routing/decide.ts';
import { DEFAULT_RULES } from '../../src/routing/default-policy.ts';
import { inForce, NO_POLICY } from '../../src/routing/in-force.ts';
import { parsePolicy } from '../../src/routing/parse.ts';
import {
  COMPLEXITIES,
  ERROR_COSTS,
  KINDS,
  NEEDS,
  type PolicyFile,
  type RoutingRequest,
  type RoutingState,
  type Rule,
  URGENCIES,
} from '../../src/routing/policy.ts';

const tier = fc.constantFrom(...TIER_NAMES);
const effort = fc.constantFrom(...EFFORTS);
const bound = fc.record({
  is: fc.constantFrom('<', '<=', '>', '>=' as const),
  than: fc.integer({ min: 0, max: 100_000 }),
  percent: fc.boolean(),
});
const AGENTS = ['Explore', 'general-purpose', 'tierwise:debugger', 'other:thing', '*plor*'];
const listed = <Word>(words: readonly Word[]) => fc.subarray([...words], { minLength: 1 });
const minute = fc.integer({ min: 0, max: 1439 });

const request: fc.Arbitrary<RoutingRequest> = fc.record(
  {
    kind: fc.constantFrom(...KINDS),
    agent: fc.constantFrom(...AGENTS),
    complexity: fc.constantFrom(...COMPLEXITIES),
    errorCost: fc.constantFrom(...ERROR_COSTS),
    inputTokens: fc.integer({ min: 0, max: 2_000_000 }),
    needs: fc.subarray([...NEEDS]),
    urgency: fc.constantFrom(...URGENCIES),
    failures: fc.integer({ min: 0, max: 5 }),
    text: fc.string(),
    tier,
    effort,
    underWay: fc.record({ tier, effort }),
    cap: tier,
  },
  { requiredKeys: [] },
);
const state: fc.Arbitrary<RoutingState> = fc.record(
  {
    minuteOfDay: minute,
    limitsLeft: fc.integer({ min: 0, max: 100 }),
    budgets: fc.array(
      fc.record({
        name: fc.constantFrom('session', 'day'),
        limitUsd: fc.double({ min: 0, max: 10, noNaN: true }),
        spentUsd: fc.double({ min: 0, max: 12, noNaN: true }),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);
const rule: fc.Arbitrary<Rule> = fc.record({
  name: fc.constantFrom('one', 'two', 'three'),
  when: fc.record(
    {
      kind: listed(KINDS),
      agent: listed(AGENTS),
      complexity: listed(COMPLEXITIES),
      errorCost: listed(ERROR_COSTS),
      inputTokens: bound,
      needs: listed(NEEDS),
      hours: fc.record({ from: minute, to: minute }),
      urgency: listed(URGENCIES),
      budgetLeft: bound,
      limitsLeft: bound,
      failures: bound,
      words: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  use: fc.oneof(
    fc.record({ tier, effort }, { requiredKeys: ['tier'] }),
    fc.record({ lower: fc.integer({ min: 1, max: 5 }), batch: fc.boolean() }, { requiredKeys: ['lower'] }),
    fc.record({ raise: fc.integer({ min: 1, max: 5 }), effort }, { requiredKeys: ['raise'] }),
  ),
}) as fc.Arbitrary<Rule>;
const file: fc.Arbitrary<PolicyFile> = fc.record(
  {
    file: fc.constant('tierwise.md'),
    mode: fc.constantFrom('observe', 'suggest', 'enforce' as const),
    cap: tier,
    tiers: fc.dictionary(tier, fc.record({ effort })),
    rules: fc.array(rule, { maxLength: 4 }),
    limits: fc.record({ warnAt: fc.constant(50), lowerAt: fc.constant(70) }),
  },
  { requiredKeys: ['file'] },
) as fc.Arbitrary<PolicyFile>;

const place = (name: string): number => (TIER_NAMES as readonly string[]).indexOf(name);

test('it always decides, and always the same', () => {
  fc.assert(
    fc.property(request, file, file, state, (asked, user, project, now) => {
      const { policy } = inForce(user, project);
      const frozen = JSON.stringify([asked, policy, now]);
      const decision = decide(asked, policy, now);
      expect(TIER_NAMES).toContain(decision.tier);
      expect(decision.model).toBe(policy.tiers[decision.tier].model);
      expect([null, ...policy.tiers[decision.tier].efforts]).toContain(decision.effort);
      expect(decision.reason.startsWith(`${decision.rule}: `)).toBe(true);
      expect(decide(asked, policy, now)).toEqual(decision);
      expect(JSON.stringify([asked, policy, now])).toBe(frozen);
    }),
  );
});

test('never above a cap, of the policy or of the request', () => {
  fc.assert(
    fc.property(request, file, file, state, (asked, user, project, now) => {
      const { policy } = inForce(user, project);
      const { tier: chosen } = decide(asked, policy, now);
      for (const cap of [policy.cap, asked.cap])
        if (cap) expect(place(chosen)).toBeLessThanOrEqual(place(cap));
    }),
  );
});

test('never down in the middle of a task, unless a cap says so', () => {
  fc.assert(
    fc.property(request, tier, effort, file, file, state, (asked, on, hard, user, project, now) => {
      const { policy } = inForce(user, project);
      const { tier: chosen, effort: chosenEffort } = decide(
        { ...asked, underWay: { tier: on, effort: hard } },
        policy,
        now,
      );
      const lowest = [on, policy.cap, asked.cap].flatMap((one) => (one ? [place(one)] : []));
      expect(place(chosen)).toBeGreaterThanOrEqual(Math.min(...lowest));
      if (chosen === on && place(on) === Math.min(...lowest) && !policy.cap && !asked.cap && chosenEffort)
        expect(EFFORTS.indexOf(chosenEffort)).toBeGreaterThanOrEqual(EFFORTS.indexOf(hard));
    }),
  );
});

test("a repository's wishes never raise a tier, nor the effort on the same one", () => {
  fc.assert(
    fc.property(request, file, file, state, (asked, user, project, now) => {
      const without = decide(asked, inForce(user, NO_POLICY).policy, now);
      const lowered = decide(asked, inForce(user, project).policy, now);
      expect(place(lowered.tier)).toBeLessThanOrEqual(place(without.tier));
      if (lowered.tier === without.tier && lowered.effort && without.effort)
        expect(EFFORTS.indexOf(lowered.effort)).toBeLessThanOrEqual(EFFORTS.indexOf(without.effort));
    }),
  );
});

test('a need that undoes what a repository lowered leaves the effort of the rule', () => {
  const user = parsePolicy(
    '---\ntiers: { sonnet: { effort: high } }\nrules: [{ name: a, use: { tier: sonnet, effort: low } }]\n---\n',
    'tierwise.md',
  );
  const project = parsePolicy('---\nrules: [{ name: b, use: { tier: haiku } }]\n---\n', 'tierwise.md');
  expect(decide({ needs: ['runs unattended'] }, inForce(user, project).policy, {})).toMatchObject({
    tier: 'sonnet',
    effort: 'low',
  });
});

test('every rule is explained, and the first that matches is the one that decides', () => {
  fc.assert(
    fc.property(request, file, state, (asked, user, now) => {
      const { policy } = inForce(user, NO_POLICY);
      const rules = explain(asked, policy, now);
      expect(rules).toHaveLength(policy.rules.length + policy.otherwise.length);
      const first = rules.find(({ matched }) => matched);
      if (first) expect(decide(asked, policy, now).rule).toBe(first.name);
      for (const { why } of rules) expect(why).not.toBe('');
    }),
  );
});

/** The decision that a policy's text comes to. */
function decideBy(header: string, asked: RoutingRequest, now: RoutingState = {}) {
  return decide(asked, inForce(parsePolicy(`---\n${header}\n---\n`, 'tierwise.md'), NO_POLICY).policy, now);
}
const ruleOf = (when: string): string =>
  `rules: [{ name: mine, when: ${when}, use: { tier: fable, effort: low } }]`;
const night = { minuteOfDay: 23 * 60 };

test.each<[string, string, RoutingRequest, RoutingRequest, RoutingState?, RoutingState?]>([
  ['kind', '{ kind: [extraction, summary] }', { kind: 'summary' }, { kind: 'plan' }],
  ['agent', '{ agent: Explore }', { agent: 'Explore' }, { agent: 'Explorer' }],
  ['agent by pattern', '{ agent: [Plan, "*explorer*"] }', { agent: 'tierwise:explorer' }, { agent: 'expl' }],
  ['complexity', '{ complexity: mechanical }', { complexity: 'mechanical' }, { complexity: 'generative' }],
  ['cost of an error', '{ errorCost: high }', { errorCost: 'high' }, { errorCost: 'low' }],
  ['input tokens', '{ inputTokens: ">40,000" }', { inputTokens: 40_001 }, { inputTokens: 40_000 }],
  ['needs', '{ needs: "image input" }', { needs: ['image input'] }, { needs: [] }],
  ['hours', '{ hours: "22-06" }', {}, {}, night, { minuteOfDay: 360 }],
  ['hours of a day', '{ hours: "9:30-17" }', {}, {}, { minuteOfDay: 570 }, { minuteOfDay: 569 }],
  ['urgency', '{ urgency: low }', { urgency: 'low' }, { urgency: 'high' }],
  [
    'budget left in dollars',
    '{ budgetLeft: "<$2" }',
    {},
    {},
    { budgets: [{ name: 'day', limitUsd: 10, spentUsd: 8.01 }] },
    { budgets: [{ name: 'day', limitUsd: 10, spentUsd: 8 }] },
  ],
  [
    'budget left in percent',
    '{ budgetLeft: "<=50%" }',
    {},
    {},
    { budgets: [{ name: 'day', limitUsd: 10, spentUsd: 1 }, { name: 'session', limitUsd: 4, spentUsd: 2 }] },
    { budgets: [{ name: 'day', limitUsd: 10, spentUsd: 4 }] },
  ],
  ['limits left', '{ limitsLeft: "<30%" }', {}, {}, { limitsLeft: 29 }, { limitsLeft: 30 }],
  ['failures', '{ failures: ">=2" }', { failures: 2 }, { failures: 1 }],
  ['words', '{ words: [payroll, "old parser"] }', { text: 'Fix the Old Parser.' }, { text: 'payrolls' }],
  ['several keys', '{ kind: plan, failures: "<1" }', { kind: 'plan', failures: 0 }, { kind: 'plan', failures: 1 }],
])('a rule on %s matches what it names, and nothing else', (_, when, hit, miss, hitState = {}, missState = {}) => {
  const header = ruleOf(when);
  expect(decideBy(header, hit, hitState)).toMatchObject({ rule: 'mine', tier: 'fable', effort: 'low' });
  expect(decideBy(header, miss, missState).rule).not.toBe('mine');
  expect(decideBy(header, {}).rule === 'mine').toBe(false); // what is not known matches nothing
}); // biome-ignore format: one case per line

test.each<[string, string, RoutingRequest, object]>([
  ['a tier has its own effort', 'tier: opus', {}, { tier: 'opus', effort: 'medium', model: 'claude-opus-5-5' }],
  ['an effort of the rule stands above it', 'tier: opus, effort: max', {}, { tier: 'opus', effort: 'max' }],
  ['lower starts from what it would run on', 'lower: 1', { tier: 'fable' }, { tier: 'opus' }],
  ['lower ends at the lowest tier', 'lower: 3', { tier: 'sonnet' }, { tier: 'haiku' }],
  ['lower starts from the rules that name a tier', 'lower: 1', { kind: 'debugging' }, { tier: 'sonnet' }],
  ['raise ends at the highest tier', 'raise: 3', { tier: 'opus' }, { tier: 'fable' }],
  ['effort alone leaves the tier', 'effort: max', { tier: 'sonnet' }, { tier: 'sonnet', effort: 'max' }],
  ['batch is handed on', 'lower: 1, batch: true', { tier: 'opus' }, { tier: 'sonnet', batch: true }],
])('%s', (_, use, asked, expected) => {
  expect(decideBy(`rules: [{ name: mine, use: { ${use} } }]`, asked)).toMatchObject({ rule: 'mine', ...expected });
}); // biome-ignore format: one case per line

test('the first rule that matches wins, and the reason names it', () => {
  const header =
    'rules: [{ name: a, when: { kind: plan }, use: { tier: haiku } }, { name: b, use: { tier: opus } }, { name: c, use: { tier: fable } }]';
  expect(decideBy(header, { kind: 'plan' })).toMatchObject({ rule: 'a', reason: 'a: kind is plan' });
  expect(decideBy(header, { kind: 'edit' })).toMatchObject({ rule: 'b', reason: 'b: it matches everything' });
});

test("a tier's model and effort are the user's; a model without effort gets none", () => {
  const header = 'tiers: { haiku: { model: claude-haiku-4-5, effort: high } }';
  expect(decideBy(header, { kind: 'search' })).toMatchObject({ model: 'claude-haiku-4-5', effort: null });
  expect(
    decideBy('tiers: { opus: { effort: high } }\nrules: [{ name: a, use: { tier: opus } }]', {}),
  ).toMatchObject({
    effort: 'high',
  });
});

const spent = (spentUsd: number): RoutingState => ({ budgets: [{ name: 'session', limitUsd: 5, spentUsd }] });

test('a budget: warned of at 80 %, one tier down at 90 %, denied with the dollars when it is spent', () => {
  const asked: RoutingRequest = { kind: 'debugging' };
  expect(decideBy('', asked, spent(3.99))).not.toHaveProperty('warnings');
  expect(decideBy('', asked, spent(4))).toMatchObject({
    tier: 'opus',
    warnings: ['$4.00 of $5.00 of the budget "session" is spent (80%)'],
  });
  expect(decideBy('', asked, spent(4.5))).toMatchObject({ tier: 'sonnet', rule: 'debugging' });
  expect(decideBy('', asked, spent(4.5)).denied).toBeUndefined();
  expect(decideBy('', asked, spent(5)).denied).toBe('$5.00 of $5.00 of the budget "session" is spent');
  expect(decideBy('budgets: { warnAt: 50, lowerAt: 60 }', asked, spent(3))).toMatchObject({ tier: 'sonnet' });
});

test('limits of the plan: warned of, then one tier down; never for plans and architecture', () => {
  const header = 'limits: { warnAt: 70, lowerAt: 85 }';
  expect(decideBy(header, { kind: 'debugging' }, { limitsLeft: 30 })).toMatchObject({
    tier: 'opus',
    warnings: ["70% of the plan's limits is used"],
  });
  expect(decideBy(header, { kind: 'debugging' }, { limitsLeft: 15 })).toMatchObject({ tier: 'sonnet' });
  expect(decideBy(header, { kind: 'plan' }, { limitsLeft: 1, ...spent(4.9) })).toMatchObject({
    tier: 'opus',
  });
});

test('what a tier cannot do goes to the first that can', () => {
  const header = 'tiers: { haiku: { model: claude-haiku-4-5 } }\nrules: [{ name: a, use: { tier: haiku } }]';
  expect(decideBy(header, { needs: ['over 200,000 tokens'], inputTokens: 300_000 })).toMatchObject({
    tier: 'sonnet',
    reason: 'a: it matches everything; sonnet instead of haiku, which does not do "over 200,000 tokens"',
  });
  expect(decideBy(header, { needs: ['runs unattended'] })).toMatchObject({ tier: 'sonnet' });
  expect(decideBy(header, { needs: ['image input'] })).toMatchObject({ tier: 'haiku' });
  expect(decideBy(header, { needs: ['over 200,000 tokens'], inputTokens: 3_000_000 }).reason).toContain(
    'no tier above haiku is known to do',
  );
});

test.each<[string, RoutingRequest, RoutingState, string]>([
  ['a plan', { kind: 'plan', failures: 3 }, night, 'plans: opus medium'],
  ['a third failure', { kind: 'edit', failures: 3, tier: 'haiku' }, {}, 'failed-three-times: opus high'],
  ['a second failure', { kind: 'edit', failures: 2, tier: 'haiku' }, {}, 'failed-twice: sonnet low'],
  ['the night', { kind: 'debugging', urgency: 'low' }, night, 'overnight: sonnet low'],
  ['long reasoning', { complexity: 'reasoning-intensive', inputTokens: 50_000 }, {}, 'long-reasoning: opus medium'],
  ['long extraction', { kind: 'extraction', errorCost: 'high', inputTokens: 50_000 }, {}, 'long-extraction: haiku low'],
  ['a built-in agent', { agent: 'Explore' }, {}, 'exploring: haiku medium'],
  ['an expensive error', { kind: 'implementation', complexity: 'generative', errorCost: 'high' }, {}, 'generative-expensive-error: sonnet high'],
])('the default on %s', (_, asked, now, expected) => {
  const { rule: name, tier: chosen, effort: hard } = decideBy('', asked, now);
  expect(`${name}: ${chosen} ${hard}`).toBe(expected);
}); // biome-ignore format: one case per line

test('every rule of the default has a name of its own, and a source', () => {
  expect(new Set(DEFAULT_RULES.map(({ name }) => name)).size).toBe(DEFAULT_RULES.length);
  for (const { evidence } of DEFAULT_RULES) expect(evidence.source.length).toBeGreaterThan(20);
});
