// Requests that plugins ask for, told apart.
import { expect, test } from 'vitest';
import { AskedByPlugins } from '../../src/live/asked-by-plugins.ts';
import { counted } from '../support/counted.ts';

test('ours are told by the command that runs, others are lines, whichever comes first', () => {
  const plugins = new AskedByPlugins();
  const ours = counted();
  const theirs = counted({ input_tokens: 12, request_id: 'req_4' });
  plugins.add(ours, 0);
  expect(plugins.own(ours.usage, 1)).toBe(ours);
  expect(plugins.own(ours.usage, 2)).toBeNull(); // answered before the client said so
  plugins.add(ours, 3);
  plugins.add(theirs, 3);
  expect(plugins.others(3002, false)).toEqual([]);
  expect(plugins.others(3003, false)).toEqual([theirs]);
  expect(plugins.others(9000, true)).toEqual([]);
});

test('one of ours of which the client never tells hides none of somebody else', () => {
  const plugins = new AskedByPlugins();
  const theirs = counted();
  expect(plugins.own(theirs.usage, 0)).toBeNull();
  plugins.add(theirs, 3000);
  expect(plugins.others(3001, true)).toEqual([theirs]);
});
