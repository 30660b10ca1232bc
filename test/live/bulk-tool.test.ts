import { expect, test } from 'vitest';
import { bulkCallIn, commandsBeside } from '../../src/live/bulk-tool.ts';

const ARGS = { kind: 'bulk-tag', input: 'a.log', task: 'log-severity', max_cost_usd: 0.5 };

test('arguments become words of the confined verb, under its ceiling, answered by this session', () => {
  expect(bulkCallIn({ ...ARGS, tool: 'mcp__x', sample: 20, column: 'text', tier: 'haiku' })).toEqual({
    ...{ command: 'bulk-tag', maxCostUsd: 0.5, isDry: false },
    words: [
      ...['in-session', 'bulk-tag', 'a.log', 'log-severity', '--json', '--backend=live', '--max-cost=0.5'],
      ...['--sample=20', '--column=text', '--tier=haiku'],
    ],
  });
  expect(bulkCallIn({ ...ARGS, dry_run: true })).toMatchObject({ isDry: true });
});

test.each([
  { kind: 'plan' },
  { input: '--backend=api' },
  { input: 'a\nb' },
  { task: '-x' },
  { task: 7 },
  { max_cost_usd: 0 },
  { max_cost_usd: '1' },
  { max_cost_usd: Number.POSITIVE_INFINITY },
  { sample: 1.5 },
  { out: '-' },
  { tier: 'openai:x' },
  { dry_run: 'no' },
])('%j is refused with its name', (wrong) => {
  expect(bulkCallIn({ ...ARGS, ...wrong })).toEqual({
    problem: expect.stringContaining(Object.keys(wrong)[0] ?? ''),
  });
});

test('the command is looked for in the cache, newest first, and in the tree that both plugins are in', () => {
  expect(commandsBeside('/c/market/tierwise-live/0.1.0', ['0.9.0', '0.10.0', 'tmp'])).toEqual([
    ...[
      '/c/market/tierwise/0.10.0/bin/tierwise',
      '/c/market/tierwise/0.9.0/bin/tierwise',
      '/c/market/bin/tierwise',
    ],
  ]);
});
