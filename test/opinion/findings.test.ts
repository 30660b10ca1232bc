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
  expect(read([finding()])).toEqual({ findings: [finding()], unverified: [], raw: null });
});

test.each([
  ['Critical ', 'critical'],
  ['CRITICAL!', 'critical'],
  ['blocker', 'critical'],
  ['P0', 'critical'],
  ['MAJOR', 'major'],
  ['High', 'major'],
  ['severe', 'major'],
  ['P1', 'major'],
  ['medium', 'major'],
  ['warning', 'major'],
  ['minor', 'minor'],
  ['low', 'minor'],
  ['nit', 'minor'],
  ['fine', 'fine'],
  ['', 'minor'],
  [1, 'minor'],
])('severity %j is %s', (said, severity) => {
  expect(read([finding({ severity: said })]).findings[0]?.severity).toBe(severity);
});

test.each(['3', 'L3', '3-4', [3, 4], 1.5, 'two', null, undefined])(
  'a line may be given as %j; it ends up where the evidence is',
  (line) => {
    expect(read([finding({ line })]).findings[0]?.line).toBe(2);
  },
);

test.each([
  ['names no file', { file: undefined }],
  ['has no claim', { claim: '' }],
  ['quotes no code', { evidence: undefined }],
  ['too short to prove', { evidence: 'x();' }],
  ['is not in that file', { evidence: 'fourth();' }],
])('one of which %s is not verified, and is kept as it was given', (reason, more) => {
  const { findings, unverified } = read([finding(more), finding()]);
  expect(findings).toEqual([finding()]);
  expect(unverified).toHaveLength(1);
  expect(unverified[0]?.reason).toContain(reason);
  const { claim, line, severity } = finding(more);
  expect(unverified[0]).toMatchObject({ claim, line, severity });
});

test('what is no object is kept as its text', () => {
  expect(read(['SQL injection']).unverified[0]?.claim).toBe('SQL injection');
});

