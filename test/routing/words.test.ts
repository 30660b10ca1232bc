// What the words of a task say about it. Weak evidence: these are the clear cases.
import { expect, test } from 'vitest';
import { decide } from '../../src/routing/decide.ts';
import { DEVELOPERS_DAY } from '../../src/routing/default-policy.ts';
import { inForce, NO_POLICY } from '../../src/routing/in-force.ts';
import { deriveFrom } from '../../src/routing/words.ts';

test.each(DEVELOPERS_DAY)('$work: "$example" goes by the rule $rule', ({ example, rule }) => {
  const { policy } = inForce(NO_POLICY, NO_POLICY);
  expect(decide({ ...deriveFrom(example), text: example }, policy, {}).rule).toBe(rule);
});

test.each<[string, object]>([
  ['Design the architecture of the billing service', { kind: 'architecture', errorCost: 'high' }],
  ['Plan how to migrate the users table in production', { kind: 'plan', errorCost: 'high' }],
  ['Review this diff for security problems', { kind: 'security', errorCost: 'high' }],
  ['Extract the invoice numbers from these letters', { kind: 'extraction', complexity: 'mechanical', errorCost: 'high' }],
  ['Summarize the meeting notes', { kind: 'summary', complexity: 'generative', errorCost: 'low' }],
  ['Classify the tickets by topic, no hurry', { kind: 'classification', urgency: 'low' }],
  ['Fix the outage in the login service right now', { urgency: 'high' }],
  ['Build the page from mockup.png', { kind: 'implementation', needs: ['image input'] }],
  ['Upgrade the packages without asking', { needs: ['runs unattended'] }],
  ['Analyze the entire codebase', { kind: 'analysis', complexity: 'reasoning-intensive' }],
  ['', { kind: 'implementation', complexity: 'generative', errorCost: 'low', needs: [], urgency: 'normal', inputTokens: 0 }],
])('%s', (task, expected) => {
  expect(deriveFrom(task)).toMatchObject(expected);
}); // biome-ignore format: one case per line

test('what is known stands above what is derived', () => {
  const derived = deriveFrom('Rename the field', { kind: 'review', inputTokens: 250_000 });
  expect(derived).toMatchObject({
    kind: 'review',
    complexity: 'reasoning-intensive',
    inputTokens: 250_000,
    needs: ['over 200,000 tokens'],
  });
});

test('words inside the material say nothing about the work, nor does what a question is about', () => {
  const material = 'The deploy failed on a security check; payment was refused. '.repeat(20);
  expect(deriveFrom(`Translate this.\n${' '.repeat(300)}${material}${' '.repeat(150)}`)).toMatchObject({
    kind: 'translation',
    errorCost: 'low',
  });
  expect(deriveFrom(`${'x '.repeat(400)}${material}${'x '.repeat(400)}\nSummarize it.`).kind).toBe('summary');
  expect(deriveFrom('Is the payment of a release fee legal?')).toMatchObject({
    kind: 'question',
    errorCost: 'low',
  });
  expect(deriveFrom('What does social security cover?').kind).toBe('question');
});

test('a long text takes no longer than its first page', () => {
  const started = performance.now();
  deriveFrom(`${'extract break write fix why '.repeat(200_000)}`);
  expect(performance.now() - started).toBeLessThan(1000);
});
