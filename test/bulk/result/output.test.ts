// What goes in comes out again, in the same shape and order, with the tags added. Rules decide, so no model is needed.
import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { text } from '../../../src/formats/text.ts';
import { type Sandbox, sandbox } from '../../support/command.ts';
import { COMMAND } from '../../support/process.ts';

const RULES = `---
name: kind
tags:
  error: { match: ["failed"] }
  info: { match: ["fine"] }
---
`;

function withRules(): Sandbox {
  const box = sandbox();
  box.write('kind.md', RULES);
  return box;
}

/** Tags `content` under `name`, and returns the output file. */
async function tag(name: string, content: string | Buffer, ...options: string[]): Promise<string> {
  const box = withRules();
  box.write(name, content);
  const { code, stderr } = await box.run(['bulk-tag', name, './kind.md', ...options]);
  expect(code, stderr).toBe(0);
  return box.read(`${name}.tagged`);
}

test('text: tags, a tab, the line; blank lines keep their place', async () => {
  expect(await tag('a.log', 'all fine\n\n  \nit failed\n')).toBe('info\tall fine\n\n  \nerror\tit failed\n');
});

test('text: a last line without an end of line stays so', async () => {
  expect(await tag('a.log', 'all fine\nit failed')).toBe('info\tall fine\nerror\tit failed');
});

test('text: CRLF stays CRLF, and the item does not hold the carriage return', async () => {
  expect(await tag('a.log', 'all fine\r\nit failed\r\n')).toBe('info\tall fine\r\nerror\tit failed\r\n');
});

test('text: a byte order mark stays the first thing in the file', async () => {
  expect(await tag('a.log', '\uFEFFall fine\nit failed\n')).toBe('\uFEFFinfo\tall fine\nerror\tit failed\n');
});

test('bytes that are not UTF-8 come out as they went in, and are told of', async () => {
  const box = withRules();
  box.write('a.log', Buffer.concat([Buffer.from('all fine\nfine caf'), Buffer.from([0xe9, 0x0a])]));
  const { code, stderr } = await box.run(['bulk-tag', 'a.log', './kind.md', '--out', 'out']);
  expect(code).toBe(0);
  expect(Buffer.from(box.read('out'), 'utf8').includes('fine caf')).toBe(true);
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(box.file('out')).subarray(-2)).toEqual(Buffer.from([0xe9, 0x0a]));
  expect(stderr).toContain('Bytes that are not UTF-8 in 1 item, first at line 2');
});

test('CSV: the same columns plus tags and tagged_by; quoting and line ends are kept', async () => {
  const csv = 'id,text\r\n1,"it failed, ""badly"""\r\n2,"all\r\nfine"\r\n';
  expect(await tag('a.csv', csv)).toBe(
    'id,text,tags,tagged_by\r\n1,"it failed, ""badly""",error,rules\r\n2,"all\r\nfine",info,rules\r\n',
  );
});

test('CSV: semicolons, as spreadsheets write them', async () => {
  expect(await tag('a.csv', 'id;text\n1;all fine, really\n')).toBe(
    'id;text;tags;tagged_by\n1;all fine, really;info;rules\n',
  );
});

test('CSV: a row with too few cells keeps the added ones under their names', async () => {
  expect(await tag('a.csv', 'text,note\nall fine\n')).toBe(
    'text,note,tags,tagged_by\nall fine,,info,rules\n',
  );
});

test('CSV: a row with more cells than the header goes to review, whole', async () => {
  const box = withRules();
  box.write('a.csv', 'id,text\n1,it failed\n2,fine,but torn\n');
  const { code } = await box.run(['bulk-tag', 'a.csv', './kind.md']);
  expect(code).toBe(1);
  expect(box.read('a.csv.tagged')).toBe(
    'id,text,tags,tagged_by\n1,it failed,error,rules\n2,fine,,review,but torn\n',
  );
  expect(JSON.parse(box.read('a.csv.review.jsonl'))).toMatchObject({
    index: 1,
    line: 3,
    reason: expect.stringContaining('3 cells'),
  });
});

