// A policy's text: what it says, and for each mistake the line, what was expected there, and what to do.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { parsePolicy } from '../../src/routing/parse.ts';

const parse = (header: string) => parsePolicy(`---\n${header}\n---\nWhy we do this.\n`, 'tierwise.md');

test('the whole of it', () => {
  const header = `mode: enforce
cap: opus
tiers: { haiku: { model: claude-haiku-5-5, effort: medium } }
rules:
  - { name: exploring, when: { agent: [Explore, "*explorer*"] }, use: { tier: haiku } }
  - { name: long-extraction, when: { kind: extraction, inputTokens: ">40000" }, use: { tier: sonnet } }
  - { name: overnight, when: { hours: "22-06", urgency: low }, use: { lower: 1, batch: true } }
ladders: { bulk: [haiku, opus], plan: sonnet }
plans: { revise: additions, learn: false }
budgets: { session: 5, day: 12, month: 200, agents: { "tierwise:debugger": 2 }, target: 8 }
limits: { warnAt: 80, lowerAt: 90 }
backends: [api, claude, openai:local]`;
  expect(parse(header)).toEqual({
    file: 'tierwise.md',
    mode: 'enforce',
    cap: 'opus',
    tiers: { haiku: { model: 'claude-haiku-5-5', effort: 'medium' } },
    rules: [
      { name: 'exploring', when: { agent: ['Explore', '*explorer*'] }, use: { tier: 'haiku' } },
      {
        name: 'long-extraction',
        when: { kind: ['extraction'], inputTokens: { is: '>', than: 40_000, percent: false } },
        use: { tier: 'sonnet' },
      },
      {
        name: 'overnight',
        when: { hours: { from: 1320, to: 360 }, urgency: ['low'] },
        use: { lower: 1, batch: true },
      },
    ],
    ladders: { bulk: ['haiku', 'opus'], plan: ['sonnet'] },
    plans: { revise: 'additions', learn: false },
    budgets: { session: 5, day: 12, month: 200, agents: { 'tierwise:debugger': 2 }, target: 8 },
    limits: { warnAt: 80, lowerAt: 90 },
    backends: ['api', 'claude', 'openai:local'],
  });
});

test('a file without a header, or with settings only, says nothing about routing', () => {
  expect(parsePolicy('Just prose.\n', 'tierwise.md')).toEqual({ file: 'tierwise.md' });
  expect(parse('v: 1\ntrust: [/a]\nmodels: { m: { input: 1, output: 2 } }')).toEqual({ file: 'tierwise.md' });
});

const rule = (text: string): string => `mode: enforce\nrules:\n  - ${text}`;
const when = (text: string): string => rule(`{ name: a, when: { ${text} }, use: { tier: opus } }`);
const use = (text: string): string => rule(`{ name: a, use: ${text} }`);

