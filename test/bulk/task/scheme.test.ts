// A scheme of any size is read, or refused in one line, in a moment.
import { expect, test } from 'vitest';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';
import { processorTime } from '../../support/growth.ts';

const names = (many: number): string[] => Array.from({ length: many }, (_, at) => `t${at}`);
const asList = (many: number): string => `---\ntags: [${names(many).join(', ')}]\n---\nx\n`;
const asMap = (many: number): string =>
  `---\ntags:\n${names(many)
    .map((name) => `  ${name}: x\n`)
    .join('')}---\nx\n`;

const tooLong = /^s\.md: the header has [\d,]+ characters; at most 524,288 are read\. Shorten it\.$/;
const tooMany = /^s\.md: tags: expected at most 5,000 tags, got 20,000\./;

test.each([
  ['200,000 tags in a list', asList(200_000), tooLong],
  ['200,000 tags with descriptions', asMap(200_000), tooLong],
  ['20,000 in a list', asList(20_000), tooMany],
  ['20,000 with descriptions', asMap(20_000), tooMany],
  [
    'lists in lists without end',
    `---\ntags: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n---\n`,
    /^s\.md line 2: the header is not valid YAML: it is nested too deeply\.$/,
  ],
])('%s', (_, text, message) => {
  const took = processorTime(() => expect(() => parseScheme(text, 's.md')).toThrow(message));
  expect(took).toBeLessThan(8000);
});

test('as many as may be are read, and one that is there twice is found', () => {
  expect(parseScheme(asList(5000), 's.md').tags).toHaveLength(5000);
  expect(() => parseScheme(asList(4999).replace(']', ', t17]'), 's.md')).toThrow(
    'tags: "t17" is listed twice',
  );
  expect(() => parseScheme(asMap(4999).replace('---\nx', '  t17: y\n---\nx'), 's.md')).toThrow(
    's.md line 5002: the header is not valid YAML: Map keys must be unique.',
  );
});
