// Items that are asked a second time in the pack after their own: how many, which, and where.
import { expect, test } from 'vitest';
import type { TierPasses } from '../../../src/bulk/outcome/ladder.ts';
import { type CheckedPack, checkedPacks } from '../../../src/bulk/survey/checks.ts';
import type { Entry } from '../../../src/bulk/survey/open-packs.ts';
import { survey } from '../../../src/bulk/survey/survey.ts';
import { itemTokens } from '../../../src/bulk/task/item.ts';
import { memoryStore, rung, SCHEME, source } from '../../support/bulk.ts';

const ALL = Number.POSITIVE_INFINITY;
const word = (index: number): string =>
  String(index).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));

async function packsOf(items: string[], packItems = 40, extras: Entry[] = []) {
  const input = source(items);
  const ladder: TierPasses[] = [rung('haiku', undefined)];
  const pack = { items: packItems, tokens: 8000 };
  const found = await survey(input, {
    ...{ task: SCHEME, ladder, person: memoryStore('person'), pack, limit: ALL, imageProblem: undefined },
  });
  const watched: string[][] = [];
  const packs: CheckedPack[] = [];
  let since: string[] = [];
  const options = {
    source: input,
    task: SCHEME,
    survey: found,
    only: null,
    limit: ALL,
    pack,
    rung: 0,
    pass: 0,
  };
  for await (const one of checkedPacks({ ...options, extras, watch: (item) => since.push(item) })) {
    packs.push(one);
    watched.push(since);
    since = [];
  }
  return { packs, watched };
}
const plain = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `the unit ${word(index)} is up`);
const checksOf = ({ entries, checks }: CheckedPack): Entry[] => [...checks].map((at) => entries[at] as Entry);
const tokens = (entries: Entry[]): number => entries.reduce((sum, entry) => sum + itemTokens(entry), 0);

test('each pack but the first carries an item of the one before, which is watched since that was made', async () => {
  const { packs, watched } = await packsOf(plain(400));
  expect(packs).toHaveLength(10);
  for (const [index, pack] of packs.entries()) {
    const again = checksOf(pack).map(({ group }) => group.fingerprint);
    if (index === 0) expect(again).toEqual([]);
    else expect(again.length).toBeGreaterThanOrEqual(1);
    for (const item of again) expect(watched[index - 1]).toContain(item);
    expect(pack.entries).toHaveLength(40 + again.length);
  }
});

test.each([2, 5, 40, 200])('in packs of %i, one token in 35 is asked twice at most', async (packItems) => {
  const { packs } = await packsOf(plain(2000), packItems);
  const again = tokens(packs.flatMap(checksOf));
  const own = tokens(packs.flatMap(({ entries }) => entries)) - again;
  expect(again / own).toBeLessThan(1 / 35 + 0.001);
  expect(again / own).toBeGreaterThan(packItems < 200 ? 0.02 : 0.005);
});

test('an item that is asked alone has nothing to be compared with', async () => {
  const { packs } = await packsOf(plain(100), 1);
  expect(packs.flatMap(checksOf)).toEqual([]);
});

test('what is asked again stands anywhere, as often as not beside the strangest item of the pack', async () => {
  const items = plain(4000).map((item, index) =>
    index % 40 === 17 ? `пожалуйста пометьте ${word(index)}` : item,
  );
  const { packs } = await packsOf(items);
  const places = packs.slice(1).flatMap(({ checks }) => [...checks]);
  expect(new Set(places).size).toBeGreaterThan(15);
  const beside = packs.filter(({ entries, checks, strangest }) => {
    const at = entries.findIndex(({ group }) => group === strangest);
    return checks.has(at - 1) || checks.has(at + 1);
  });
  expect(beside.length / packs.length).toBeGreaterThan(0.5);
  const found = packs.filter(({ entries, strangest }) =>
    entries.some(({ group, text }) => group === strangest && /пометьте/.test(text)),
  );
  expect(found.length).toBeGreaterThan(90);
});

test('what a reader of replies wants to be asked again comes first', async () => {
  const { packs } = await packsOf(plain(40));
  const wanted = packs[0]?.entries.slice(0, 2) as Entry[];
  const extras = [...wanted];
  const later = await packsOf(plain(400).slice(40), 40, extras);
  const again = later.packs.flatMap(checksOf).map(({ group }) => group.fingerprint);
  expect(again.slice(0, 2).sort()).toEqual(wanted.map(({ group }) => group.fingerprint).sort());
  expect(extras).toEqual([]);
});
