import { expect, test } from 'vitest';
import { RecentTexts } from '../../../src/bulk/survey/recent-texts.ts';

const [ERROR, INFO] = [['error'], ['info']];

test('a text is known with the tags it came with, and with no others', () => {
  const recent = new RecentTexts();
  recent.set('a', ERROR, 1);
  recent.set('a', INFO, 2);
  expect([recent.get('a', ERROR), recent.get('a', INFO), recent.get('a', [])]).toEqual([1, 2, undefined]);
});

test('texts that never come again are soon no longer kept, and those that do are, later on', () => {
  const recent = new RecentTexts();
  const known = (from: number, to: number, text: (at: number) => string): number => {
    let found = 0;
    for (let at = from; at < to; at++) {
      const group = recent.get(text(at), INFO);
      if (group === undefined) recent.set(text(at), INFO, at % 10);
      else if (group === at % 10) found++;
    }
    return found;
  };
  expect(known(0, 10_000, String)).toBe(0);
  expect(known(0, 20_000, (at) => `x${at % 10}`)).toBe(0);
  expect(known(0, 100_000, (at) => `x${at % 10}`)).toBeGreaterThan(50_000);
});