test.each<[string, number, string]>([
  ['mode: strict', 2, 'mode is "strict". Expected one of: observe, suggest, enforce.'],
  ['mode: observe\nrule: []', 3, 'rule is not a known key. Expected "rules"; correct its spelling.'],
  ['mode: observe\nspeed: 1', 3, 'speed is not a known key. Expected one of: mode, cap, rules,'],
  ['cap: gpt', 2, 'cap is "gpt". Expected one of: haiku, sonnet, opus, fable.'],
  ['rules: { name: a }', 2, 'rules is {"name":"a"}. Expected a list of rules, each with name, when and use.'],
  [rule('just words'), 4, 'rules.0 is "just words". Expected a map of name, when, use.'],
  [rule('{ use: { tier: opus } }'), 4, 'rules.0.name is missing. Expected a name for the rule, such as exploring.'],
  [rule('{ name: "a b", use: { tier: opus } }'), 4, 'rules.0.name is "a b". Expected letters, digits,'],
  [rule('{ name: none, use: { tier: opus } }'), 4, 'rules.0.name is "none". Expected letters,'],
  [`${use('{ tier: opus }')}\n  - { name: a, use: { tier: opus } }`, 5, 'rules.1.name is "a" again. Expected a name of its own for each rule.'],
  [rule('{ name: a }'), 4, 'rules.0.use is missing. Expected what to use, such as { tier: haiku } or { lower: 1 }.'],
  [use('haiku'), 4, 'rules.0.use is "haiku". Expected a map of tier, lower, raise, effort, batch.'],
  [use('{}'), 4, 'rules.0.use is empty. Expected one of: tier, lower, raise, effort, batch.'],
  [use('{ tier: haku }'), 4, 'rules.0.use.tier is "haku". Expected one of: haiku, sonnet, opus, fable.'],
  [use('{ tier: haiku, lower: 1 }'), 4, 'rules.0.use has tier and lower. Expected one of tier, lower and raise; remove the others.'],
  [use('{ lower: 0 }'), 4, 'rules.0.use.lower is 0. Expected a whole number of at least 1.'],
  [use('{ tier: opus, effort: hard }'), 4, 'rules.0.use.effort is "hard". Expected one of: low, medium, high, xhigh, max.'],
  [use('{ tier: opus, batch: yes please }'), 4, 'rules.0.use.batch is "yes please". Expected true or false.'],
  [rule('{ name: a, when: always, use: { tier: opus } }'), 4, 'rules.0.when is "always". Expected a map of kind, agent,'],
  [when('agnet: Explore'), 4, 'rules.0.when.agnet is not a known key. Expected "agent"; correct its spelling.'],
  [when('kind: [plan, coding]'), 4, 'rules.0.when.kind.1 is "coding". Expected one of: question, search,'],
  [when('kind: []'), 4, 'rules.0.when.kind is an empty list. Expected at least one value; add one, or remove the key.'],
  [when('agent: 7'), 4, 'rules.0.when.agent is 7. Expected the name of an agent, or a pattern such as *explorer*.'],
  [when('complexity: hard'), 4, 'rules.0.when.complexity is "hard". Expected one of: mechanical, generative, reasoning-intensive.'],
  [when('errorCost: 5'), 4, 'rules.0.when.errorCost is 5. Expected one of: low, high.'],
  [when('inputTokens: 40000'), 4, 'rules.0.when.inputTokens is 40000. Expected a comparison in quotes, such as ">40000".'],
  [when('inputTokens: ">40%"'), 4, 'rules.0.when.inputTokens is ">40%". Expected a comparison in quotes'],
  [when('needs: wings'), 4, 'rules.0.when.needs is "wings". Expected one of: "image input", "over 200,000 tokens", "runs unattended".'],
  [when('hours: 22'), 4, 'rules.0.when.hours is 22. Expected hours of the day in quotes, such as "22-06"'],
  [when('hours: "22-25"'), 4, 'rules.0.when.hours is "22-25". Expected hours'],
  [when('hours: "9:75-17"'), 4, 'rules.0.when.hours is "9:75-17". Expected hours'],
  [when('hours: "9-9"'), 4, 'rules.0.when.hours is "9-9". Expected hours'],
  [when('urgency: asap'), 4, 'rules.0.when.urgency is "asap". Expected one of: low, normal, high.'],
  [when('budgetLeft: little'), 4, 'rules.0.when.budgetLeft is "little". Expected a comparison in quotes, such as "<2" (dollars) or "<20%".'],
  [when('limitsLeft: 20'), 4, 'rules.0.when.limitsLeft is 20. Expected a comparison in quotes, such as "<20%".'],
  [when('failures: 2'), 4, 'rules.0.when.failures is 2. Expected a comparison in quotes, such as ">=2".'],
  [when('words: [""]'), 4, 'rules.0.when.words.0 is "". Expected a word or words to look for.'],
  ['tiers:\n  haiku: { modle: x }', 3, 'tiers.haiku.modle is not a known key. Expected "model"; correct its spelling.'],
  ['tiers:\n  haiku:\n    effort: some', 4, 'tiers.haiku.effort is "some". Expected one of: low,'],
  ['tiers: { giant: {} }', 2, 'tiers.giant is not a known key. Expected one of: local, haiku, sonnet, opus, fable;'],
  ['backends: [api, gpt]', 2, 'backends.1 is "gpt". Expected one of: api, claude,'],
  ['plans: { revise: all }', 2, 'plans.revise is "all". Expected one of: ask, additions, never.'],
  ['ladders: { bulk: [opus, haiku] }', 2, 'ladders.bulk is ["opus","haiku"]. Expected tiers from the cheapest up, each once.'],
  ['budgets: 5', 2, 'budgets is 5. Expected a map of session, day, month,'],
  ['budgets:\n  day: $5', 3, 'budgets.day is "$5". Expected an amount in US dollars without a sign, such as 5 or 0.50.'],
  ['budgets:\n  day: -5', 3, 'budgets.day is -5. Expected an amount'],
  ['budgets:\n  agents: { x: lots }', 3, 'budgets.agents.x is "lots". Expected an amount'],
  ['budgets:\n  agents: 2', 3, 'budgets.agents is 2. Expected dollars by agent,'],
  ['limits: { warnAt: 0 }', 2, 'limits.warnAt is 0. Expected a percentage from 1 to 100, such as 80.'],
  ['limits:\n  warnAt: 90\n  lowerAt: 80', 4, 'limits.lowerAt is 80. Expected at least warnAt, which is 90.'],
  ['backends: [7]', 2, 'backends.0 is 7. Expected the name of a backend, such as api.'],
  ['[a, b]', 1, 'the header is ["a","b"]. Expected a map of mode,'],
  ['mode: [', 3, 'the header is not valid YAML'],
  ['mode: observe\nmode: enforce', 3, 'the header is not valid YAML: Map keys must be unique.'],
])('%s', (header, line, message) => {
  let said = '';
  try {
    parse(header);
  } catch (error) {
    if (error instanceof UsageError) said = error.message;
  }
  expect(said.startsWith(`tierwise.md:${line}: ${message}`), said).toBe(true);
  expect(said).not.toContain('\n');
}); // biome-ignore format: one case per line

test('a header that is not closed, and one in another language', () => {
  expect(() => parsePolicy('---\nmode: enforce\n', 'tierwise.md')).toThrow(
    'tierwise.md:1: the header is not closed',
  );
  expect(() => parsePolicy('---js\nx\n---\n', 'tierwise.md')).toThrow(
    'tierwise.md:1: the header starts with',
  );
});

test('whatever is in the file, it is a policy or a mistake with its line', () => {
  const pieces = fc.constantFrom(
    ...[
      '---',
      '\n',
      'mode',
      ': ',
      'enforce',
      'rules',
      '- ',
      '{',
      '}',
      '[',
      ']',
      'name',
      'use',
      'tier',
      'haiku',
      'when',
    ],
    ...['hours', '"22-06"', 'budgets', '5', '  ', '&a', '*a', '"', '\u0000', 'null', '__proto__', ','],
  );
  let [policies, mistakes] = [0, 0];
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      try {
        expect(parsePolicy(`---\n${parts.join('')}\n---\n`, 'tierwise.md')).toBeTypeOf('object');
        policies++;
      } catch (error) {
        mistakes++;
        expect(error).toBeInstanceOf(UsageError);
        expect((error as Error).message).toMatch(/^tierwise\.md:\d+: /);
      }
    }),
    { numRuns: 300 },
  );
  expect([policies > 0, mistakes > 0]).toEqual([true, true]);
});
