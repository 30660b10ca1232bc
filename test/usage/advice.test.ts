// Advice: when it is due and when it is not, with the money. Prices as in savings.test.ts.
import { describe, expect, test } from 'vitest';
import { type Catalog, loadCatalog } from '../../src/models/catalog.ts';
import type { TierName } from '../../src/models/table.ts';
import { adviseOn } from '../../src/usage/advice.ts';
import type { Advice } from '../../src/usage/advice-types.ts';
import type { PricedCall } from '../../src/usage/priced-call.ts';
import { type Savings, savingsOf } from '../../src/usage/savings.ts';
import type { WorkOutcome } from '../../src/usage/work-outcome.ts';
import { agentCall, FABLE, HAIKU, pricedCall, SONNET } from '../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const MILLION = 1_000_000;

interface Given {
  declared?: [string, TierName][];
  savings?: Partial<Savings>;
  models?: Catalog;
  outcomes?: WorkOutcome[];
}

const advise = (
  calls: PricedCall[],
  { declared = [], savings = {}, models = catalog, outcomes = [] }: Given = {},
): Advice[] =>
  adviseOn(calls, {
    catalog: models,
    savings: { ...savingsOf(calls, catalog), ...savings },
    declaredTiers: new Map(declared),
    outcomes,
  });
const kinds = (calls: PricedCall[], given?: Given): string[] => advise(calls, given).map(({ kind }) => kind);

/** A main thread that takes a tenth of the money and more, so that not everything is on top. */
const cheapMain = pricedCall({ ...HAIKU, costUsd: 1000 });

describe('mechanical work on top', () => {
  test('is named with its cost and that of the same tokens on Haiku', () => {
    const search = { input: 50_000, costUsd: 0.2 };
    const calls = [agentCall('Explore', search), agentCall('Explore', search), cheapMain];
    expect(advise(calls)).toEqual([
      {
        ...{ kind: 'mechanical-on-top', subject: 'Explore', change: { from: 'opus', to: 'haiku' } },
        text: 'Explore called a model 2 times on opus: $0.40; on haiku $0.010. No outcome of such work on haiku is recorded here yet.',
        savesUsd: expect.closeTo(0.39, 12),
        setting: {
          file: 'tierwise.md',
          line: '- { name: explore-on-haiku, when: { agent: Explore }, use: { tier: haiku } }',
        },
        evidence: null,
      },
    ]);
  });

  test.each(['explorer', 'code-search', 'FIND-it', 'grepper', 'formatter', 'linter', 'commit-writer', 'doc-writer', 'changelog', 'renamer', 'codeFinder', 'plugin:docs'])(
    'an agent called %s does such work',
    (who) => expect(kinds([agentCall(who, { ...FABLE }), cheapMain])).toEqual(['mechanical-on-top']),
  ); // biome-ignore format: a list of words

  test.each(['deep-researcher', 'docker-debugger', 'deep-search', 'search-architect', 'docs-reviewer', 'finder:planner', 'doctor', 'platform', 'informer', 'findings'])(
    'an agent called %s does not: names are taken by their words',
    (who) => expect(kinds([agentCall(who, { ...FABLE }), cheapMain])).toEqual([]),
  ); // biome-ignore format: a list of words

  test('is told apart by agent', () => {
    const calls = [agentCall('explorer'), agentCall('linter', { costUsd: 2 }), cheapMain];
    expect(advise(calls).map(({ text }) => text.split(' called a model once')[0])).toEqual([
      'linter',
      'explorer',
    ]);
  });

  test.each([
    ['on Sonnet', agentCall('explorer', SONNET)],
    ['of the main thread', pricedCall({ who: 'explorer' })],
    ['of an unknown tier', agentCall('explorer', { served: 'mine', tier: null })],
    ['by an agent that does something else', agentCall('planner')],
  ])('is not named %s', (_, call) => {
    expect(kinds([call, cheapMain])).toEqual([]);
  });

  test('counts as it was where Haiku has no known price', () => {
    const models = {
      ...catalog,
      tiers: { ...catalog.tiers, haiku: { ...catalog.tiers.haiku, model: 'mine' } },
    };
    expect(kinds([agentCall('explorer'), cheapMain], { models })).toEqual([]);
    expect(kinds([agentCall('explorer', { costUsd: null }), cheapMain], { models })).toEqual([]);
  });
});

