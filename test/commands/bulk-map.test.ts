// bulk-map: a text or fields of every item, by a recipe.
import { describe, expect, test } from 'vitest';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { outputs } from '../support/messages-server.ts';

const TEXT = `---
name: short
output: summary
maxLength: 30
mask: [number]
---
Say it shortly.
`;
const FIELDS = `---
name: person
fields:
  name: string
  age: { type: integer, minimum: 0, maximum: 150, description: Years. }
  mail: { type: [string, "null"], pattern: "^[^@]+@[^@]+$" }
  likes: { type: array, items: { type: string } }
---
Who is it about?
`;

const shorten = (item: string): string => `short ${item.length}`;
const person = (item: string): object => {
  const [name = '', age] = item.split(' ');
  return { likes: ['tea', 'jam'], age: Number(age), name, mail: null };
};

test('a text for every row: the same columns, then the text and who wrote it', async () => {
  const server = await serve({ map: shorten });
  const box = sandbox(server.url);
  box.write('short.md', TEXT);
  box.write('a.csv', 'id,body\n1,"first, text"\n2,second\n');
  const first = await box.run(['bulk-map', 'a.csv', 'short.md', '--json']);
  expect(first.stderr).toContain('a.csv: csv, the item is column "body"');
  expect(JSON.parse(first.stdout)).toMatchObject({ items: 2, mapped: 2, review: 0, out: 'a.csv.mapped' });
  expect(JSON.parse(first.stdout)).not.toHaveProperty('tagged');
  expect(box.read('a.csv.mapped')).toBe(
    'id,body,summary,mapped_by\n1,"first, text",short 11,haiku\n2,second,short 6,haiku\n',
  );
  const again = await box.run(['bulk-map', 'a.csv', 'short.md', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ mapped: 2, byStored: 2, requests: 0, costUsd: 0 });
});

test('a text for every line stands before it, in one cell', async () => {
  const server = await serve({ map: (item) => `so:\n\t${item}` });
  const box = sandbox(server.url);
  box.write('short.md', TEXT.replace('maxLength: 30', 'maxLength: 30\nmultiline: true'));
  box.write('a.txt', 'one\n\ntwo\n');
  const { stdout, code } = await box.run(['bulk-map', 'a.txt', 'short.md']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^mapped 2 {2}\$0\.0/);
  expect(box.read('a.txt.mapped')).toBe(
    'so:\\n\tone\n\nso:\\n\ttwo\n'
      .replaceAll('\\n\t', '\\n ')
      .replaceAll(' one', ' one\tone')
      .replaceAll(' two', ' two\ttwo'),
  );
});

