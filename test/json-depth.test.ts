// JSON that is nested without end, wherever it comes in: one line about it, or an item in review, and no crash.
import { describe, expect, test } from 'vitest';
import { isTooDeep, MOST_DEPTH } from '../src/json-depth.ts';
import { sandbox } from './support/command.ts';
import { serve } from './support/lines.ts';

const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

test.each([
  ['as deep as may be', lists(MOST_DEPTH), false],
  ['one deeper', lists(MOST_DEPTH + 1), true],
  ['objects', objects(MOST_DEPTH + 1), true],
  ['both, in turn', '[{"a":'.repeat(300) + '}]'.repeat(300), true],
  ['many beside one another', `[${'[],'.repeat(5000)}[]]`, false],
  ['brackets in a text', JSON.stringify('['.repeat(5000)), false],
  ['brackets after an escaped quote', JSON.stringify(`"${'{'.repeat(5000)}`), false],
  ['behind a text', `["\\\\",${lists(MOST_DEPTH)}]`, true],
])('%s: %#', (_, json, expected) => {
  expect(isTooDeep(json)).toBe(expected);
});

describe('items', () => {
  test.each([
    ['a.jsonl', `{"text":"it failed","b":${lists(100_000)}}\n{"text":"all is well","b":1}\n`],
    ['a.json', `[{"text":"it failed","b":${objects(100_000)}},{"text":"all is well","b":1}]`],
  ])('%s: the one goes to review, the other is tagged', async (name, content) => {
    const server = await serve();
    const box = sandbox(server.url);
    box.write(name, content);
    for (const column of ['text', 'b']) {
      const { code, stderr } = await box.run(['bulk-tag', name, './sev.md', '--column', column, '--force']);
      expect(stderr).not.toContain('a bug in tierwise');
      expect(code).toBe(1);
      const [line] = box.read(`${name}.review.jsonl`).trimEnd().split('\n');
      expect(JSON.parse(line as string).reason).toBe('line 1 nests more than 500 lists and objects');
    }
    expect(server.tagged).toEqual(['all is well', '1']);
  });

  test.each(['digest', 'view'])('%s of such a result does not crash', async (command) => {
    const box = sandbox();
    box.write('a.jsonl', `{"text":"a","tags":["x"],"tagged_by":"rule","b":${lists(100_000)}}\n`);
    const { stderr } = await box.run([command, 'a.jsonl']);
    expect(stderr).not.toContain('a bug in tierwise');
  });
});

test('a reply that is nested without end is not a reply', async () => {
  const server = await serve({ react: () => ({ text: `{"results":${lists(100_000)}}` }) });
  const box = sandbox(server.url);
  box.write('a.txt', 'it failed\n');
  const { code, stderr } = await box.run(['bulk-tag', 'a.txt', './sev.md']);
  expect(stderr).not.toContain('a bug in tierwise');
  expect(code).toBe(1);
});