describe('everything on top', () => {
  const agent = agentCall('general-purpose', { input: MILLION, costUsd: 4 });

  test('is named with what agents would cost on Sonnet', () => {
    expect(advise([pricedCall({ costUsd: 5 }), agent, pricedCall({ ...HAIKU, costUsd: 1 })])).toEqual([
      {
        ...{ kind: 'everything-on-top', subject: 'general-purpose', change: { from: 'opus', to: 'sonnet' } },
        text: 'Almost all the money went to the top tier, and general-purpose inherited it once: $4.00; on sonnet $2.00. No outcome of such work on sonnet is recorded here yet.',
        savesUsd: expect.closeTo(2, 12),
        setting: {
          file: 'tierwise.md',
          line: '- { name: general-purpose-on-sonnet, when: { agent: general-purpose }, use: { tier: sonnet } }',
        },
        evidence: null,
      },
    ]);
  });

  test('begins at nine tenths', () => {
    expect(kinds([pricedCall({ costUsd: 5 }), agent, pricedCall({ ...HAIKU, costUsd: 1.01 })])).toEqual([]);
  });

  test('tells each agent by itself, with a line for its own file', () => {
    const other = agentCall('other', { input: 2 * MILLION, costUsd: 8 });
    const told = advise([agent, agent, other]);
    expect(told.map(({ subject, savesUsd }) => [subject, savesUsd])).toEqual([['general-purpose', 4], ['other', 4]]);
    expect(told[1]?.setting).toEqual({ file: '.claude/agents/other.md', line: 'model: sonnet' });
  }); // biome-ignore format: one line

  test.each([
    'code-reviewer',
    'auditor',
    'verifier',
    'analyst',
    'critic',
    'checker',
    'test-writer',
    'deep-researcher',
    'debugger',
    'planner',
  ])('an agent called %s has its place there', (who) =>
    expect(kinds([agentCall(who, { input: MILLION, costUsd: 4 })])).toEqual([]),
  );

  test('is not named where only the main thread, mechanical agents or cheap ones are part of it', () => {
    expect(kinds([pricedCall()])).toEqual([]);
    expect(kinds([agentCall('explorer', { costUsd: 4 })])).toEqual(['mechanical-on-top']);
    expect(
      kinds([pricedCall({ costUsd: 100 }), agentCall('general-purpose', { ...SONNET, costUsd: 4 })]),
    ).toEqual([]);
  });
});

describe('a switch of models', () => {
  const switched = [
    pricedCall({ cacheRead: MILLION, costUsd: 0.2 }),
    pricedCall({ ...SONNET, cacheWrite5m: MILLION, costUsd: 2.5 }),
  ];

  test('is named with the tokens written again and what that cost above reading them', () => {
    expect(advise(switched)).toEqual([
      {
        ...{ kind: 'model-switch', subject: 'sessions', change: null, evidence: null },
        text: "The model was switched in the middle of a conversation once, and 1,000,000 cached tokens were written again: $2.40 more than reading them. Switch at the start of a session, or give the other model's part to an agent.",
        savesUsd: expect.closeTo(2.4, 12),
        setting: { file: '~/.claude/settings.json', line: '"model": "claude-sonnet-5-5"' },
      },
    ]);
  });

  test('several are added up', () => {
    const back = pricedCall({ cacheWrite5m: MILLION, costUsd: 5 });
    expect(advise([...switched, back])[0]?.text).toContain(
      'conversation 2 times, and 2,000,000 cached tokens',
    );
  });

  test('none is worth a line below a cent', () => {
    expect(kinds(switched, { savings: { cacheRebuildUsd: 0.01 } })).toEqual(['model-switch']);
    expect(kinds(switched, { savings: { cacheRebuildUsd: 0.0099 } })).toEqual([]);
  });
});

