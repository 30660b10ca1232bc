// A single request on another tier: only where a rule for steps says so, and of the main conversation only where it pays.
import { expect, test } from 'vitest';
import { decideStep, isWorthIt, type StepFacts } from '../../src/live/steps.ts';
import { inForce, NO_POLICY } from '../../src/routing/in-force.ts';
import { parsePolicy } from '../../src/routing/parse.ts';

const AT = new Date('2026-11-21T00:00:00Z');
const policyOf = (own: string, project = '') => {
  const file = (text: string, name: string) => (text ? parsePolicy(`---\n${text}\n---\n`, name) : NO_POLICY);
  return inForce(file(own, 'own.md'), file(project, 'project.md')).policy;
};
const READING =
  'rules:\n  - { name: reading, when: { agent: "*explorer", step: tool-results }, use: { tier: haiku } }';
const step = (more: Partial<StepFacts> = {}): StepFacts => ({
  ...{
    agent: 'tierwise:explorer',
    step: 'tool-results',
    model: 'claude-sonnet-5-5',
    effort: 'medium',
    prompt: 8000,
    output: 200,
  },
  ...more,
});

test('the rule of a policy that enforces moves what it names, and nothing else', () => {
  const policy = policyOf(`mode: enforce\n${READING}`);
  expect(decideStep(step(), policy, {}, AT)).toMatchObject({ model: 'claude-haiku-5-5', rule: 'reading' });
  expect(decideStep(step({ step: 'first' }), policy, {}, AT)).toBeNull();
  expect(decideStep(step({ agent: 'other' }), policy, {}, AT)).toBeNull();
  expect(decideStep(step({ model: 'claude-haiku-5-5' }), policy, {}, AT)).toBeNull();
  expect(decideStep(step({ model: 'some-model' }), policy, {}, AT)).toBeNull();
  expect(decideStep(step(), policyOf(`mode: suggest\n${READING}`), {}, AT)).toBeNull();
});

test('a rule about agents as a whole moves no single request', () => {
  const policy = policyOf(
    'mode: enforce\nrules:\n  - { name: all, when: { agent: "*" }, use: { tier: haiku } }',
  );
  expect(decideStep(step(), policy, {}, AT)).toBeNull();
});

test('the main conversation is moved by a rule of the user’s that names it, and where that is cheaper with the cache lost', () => {
  const main = step({ agent: 'main', model: 'claude-opus-5-5' });
  const own = 'rules:\n  - { name: m, when: { agent: main, step: tool-results }, use: { tier: haiku } }';
  const policy = policyOf(`mode: enforce\n${own}`);
  // Opus reads 8,000 cached tokens for $0.0016; Haiku writes them for $0.0010, and answers for less.
  expect(decideStep({ ...main, prompt: 8000, output: 200 }, policy, {}, AT)).toMatchObject({ tier: 'haiku' });
  // Sonnet would have to write 80,000 tokens for $0.20 that Opus reads for $0.016.
  const sonnet = policyOf(`mode: enforce\n${own.replace('haiku', 'sonnet')}`);
  expect(decideStep({ ...main, prompt: 80_000 }, sonnet, {}, AT)).toBeNull();
  expect(decideStep(main, policyOf('mode: enforce', `mode: enforce\n${own}`), {}, AT)).toBeNull();
  const wide = policyOf(
    'mode: enforce\nrules:\n  - { name: w, when: { agent: "*", step: tool-results }, use: { tier: haiku } }',
  );
  expect(decideStep(main, wide, {}, AT)).toBeNull();
});

test('what a switch costs is worked out by hand', () => {
  const at = { ...step(), model: 'claude-opus-5-5', prompt: 10_000, output: 1000 };
  // Stays: 10,000 read at $0.20 + 1,000 out at $20. Goes: 10,000 written at $2.50 + 1,000 out at $10, and 1,000 written back at $5.
  expect(isWorthIt(at, 'claude-sonnet-5-5', AT)).toBe(0.025 + 0.01 + 0.005 < 0.002 + 0.02);
});

test('a rule about answers concerns those of agents, and no other request', () => {
  const telling =
    'rules:\n  - { name: telling, when: { agent: ["*explorer", main], step: answer }, use: { tier: opus } }';
  const policy = policyOf(`mode: enforce\n${telling}`);
  expect(decideStep(step({ step: 'answer' }), policy, {}, AT)).toMatchObject({ tier: 'opus' });
  expect(decideStep(step(), policy, {}, AT)).toBeNull();
  expect(decideStep(step({ step: 'answer', agent: 'main' }), policy, {}, AT)).toBeNull();
});
