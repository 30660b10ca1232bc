// One job on several machines: each of them asks its own part, and what they answered is brought together.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { bySight, label, lines, serve, text } from '../support/lines.ts';
import { once } from '../support/messages-server.ts';
import type { Started } from '../support/process.ts';

/** The same variables with another data home: another machine. */
const machine = (box: Sandbox, name: string): Record<string, string> => ({
  TIERWISE_HOME: join(box.home, name),
  ANTHROPIC_API_KEY: `test-key-${name}`,
});

const SHARDS = 8;
/** At which of its requests a machine is killed, drawn by a seed; the others are not. */
const KILLED_AT: Readonly<Record<string, number>> = { 'test-key-m2': 1, 'test-key-m5': 2, 'test-key-m7': 3 };

test('eight machines, three of them killed and started again: one machine’s result, and no item paid for twice', async () => {
  const running = new Map<string, Started>();
  const asked = new Map<string, number>();
  const server = await serve({
    // Some climb: what a tier above says has to be brought along.
    tagPack: ({ model, items }) =>
      items.map(({ id, item }) => ({
        id,
        tags: model.includes('haiku') && item.includes('unit c') ? ['unsure'] : bySight(item),
      })),
    react({ headers }) {
      const key = String(headers.authorization).replace('Bearer ', '');
      const number = (asked.get(key) ?? 0) + 1;
      asked.set(key, number);
      if (KILLED_AT[key] !== number) return undefined;
      running.get(key)?.child.kill('SIGKILL');
      return { reset: 'before' };
    },
  });
  const box = sandbox(server.url);
  const items = lines(160);
  box.write('a.log', text([...items, ...items.slice(0, 40)]));
  box.write('sev.md', box.read('sev.md').replace('mask:', 'abstain: unsure\nmask:'));
  const args = (more: string[]): string[] => [
    'bulk-tag',
    'a.log',
    'sev.md',
    '--pack',
    '6',
    '--concurrency',
    '1',
    ...more,
  ];
  const shard = async (index: number): Promise<void> => {
    const env = machine(box, `m${index}`);
    for (let starts = 0; starts < 2; starts++) {
      const run = box.start(args(['--shard', `${index}/${SHARDS}`]), { env });
      running.set(env.ANTHROPIC_API_KEY as string, run);
      const { code, signal, stderr } = await run;
      if (signal !== null) continue;
      expect(code, stderr).toBe(0);
      return;
    }
  };
  await Promise.all(Array.from({ length: SHARDS }, (_, index) => shard(index + 1)));
  for (const [key, number] of Object.entries(KILLED_AT)) expect(asked.get(key)).toBeGreaterThan(number);
  const paid = server.requests.filter(({ answered, model }) => answered && model.includes('haiku'));
  const askedBy = new Map(items.map((item) => [item, new Set<string | undefined>()]));
  for (const request of paid)
    for (const { item } of request.items) askedBy.get(item)?.add(request.headers.authorization);
  expect([...askedBy.values()].filter(({ size }) => size !== 1)).toEqual([]);
  // A second time only as the check of a run's packs.
  const runs = SHARDS + Object.keys(KILLED_AT).length;
  expect(
    once(
      paid.flatMap((request) => request.items.map(({ item }) => item)),
      runs,
    ),
  ).toHaveLength(160);

  const merged = await box.run(['answers', 'merge', '.', '--json'], { env: machine(box, 'ninth') });
  expect(JSON.parse(merged.stdout)).toMatchObject({
    sources: 8,
    answers: 171,
    new: 171,
    missingShards: [],
    openShards: [],
  });
  expect(merged.code).toBe(0);
  const before = server.requests.length;
  expect((await box.run(args([]), { env: machine(box, 'ninth') })).code).toBe(0);
  expect(server.requests.length).toBe(before);
  const together = readFileSync(box.file('a.log.tagged'));
  expect((await box.run(args(['--force']), { env: machine(box, 'alone') })).code).toBe(0);
  expect(server.requests.length).toBeGreaterThan(before);
  expect(readFileSync(box.file('a.log.tagged'))).toEqual(together);
  expect(String(together)).toBe(text([...items, ...items.slice(0, 40)].map(label)));
});

/** Two machines' files of answers, and a third machine that has none. */
async function twoShards(
  first: (box: Sandbox) => void = () => {},
  second: (box: Sandbox) => void = () => {},
) {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', text(lines(40)));
  for (const [index, change] of [first, second].entries()) {
    change(box);
    const run = await box.run(['bulk-tag', 'a.log', 'sev.md', '--shard', `${index + 1}/2`, '--json'], {
      env: machine(box, `m${index}`),
    });
    expect(run.code, run.stderr).toBe(0);
    const summary = JSON.parse(run.stdout);
    expect(summary).toMatchObject({ out: `a.log.shard-${index + 1}-of-2.answers.jsonl`, failed: 0 });
    expect(summary.items).toBeLessThan(40);
  }
  return { server, box, files: [1, 2].map((index) => `a.log.shard-${index}-of-2.answers.jsonl`) };
}

/** One machine's file of answers to two items. */
async function shardOfOne(): Promise<{ box: Sandbox; files: string }> {
  const box = sandbox((await serve()).url);
  box.write('a.log', text(lines(2)));
  await box.run(['bulk-tag', 'a.log', 'sev.md', '--shard', '1/1'], { env: machine(box, 'm1') });
  return { box, files: 'a.log.shard-1-of-1.answers.jsonl' };
}