describe('thinking', () => {
  const thought = (thinking: number, facts: Partial<PricedCall> = {}) =>
    pricedCall({ effort: 'high', output: 1000, thinking, costUsd: 3, ...facts });

  test('of three fifths of the output is named, with the next lower effort by the client’s index', () => {
    expect(advise([thought(600)])).toEqual([
      {
        ...{ kind: 'thinking', subject: 'main', evidence: null },
        change: { from: 'high', to: 'medium', model: 'claude-opus-5-5' },
        setting: { file: '~/.claude/settings.json', line: '"effortLevel": "medium"' },
        text: "60% of what main wrote on claude-opus-5-5 at effort high was thinking, in calls of $3.00. At medium such work costs about 66% of that, by the client's own index.",
        savesUsd: expect.closeTo(3 * 0.34, 12),
      },
    ]);
    expect(kinds([thought(599)])).toEqual([]);
  });

  test('is measured over all calls of a model at an effort', () => {
    expect(kinds([thought(1000), thought(199)])).toEqual([]);
    expect(advise([thought(1000), thought(200)])[0]?.text).toContain('in calls of $6.00');
    expect(kinds([thought(1000, { effort: 'max' }), thought(100)])).toEqual(['thinking']);
    expect(kinds([thought(1000, { ...SONNET }), thought(100)])).toEqual(['thinking']);
  });

  test.each([
    ['max', 'xhigh', 1 - 1.66 / 3.44],
    ['xhigh', 'high', 1 - 1 / 1.66],
    ['high', 'medium', 1 - 0.66],
    ['medium', 'low', 1 - 0.48 / 0.66],
  ])('at %s means %s next', (effort, lower, share) => {
    const [advice] = advise([thought(1000, { effort })]);
    expect(advice?.text).toContain(`At ${lower} such work`);
    expect(advice?.savesUsd).toBeCloseTo(3 * share, 12);
  });

  test.each([
    ['at the lowest effort', { effort: 'low' }],
    ['at no effort', { effort: null }],
    ['at an effort nobody knows', { effort: 'ultra' }],
    ['of a model without an index', { served: 'claude-opus-4-8' }],
    ['of a model nobody knows', { served: 'mine', tier: null }],
  ])('%s is not named', (_, facts) => {
    expect(kinds([thought(1000, facts)])).toEqual([]);
  });
});

describe('an agent above its tier', () => {
  const declared: [string, TierName][] = [['tierwise:implementer', 'sonnet'], ['tierwise:planner', 'opus']]; // biome-ignore format: a list
  const ran = (facts: Partial<PricedCall> = {}) =>
    agentCall('tierwise:implementer', { input: MILLION, costUsd: 4, ...facts });

  test('is named with the same tokens on its own', () => {
    expect(advise([ran(), ran(), cheapMain], { declared })).toEqual([
      {
        ...{ kind: 'tier-overridden', subject: 'tierwise:implementer', evidence: null },
        change: { from: 'opus', to: 'sonnet' },
        text: 'tierwise:implementer asks for sonnet and ran 2 times on opus: $8.00; on sonnet $4.00. If no variable does that, the call named a model.',
        savesUsd: expect.closeTo(4, 12),
        setting: {
          file: 'the environment, or "env" in ~/.claude/settings.json',
          line: 'CLAUDE_CODE_SUBAGENT_MODEL_FORCE=0',
        },
      },
    ]);
  });

  test('is told apart by agent', () => {
    const planner = agentCall('tierwise:planner', { ...FABLE, input: MILLION, costUsd: 8 });
    const texts = advise([ran(), planner, cheapMain], { declared }).map(({ text }) =>
      text.split(':').slice(0, 2).join(':'),
    );
    expect(texts).toEqual([
      'tierwise:planner asks for opus and ran once on fable',
      'tierwise:implementer asks for sonnet and ran once on opus',
    ]);
  });

  test.each([
    ['on its tier', ran({ ...SONNET })],
    ['below its tier', ran({ ...HAIKU })],
    ['on an unknown tier', ran({ served: 'mine', tier: null })],
    ['on the top tier that it asks for', agentCall('tierwise:planner')],
    ['of somebody else', agentCall('mine:implementer', FABLE)],
  ])('is not named %s', (_, call) => {
    expect(kinds([call, cheapMain], { declared }).filter((kind) => kind === 'tier-overridden')).toEqual([]);
  });
});

