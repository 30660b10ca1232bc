// --where: part of the rows is tagged; the others are in the result as they were, in every format, and counted.
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';

async function place(): Promise<Sandbox & { asked: string[] }> {
  const server = await serve();
  const box = sandbox(server.url);
  box.write(
    'a.csv',
    'id,status,text\n1,open,"unit, failed"\n2,closed,all up\n3,open,is up\n4,closed,"x ""y"""\n',
  );
  return { ...box, asked: server.tagged };
}

test('CSV: untouched rows keep their bytes and their place; the summary and the dry run count them', async () => {
  const { asked, ...box } = await place();
  const args = ['bulk-tag', 'a.csv', './sev.md', '--where', 'status=open'];
  const dry = await box.run([...args, '--dry-run']);
  expect(dry.stdout).toMatch(/items +2, 2 distinct[\s\S]*untouched +2 other rows \(--where\)/);
  const { code, stdout } = await box.run(args);
  expect(code).toBe(0);
  expect(stdout).toContain('2 other rows passed through untouched (--where).');
  expect(box.read('a.csv.tagged')).toBe(
    'id,status,text,tags,tagged_by\n1,open,"unit, failed",error,haiku\n2,closed,all up,,\n3,open,is up,info,haiku\n4,closed,"x ""y""",,\n',
  );
  expect(asked.toSorted()).toEqual(['is up', 'unit, failed']);
  const again = await box.run([...args, '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({
    items: 2,
    passedThrough: 2,
    tagged: 2,
    failed: 0,
    records: { in: 4, out: 4 },
  });
});

test('objects, first and last of them left out', async () => {
  const box = await place();
  box.write('a.json', '[{"n":1,"text":"a"}, {"n":2.50,"text":"b"},\n{"n":3,"text":"c"}]');
  expect((await box.run(['bulk-tag', 'a.json', './sev.md', '--where', 'n>1', '--where', 'n<3'])).code).toBe(
    0,
  );
  expect(JSON.parse(box.read('a.json.tagged')).map((one: { tags: string[] }) => one.tags)).toEqual([
    [],
    ['info'],
    [],
  ]);
  expect(box.read('a.json.tagged')).toContain('"n":2.50');
});

test('a part does not replace the whole, and a complete run replaces the part', async () => {
  const box = await place();
  const part = ['bulk-tag', 'a.csv', './sev.md', '--where', 'status=open'];
  expect((await box.run(part)).code).toBe(0);
  expect((await box.run(['bulk-tag', 'a.csv', './sev.md'])).code).toBe(0);
  const refused = await box.run(part);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('a.csv.tagged holds a complete result, and this run makes a part of it');
});

test('review finds its items among all rows, with or without the condition', async () => {
  const server = await serve({ tag: () => ['unsure'] });
  const box = sandbox(server.url);
  box.write('s.md', '---\ntags: [error, info]\nabstain: unsure\n---\nJudge.\n');
  box.write('a.csv', 'k,text\nn,zero\ny,one\nn,two\ny,three\n');
  await box.run(['bulk-tag', 'a.csv', './s.md', '--where', 'k=y', '--no-escalate']);
  const lines = box
    .read('a.csv.review.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ index, item }) => [index, item])).toEqual([
    [1, 'one'],
    [3, 'three'],
  ]);
  const { stdout } = await box.run(['review', 'a.csv', './s.md', '--where', 'k=y'], {
    input: 'error\ninfo\n',
  });
  expect(stdout).toContain('2 decided. 0 items in review, 2 tagged');
  box.write('c.jsonl', '{"index":0,"item":"zero","tags":["info"]}\n');
  const beside = await box.run(['review', 'a.csv', './s.md', '--where', 'k=y', '--corrections', 'c.jsonl']);
  expect(beside.stderr).toContain('item 1 of a.csv is not among the rows that --where leaves');
});

test.each([
  [['a.csv', '--where', 'state=open'], 'a.csv has no column "state". Expected one of: id, status, text. Did you mean "status"?'],
  [['a.csv', '--where', 'status=new'], '--where leaves nothing of a.csv: none of its 4 rows fulfills it.'],
  [['sev.md', '--where', 'status=new'], '--where chooses rows by their columns, and sev.md is read as lines of text.'],
])('%j is refused in one line', async ([input = '', ...rest], message) => {
  const { code, stderr } = await (await place()).run(['bulk-tag', input, './sev.md', ...rest]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
}); // biome-ignore format: one case a line
