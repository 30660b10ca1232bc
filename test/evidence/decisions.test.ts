// What people decided, against what tiers had said: the last word of each counts, and what was taken back does not.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReviewed } from '../../src/evidence/decisions.ts';

const home = (files: Record<string, object[]>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-answers-'));
  for (const [name, lines] of Object.entries(files)) {
    mkdirSync(join(folder, 'answers', name, '..'), { recursive: true });
    const text = lines.map(
      (line) => `${JSON.stringify({ model: 'm', served: 'm', at: '2026-10-02', ...line })}\n`,
    );
    writeFileSync(join(folder, 'answers', name), `${text.join('')}{"torn`);
  }
  return folder;
};
const said = (tier: string, fingerprint: string, answer: object) => ({ tier, fingerprint, ...answer });

test('per task and tier: how many of the items that people decided it had answered alike', () => {
  const box = home({
    'h1/person/1.jsonl': [
      said('person', 'a', { tags: ['x', 'y'] }),
      said('person', 'b', { tags: ['x'], at: '2026-09-01' }),
      said('person', 'c', { tags: ['x'] }),
      said('person', 'd', { tags: ['x'] }),
      said('person', 'd', { distrusted: true }),
    ],
    'h1/haiku/1.jsonl': [
      said('haiku', 'a', { tags: ['z'] }),
      said('haiku', 'a', { tags: ['y', 'x'] }),
      ...['b', 'c', 'd', 'e'].map((one) => said('haiku', one, { tags: ['z'] })),
    ],
    'h1/opus/1.jsonl': [said('opus', 'c', { tags: ['x'] })],
    'h2/person/1.jsonl': [said('person', 'a', { output: { p: 1, q: 2 } })],
    'h2/sonnet/1.jsonl': [said('sonnet', 'a', { output: { q: 2, p: 1 } })],
    'h3/haiku/1.jsonl': [said('haiku', 'a', { tags: ['z'] })],
  });
  expect(readReviewed(box, null)).toEqual([
    { task: 'h1', kind: 'classification', tier: 'haiku', decided: 3, confirmed: 1 },
    { task: 'h1', kind: 'classification', tier: 'opus', decided: 1, confirmed: 1 },
    { task: 'h2', kind: 'extraction', tier: 'sonnet', decided: 1, confirmed: 1 },
  ]);
  expect(readReviewed(box, new Date('2026-10-01'))[0]).toMatchObject({ decided: 2, confirmed: 1 });
  expect(readReviewed(join(box, 'nowhere'), null)).toEqual([]);
});