describe('code that an agent on Haiku wrote', () => {
  const draft = (who = 'implementer', facts: Partial<PricedCall> = {}) =>
    agentCall(who, { ...HAIKU, costUsd: 0, ...facts });
  const review = (facts: Partial<PricedCall> = {}) =>
    agentCall('code-reviewer', { ...SONNET, costUsd: 0, ...facts });

  test('and nobody above it reviewed is named, without a sum', () => {
    expect(advise([draft(), draft(undefined, { session: 's2' })])).toEqual([
      {
        ...{ kind: 'haiku-unchecked', subject: 'sessions', change: null, evidence: null },
        setting: {
          file: 'CLAUDE.md',
          line: 'When an agent on haiku has changed code, have tierwise:code-reviewer look at it.',
        },
        text: 'In 2 sessions an agent on haiku wrote code and no reviewer of a higher tier looked at it after that. Call tierwise:code-reviewer on such work.',
        savesUsd: null,
      },
    ]);
  });

  test.each([
    'implementer',
    'test-writer',
    'coder',
    'fixer',
    'developer',
    'builder',
    'refactorer',
    'drafter',
  ])('an agent called %s writes code', (who) => expect(kinds([draft(who)])).toEqual(['haiku-unchecked']));

  test.each([
    ['a review before it', [review(), draft()]],
    ['a review on Haiku', [draft(), review(HAIKU)]],
    ['a review on an unknown tier', [draft(), review({ tier: null })]],
    ['a review in another session', [draft(), review({ session: 's2' })]],
    ['a review by the main thread', [draft(), pricedCall({ who: 'code-reviewer', costUsd: 0 })]],
    ['an agent that reviews nothing', [draft(), agentCall('planner', { ...SONNET, costUsd: 0 })]],
    ['a review between two drafts', [draft(), review(), draft()]],
  ])('is unchecked with %s', (_, calls) => {
    expect(kinds(calls)).toContain('haiku-unchecked');
  });

  test.each([
    ['a review after it', [draft(), review()]],
    ['a review after the last of several', [draft(), draft(), review()]],
    ['no draft', [review()]],
    ['a draft on Sonnet', [draft('implementer', SONNET)]],
    ['a draft of the main thread', [pricedCall({ ...HAIKU, who: 'implementer', costUsd: 0 })]],
    ['a mechanical draft', [draft('commit-writer')]],
    [
      'a draft that changed no file, as its tools say',
      [draft('code-implementer', { did: 'read run' }), draft('coder', { did: '' })],
    ],
    ['a draft outside a session', [draft('implementer', { session: null })]],
  ])('is not named with %s', (_, calls) => {
    expect(kinds(calls)).not.toContain('haiku-unchecked');
  });
});

