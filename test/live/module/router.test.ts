// What a policy says of agents and of single requests, as the module asks it.
import { afterEach, expect, test, vi } from 'vitest';
import { Router } from '../../../src/live/module/router.ts';

afterEach(() => void vi.useRealTimers());

/** A session with a policy of the user's, in which so much of a limit is used. */
function router(policy: readonly string[], percentUsed: readonly number[] = []): Router {
  const files: Record<string, string> = { '/h/tierwise.md': `---\n${policy.join('\n')}\n---\n` };
  const door = {
    text: async (file: string) => files[file] ?? null,
    size: async () => 0,
    readFrom: async () => '',
    append: async () => {},
    limits: () => percentUsed.map((used) => ({ percentUsed: used })),
    unwritten: () => [],
    say: () => {},
  };
  return new Router(door, { home: '/h', session: 's1', project: '/p' });
}

const READING = { agent: 'Explore', step: 'tool-results', model: 'claude-opus-5-5', effort: 'high' } as const;

test('a rule for single requests may ask for the hour', async () => {
  const rules = [
    'mode: enforce',
    'rules:',
    '  - { name: late, when: { step: tool-results, hours: "20:00-23:00" }, use: { tier: haiku } }',
  ];
  vi.useFakeTimers({ now: new Date(2026, 10, 22, 21, 30), toFake: ['Date'] });
  expect(await router(rules).step(READING, 'a1')).toEqual({ model: 'claude-haiku-5-5' });
  vi.setSystemTime(new Date(2026, 10, 22, 12, 0));
  expect(await router(rules).step(READING, 'a1')).toEqual({});
});

test('and for what is left of the limits', async () => {
  const rules = [
    'mode: enforce',
    'rules:',
    '  - { name: scarce, when: { step: tool-results, limitsLeft: "<20%" }, use: { tier: haiku } }',
  ];
  expect(await router(rules, [40, 85]).step(READING, 'a1')).toEqual({ model: 'claude-haiku-5-5' });
  expect(await router(rules, [40]).step(READING, 'a1')).toEqual({});
  expect(await router(rules).step(READING, 'a1')).toEqual({});
});