describe('fields', () => {
  test('are columns of a table, with their types in JSON', async () => {
    const server = await serve({ map: person });
    const box = sandbox(server.url);
    box.write('person.md', FIELDS);
    box.write('a.csv', 'text\nann 31\n');
    box.write('a.jsonl', '{"text": "bob 42", "n": 1.10}\n');
    expect((await box.run(['bulk-map', 'a.csv', 'person.md'])).code).toBe(0);
    expect((await box.run(['bulk-map', 'a.jsonl', 'person.md'])).code).toBe(0);
    expect(box.read('a.csv.mapped')).toBe(
      'text,name,age,mail,likes,mapped_by\nann 31,ann,31,,"tea,jam",haiku\n',
    );
    expect(box.read('a.jsonl.mapped')).toBe(
      '{"text": "bob 42", "n": 1.10,"name":"bob","age":42,"mail":null,"likes":["tea","jam"],"mapped_by":"haiku"}\n',
    );
  });

  test('of a line of text make a JSON object a line', async () => {
    const server = await serve({ map: person });
    const box = sandbox(server.url);
    box.write('person.md', FIELDS);
    await box.run(['bulk-map', '-', 'person.md', '--out', 'out'], { input: 'cy 7\n' });
    expect(JSON.parse(box.read('out'))).toEqual({
      item: 'cy 7',
      name: 'cy',
      age: 7,
      mail: null,
      likes: ['tea', 'jam'],
      mapped_by: 'haiku',
    });
  });

  test('are held to the schema by the model as far as the API can, and by us as a whole', async () => {
    const server = await serve({ map: person });
    const box = sandbox(server.url);
    box.write('person.md', FIELDS);
    box.write('a.txt', 'dan 8\n');
    await box.run(['bulk-map', 'a.txt', 'person.md']);
    const sent =
      server.requests[0]?.body.output_config.format.schema.properties.results.items.properties.output;
    expect(sent.properties.age).toEqual({
      type: 'integer',
      description: 'Years. (minimum: 0, maximum: 150)',
    });
    expect(sent).toMatchObject({ required: ['name', 'age', 'mail', 'likes'], additionalProperties: false });
  });

  test('that break the schema are asked again, then of a higher tier, with what was wrong', async () => {
    const server = await serve({
      map: person,
      react: ({ model, items }) =>
        model.includes('haiku')
          ? outputs(items.map(({ id, item }) => ({ id, output: { ...person(item), age: 200 } })))
          : undefined,
    });
    const box = sandbox(server.url);
    box.write('person.md', FIELDS);
    box.write('a.txt', 'eve 9\n');
    const { stdout } = await box.run(['bulk-map', 'a.txt', 'person.md', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      mapped: 1,
      byTier: { haiku: { items: 0 }, sonnet: { items: 1 } },
    });
    const alone = await box.run([
      'bulk-map',
      'a.txt',
      'person.md',
      '--no-escalate',
      '--tier',
      'opus',
      '--json',
    ]);
    expect(JSON.parse(alone.stdout)).toMatchObject({ mapped: 1 });
  });

  test('nobody gets right go to review, and a person gives them', async () => {
    const server = await serve({ map: () => ({ name: 1 }) });
    const box = sandbox(server.url);
    box.write('person.md', FIELDS);
    box.write('a.txt', 'fay 5\n');
    const { code } = await box.run(['bulk-map', 'a.txt', 'person.md']);
    expect(code).toBe(1);
    expect(JSON.parse(box.read('a.txt.review.jsonl'))).toMatchObject({
      item: 'fay 5',
      reason: expect.stringContaining('haiku, sonnet, opus: '),
      answers: [{ tier: 'haiku', output: null }, { tier: 'sonnet' }, { tier: 'opus' }],
    });
    const typed = 'nonsense\n{"name":"fay","age":-1}\n{"name":"fay","age":5,"mail":null,"likes":[]}\n';
    const review = await box.run(['review', 'a.txt', 'person.md'], { input: typed });
    expect(review.stderr).toContain("the object must have required property 'mail'");
    expect(review.stdout).toContain('1 decided. 0 items in review, 1 mapped -> a.txt.mapped');
    expect(JSON.parse(box.read('a.txt.mapped'))).toMatchObject({ name: 'fay', age: 5, mapped_by: 'person' });
  });

  test('with two votes go up where the passes disagree', async () => {
    let calls = 0;
    const server = await serve({
      react: ({ model, items }) =>
        outputs(
          items.map(({ id, item }) => ({
            id,
            output: {
              ...person(item),
              ...(model.includes('haiku') && item.startsWith('g') && { age: calls++ }),
            },
          })),
        ),
    });
    const box = sandbox(server.url);
    box.write('person.md', FIELDS);
    box.write('a.txt', 'gus 5\nhal 6\n');
    const { stdout } = await box.run(['bulk-map', 'a.txt', 'person.md', '--votes', '2', '--json']);
    expect(JSON.parse(stdout).byTier).toMatchObject({ haiku: { items: 1 }, sonnet: { items: 1 } });
  });
});

test('an item without an answer goes up, and then to a person', async () => {
  const server = await serve({
    react: ({ model, items }) =>
      outputs(
        items.map(({ id, item }) => ({ id, output: model.includes('opus') && item !== 'x' ? item : 'none' })),
      ),
  });
  const box = sandbox(server.url);
  box.write('short.md', TEXT.replace('maxLength', 'abstain: none\nmaxLength'));
  box.write('a.txt', 'x\ny\n');
  const { stdout } = await box.run(['bulk-map', 'a.txt', 'short.md', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ mapped: 1, review: 1, byTier: { opus: { items: 1 } } });
  expect(JSON.parse(box.read('a.txt.review.jsonl')).reason).toBe('haiku, sonnet, opus: it could not tell');
});