test('a shard’s file says what it is about and holds no text of an item; a data home does as well; --out makes one file', async () => {
  const { server, box, files } = await twoShards();
  const [about, ...answers] = box
    .read(files[0] as string)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(about).toMatchObject({
    v: 1,
    kind: 'answers',
    task: { name: 'sev' },
    shard: { index: 1, of: 2 },
    complete: true,
  });
  expect(answers[0]).toEqual({
    v: 1,
    pass: 'haiku',
    fingerprint: expect.any(String),
    ...SAID,
  });
  expect(JSON.stringify(answers)).not.toContain('unit');
  const home = (machine(box, 'm1') as { TIERWISE_HOME: string }).TIERWISE_HOME;
  const out = await box.run(['answers', 'merge', files[0] as string, home, '--out', 'all.answers.jsonl'], {
    env: machine(box, 'third'),
  });
  expect(out.stdout).toContain('Shard 2 missing'); // a data home does not say what of it is whole
  const both = await box.run(['answers', 'merge', 'all.answers.jsonl', ...files], {
    env: machine(box, 'third'),
  });
  expect(both.stdout).toBe('40 answers to "sev" from 3 sources, 40 of them new here.\n');
  const requests = server.requests.length;
  await box.run(['bulk-tag', 'a.log', 'sev.md'], { env: machine(box, 'third') });
  expect(server.requests.length).toBe(requests);
  expect(box.read('a.log.tagged')).toBe(text(lines(40).map(label)));
});

const SAID = {
  tier: 'haiku',
  model: 'claude-haiku-5-5',
  served: expect.any(String),
  tags: expect.any(Array),
};

test.each<[string, (box: Sandbox) => void, string]>([
  ['another input', (box) => void box.write('a.log', text(lines(39))), 'they are of different inputs'],
  [
    'another version of the scheme',
    (box) => void box.write('sev.md', box.read('sev.md').replace('Judge', 'Judge well')),
    'they are of different versions of the scheme "sev"',
  ],
])('shards of %s do not go together', async (_, change, why) => {
  const { box, files } = await twoShards(undefined, change);
  const { code, stderr } = await box.run(['answers', 'merge', ...files], { env: machine(box, 'third') });
  expect([code, stderr]).toEqual([2, `tierwise: ${files[1]} and ${files[0]} do not go together: ${why}.\n`]);
});

test('a missing shard is named, and a file that was cut off is refused whole', async () => {
  const { box, files } = await twoShards();
  const one = await box.run(['answers', 'merge', files[0] as string], { env: machine(box, 'third') });
  expect([one.code, one.stdout]).toEqual([
    1,
    expect.stringContaining('Shard 2 missing: the next run asks for its items.'),
  ]);
  writeFileSync(box.file(files[1] as string), box.read(files[1] as string).slice(0, -20));
  const cut = await box.run(['answers', 'merge', ...files], { env: machine(box, 'fourth') });
  expect([cut.code, cut.stderr]).toEqual([2, expect.stringContaining('not an answer, or cut off')]);
});

test.each(['..', 'claims', '../../evil', 'haiku/..', ''])(
  'an answer of the pass "%s" leads nowhere',
  async (pass) => {
    const { box, files } = await shardOfOne();
    const [about = '', line = ''] = box.read(files).split('\n');
    box.write('evil.answers.jsonl', `${about}\n${JSON.stringify({ ...JSON.parse(line), pass })}\n`);
    const merged = await box.run(['answers', 'merge', 'evil.answers.jsonl'], { env: machine(box, 'third') });
    expect([merged.code, merged.stderr]).toEqual([2, expect.stringContaining('not an answer')]);
  },
);

test('data homes alone: the task that they share', async () => {
  const { server, box } = await twoShards();
  const [one, two] = ['m0', 'm1'].map((name) => join(box.home, name)) as [string, string];
  const both = await box.run(['answers', 'merge', one, two, '--json'], { env: machine(box, 'third') });
  expect([both.code, JSON.parse(both.stdout)]).toMatchObject([0, { sources: 2, answers: 40, new: 40 }]);
  const requests = server.requests.length;
  await box.run(['bulk-tag', 'a.log', 'sev.md'], { env: machine(box, 'third') });
  expect(server.requests.length).toBe(requests);
  mkdirSync(join(box.home, 'fourth', 'answers'), { recursive: true });
  const none = await box.run(['answers', 'merge', one, join(box.home, 'fourth')], {
    env: machine(box, 'third'),
  });
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('have no tasks in common')]);
});

test('what cannot be a shard, or a source, is refused before anything is sent', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', text(lines(5)));
  mkdirSync(box.file('empty'));
  const refused = async (...args: string[]): Promise<string> =>
    (await box.run(args, { input: 'x\n' })).stderr;
  expect(await refused('bulk-tag', '-', 'sev.md', '--shard', '1/2')).toContain('name both');
  expect(await refused('bulk-tag', 'a.log', 'sev.md', '--shard', '1/2', '--sample', '2')).toContain(
    'leave one of them out',
  );
  expect(await refused('bulk-tag', 'a.log', 'sev.md', '--shard', '1/2', '-o', 'sev.md')).toContain(
    'not a file of answers',
  );
  expect(await refused('bulk-tag', 'a.log', 'sev.md', '--shard', '3/2')).toContain('such as 3/8');
  expect(await refused('answers', 'merge', 'empty')).toContain('holds no answers');
  expect(await refused('answers', 'merge', 'a.log')).toContain('a.log is not a file of answers (not JSON)');
  expect(await refused('answers', 'merge', 'gone')).toContain('cannot be read');
  expect(await refused('in-session', 'answers', 'merge', 'a.log')).toContain('is not one of');
  expect(server.requests).toEqual([]);
});
