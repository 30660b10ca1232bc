// --votes n: so many passes, and their agreement in a column of the result, which is no part of an item when it is read back.
import { expect, test } from 'vitest';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';

test('three passes that agree decide; what differs once goes up; the column says how many agreed', async () => {
  let asked = 0;
  const server = await serve({
    tag: (item) => [item.includes('wavers') && ++asked === 3 ? 'error' : 'info'],
  });
  const box = sandbox(server.url);
  box.write('a.csv', 'id,text\n1,one wavers\n2,is plain\n3,is plain\n');
  const args = ['bulk-tag', 'a.csv', './sev.md', '--pack', '1', '--votes', '3'];
  const { code, stderr } = await box.run(args);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('haiku (claude-haiku-5-5) answers 3 times; what it cannot decide goes to sonnet');
  expect(box.read('a.csv.tagged')).toBe(
    'id,text,tags,agreement,tagged_by\n1,one wavers,info,0.75,sonnet\n2,is plain,info,1,haiku\n3,is plain,info,1,haiku\n',
  );
  const digest = await box.run(['digest', 'a.csv.tagged']);
  expect(digest.stdout).toContain('agreement');
  const review = await box.run(['review', 'a.csv', './sev.md', '--votes', '3']);
  expect(review.stderr).not.toContain('not the result');
  expect(box.read('a.csv.tagged')).toContain('id,text,tags,agreement,tagged_by\n');
});

test('a whole row that is the item comes back without the column, so that it can be corrected', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.jsonl', '{"k":"failed"}\n');
  expect((await box.run(['bulk-tag', 'a.jsonl', './sev.md', '--votes', '2'])).code).toBe(0);
  expect(box.read('a.jsonl.tagged')).toBe(
    '{"k":"failed","tags":["error"],"agreement":1,"tagged_by":"haiku"}\n',
  );
  expect((await box.run(['view', 'a.jsonl.tagged'])).code).toBe(0);
  expect(box.read('a.jsonl.tagged.html')).toContain(JSON.stringify('{"k":"failed"}'));
});

test.each(['0', '6', 'two'])('--votes %s is refused', async (votes) => {
  const { code, stderr } = await sandbox().run(['bulk-tag', 'a.csv', './sev.md', '--votes', votes]);
  expect(code).toBe(2);
  expect(stderr).toContain('Expected 1 to 5.');
});
