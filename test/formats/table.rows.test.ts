// Rows of every dialect come out as they went in: none vanishes, none is invented, no digit and no column is lost. Rules decide.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';

const RULES = '---\nname: kind\ntags:\n  error: { match: ["failed"] }\n  info: { match: ["fine"] }\n---\n';

function withRules(): Sandbox {
  const box = sandbox();
  box.write('kind.md', RULES);
  return box;
}

/** Tags `content` under `name`, and gives the output file. */
async function tag(name: string, content: string | Buffer, ...options: string[]): Promise<string> {
  const box = withRules();
  box.write(name, content);
  const { code, stderr } = await box.run(['bulk-tag', name, './kind.md', '--out', 'out', ...options]);
  expect(code, stderr).toBe(0);
  return box.read('out');
}

/** Tags what comes through stdin. */
async function tagStdin(input: string | Buffer, ...options: string[]) {
  return withRules().run(['bulk-tag', '-', './kind.md', ...options], { input });
}

describe('TSV', () => {
  test('has no quotes: each line is a row, whatever it holds', async () => {
    const tsv = 'label\ttext\nham\t"fine, he said\nspam\tit failed\nham\tso "fine" it is"\nspam\t"failed"\n';
    expect(await tag('a.tsv', tsv)).toBe(
      'label\ttext\ttags\ttagged_by\nham\t"fine, he said\tinfo\trules\nspam\tit failed\terror\trules\n' +
        'ham\tso "fine" it is"\tinfo\trules\nspam\t"failed"\terror\trules\n',
    );
  });

  test('with quotes is read as CSV on request', async () => {
    const out = await tag('a.tsv', 'id\ttext\n1\t"all\nfine"\n', '--input-format', 'csv');
    expect(out).toBe('id\ttext\ttags\ttagged_by\n1\t"all\nfine"\tinfo\trules\n');
  });

  test('made of another format spells out what would end a cell, and nothing else', async () => {
    const out = await tag('a.csv', 'path,text\nC:\\new,"all\tfine\n\\o/"\n', '--format', 'tsv');
    expect(out).toBe('path\ttext\ttags\ttagged_by\nC:\\new\tall\\tfine\\n\\\\o/\tinfo\trules\n');
  });
});

describe('a table whose name does not say so', () => {
  test('with quoted cells is read as one', async () => {
    for (const [input, delimiter] of [
      ['id,text\n1,"fine, he said"\n', ','],
      ['id;text\n1;"all\nfine"\n', ';'],
      ['id\ttext\n1\t"fine"\n', '\t'],
    ] as const) {
      const { code, stdout, stderr } = await tagStdin(input);
      expect({ code, stdout }, stderr).toEqual({
        code: 0,
        stdout: input
          .replace('text\n', `text${delimiter}tags${delimiter}tagged_by\n`)
          .replace(/\n$/, `${delimiter}info${delimiter}rules\n`),
      });
    }
  });

  test('without quoted cells is not read as lines: one line asks which it is', async () => {
    const table = 'id,text\n1,all fine\n2,it failed\n';
    const { code, stdout, stderr } = await tagStdin(table);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      'tierwise: stdin would be read line by line, but looks like CSV with the columns id, text. Say which it is: --input-format csv, or --input-format text.',
    );
    expect((await tagStdin(table, '--input-format', 'text')).stdout).toContain('info\t1,all fine');
    expect((await tagStdin(table, '--input-format', 'csv')).stdout).toContain('1,all fine,info');
    for (const name of ['a.txt', 'a.log', 'a']) {
      const box = withRules();
      box.write(name, table.replaceAll(',', '\t'));
      const { stderr } = await box.run(['bulk-tag', name, './kind.md']);
      expect(stderr).toContain('looks like TSV with the columns id, text');
    }
  });

  test.each([
    ['prose', 'fine, he said\nfine, she said\nall fine, they said\n'],
    ['places', 'fineville, France\nfineburg, Italy\nfineton, Spain\n'],
    ['a log with bars', 'INFO|main|fine\nINFO|net|fine\nINFO|main|all fine\n'],
    ['our own text results', 'info\tfine\ninfo\tall fine\ninfo\tfine again\n'],
    ['numbers', '1,fine\n2,fine\n3,fine\n'],
    ['rows of different lengths', 'fine,a\nfine,b,c\nfine\n'],
  ])('%s is no table', async (_, input) => {
    const { code, stdout, stderr } = await tagStdin(input);
    expect(code, stderr).toBe(0);
    expect(stdout).toBe(input.replaceAll(/^/gm, 'info\t').replace(/info\t$/, ''));
  });
});

