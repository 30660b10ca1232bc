// The page that `tierwise view` writes, read as data; in a browser: test/e2e/view.test.ts.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PageHead, Row } from '../../src/view/data.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve, text } from '../support/lines.ts';

// What the page is made of: by it `vitest related src/view/page.ts` finds these tests.
void (() => import.meta.glob('../../src/view/*.{ts,css}'));

interface Data {
  head: PageHead;
  rows: Row[];
}

/** What the page carries. */
function dataOf(html: string): Data {
  const blocks = [
    ...html.matchAll(/<script type="application\/json" class="(head|rows)">([^<]*)<\/script>/g),
  ];
  const of = (name: string) =>
    blocks.flatMap(([, kind, json]) => (kind === name ? JSON.parse(json ?? '') : []));
  return { head: of('head')[0], rows: of('rows') };
}

/** Items as `tags|by|text`, and their other columns. */
const shown = ({ head, rows }: Data): string[] =>
  rows.map(([, , tags, by, item, fields]) => {
    const others = fields.flatMap((value, at) =>
      at % 2 ? [] : `${head.columns[Number(value)]}=${fields[at + 1]}`,
    );
    return [tags.map((tag) => head.tags[tag]?.[0]).join(), head.by[by]?.[0], item, ...others].join('|');
  });

async function view(box: Sandbox, ...args: string[]): Promise<Data> {
  const { code, stderr, stdout } = await box.run(['view', ...args, '--out', '-']);
  expect(code, stderr).toBe(0);
  return dataOf(stdout);
}

const ITEMS = ['it failed', 'all is well'];
const FORMATS: [file: string, input: string, ...shown: string[]][] = [
  ['a.log', 'it failed\n\nall is well\n', 'error|haiku|it failed', 'info|haiku|all is well'],
  ['a.csv', 'id;text\n1;it failed\n2;all is well\n', 'error|haiku|it failed|id=1', 'info|haiku|all is well|id=2'],
  ['a.tsv', 'id\ttext\n1\tit failed\n2\tall is well\n', 'error|haiku|it failed|id=1', 'info|haiku|all is well|id=2'],
  ['a.jsonl', '{"n":{"m":1},"text":"it failed"}\n{"text":"all is well","z":null}\n', 'error|haiku|it failed|n={"m":1}', 'info|haiku|all is well|z='],
  ['a.json', '["it failed",\n "all is well"]\n', 'error|haiku|it failed', 'info|haiku|all is well'],
  ['whole.csv', 'one,two\nit,failed\nall,is well\n', 'error|haiku|one: it\ntwo: failed|one=it|two=failed', 'info|haiku|one: all\ntwo: is well|one=all|two=is well'],
]; // biome-ignore format: one format a line

test.each(FORMATS)(
  '%s: items, tags, who decided them and the other columns',
  async (file, input, ...expected) => {
    const box = sandbox((await serve()).url);
    box.write(file, input);
    await box.run(['bulk-tag', file, './sev.md']);
    const data = await view(box, `${file}.tagged`);
    expect(shown(data)).toEqual(expected);
    expect(data.head.tags).toEqual([
      ['error', 1],
      ['info', 1],
    ]);
    expect(data.rows.map(([index]) => index)).toEqual([0, 1]);
  },
);

test('the page lies beside the result, and one line says where, what is in it and how to open it', async () => {
  const box = sandbox((await serve()).url);
  box.write('a b.log', text(ITEMS));
  await box.run(['bulk-tag', 'a b.log', './sev.md']);
  const { code, stdout, stderr } = await box.run(['view', 'a b.log.tagged']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^a b\.log\.tagged\.html: 2 items, 2 tags, 0\.0 MB\. Open it in a browser: file:\/\/\/.*\/a%20b\.log\.tagged\.html\n$/,
  );
  const { head } = dataOf(box.read('a b.log.tagged.html'));
  expect(head.command).toBe("tierwise review 'a b.log' <scheme> --corrections 'a b.log.corrections.jsonl'");
});

test('a result that somebody named otherwise: the command says what is not known, and where the result is', async () => {
  const box = sandbox();
  box.write('r.csv', 'body,tags,tagged_by\nx,a,opus\n');
  const { head } = await view(box, 'r.csv', '--column', 'body');
  expect(head.command).toBe(
    'tierwise review <input> <scheme> --column body --out r.csv --corrections r.csv.corrections.jsonl',
  );
  expect(head.toFillIn).toBe(true);
});