test('a text that is too long, empty or has several lines is asked again', async () => {
  const bad: Record<string, unknown> = { a: 'x'.repeat(31), b: ' ', c: 'two\nlines', d: 7 };
  const asked = new Map<string, number>();
  const server = await serve({
    map: (item) => {
      asked.set(item, (asked.get(item) ?? 0) + 1);
      return (asked.get(item) ?? 0) > 1 ? `${item} is fine` : bad[item];
    },
  });
  const box = sandbox(server.url);
  box.write('short.md', TEXT);
  box.write('a.txt', 'a\nb\nc\nd\n');
  const { stdout } = await box.run(['bulk-map', 'a.txt', 'short.md', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ mapped: 4, byTier: { haiku: { items: 4 } } });
});

test("columns that are there already get the new ones under the recipe's name", async () => {
  const server = await serve({ map: shorten });
  const box = sandbox(server.url);
  box.write('short.md', TEXT);
  box.write('a.csv', 'text,summary\nhello,mine\n');
  const { stderr } = await box.run(['bulk-map', 'a.csv', 'short.md']);
  expect(stderr).toContain(
    'has "summary" or "mapped_by" already: the new ones are "short_summary" and "short_mapped_by".',
  );
  expect(box.read('a.csv.mapped')).toBe(
    'text,summary,short_summary,short_mapped_by\nhello,mine,short 5,haiku\n',
  );
});

test('an estimate and a sample before the run', async () => {
  const server = await serve({ map: shorten });
  const box = sandbox(server.url);
  box.write('short.md', TEXT);
  box.write('a.txt', 'one\ntwo\nthree\n');
  const dry = await box.run(['bulk-map', 'a.txt', 'short.md', '--dry-run', '--json']);
  expect(JSON.parse(dry.stdout)).toMatchObject({ dryRun: true, toAsk: 3, requests: 1 });
  expect(server.requests).toHaveLength(0);
  const sample = await box.run(['bulk-map', 'a.txt', 'short.md', '--sample', '2']);
  expect(sample.stdout).toMatch(/^short \d\thaiku\t(one|two|three)\nshort \d\thaiku\t/);
});

describe('a recipe that cannot work is refused in one line', () => {
  const cases: [string, string, string][] = [
    [
      'two outputs',
      '---\noutput: a\nfields: { b: string }\n---\nx',
      'expected one of "output" (a text), "fields" or "schema"',
    ],
    ['no instructions', '---\noutput: a\n---\n', 'no instructions. Say below'],
    ['votes on texts', '---\nvotes: 2\n---\nx', 'two free texts are never the same'],
    ['an unknown key', '---\noutputs: a\n---\nx', 'unknown key "outputs"'],
    [
      'a type that is none',
      '---\nfields: { a: strnig }\n---\nx',
      'fields: not a JSON schema that can be checked',
    ],
    [
      'a misspelled keyword',
      '---\nfields: { a: { type: string, patern: b } }\n---\nx',
      'unknown keyword: "patern"',
    ],
    ['a schema of no object', '---\nschema: { type: string }\n---\nx', 'expected a JSON schema of an object'],
    [
      'a schema that contains itself',
      '---\nschema: { type: object, properties: { a: { $ref: "#/$defs/n" } }, $defs: { n: { type: object, properties: { n: { $ref: "#/$defs/n" } } } } }\n---\nx',
      '"n" contains itself',
    ],
  ];
  test.each(cases)('%s', async (_, recipe, message) => {
    const box = sandbox();
    box.write('bad.md', recipe);
    box.write('a.txt', 'x\n');
    const { code, stderr } = await box.run(['bulk-map', 'a.txt', 'bad.md']);
    expect(stderr).toContain('bad.md: ');
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  test('a name that is not there, with those that are', async () => {
    const box = sandbox();
    box.write('a.txt', 'x\n');
    const { code, stderr } = await box.run(['bulk-map', 'a.txt', 'nope']);
    expect(stderr).toContain(
      'There is no recipe "nope" in .claude/recipes or recipes. Expected one of: alt-text, contact-fields, faq, file-purpose, one-line-summary, seo-description, ticket-fields;',
    );
    expect(code).toBe(2);
  });
});