describe('dialects of CSV', () => {
  test("Excel's first line says the delimiter, and stays the first", async () => {
    const csv = 'sep=;\r\nid;text\r\n1;fine, really\r\n';
    const out = await tag('a.csv', csv);
    expect(out).toBe('sep=;\r\nid;text;tags;tagged_by\r\n1;fine, really;info;rules\r\n');
    const { stdout } = await tagStdin(csv);
    expect(stdout).toBe(out);
    const box = withRules();
    box.write('b.csv.tagged', out);
    expect((await box.run(['digest', 'b.csv.tagged'])).stdout).toContain('fine, really');
  });

  test('a delimiter within a name is a part of it, on the way in and out', async () => {
    expect(await tag('a.csv', '"a; b; c; d",text\n1,fine\n')).toBe(
      '"a; b; c; d",text,tags,tagged_by\n1,fine,info,rules\n',
    );
    const out = await tag('a.tsv', 'a;b;c;d;e\ttext\n1\tfine\n', '--format', 'csv');
    expect(out).toBe('"a;b;c;d;e",text,tags,tagged_by\n1,fine,info,rules\n');
    const box = withRules();
    box.write('b.csv.tagged', out);
    expect((await box.run(['digest', 'b.csv.tagged'])).stdout).toContain('fine');
  });

  test('blank lines are no items and keep their place', async () => {
    expect(await tag('a.csv', 'id,text\n1,fine\n\n2,failed\n\n')).toBe(
      'id,text,tags,tagged_by\n1,fine,info,rules\n\n2,failed,error,rules\n\n',
    );
  });

  test('a header with another end of line than its rows does not swallow them', async () => {
    expect(await tag('a.csv', 'id,text\r\n1,fine\n2,failed\n3,fine\r\n')).toBe(
      'id,text,tags,tagged_by\r\n1,fine,info,rules\n2,failed,error,rules\n3,fine,info,rules\r\n',
    );
  });

  test('lines that end with a carriage return alone, in every format', async () => {
    expect(await tag('a.csv', 'id,text\r1,fine\r2,failed\r')).toBe(
      'id,text,tags,tagged_by\r1,fine,info,rules\r2,failed,error,rules\r',
    );
    expect(await tag('a.tsv', 'id\ttext\r1\tfine\r2\tfailed')).toBe(
      'id\ttext\ttags\ttagged_by\r1\tfine\tinfo\trules\r2\tfailed\terror\trules\r',
    );
    expect(await tag('a.log', 'fine\r\rfailed\r')).toBe('info\tfine\r\rerror\tfailed\r');
    expect(await tag('a.jsonl', '"fine"\r"failed"\r')).toBe(
      '{"item":"fine","tags":["info"],"tagged_by":"rules"}\r{"item":"failed","tags":["error"],"tagged_by":"rules"}\r',
    );
  });

  test('a long text of such lines, and a mixed one', async () => {
    const long = 'it is fine\r'.repeat(50_000);
    expect((await tag('a.log', long)).length).toBe(long.length + 5 * 50_000);
    const mixed = `${'fine\r'.repeat(20_000)}fine\r\nfine\nfine`;
    expect(await tag('a.log', mixed)).toBe(mixed.replaceAll('fine', 'info\tfine'));
  });
});