test('TSV by its name', async () => {
  expect(await tag('a.tsv', 'id\ttext\n1\tall fine\n')).toBe(
    'id\ttext\ttags\ttagged_by\n1\tall fine\tinfo\trules\n',
  );
});

test('--column names the item, and several are joined for the rules and the model', async () => {
  const csv = 'text,title\nfine,it failed\n';
  expect(await tag('a.csv', csv, '--column', 'title')).toBe(
    'text,title,tags,tagged_by\nfine,it failed,error,rules\n',
  );
  const box = withRules();
  box.write('a.csv', csv);
  const { stdout } = await box.run([
    'bulk-tag',
    'a.csv',
    './kind.md',
    '-c',
    'title',
    '-c',
    'text',
    '--sample',
    '1',
    '--json',
  ]);
  expect(JSON.parse(stdout).sample[0].item).toBe('title: it failed\ntext: fine');
});

test('JSON lines: the same objects plus both fields; numbers keep all their digits', async () => {
  const jsonl = '{"id": 12345678901234567890, "text": "it failed", "price": 1.50}\n\n{"text":"all fine"}\n';
  expect(await tag('a.jsonl', jsonl)).toBe(
    '{"id": 12345678901234567890, "text": "it failed", "price": 1.50,"tags":["error"],"tagged_by":"rules"}\n\n{"text":"all fine","tags":["info"],"tagged_by":"rules"}\n',
  );
});

test('JSON lines: a broken line goes to review with its number, and the others go on', async () => {
  const box = withRules();
  box.write('a.jsonl', '{"text":"all fine"}\n{"text": "it fai\n"fine, a plain string"\n');
  expect((await box.run(['bulk-tag', 'a.jsonl', './kind.md'])).code).toBe(1);
  expect(
    box
      .read('a.jsonl.tagged')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { text: 'all fine', tags: ['info'], tagged_by: 'rules' },
    { item: '{"text": "it fai', tags: [], tagged_by: 'review' },
    { item: 'fine, a plain string', tags: ['info'], tagged_by: 'rules' },
  ]);
  expect(JSON.parse(box.read('a.jsonl.review.jsonl')).reason).toBe('line 2 is not valid JSON');
});

test('JSON lines: --column follows a dotted path', async () => {
  const out = await tag('a.jsonl', '{"commit":{"message":"it failed"}}\n', '--column', 'commit.message');
  expect(JSON.parse(out)).toEqual({ commit: { message: 'it failed' }, tags: ['error'], tagged_by: 'rules' });
});

test('a JSON array stays one, with brackets in its strings and elements over several lines', async () => {
  const json = '[\n  {"text": "fine ] , [ \\" }"},\n  {\n    "text": "it failed"\n  }\n]\n';
  expect(JSON.parse(await tag('a.json', json))).toEqual([
    { text: 'fine ] , [ " }', tags: ['info'], tagged_by: 'rules' },
    { text: 'it failed', tags: ['error'], tagged_by: 'rules' },
  ]);
});

test('a JSON array of strings becomes objects', async () => {
  expect(JSON.parse(await tag('a.json', '["all fine","it failed"]'))).toEqual([
    { item: 'all fine', tags: ['info'], tagged_by: 'rules' },
    { item: 'it failed', tags: ['error'], tagged_by: 'rules' },
  ]);
});

test('an input with a tags column of its own keeps it', async () => {
  expect(await tag('a.csv', 'text,tags\nall fine,vip\n')).toBe(
    'text,tags,kind_tags,kind_tagged_by\nall fine,vip,info,rules\n',
  );
});

test.each([
  ['csv', 'item,tags,tagged_by\n"fine, ok",info,rules\nit failed,error,rules\n'],
  ['tsv', 'item\ttags\ttagged_by\nfine, ok\tinfo\trules\nit failed\terror\trules\n'],
  [
    'jsonl',
    '{"item":"fine, ok","tags":["info"],"tagged_by":"rules"}\n{"item":"it failed","tags":["error"],"tagged_by":"rules"}\n',
  ],
  [
    'json',
    '[\n{"item":"fine, ok","tags":["info"],"tagged_by":"rules"},\n{"item":"it failed","tags":["error"],"tagged_by":"rules"}\n]\n',
  ],
])('--format %s from text', async (format, expected) => {
  expect(await tag('a.log', 'fine, ok\nit failed\n', '--format', format)).toBe(expected);
});

