// A header in Markdown: what is read, what is refused, and on which line.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import matter from 'gray-matter';
import { expect, onTestFinished, test } from 'vitest';
import { parseLocated, parseMarkdown } from '../src/front-matter.ts';
import { sandbox } from './support/command.ts';
import { processorTime } from './support/growth.ts';

/** A header that writes `ran` if it is ever run. */
function trap(): { code: string; ran: () => boolean } {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ran');
  const fs = `(typeof require === 'function' ? require : process.getBuiltinModule)('fs')`;
  const code = `{ tags: ${fs}.writeFileSync(${JSON.stringify(file)}, '') || ['a', 'b'] }`;
  return { code, ran: () => existsSync(file) };
}

test('the trap works: gray-matter left to itself would run it', () => {
  const { code, ran } = trap();
  matter(`---js\n${code}\n---\n`, {});
  expect(ran()).toBe(true);
});

const LANGUAGES = [
  'js',
  'javascript',
  'JS',
  ' js ',
  'coffee',
  'cson',
  'json',
  'toml',
  'yaml',
  'constructor',
  '__proto__',
  '-',
];

test.each(LANGUAGES)('a header in a language ("---%s") is refused and never run', (language) => {
  for (const [before, end] of [
    ['', '\n'],
    ['\uFEFF', '\r\n'],
  ]) {
    const { code, ran } = trap();
    const text = `${before}---${language}${end}${code}${end}---${end}body`;
    expect(() => parseMarkdown(text, 's.md')).toThrow(
      `s.md line 1: the header starts with "---${language.trim()}", which is not read. Use plain YAML`,
    );
    expect(ran()).toBe(false);
  }
});

test('a header of one line without an end is refused by its whole name', () => {
  expect(() => parseMarkdown('---js', 's.md')).toThrow('starts with "---js", which');
});

test.each([
  ['bulk-tag', 'a.log', 's.md'],
  ['bulk-map', 'a.log', 's.md'],
  ['plan', 'check', 's.md'],
])('`%s %s %s`: the command refuses a header in JavaScript, and never runs it', async (...args) => {
  const box = sandbox();
  const { code: header, ran } = trap();
  box.write('a.log', 'a line\n');
  box.write('s.md', `---js\n${header}\n---\nJudge the line.\n`);
  const { code, stdout, stderr } = await box.run(args);
  expect(code).toBe(2);
  expect(`${stdout}${stderr}`).toContain('s.md line 1: the header starts with "---js", which is not read.');
  expect(ran()).toBe(false);
});

test('a broken header is refused the second time, too', () => {
  const text = '---\na: [\n---\nbody';
  for (const _ of [1, 2])
    expect(() => parseMarkdown(text, 's.md')).toThrow('s.md line 3: the header is not valid YAML');
});

test.each([
  ['---\na: 1\n', 's.md: the header is not closed. Put a line of "---" after it.'],
  ['---', 's.md: the header is not closed.'],
  ['---\n# only a comment\n', 's.md: the header is not closed.'],
  ['---\na: 1\n----\nb: 2\n---\n', 's.md line 3: the header is not valid YAML: "----" does not end it.'],
  ['---\n--- a\n---\n', 's.md line 2: the header is not valid YAML: "--- a" does not end it.'],
  ['---\na: 1\na: 2\n---\n', 's.md line 3: the header is not valid YAML: Map keys must be unique.'],
  ['---\n\n\na: *b\n---\n', 's.md line 4: the header is not valid YAML: '],
  [
    '---\na:\n  - title: Do: it\n---\n',
    's.md line 3: the header is not valid YAML: Nested mappings are not allowed in compact mappings. Put the value in quotes: - title: "Do: it"',
  ],
])('%j is refused with its line', (text, message) => {
  expect(() => parseMarkdown(text, 's.md')).toThrow(message);
});

test.each([
  ['no header\n---\nat all', {}, 'no header\n---\nat all', 1],
  ['', {}, '', 1],
  ['---\n---\nbody', {}, 'body', 3],
  ['---\n# a comment\n---\nbody', {}, 'body', 4],
  ['--- \t\na: 1\n---  \n\nbody', { a: 1 }, 'body', 3],
  ['\uFEFF---\r\na: 1\r\n---\r\nbody\r\n', { a: 1 }, 'body', 4],
  ['---\na: 1\n---', { a: 1 }, '', 3],
  ['---\na: 1\n---\n---\nb: 2\n---\n', { a: 1 }, '---\nb: 2\n---', 4],
  ['---\na: |\n  x\n  --- y\n---\nbody', { a: 'x\n--- y\n' }, 'body', 6],
  ['---\na: &x [1]\nb: *x\n---\n', { a: [1], b: [1] }, '', 5],
])('%j is read', (text, header, body, bodyLine) => {
  expect(parseMarkdown(text, 's.md')).toEqual({ header, body });
  expect(parseLocated(text, 's.md')).toMatchObject({ bodyLine });
});

test('a value, or the nearest thing around it, has the line it has in the file', () => {
  const { lineOf, bodyLine, body } = parseLocated(
    '---\n\nsteps:\n  - id: a\n    # why\n    needs: [b]\n---\n\nText',
    'p.md',
  );
  expect(lineOf(['steps', 0, 'id'])).toBe(4);
  expect(lineOf(['steps', 0, 'needs', 0])).toBe(6);
  expect(lineOf(['steps', 0, 'tier'])).toBe(4);
  expect(lineOf(['name'])).toBe(1);
  expect([bodyLine, body]).toEqual([8, '\nText']);
});

test('aliases of aliases are refused in one line before they fill the memory', () => {
  const letters = 'abcdefghijklmnop';
  const levels = [...letters].map((letter, at) => {
    const below = letters[at - 1];
    return `${letter}: &${letter} [${Array(10)
      .fill(below ? `*${below}` : 'ha')
      .join(', ')}]`;
  });
  const took = processorTime(() =>
    expect(() => parseMarkdown(`---\n${levels.join('\n')}\n---\n`, 's.md')).toThrow(
      /^s\.md line \d+: the header is not valid YAML: its aliases cannot be followed\. Write the values out\.$/,
    ),
  );
  expect(took).toBeLessThan(1000);
});

test('the reader of YAML warns nobody behind our back: its words would reach a terminal as they are', async () => {
  const warnings: string[] = [];
  const listen = (warning: Error): number => warnings.push(warning.message);
  process.on('warning', listen);
  onTestFinished(() => void process.off('warning', listen));
  parseMarkdown('---\ntiers: { { "gnp.\u202eexe": 1 }: 2 }\n---\n', 's.md');
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});
