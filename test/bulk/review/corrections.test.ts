// `tierwise review --corrections`: what a person corrected in the page of `tierwise view`, applied as a whole or not at all.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../../support/command.ts';
import { serve, text } from '../../support/lines.ts';

const SCHEME =
  '---\nname: s\ntags: { error: { match: failed }, info: {}, odd: {} }\nabstain: unsure\nmask: [number]\n---\nJudge.\n';
const ITEMS = ['it failed', 'fine 1', 'doubt', 'fine 2', 'well'];

const line = (index: number, item: string, ...tags: string[]): string =>
  `${JSON.stringify({ index, item, tags })}\n`;

/** A tagged file with a rule's item, three of haiku's (two of them the same), and one in review. */
async function tagged(input = text(ITEMS), name = 'a.log', ...args: string[]): Promise<Sandbox> {
  const server = await serve({ tag: (item) => [item.includes('doubt') ? 'unsure' : 'info'] });
  const box = sandbox(server.url);
  box.write('s.md', SCHEME);
  box.write(name, input);
  const { code, stderr } = await box.run(['bulk-tag', name, './s.md', '--no-escalate', ...args]);
  expect(code, stderr).toBe(1);
  return box;
}

const apply = (box: Sandbox, lines: string, input = 'a.log', ...args: string[]) => {
  box.write('c.jsonl', lines);
  return box.run(['review', input, './s.md', '--corrections', 'c.jsonl', ...args]);
};

test('any item can be corrected, by whomever it was settled; those that count as the same follow', async () => {
  const box = await tagged();
  const { code, stdout } = await apply(box, line(0, 'it failed', 'odd') + line(3, 'fine 2', 'error'));
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: '2 corrected, and 1 item like them. 1 item in review, 4 tagged -> a.log.tagged\n',
  });
  expect(box.read('a.log.tagged')).toBe(
    text(['odd\tit failed', 'error\tfine 1', '\tdoubt', 'error\tfine 2', 'info\twell']),
  );
  expect(JSON.parse(box.read('a.log.review.jsonl'))).toMatchObject({
    index: 2,
    reason: 'haiku: no tag fits',
  });
});

test('corrections stand in every later run, above rules and tiers, and are named as a person’s', async () => {
  const box = await tagged();
  await apply(box, line(0, 'it failed', 'odd') + line(2, 'doubt', 'info'));
  box.write('b.csv', text(['text', 'it failed', 'doubt', 'fine 7', 'it failed again']));
  const { stdout } = await box.run(['bulk-tag', 'b.csv', './s.md']);
  expect(box.read('b.csv.tagged')).toBe(
    text([
      'text,tags,tagged_by',
      'it failed,odd,person',
      'doubt,info,person',
      'fine 7,info,haiku',
      'it failed again,error,rules',
    ]),
  );
  expect(stdout).toContain('By person 2, haiku 1, rules 1 (3 from stored answers).');
});

test('what was in review leaves it; of two lines about one item the last counts', async () => {
  const box = await tagged();
  const { code, stdout } = await apply(box, line(2, 'doubt', 'info') + line(2, 'doubt', 'odd'));
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: '1 corrected. 0 items in review, 5 tagged -> a.log.tagged\n',
  });
  expect(box.read('a.log.tagged')).toContain('odd\tdoubt\n');
  expect(existsSync(box.file('a.log.review.jsonl'))).toBe(false);
});

test('rows and objects that are items as a whole, and items of several columns, come back from the page', async () => {
  for (const [name, input, args, item] of [
    ['a.jsonl', '{ "b": 1, "c": "x" }\n{"b":"doubt"}\n', [], '{"b":1,"c":"x"}'],
    ['a.csv', 'b,c\n1,x\ndoubt,\n', [], 'b: 1\nc: x'],
    ['a.csv', 'b,c,d\n1,x,y\ndoubt,,\n', ['-c', 'b', '-c', 'd'], 'b: 1\nd: y'],
  ] as const) {
    const box = await tagged(input, name, ...args);
    const page = (await box.run(['view', `${name}.tagged`, '-o', '-', ...args])).stdout;
    expect(page).toContain(JSON.stringify(item));
    const { stdout } = await apply(box, line(0, item, 'odd'), name, ...args);
    expect(stdout).toContain('1 corrected.');
    expect(box.read(`${name}.tagged`)).toContain('odd');
  }
});

const CASES: [name: string, lines: string, message: string][] = [
  ['another text', line(1, 'fine 2', 'odd'), 'c.jsonl line 1: item 2 of a.log is a different text. Has the input changed'],
  ['an item that is not there', line(9, 'fine 1', 'odd'), 'c.jsonl line 1: there is no item 10 in a.log: it has 5.'],
  ['an unknown tag', `\n${line(1, 'fine 1', 'weird')}`, 'c.jsonl line 2: "weird" is not a tag of the scheme "s". Expected one of: error, info, odd.'],
  ['the word for no tag', line(1, 'fine 1', 'unsure'), 'c.jsonl line 1: "unsure" is not a tag'],
  ['several tags where there is one', line(1, 'fine 1', 'odd', 'info'), 'c.jsonl line 1: 2 tags, and the scheme "s" allows one per item.'],
  ['no tag', line(1, 'fine 1'), 'c.jsonl line 1: expected {"index"'],
  ['no JSON', 'x\n', 'c.jsonl line 1: expected {"index"'],
  ['something else', '{"index":"1"}\n', 'c.jsonl line 1: expected {"index"'],
  ['two tags for what counts as the same', line(1, 'fine 1', 'odd') + line(3, 'fine 2', 'error'), 'c.jsonl line 2: its item counts as the same as that of c.jsonl line 1'],
  ['nothing', '\n', 'c.jsonl holds no corrections.'],
]; // biome-ignore format: one case a line

test.each(CASES)(
  '%s is refused in one line, and nothing is changed by the good lines either',
  async (_, lines, message) => {
    const box = await tagged();
    const before = box.read('a.log.tagged');
    const good = lines.trim() ? line(0, 'it failed', 'odd') : '';
    const { code, stdout, stderr } = await apply(box, lines + good);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`tierwise: ${message}`);
    expect(box.read('a.log.tagged')).toBe(before);
    await box.run(['bulk-tag', 'a.log', './s.md', '--no-escalate']);
    expect(box.read('a.log.tagged')).toBe(before); // no decision was kept
  },
);

test('a row that is no item cannot be corrected; a missing file is named', async () => {
  const box = await tagged('text,n\nfine,1\ntoo,many,cells\n', 'a.csv');
  const { code, stderr } = await apply(box, line(1, 'too', 'odd'), 'a.csv');
  expect(code).toBe(2);
  expect(stderr).toContain('c.jsonl line 1: item 2 of a.csv cannot be tagged: the row has 3 cells');
  const missing = await box.run(['review', 'a.csv', './s.md', '--corrections', 'no.jsonl']);
  expect(missing.code).toBe(2);
  expect(missing.stderr).toContain('no.jsonl: cannot read it: no such file or folder.');
});
