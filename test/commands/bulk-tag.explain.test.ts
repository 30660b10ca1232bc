// --explain: what decided one item, from what is known, in words and as JSON; nothing is asked.
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve, text } from '../support/lines.ts';

const SCHEME = `---
tags:
  error: { description: It failed., match: ['\\bERROR\\b', "can''t|can't"] }
  info: { description: Normal., match: ["^INFO "] }
abstain: unsure
mask: [number]
---
Judge.
`;

async function place(): Promise<Sandbox & { asked: () => number }> {
  const server = await serve({
    tag: (item) => [item.startsWith('doubt') ? 'unsure' : item.includes('failed') ? 'error' : 'info'],
  });
  const box = sandbox(server.url);
  box.write('s.md', SCHEME);
  const lines = ['ERROR 1', '', 'INFO ERROR', 'job 1 failed', 'job 2 failed', 'doubt it', 'all fine'];
  box.write('a.log', text(lines));
  await box.run(['bulk-tag', 'a.log', './s.md', '--no-escalate']);
  const before = server.requests.length;
  return { ...box, asked: () => server.requests.length - before };
}

const explain = (box: Sandbox, item: string, ...more: string[]) =>
  box.run(['bulk-tag', 'a.log', './s.md', '--no-escalate', '--explain', item, ...more]);

test('a rule, with its line; several of them; a model, its pack and its cost; a person', async () => {
  const { asked, ...box } = await place();
  expect((await explain(box, '1')).stdout).toBe(
    'item 1, line 1\nERROR 1\n\nerror, decided by rules\nrule of error, ./s.md line 3: \\bERROR\\b\nNothing was asked.\n',
  );
  const both = await explain(box, 'INFO ERROR');
  expect(both.stdout).toContain('rule of info, ./s.md line 4: ^INFO ');
  expect(both.stdout).toContain('Rules of several tags match, so that none decides.');
  const model = await explain(box, '3');
  expect(model.stdout).toContain('item 3, line 4, and 1 other that count as the same\njob 1 failed\n');
  expect(model.stdout).toMatch(
    /^error, decided by haiku\nNo rule matches\.\nhaiku: error \(claude-haiku\S*, \d{4}-\d\d-\d\d \d\d:\d\d, in a pack of 4, \$0\.\d+ of the pack's \$0\.\d+\)$/m,
  );
  const open = await explain(box, 'doubt it');
  expect(open.stdout).toContain('left to a person: haiku: no tag fits\n');
  await box.run(['review', 'a.log', './s.md'], { input: 'info\n' });
  expect((await explain(box, 'doubt')).stdout).toMatch(
    /^info, decided by person\n[\s\S]*haiku: unsure [\s\S]*person: info, on /m,
  );
  expect(asked()).toBe(0);
});

test('as JSON, with the parts of the cost', async () => {
  const box = await place();
  const found = JSON.parse((await explain(box, '4', '--json')).stdout);
  expect(found).toMatchObject({
    item: { number: 4, line: 5, text: 'job 2 failed', alike: 1 },
    status: 'done',
    tags: ['error'],
    by: 'haiku',
    rules: [],
    next: null,
    answers: [{ pass: 'haiku', tags: ['error'], takenBack: false, packItems: 4 }],
  });
  const [{ packUsd, costUsd, packItems }] = found.answers;
  expect(costUsd).toBeCloseTo(packUsd / packItems, 12);
});

test('what was never asked says who would be; what is not there, or not alone, is said', async () => {
  const { asked, ...box } = await place();
  box.write('a.log', text(['new one', 'new two']));
  expect((await explain(box, '2')).stdout).toContain('The next run asks haiku.');
  for (const [item, message] of [
    ['9', 'there is no item 9 in a.log: it has 2, from 1.'],
    ['new', 'several items of a.log hold "new", numbers 1 and 2 first.'],
    ['old', 'no item of a.log holds "old".'],
  ] as const)
    expect(await explain(box, item)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  expect(asked()).toBe(0);
});
