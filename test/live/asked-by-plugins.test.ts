// Requests that plugins ask for, told apart.
import { expect, test } from 'vitest';
import { AskedByPlugins } from '../../src/live/asked-by-plugins.ts';
import { counted } from '../support/counted.ts';

test('ours are told by the command that runs, others are lines, whichever comes first', () => {
  const plugins = new AskedByPlugins();
  const ours = counted();
  const theirs = counted({ input_tokens: 12, request_id: 'req_4' });
  plugins.add(ours, 0);
  expect(plugins.own(ours.usage)).toBe(ours);
  expect(plugins.own(ours.usage)).toBeNull();
  plugins.owe(ours.usage); // answered before the client said so
  plugins.add(ours, 1);
  plugins.add(theirs, 1);
  expect(plugins.others(1)).toEqual([]);
  expect(plugins.others(2)).toEqual([theirs]);
  expect(plugins.others(2)).toEqual([]);
});
