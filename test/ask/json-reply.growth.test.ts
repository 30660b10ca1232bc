// How long a hostile reply keeps the parser busy. In a file of its own: code made ready for mutations is too slow for it.
import { expect, test } from 'vitest';
import { objectIn } from '../../src/ask/json-reply.ts';
import { growthOf, LINEAR } from '../support/growth.ts';

test.each([
  ['line breaks in a fence', (size: number) => `\`\`\`json\n${'\n'.repeat(size)}`],
  ['line breaks and blanks in fences', (size: number) => '```json\n \n'.repeat(size)],
  ['fences that open and close', (size: number) => '```\n'.repeat(size)],
  ['braces', (size: number) => '{'.repeat(size)],
  ['back-ticks', (size: number) => '`'.repeat(size)],
])('%s take time in proportion to their number', (_, textOf) => {
  expect(growthOf((size) => void objectIn(textOf(size)), 20_000)).toBeLessThan(LINEAR);
});
