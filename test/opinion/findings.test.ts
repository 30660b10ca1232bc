// What a voice found, and whether the code it quotes is there.
import { describe, expect, test } from 'vitest';
import { parseDiff } from '../../src/opinion/diff.ts';
import { readFindings } from '../../src/opinion/findings.ts';
import { ReviewedCode } from '../../src/opinion/reviewed-code.ts';

const finding = (more: object = {}) => ({
  file: 'b.ts',
  line: 2,
  severity: 'major',
  claim: 'Wrong.',
  evidence: 'second();',
  ...more,
});
const code = (text: string | null, diff = '') => new ReviewedCode(parseDiff(diff), () => text);
const TEXT = 'first();\nsecond();\nthird();\n';
const read = (findings: unknown[], files = code(TEXT)) => readFindings(JSON.stringify({ findings }), files);

test('a finding whose code is there is kept as it was said', () => {
  expect(read([finding()])).toEqual({ findings: [finding()], dropped: { unfounded: 0, malformed: 0 } });
});

test.each([
  ['Critical ', 'critical'],
  ['MAJOR', 'major'],
  ['minor', 'minor'],
  ['fine', 'fine'],
  ['blocker', 'minor'],
  ['', 'minor'],
])('severity %j is %s', (said, severity) => {
  expect(read([finding({ severity: said })])?.findings[0]?.severity).toBe(severity);
});

test('a line may be given as text; it ends up where the evidence is', () => {
  expect(read([finding({ line: '3' })])?.findings[0]?.line).toBe(2);
});

test.each([
  ['no file', { file: undefined }],
  ['no claim', { claim: '' }],
  ['no evidence', { evidence: undefined }],
  ['half a line', { line: 1.5 }],
  ['a line that is a word', { line: 'two' }],
  ['a severity that is a number', { severity: 1 }],
])('one with %s cannot be read, and is counted so', (_, more) => {
  expect(read([finding(more), finding()])).toEqual({
    findings: [finding()],
    dropped: { unfounded: 0, malformed: 1 },
  });
});

test('code that is not there is counted as unfounded', () => {
  expect(read([finding({ evidence: 'fourth();' }), finding({ evidence: 'fifth();' })])?.dropped).toEqual({
    unfounded: 2,
    malformed: 0,
  });
});

test.each([
  ['not JSON', 'Nothing is wrong.'],
  ['without a list', '{"findings": "none"}'],
  ['of another name', '{"issues": []}'],
])('a reply that is %s holds no findings', (_, reply) => {
  expect(readFindings(reply, code(TEXT))).toBeNull();
});

test('a reply with an empty list holds none, which is something else', () => {
  expect(read([])).toEqual({ findings: [], dropped: { unfounded: 0, malformed: 0 } });
});

test('of more than two hundred the rest is dropped and counted', () => {
  const { findings, dropped } = read(Array.from({ length: 205 }, () => finding())) ?? {};
  expect([findings?.length, dropped]).toEqual([200, { unfounded: 0, malformed: 5 }]);
});

describe('the place of evidence', () => {
  const twice = `${'x\n'.repeat(49)}again();\n${'x\n'.repeat(49)}again();\n`;
  const lineOf = (text: string, line: number, evidence: string) =>
    read([finding({ line, evidence })], code(text))?.findings[0]?.line;

  test.each([
    [60, 50],
    [40, 50],
    [61, undefined],
    [39, undefined],
    [90, 100],
    [75, undefined],
  ])('that stands twice, named at line %i, is %s', (named, found) => {
    expect(lineOf(twice, named, 'again();')).toBe(found);
  });

  test('is the nearer of two, the first of two as near', () => {
    const text = 'a();\nx\nx\nx\na();\n';
    expect([1, 2, 3, 4, 5].map((line) => lineOf(text, line, 'a();'))).toEqual([1, 1, 1, 5, 5]);
  });

  test('the file after the change is looked at before the diff, and that before the removed lines', () => {
    const diff = '--- a/b.ts\n+++ b/b.ts\n@@ -1,2 +1,2 @@\n-old();\n+shown();\n kept();\n';
    const places = (text: string | null) =>
      ['whole();', 'shown();', 'old();', 'kept();'].map(
        (evidence) => read([finding({ line: 1, evidence })], code(text, diff))?.findings[0]?.line,
      );
    expect(places('a\nwhole();\n')).toEqual([2, 1, 1, 2]);
    expect(places(null)).toEqual([undefined, 1, 1, 2]);
  });

  test.each([
    ['./b.ts', 'b.ts'],
    ['a/b.ts', 'b.ts'],
    ['b/b.ts', 'b.ts'],
    ['c/b.ts', 'c/b.ts'],
  ])('a file called %s is %s', (named, file) => {
    const diff = '--- a/b.ts\n+++ b/b.ts\n@@ -1 +1 @@\n-old();\n+shown();\n';
    const files = new ReviewedCode(parseDiff(diff), () => 'shown();\n');
    expect(read([finding({ file: named, line: 1, evidence: 'shown();' })], files)?.findings[0]?.file).toBe(
      file,
    );
  });

  test.each(['a/b.ts', 'lib/b.ts', 'x./b.ts'])(
    'a path as it is in the diff, %s, is taken as it is',
    (path) => {
      const diff = `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-old();\n+shown();\n`;
      const found = read([finding({ file: path, line: 1, evidence: 'shown();' })], code(null, diff));
      expect(found?.findings[0]?.file).toBe(path);
    },
  );

  test('a file is read once, however many findings are about it', () => {
    let reads = 0;
    const files = new ReviewedCode(new Map(), () => {
      reads++;
      return TEXT;
    });
    expect(
      read(
        Array.from({ length: 50 }, () => finding()),
        files,
      )?.findings,
    ).toHaveLength(50);
    expect(reads).toBe(1);
  });
});
