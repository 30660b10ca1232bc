// What becomes of a run whose replies drop, double or shift items: every result is right in the end, as nothing is taken for the
// answer of another item.
import { expect, test } from 'vitest';
import { sandbox } from '../../support/command.ts';
import { lines, serve, text } from '../../support/lines.ts';
import type { ServedRequest } from '../../support/messages-server.ts';

type Pair = [id: number, tag: string];
type Fault = (pairs: Pair[]) => unknown[];

const SCHEME = '---\nname: sev\ntags: [error, info, debug, fatal]\n---\nJudge the line.\n';
// Tags that a shift by one changes, three times in four.
const tagOf = (item: string): string => ['error', 'info', 'debug', 'fatal'][item.length % 4] as string;
const COUNT = 160;
const items = lines(COUNT).map((line, index) => line + '!'.repeat((index * 7) % 4));

/** Answers every pack of more than ten items with a fault. */
async function run(fault: Fault, options: string[] = [], isFaulty = (_: ServedRequest): boolean => true) {
  const server = await serve({
    react: (served) => {
      const pairs = served.items.map(({ id, item }): Pair => [id, tagOf(item)]);
      const isPack = pairs.length > 10 && isFaulty(served);
      return { text: JSON.stringify({ results: isPack ? fault(pairs) : pairs.flat() }) };
    },
  });
  const box = sandbox(server.url);
  box.write('a.log', text(items));
  box.write('sev.md', SCHEME);
  const { stdout, stderr } = await box.run([
    'bulk-tag',
    'a.log',
    './sev.md',
    '--json',
    '--concurrency',
    '1',
    ...options,
  ]);
  const result = box.read('a.log.tagged').trimEnd().split('\n');
  const wrong = result.filter((line, index) => line !== `${tagOf(items[index] as string)}\t${items[index]}`);
  return { server, wrong, summary: JSON.parse(stdout), stderr };
}

const FAULTS: [string, Fault][] = [
  ['an item is dropped', (pairs) => pairs.filter((_, index) => index !== 7).flat()],
  ['the end is dropped', (pairs) => pairs.slice(0, 20).flat()],
  ['an item comes twice', (pairs) => [...pairs.slice(0, 8), ...pairs.slice(7)].flat()],
  ['a tag comes twice, and what follows has moved by one', (pairs) => {
    const [ids, tags] = [pairs.map(([id]) => id), pairs.map(([, tag]) => tag)];
    const list = ids.flatMap((id, index) => (index < 9 ? [id, tags[index]] : [id, tags[index - 1]]));
    return [...list.slice(0, 18), tags[8], ...list.slice(18)];
  }],
  ['a tag is left out, and what follows has moved by one', (pairs) => {
    const [ids, tags] = [pairs.map(([id]) => id), pairs.map(([, tag]) => tag)];
    return ids.flatMap((id, index) => (index < 9 ? [id, tags[index]] : [id, tags[index + 1]])).filter(Boolean);
  }],
  ['tags come before their ids', (pairs) => pairs.flatMap(([id, tag]) => [tag, id])],
  ['ids are counted on from the first', (pairs) => pairs.flatMap(([, tag], index) => [(pairs[0]?.[0] ?? 0) + index, pairs[index + 1]?.[1] ?? tag])],
  ['ids are those of the pack, counted from one', (pairs) => pairs.flatMap(([, tag], index) => [index + 1, tag])],
  ['it is no list at all', () => []],
]; // biome-ignore format: one fault per line

test.each(FAULTS)('%s: nothing is wrong in the end', async (_, fault) => {
  const { wrong, summary } = await run(fault);
  expect(wrong).toEqual([]);
  expect(summary).toMatchObject({ tagged: COUNT, failed: 0, review: 0 });
});

test('a reply whose tags have all moved by one, each beside a right id, is found out by what other packs say', async () => {
  const rotated: Fault = (pairs) =>
    pairs.flatMap(([id], index) => [id, pairs[(index + 1) % pairs.length]?.[1]]);
  let packs = 0;
  const { wrong, stderr } = await run(rotated, [], ({ items: sent }) => sent.length > 38 && packs++ === 2);
  expect(stderr).toContain('may hold an item that moves others');
  expect(wrong).toEqual([]);
});

test('where large packs lose items, those after them are smaller', async () => {
  const { server } = await run((pairs) => (pairs.length > 32 ? pairs.slice(0, 20) : pairs).flat());
  const sizes = server.requests.map(({ items: sent }) => sent.length);
  expect(sizes.filter((size) => size > 32).length).toBeLessThanOrEqual(2); // one was being packed
  expect(sizes.filter((size) => size >= 20 && size <= 32).length).toBeGreaterThan(1);
});

test('--pack above the usual size is reached step by step, and not where items are lost', async () => {
  const { server, summary } = await run((pairs) => pairs.flat(), ['--pack', '100']);
  expect(summary.tagged).toBe(COUNT);
  const sizes = server.requests.map(({ items: sent }) => sent.length);
  expect(sizes[0]).toBe(40);
  expect(sizes.some((size) => size >= 60)).toBe(true);
  const limited = await run((pairs) => pairs.slice(0, 50).flat(), ['--pack', '100']);
  expect(limited.wrong).toEqual([]);
  expect(limited.server.requests.filter(({ items: sent }) => sent.length > 56)).toHaveLength(1);
});
