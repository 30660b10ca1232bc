// A person decides what no tier could settle; the decision is kept, and the result written anew.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve, text } from '../support/lines.ts';

const SCHEME =
  '---\ntags: { error: It failed., info: Normal., warning: Odd. }\nabstain: unsure\nmask: [number]\n---\nJudge.\n';

/** Three items are left for a person: two that are the same after the mask, and one by itself. */
async function withOpenItems(): Promise<Sandbox> {
  const server = await serve({ tag: (item) => [item.startsWith('doubt') ? 'unsure' : 'info'] });
  const box = sandbox(server.url);
  box.write('s.md', SCHEME);
  box.write('a.log', text(['fine', 'doubt 1', 'doubt two', 'doubt 22']));
  const { code, stdout } = await box.run(['bulk-tag', 'a.log', './s.md', '--no-escalate']);
  expect(code).toBe(1);
  expect(stdout).toContain('3 items need a look');
  return box;
}

test('items are shown with what was said; a number, a name or its beginning decides, for all that are the same', async () => {
  const box = await withOpenItems();
  const { code, stdout, stderr } = await box.run(['review', 'a.log', './s.md'], { input: '1\nwar\n' });
  expect(stderr).toContain('1 of 2  line 2, and 1 other like it\ndoubt 1\nhaiku: no tag fits\n');
  expect(stderr).toContain('1 error  2 info  3 warning  s skip  q stop');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: '2 decided. 0 items in review, 4 tagged -> a.log.tagged\n',
  });
  expect(box.read('a.log.tagged')).toBe(
    text(['info\tfine', 'error\tdoubt 1', 'warning\tdoubt two', 'error\tdoubt 22']),
  );
  expect(existsSync(box.file('a.log.review.jsonl'))).toBe(false);
});

test('decisions count in every later run, and are named as a person’s', async () => {
  const box = await withOpenItems();
  await box.run(['review', 'a.log', './s.md'], { input: 'error\nerror\n' });
  box.write('b.csv', 'text\ndoubt 7\nfine\n');
  const { code } = await box.run(['bulk-tag', 'b.csv', './s.md']);
  expect(code).toBe(0);
  expect(box.read('b.csv.tagged')).toBe('text,tags,tagged_by\ndoubt 7,error,person\nfine,info,haiku\n');
});

test('s skips and q stops; what was decided is kept, the rest stays in review as it was', async () => {
  const box = await withOpenItems();
  const before = box.read('a.log.review.jsonl');
  const skipped = await box.run(['review', 'a.log', './s.md'], { input: 's\nq\n' });
  expect(skipped.code).toBe(1);
  expect(skipped.stdout).toContain('0 decided. 2 cases left.');
  expect(box.read('a.log.review.jsonl')).toBe(before);
  await box.run(['review', 'a.log', './s.md'], { input: 'info\n' }); // and then the input ends
  expect(box.read('a.log.tagged')).toBe(
    text(['info\tfine', 'info\tdoubt 1', '\tdoubt two', 'info\tdoubt 22']),
  );
});

test('what is not a tag is said not to be one, and asked again', async () => {
  const box = await withOpenItems();
  const { stderr } = await box.run(['review', 'a.log', './s.md'], { input: '9\nunsure\n\n1,2\n1\n3\n' });
  for (const words of ['"9" is not a tag', '"unsure" is not a tag', '"" is not a tag', 'Expected one tag'])
    expect(stderr).toContain(words);
  expect(box.read('a.log.tagged')).toBe(
    text(['info\tfine', 'error\tdoubt 1', 'warning\tdoubt two', 'error\tdoubt 22']),
  );
});

test('items without any valid answer, and rows that are no items, stay in review with their reasons', async () => {
  const server = await serve({ react: () => ({ text: 'no JSON' }) });
  const box = sandbox(server.url);
  box.write('s.md', SCHEME);
  box.write('a.jsonl', '{"text":"one"}\n{"text":\n{"text":"two"}\n');
  await box.run(['bulk-tag', 'a.jsonl', './s.md', '--no-escalate']);
  const { stdout, stderr } = await box.run(['review', 'a.jsonl', './s.md'], { input: 'info\ns\n' });
  expect(stderr).toContain('1 of 2');
  expect(stdout).toContain('1 decided. 1 case left. 2 items in review, 1 tagged');
  const reasons = box
    .read('a.jsonl.review.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).reason);
  expect(reasons).toEqual(['line 2 is not valid JSON', 'haiku: the reply was not the JSON asked for']);
});

test('nothing to decide is no error; a review file of another input is', async () => {
  const box = await withOpenItems();
  await box.run(['review', 'a.log', './s.md'], { input: '1\n1\n' });
  expect((await box.run(['review', 'a.log', './s.md'])).stdout).toContain(
    '0 decided. 0 items in review, 4 tagged',
  );
  box.write('a.log.review.jsonl', '{"index":99,"line":100,"item":"x","reason":"y","answers":[]}\n');
  const { code, stderr } = await box.run(['review', 'a.log', './s.md'], { input: '1\n' });
  expect(code).toBe(2);
  expect(stderr).toContain('a.log.review.jsonl does not fit a.log: its item 100 is another one now');
});

test('an input that changed since then is not decided about: a decision belongs to the text it was made about', async () => {
  const box = await withOpenItems();
  box.write('a.log', text(['new at the top', 'fine', 'doubt 1', 'doubt two', 'doubt 22']));
  const { code, stderr } = await box.run(['review', 'a.log', './s.md'], { input: '1\n1\n' });
  expect(code).toBe(2);
  expect(stderr).toContain('its item 2 is another one now. Run the job again first.');
});