describe('packed files', () => {
  test('are unpacked to be read, by what they are and not by their name', async () => {
    const box = withRules();
    box.write('a.csv.gz', gzipSync('id,text\n1,fine\n'));
    const { code, stderr } = await box.run(['bulk-tag', 'a.csv.gz', './kind.md']);
    expect(code, stderr).toBe(0);
    expect(box.read('a.csv.tagged')).toBe('id,text,tags,tagged_by\n1,fine,info,rules\n');
    expect((await tagStdin(gzipSync('all fine\n'))).stdout).toBe('info\tall fine\n');
  });

  test('that are cut off are named', async () => {
    const box = withRules();
    box.write('a.log.gz', gzipSync('fine\n'.repeat(1000)).subarray(0, 30));
    const { code, stderr } = await box.run(['bulk-tag', 'a.log.gz', './kind.md']);
    expect(code).toBe(2);
    expect(stderr).toContain('tierwise: a.log.gz: cannot unpack it: unexpected end of file');
  });
});

describe('JSON', () => {
  test.each([
    ['a.json', '{\n  "data": [\n    {"id": 1, "text": "fine"},\n    {"id": 2}\n  ]\n}\n', "jq -c '.data[]'"],
    [
      'a.json',
      '{"data": [\n  {"id": 1, "text": "fine"},\n  {"id": 2, "text": "fine"}\n]}\n',
      "jq -c '.data[]'",
    ],
    ['a.jsonl', '{\n  "id": 1\n}\n{\n  "id": 2\n}\n', 'jq -c .'],
    ['-', '{\n  "data": [{"id": 1}]\n}\n', "jq -c '.data[]'"],
  ])('%s with objects over several lines is told of in one line', async (name, content, command) => {
    const box = withRules();
    if (name !== '-') box.write(name, content);
    const { code, stderr } = await box.run(['bulk-tag', name, './kind.md', '--out', 'out'], {
      input: content,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('is JSON with an object over several lines. Write one item per line first: ');
    expect(stderr).toContain(command);
  });

  test('as CSV keeps all digits, and a field that is given twice', async () => {
    const jsonl =
      '{"id": 12345678901234567890, "text": "fine", "price": 1.50, "more": {"big": [1e400, "\\"}{"]}}\n{"id": 1, "text": "fi\\u006ee", "id": 0.10, "more": null, "none": ""}\n';
    expect(await tag('a.jsonl', jsonl, '--format', 'csv')).toBe(
      'id,text,price,more,none,tags,tagged_by\n' +
        '12345678901234567890,fine,1.50,"{""big"": [1e400, ""\\""}{""]}",,info,rules\n' +
        '0.10,fine,,null,,info,rules,1\n',
    );
  });

  test('made of a table keeps columns of the same name', async () => {
    const out = await tag('a.csv', 'id,text,id,id_2,id\n1,fine,2,3,4\n', '--format', 'jsonl');
    expect(JSON.parse(out)).toEqual({
      ...{ id: '1', text: 'fine', id_2: '3', id_3: '2', id_4: '4' },
      ...{ tags: ['info'], tagged_by: 'rules' },
    });
  });
});

test('--guard-formulas keeps a spreadsheet from calculating cells, and leaves numbers alone', async () => {
  const csv = 'id,text\n-1,=fine()\n+2.5%,"@fine, too"\n-x,fine\n';
  expect(await tag('a.csv', csv)).toContain('-1,=fine(),info');
  expect(await tag('a.csv', csv, '--guard-formulas')).toBe(
    "id,text,tags,tagged_by\n-1,'=fine(),info,rules\n+2.5%,\"'@fine, too\",info,rules\n'-x,fine,info,rules\n",
  );
  expect(await tag('a.jsonl', '{"text":"=fine"}\n', '--format', 'tsv', '--guard-formulas')).toBe(
    "text\ttags\ttagged_by\n'=fine\tinfo\trules\n",
  );
});