describe('a reply in another shape is read all the same:', () => {
  const list = JSON.stringify([finding(), finding({ claim: 'Slow.' })]);
  test.each([
    ['a list', list],
    ['a list in a fence', `Here:\n\`\`\`json\n${list}\n\`\`\``],
    ['another name', `{"issues": ${list}}`],
    ['one object a line', list.slice(1, -1).replace('},{', '}\n{')],
    ['objects between words', list.slice(1, -1).replace('},{', '}\nand {')],
  ])('%s', (_, reply) => {
    expect(readFindings(reply, code(TEXT))).toMatchObject({ findings: [{}, {}], unverified: [], raw: null });
  });

  test('what was cut is read as far as it is complete, and the rest is kept', () => {
    const whole = JSON.stringify({ findings: [finding(), finding({ claim: 'Half "}" said' })] });
    const { findings, raw } = readFindings(whole.slice(0, -20), code(TEXT));
    expect(findings).toEqual([finding()]);
    expect(raw).toEqual({
      text: expect.stringMatching(/^\{.*Half/),
      reason: expect.stringContaining('cut off'),
    });
  });
});

test.each([
  ['prose', 'Line 2 is wrong: second() must not be called.'],
  ['without a list', '{"findings": "none"}'],
  ['prose that mentions a list', 'The list [] is never checked, which crashes.'],
  ['an empty list and many words', `{"findings": []}\n${'But second() is wrong. '.repeat(20)}`],
  ['cut before the first is complete', '{"findings": [{"file": "b.ts", "claim": "Wro'],
])('a reply that is %s is kept as text', (_, reply) => {
  expect(readFindings(reply, code(TEXT))).toMatchObject({ findings: [], raw: { text: reply } });
});

test.each(['{"findings": []}', '[]', '```json\n[]\n```', 'Here it is:\n```json\n{"findings": []}\n```'])(
  '%j holds none, and nothing is left',
  (reply) => {
    expect(readFindings(reply, code(TEXT))).toEqual({ findings: [], unverified: [], raw: null });
  },
);

test('of more than two hundred the rest is not verified', () => {
  const { findings, unverified } = read(Array.from({ length: 205 }, () => finding()));
  expect([findings.length, unverified.length]).toEqual([200, 5]);
});

describe('evidence', () => {
  const shown = [
    'load();',
    'const injection = "none";',
    '  total += price * count;',
    '- dash list',
    'x = a - b;',
    '  --depth;',
    'done(total);',
  ];
  const lineOf = (evidence: string): number | undefined =>
    read([finding({ line: 1, evidence })], code(shown.join('\n'))).findings[0]?.line;
  test.each([
    ['a whole line', 'total += price * count;', 3],
    ['in back-ticks', '`total += price * count;`', 3],
    ['in a fence', '```js\ntotal += price * count;\n```', 3],
    ['with a leading +', '+  total += price * count;', 3],
    ['with CR', 'total += price * count;\r\n- dash list\r\n', 3],
    [
      'as a hunk, where the first added line is',
      ' const injection = "none";\n-total = 0;\n+  total += price * count;',
      3,
    ],
    [
      'as a hunk, of which a line is code that begins with two dashes',
      ' const injection = "none";\n-total = 0;\n+  total += price * count;\n - dash list\n x = a - b;\n   --depth;',
      3,
    ],
    ['that begins with a dash of its own', '- dash list', 4],
    ['part of a word', 'tion = "none";', undefined],
    ['a syllable', 'con', undefined],
    ['less than eight characters', 'load();', undefined],
    ['from elsewhere', 'price * amount', undefined],
  ])('%s', (_, evidence, line) => {
    expect(lineOf(evidence)).toBe(line);
  });
});

test('a file that is not as the diff leaves it tells no lines: the diff does', () => {
  const diff = '--- a/b.ts\n+++ b/b.ts\n@@ -1,2 +1,4 @@\n+inserted();\n+second();\n first();\n kept();\n';
  const base = 'first();\nkept();\nfar away;\n';
  const at = (evidence: string) => read([finding({ line: 1, evidence })], code(base, diff));
  expect(at('first();\nkept();').findings[0]?.line).toBe(3);
  expect(at('far away;').findings).toEqual([]);
});

describe('the place of evidence', () => {
  const twice = `${'x\n'.repeat(49)}call_again();\n${'x\n'.repeat(49)}call_again();\n`;
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
    expect(lineOf(twice, named, 'call_again();')).toBe(found);
  });

  test('is the nearer of two, the first of two as near', () => {
    const text = 'call_a();\nx\nx\nx\ncall_a();\n';
    expect([1, 2, 3, 4, 5].map((line) => lineOf(text, line, 'call_a();'))).toEqual([1, 1, 1, 5, 5]);
  });

  test('the file after the change is looked at before the diff, and that before the removed lines', () => {
    const diff = '--- a/b.ts\n+++ b/b.ts\n@@ -1,2 +1,2 @@\n-is_old();\n+shown();\n is_kept();\n';
    const places = (text: string | null) =>
      ['whole();', 'shown();', 'is_old();', 'is_kept();'].map(
        (evidence) => read([finding({ line: 1, evidence })], code(text, diff))?.findings[0]?.line,
      );
    expect(places('shown();\nis_kept();\nwhole();\n')).toEqual([3, 1, 1, 2]);
    expect(places(null)).toEqual([undefined, 1, 1, 2]);
  });

  test.each([
    ['./b.ts', 'b.ts'],
    ['a/b.ts', 'b.ts'],
    ['b/b.ts', 'b.ts'],
    ['c/b.ts', 'c/b.ts'],
  ])('a file called %s is %s', (named, file) => {
    const diff = '--- a/b.ts\n+++ b/b.ts\n@@ -1 +1 @@\n-is_old();\n+shown();\n';
    const files = new ReviewedCode(parseDiff(diff), () => 'shown();\n');
    expect(read([finding({ file: named, line: 1, evidence: 'shown();' })], files)?.findings[0]?.file).toBe(
      file,
    );
  });

  test.each(['a/b.ts', 'lib/b.ts', 'x./b.ts'])(
    'a path as it is in the diff, %s, is taken as it is',
    (path) => {
      const diff = `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-is_old();\n+shown();\n`;
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