test('stdin goes to stdout, and the line about it to stderr', async () => {
  const box = sandbox();
  const { code, stdout, stderr } = await box.run(['view', '-', '--input-format', 'jsonl'], {
    input: '{"text":"x","tags":["a","b"],"tagged_by":"person"}\n',
  });
  expect(code).toBe(0);
  expect(shown(dataOf(stdout))).toEqual(['a,b|person|x']);
  expect(stderr).toBe('1 item, 2 tags\n');
});

test('with the scheme, all its tags are offered; without, those that occur', async () => {
  const box = sandbox();
  box.write('x.log.tagged', 'info\tx\n');
  expect((await view(box, 'x.log.tagged')).head.offered).toEqual(['info']);
  expect((await view(box, 'x.log.tagged', '--scheme', './sev.md')).head.offered).toEqual(['error', 'info']);
});

test('who decided an item is in the order of the tiers; what nobody settled comes last', async () => {
  const box = sandbox();
  const by = ['', 'person', 'review', 'opus', 'codex', 'haiku', 'rules'];
  box.write('x.csv.tagged', `text,tags,tagged_by\n${by.map((who) => `x,${who && 'a'},${who}`).join('\n')}\n`);
  const { head } = await view(box, 'x.csv.tagged');
  expect(head.by.map(([who]) => who)).toEqual([
    'rules',
    'haiku',
    'opus',
    'codex',
    'person',
    'review',
    'nobody yet',
  ]);
});

test('items in review have their reason; a review file of another result is left out and named', async () => {
  const box = sandbox((await serve({ tag: (item) => [item === 'odd' ? 'none' : 'info'] })).url);
  box.write('x.log', text(['fine', 'odd']));
  await box.run(['bulk-tag', 'x.log', './sev.md', '--no-escalate']);
  const { head, rows } = await view(box, 'x.log.tagged');
  expect(head.by).toEqual([
    ['haiku', 1],
    ['review', 1],
  ]);
  expect(head.reasons).toEqual([[expect.stringMatching(/^haiku: /), 1]]);
  expect(rows.map(([, , , , , , review]) => review)).toEqual([null, [0, []]]);
  box.write('x.log.review.jsonl', '{"index":0,"line":1,"item":"fine","reason":"r","answers":[]}\n');
  const { stdout, stderr } = await box.run(['view', 'x.log.tagged', '-o', '-']);
  expect(stderr).toContain('x.log.review.jsonl is about another result: its reasons are left out.');
  expect(dataOf(stdout).head.reasons).toEqual([]);
});

test('a file too large for a page: rare tags are there whole, the others are spread, and counts are of the file', async () => {
  const box = sandbox();
  const lines = Array.from(
    { length: 120_000 },
    (_, at) => `${at % 1200 ? `often ${at % 2}` : 'rare'}\tline ${at}`,
  );
  box.write('x.log.tagged', text(lines));
  const { stdout } = await box.run(['view', 'x.log.tagged']);
  expect(stdout).toContain('x.log.tagged.html: 100,000 of 120,000 items, 3 tags');
  const { head, rows } = dataOf(box.read('x.log.tagged.html'));
  expect({ items: head.items, shown: head.shown, rows: rows.length }).toEqual({
    items: 120_000,
    shown: 100_000,
    rows: 100_000,
  });
  expect(head.tags).toEqual([
    ['often 1', 60_000],
    ['often 0', 59_900],
    ['rare', 100],
  ]);
  expect([0, 1, 2].map((tag) => rows.filter(([, , [one]]) => one === tag).length)).toEqual([
    49_950, 49_950, 100,
  ]);
  const halves = [0, 60_000].map(
    (from) => rows.filter(([index]) => index >= from && index < from + 60_000).length,
  );
  expect(halves).toEqual([50_000, 50_000]);
});

test('a long text is cut on the page, and cannot be corrected there', async () => {
  const box = sandbox();
  box.write('x.log.tagged', `a\t${'x'.repeat(30_000)}\n`);
  const [[, , , , item, , , fixed] = [] as never] = (await view(box, 'x.log.tagged')).rows;
  expect(item).toHaveLength(20_001);
  expect(fixed).toBe(1);
});