test('--format jsonl from CSV names the fields after the columns', async () => {
  const out = await tag('a.csv', 'id,text\n7,all fine\n', '--format', 'jsonl');
  expect(JSON.parse(out)).toEqual({ id: '7', text: 'all fine', tags: ['info'], tagged_by: 'rules' });
});

test('--format csv from JSON lines has a column for every field that occurs', async () => {
  const out = await tag(
    'a.jsonl',
    '{"text":"all fine"}\n{"text":"it failed","n":[1,2]}\n',
    '--format',
    'csv',
  );
  expect(out).toBe('text,n,tags,tagged_by\nall fine,,info,rules\nit failed,"[1,2]",error,rules\n');
});

test('--format csv from JSON lines with the names of what every object has by birth', async () => {
  const out = await tag(
    'a.jsonl',
    '{"constructor":"Ford","text":"all fine"}\n{"text":"it failed"}\n',
    '--format',
    'csv',
  );
  expect(out).toBe('constructor,text,tags,tagged_by\nFord,all fine,info,rules\n,it failed,error,rules\n');
});

test('--format jsonl from a JSON array has one line per element, with all digits', async () => {
  const out = await tag('a.json', '[{\n  "text": "all fine",\r\n  "n": 1.50\n}]', '--format', 'jsonl');
  expect(out).toBe('{ "text": "all fine", "n": 1.50,"tags":["info"],"tagged_by":"rules"}\n');
});

test('stdin goes to stdout, and the summary to stderr', async () => {
  const box = withRules();
  const { code, stdout, stderr } = await box.run(['bulk-tag', '-', './kind.md'], {
    input: 'all fine\nit failed\n',
  });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'info\tall fine\nerror\tit failed\n' });
  expect(stderr).toContain('tagged 2');
});

test('stdin may be CSV when told so', async () => {
  const box = withRules();
  const { stdout } = await box.run(['bulk-tag', '-', './kind.md', '--input-format', 'csv'], {
    input: 'text\nall fine\n',
  });
  expect(stdout).toBe('text,tags,tagged_by\nall fine,info,rules\n');
});

test('--json prints one object with the summary, and nothing else on stdout', async () => {
  const box = withRules();
  box.write('a.log', 'all fine\nit failed\nalso fine\nwho knows\n');
  const { code, stdout } = await box.run(['bulk-tag', 'a.log', './kind.md', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    items: 4,
    distinct: 4,
    tagged: 3,
    review: 0,
    failed: 1,
    requests: 0,
    tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    costUsd: 0,
    unpriced: [],
    byTier: { rules: { items: 3, requests: 0, costUsd: 0 } },
    tags: { error: 1, info: 2 },
    backend: 'rules',
    billedTo: null,
    served: {},
    out: 'a.log.tagged',
    reviewFile: null,
    stopped: null,
  });
});

test('a reader that ends early is no error', async () => {
  const box = withRules();
  box.write('many.log', 'all fine\n'.repeat(50_000));
  const command = ['bash', '-c', 'set -o pipefail; "$0" "$@" | head -1', ...COMMAND];
  const { code, stdout } = await box.start(['bulk-tag', 'many.log', './kind.md', '--out', '-'], { command });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'info\tall fine\n' });
});

test('a result that lacks a record does not get its name, and what was there stays', async () => {
  const box = withRules();
  box.write('a.log', 'all fine\nit failed\nfine again\n');
  const run = () => box.run(['bulk-tag', 'a.log', './kind.md']);
  await run();
  const before = box.read('a.log.tagged');
  const write = text.write;
  vi.spyOn(text, 'write').mockImplementation((options) => {
    const writer = write(options);
    return { ...writer, record: (...given) => (given[2] === 1 ? '' : writer.record(...given)) };
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const { code, stderr } = await run();
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('a.log.tagged: 3 records would have become 2, so it was not written.'),
  });
  expect(box.read('a.log.tagged')).toBe(before);
  expect(readdirSync(box.folder).filter((name) => name.includes('.tmp'))).toEqual([]);
});
