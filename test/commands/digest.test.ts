// A tagged file becomes a page that fits a prompt.
import { expect, test } from 'vitest';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';

/** In letters, as examples that differ in numbers only are alike. */
const word = (index: number): string =>
  String(index).replace(/\d/g, (digit) => 'klmnopqrst'[Number(digit)] ?? '');

test('CSV: counts, who decided it, cross-tabs of columns with few values, rare tags, examples, doubts', async () => {
  const box = sandbox();
  const rows = Array.from({ length: 200 }, (_, index) => {
    const tag = index === 7 ? 'outage' : index % 4 ? 'billing' : 'refund';
    const by = index === 7 ? 'opus' : 'haiku';
    return `${index},${index % 2 ? 'web' : 'mail'},"ticket number ${word(index)}, about ${tag}",${tag},${by}`;
  });
  box.write('t.csv.tagged', `id,channel,body,tags,tagged_by\n${rows.join('\n')}\n`);
  const { code, stdout } = await box.run(['digest', 't.csv.tagged']);
  expect(code).toBe(0);
  expect(stdout).toContain('# t.csv.tagged: 200 items');
  expect(stdout).toMatch(/^billing +149 +75%$/m);
  expect(stdout).toMatch(/^refund +50 +25%$/m);
  expect(stdout).toMatch(/^haiku +199$/m);
  expect(stdout).toContain('Rare (under 2%): outage 1');
  // By channel, in the order of the tags; the id has too many values for a table.
  expect(stdout).toMatch(/^channel +billing +refund +outage$/m);
  expect(stdout).toMatch(/^mail +50 +50 +0$/m);
  expect(stdout).toMatch(/^web +99 +0 +1$/m);
  expect(stdout).not.toMatch(/^id +billing/m);
  expect(stdout).toContain(
    '## Borderline: decided above the first tier, or not at all\n"ticket number r, about outage"',
  );
  // Examples are spread over the file.
  const [, examples = ''] = stdout.split('## billing\n');
  const numbers = [...(examples.split('\n\n')[0] ?? '').matchAll(/number (\w+)/g)].map(([, letters = '']) =>
    Number(letters.replace(/\w/g, (letter) => String('klmnopqrst'.indexOf(letter)))),
  );
  expect(Math.max(...numbers) - Math.min(...numbers)).toBeGreaterThan(150);
});

test('a short item is still the item, and not the longer date beside it', async () => {
  const box = sandbox();
  box.write(
    't.csv.tagged',
    'date,body,tags,tagged_by\n2026-11-07,Hello?,,review\n2026-11-07,Hi,greeting,haiku\n',
  );
  const { stdout } = await box.run(['digest', 't.csv.tagged']);
  expect(stdout).toContain('or not at all\n"Hello?"');
  expect(stdout).not.toContain('"2026-11-07"');
});

test('it stays as short as asked, however long the file, with the same number of examples of each tag', async () => {
  const box = sandbox();
  const lines = Array.from(
    { length: 20_000 },
    (_, index) => `${index % 2 ? 'a' : 'b'}\t${'word '.repeat(30)}${word(index)}`,
  );
  box.write('x.log.tagged', `${lines.join('\n')}\n`);
  const { stdout } = await box.run(['digest', 'x.log.tagged', '--tokens', '1000']);
  expect(stdout.length / 3).toBeLessThan(1100);
  const examplesOf = (tag: string): number =>
    stdout.split(`## ${tag}\n`)[1]?.split('\n\n')[0]?.split('\n').length ?? 0;
  expect(examplesOf('a')).toBeGreaterThan(3);
  expect(Math.abs(examplesOf('a') - examplesOf('b'))).toBeLessThanOrEqual(1);
});

test('JSON lines with several tags, items without one, and names with the scheme before them', async () => {
  const box = sandbox();
  box.write(
    'x.jsonl.tagged',
    '{"text":"one thing","tags":"mine","s_tags":["a","b"],"s_tagged_by":"haiku"}\n{"text":"another","s_tags":[],"s_tagged_by":"review"}\n',
  );
  const { stdout } = await box.run(['digest', 'x.jsonl.tagged']);
  expect(stdout).toMatch(/^a +1 +50%$/m);
  expect(stdout).toMatch(/^b +1 +50%$/m);
  expect(stdout).toMatch(/^\(no tag\) +1 +50%$/m);
  expect(stdout).toContain('## Borderline: decided above the first tier, or not at all\n"another"');
});

test('examples that differ in numbers only are shown once, and it goes into a file where the session does not need it', async () => {
  const box = sandbox();
  const lines = Array.from({ length: 90 }, (_, index) => `a\tjob ${index} took ${index} ms`);
  box.write('x.log.tagged', `${lines.join('\n')}\na\tdisk full\n`);
  const { stdout } = await box.run(['digest', 'x.log.tagged', '--out', 'x.md']);
  expect(stdout).toMatch(/^x\.md: about \d+ tokens\. Give its path to the analyst agent\.\n$/);
  expect(box.read('x.md')).toContain('## a\n"job 0 took 0 ms"\n"disk full"\n');
  const again = await box.run(['digest', 'x.log.tagged', '--out', 'x.md']);
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('Name another file with --out.')]);
});

test.each([
  [['no.tagged'], 'no.tagged: cannot read it'],
  [['x.tagged', '--tokens', '10'], 'Expected a whole number of at least 500'],
])('%o is refused', async (args, message) => {
  const box = sandbox();
  box.write('x.tagged', 'a\tb\n');
  const { code, stderr } = await box.run(['digest', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('tags below others are counted with their parents, in the digest, the summary and the page', async () => {
  const server = await serve({
    tag: (item) => [item.includes('refund') ? 'billing/refund' : item.includes('money') ? 'billing' : 'bug'],
  });
  const box = sandbox(server.url);
  box.write(
    's.md',
    '---\ntags: { bug: Broken., billing: { description: Money., tags: { refund: Back. } } }\n---\nJudge.\n',
  );
  box.write('a.csv', 'text\nrefund one\nrefund two\nmoney\nbroken\n');
  const { stdout } = await box.run(['bulk-tag', 'a.csv', './s.md', '--json']);
  expect(JSON.parse(stdout).tags).toEqual({ bug: 1, billing: 1, 'billing/refund': 2 });
  const digest = (await box.run(['digest', 'a.csv.tagged'])).stdout;
  expect(digest).toMatch(/^billing \(1 without a kind\) +3 +75%\n {2}billing\/refund +2 +50%\nbug +1 +25%$/m);
  expect((await box.run(['bulk-tag', 'a.csv', './s.md'])).stdout).toMatch(
    /^ {2}billing +3 +75% .*\n {4}billing\/refund +2 +50%/m,
  );
  await box.run(['view', 'a.csv.tagged']);
  expect(box.read('a.csv.tagged.html')).toContain('"tags":[["billing",3],["billing/refund",2],["bug",1]]');
});