test('no text of an item can end the data it is in', async () => {
  const box = sandbox();
  const evil = '</script><!-- <script> \u2028 \u2029 \\u003c';
  box.write(
    'x.jsonl.tagged',
    `${JSON.stringify({ [evil]: evil, text: evil, tags: [evil], tagged_by: evil })}\n`,
  );
  const { stdout } = await box.run(['view', 'x.jsonl.tagged', '-o', '-']);
  expect(stdout.match(/<script/g)).toHaveLength(3); // the head, one block of rows, the page's own
  expect(stdout.match(/<\/script/g)).toHaveLength(3);
  expect(stdout).not.toMatch(/<!-- <|[\u2028\u2029]/);
  expect(shown(dataOf(stdout))).toEqual([`${evil}|${evil}|${evil}|${evil}=${evil}`]);
});

const NOT_TAGGED = 'is not a tagged record';
test.each([
  ['a missing file', ['no.tagged'], 'no.tagged: cannot read it: no such file or folder.'],
  ['an empty file', ['empty.tagged'], 'empty.tagged is empty'],
  ['blank lines', ['blank.log.tagged'], 'blank.log.tagged holds no items: there is nothing to view.'],
  ['a header alone', ['head.csv.tagged'], 'head.csv.tagged holds no items'],
  [
    'lines without tags',
    ['plain.log'],
    `plain.log line 2 ${NOT_TAGGED} (read as text): expected tags, a tab and the line`,
  ],
  [
    'a table without tags',
    ['plain.csv'],
    `plain.csv line 2 ${NOT_TAGGED} (read as csv): expected "tags" and "tagged_by"`,
  ],
  ['objects without tags', ['plain.jsonl'], `plain.jsonl line 1 ${NOT_TAGGED} (read as jsonl)`],
  ['a log with tabs', ['tabs.log'], `tabs.log line 2001 ${NOT_TAGGED}`],
  [
    'an unknown column',
    ['ok.csv.tagged', '-c', 'body'],
    'ok.csv.tagged has no column "body". Expected one of: text, tags, tagged_by.',
  ],
  ['an unknown scheme', ['ok.csv.tagged', '--scheme', 'no'], 'There is no scheme "no"'],
  [
    'the page over the result',
    ['ok.csv.tagged', '-o', 'ok.csv.tagged'],
    'ok.csv.tagged is the input itself.',
  ],
  ['a folder that is missing', ['ok.csv.tagged', '-o', 'no/x.html'], 'no/x.html: cannot write there'],
])('%s: one line says what is wrong, and no page is written', async (_, args, message) => {
  const box = sandbox();
  box.write('empty.tagged', '');
  box.write('blank.log.tagged', '\n \n');
  box.write('head.csv.tagged', 'text,tags,tagged_by\n');
  box.write('plain.log', 'a\tb\nno tab here\n');
  box.write('plain.csv', 'text,kind\nx,y\n');
  box.write('plain.jsonl', '{"text":"x"}\n');
  box.write('tabs.log', text(Array.from({ length: 2500 }, (_, at) => `2026-01-01 ${at}\tmessage`)));
  box.write('ok.csv.tagged', 'text,tags,tagged_by\nx,a,haiku\n');
  const { code, stdout, stderr } = await box.run(['view', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`tierwise: ${message}`);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(existsSync(box.file(`${args[0]}.html`))).toBe(false);
});

test('the page says by which scheme, by which models and for how much; a text result says who settled what', async () => {
  const box = sandbox((await serve()).url);
  box.write('a.log', 'it failed\nall is well\n');
  await box.run(['bulk-tag', 'a.log', './sev.md']);
  const { about } = (await view(box, 'a.log.tagged')).head;
  expect(about).toMatchObject({ task: 'the scheme "sev"', models: [['claude-haiku-5-5', 1]] });
  expect(about?.costUsd).toBeGreaterThan(0);
  // One request on haiku, at a fortieth of the price of opus.
  expect(about?.savedUsd).toBeCloseTo(39 * (about?.costUsd ?? 0), 8);
  // The same run again asks nobody; what the answers came from still stands.
  await box.run(['bulk-tag', 'a.log', './sev.md']);
  expect((await view(box, 'a.log.tagged')).head.about).toEqual(about);
});

test('a result that was changed since, or that no run here wrote, is shown without what is not known', async () => {
  const box = sandbox((await serve()).url);
  box.write('a.log', 'it failed\nall is well\n');
  await box.run(['bulk-tag', 'a.log', './sev.md']);
  box.write('a.log.tagged', `${box.read('a.log.tagged')}info\tone more\n`);
  const data = await view(box, 'a.log.tagged');
  expect(data.head.about).toBeUndefined();
  expect(shown(data)[0]).toBe('error|not recorded|it failed');
});