describe('outcomes', () => {
  const outcome = (passed: boolean, facts: Partial<WorkOutcome> = {}): WorkOutcome => ({
    ...{ id: 'x', at: '', source: 'plan', project: '/p', kind: 'code', executor: 'claude', tier: 'sonnet' },
    ...{ effort: 'low', tries: 1, passed, costUsd: 1 },
    ...facts,
  });
  const calls = [agentCall('implementer', { input: MILLION, costUsd: 4 })];

  test('of such work on the lower tier are reckoned with: what fails is paid twice', () => {
    const outcomes = [...Array.from({ length: 7 }, () => outcome(true)), outcome(false)];
    // 8 of 10 pass, as far as eight cases tell: 0.8 × $4 less the $2 of trying all.
    expect(advise(calls, { outcomes })).toMatchObject([
      { kind: 'everything-on-top', savesUsd: expect.closeTo(1.2, 12), evidence: { passed: 7, of: 8 } },
    ]);
    expect(advise(calls, { outcomes })[0]?.text).toContain('Of such work, 7 of 8 passed on sonnet here;');
  });

  test('that make it dearer keep it silent', () => {
    expect(kinds(calls, { outcomes: Array.from({ length: 4 }, () => outcome(false)) })).toEqual([]);
  });

  test.each([
    ['of another kind', { kind: 'docs' }],
    ['of another tier', { tier: 'haiku' as const }],
    ['of another program', { executor: 'codex', tier: null }],
  ])('%s say nothing of it', (_, facts) => {
    const outcomes = Array.from({ length: 4 }, () => outcome(false, facts));
    expect(advise(calls, { outcomes })).toMatchObject([{ evidence: null, savesUsd: expect.closeTo(2, 12) }]);
  });

  test.each([
    ['test-maker', 'test'],
    ['docs-implementer', 'docs'],
    ['refactorer', 'refactor'],
    ['linter', 'mechanical'],
    ['general-purpose', 'code'],
  ])('of %s are those of steps of kind %s', (who, kind) => {
    const tier = who === 'linter' || who === 'docs-implementer' ? 'haiku' : 'sonnet';
    const given = { outcomes: [outcome(true, { kind, tier })] };
    const found = advise([agentCall(who, { input: MILLION, costUsd: 4 })], given);
    expect(found.flatMap(({ evidence }) => evidence ?? [])).toEqual(
      who === 'test-maker' ? [] : [{ passed: 1, of: 1 }],
    );
  });
});

test('no dollar stands in two pieces of advice', () => {
  const thought = { effort: 'high', output: 1000, thinking: 900 };
  const calls = [
    agentCall('explorer', { ...thought, input: MILLION, costUsd: 4 }),
    agentCall('tierwise:implementer', { ...thought, input: MILLION, costUsd: 4 }),
    agentCall('general-purpose', { ...thought, input: MILLION, costUsd: 4 }),
  ];
  const told = advise(calls, { declared: [['tierwise:implementer', 'sonnet']] });
  expect(told.map(({ kind, subject }) => [kind, subject]).sort()).toEqual([
    ['everything-on-top', 'general-purpose'],
    ['mechanical-on-top', 'explorer'],
    ['tier-overridden', 'tierwise:implementer'],
  ]);
  // Together no more than what was paid; a rebuilt cache is told of with the switch alone.
  const switched = [
    pricedCall({ cacheRead: MILLION, costUsd: 0.2 }),
    pricedCall({ ...SONNET, ...thought, cacheWrite5m: MILLION, costUsd: 2.5 }),
  ];
  expect(kinds(switched)).toEqual(['model-switch']);
});

test('the largest saving comes first, and what saves no money last', () => {
  const calls = [
    agentCall('implementer', { ...HAIKU, costUsd: 0 }),
    agentCall('explorer', { costUsd: 1 }),
    pricedCall({ ...SONNET, session: 's2', effort: 'high', output: 10, thinking: 10, costUsd: 100 }),
    agentCall('linter', { costUsd: 2 }),
  ];
  expect(
    advise(calls).map(({ kind, savesUsd }) => [kind, savesUsd === null ? null : Math.round(savesUsd)]),
  ).toEqual([
    ['thinking', 46], // 100 × (1 - 0.54)
    ['mechanical-on-top', 2],
    ['mechanical-on-top', 1],
    ['haiku-unchecked', null],
  ]);
});
