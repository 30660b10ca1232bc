// Voices as they are named: one twice is the control for two makers.
import { expect, test } from 'vitest';
import { isSameModel } from '../../src/opinion/families.ts';
import { namedVoices, specOf } from '../../src/opinion/named-voices.ts';

test('a voice may be asked more than once, and is called by a number then', () => {
  expect(namedVoices(['opus*2', 'codex:some-model', 'openai:m@http://127.0.0.1:9/v1*3'])).toEqual([
    { spec: 'opus', name: 'opus#1' },
    { spec: 'opus', name: 'opus#2' },
    { spec: 'codex:some-model', name: 'codex:some-model' },
    ...[1, 2, 3].map((number) => ({
      spec: 'openai:m@http://127.0.0.1:9/v1',
      name: `openai:m@http://127.0.0.1:9/v1#${number}`,
    })),
  ]);
  expect(specOf('openai:m@http://127.0.0.1:9/v1#2')).toBe('openai:m@http://127.0.0.1:9/v1');
});

test.each([
  [['opus', 'opus'], 'opus is given twice: opus*2 asks it twice'],
  [['opus*2', 'opus'], 'opus is given twice'],
  [['opus*0'], '"opus*0": expected a number behind *'],
  [['opus*two'], '"opus*two": expected a number behind *'],
  [['opus*'], '"opus*": expected a number behind *'],
])('%j is refused', (entries, message) => {
  expect(() => namedVoices(entries)).toThrow(message);
});

test('a CLI that is asked twice is one model', () => {
  const [one, other, third] = ['codex#1', 'codex#2', 'gemini'].map((name) => ({ name, requested: null }));
  if (!one || !other || !third) throw new Error('three were made');
  expect([isSameModel(one, other), isSameModel(one, third)]).toEqual([true, false]);
});
