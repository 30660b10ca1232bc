// Each mistake gets one line that says what, where and what to do; nothing is sent and nothing is lost.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { label, lines, serve, text } from '../support/lines.ts';
import { once } from '../support/messages-server.ts';
import { COMMAND } from '../support/process.ts';

const scheme = (header: string, body = 'Judge.'): string => `---\n${header}\n---\n${body}\n`;
const csv = 'id,text\n1,x\n';

type Case = [name: string, args: string[], message: string, arrange?: (box: Sandbox) => void];

const CASES: Case[] = [
  ['a missing file', ['no.log', './sev.md'], 'no.log: cannot read it: no such file or folder.'],
  ['an empty folder', ['empty', './sev.md'], 'empty contains no files: there is nothing to do.', (box) => mkdirSync(box.file('empty'))],
  ['an empty file', ['a.log', './sev.md'], 'a.log is empty: there is nothing to tag.', (box) => box.write('a.log', '')],
  ['only a byte order mark', ['a.log', './sev.md'], 'a.log is empty', (box) => box.write('a.log', '\uFEFF')],
  ['only blank lines', ['a.log', './sev.md'], 'a.log holds no items, only blank lines', (box) => box.write('a.log', '\n  \n\r\n')],
  ['only blank CSV lines', ['a.csv', './sev.md'], 'a.csv holds no items, only blank lines', (box) => box.write('a.csv', '\n\n')],
  ['a CSV header without rows', ['a.csv', './sev.md'], 'a.csv holds no items, only a header', (box) => box.write('a.csv', 'id,text\n')],
  ['a binary file', ['a.log', './sev.md'], 'a.log is a binary file', (box) => box.write('a.log', Buffer.from([0x7f, 0x45, 0, 1, 2]))],
  ['UTF-16', ['a.log', './sev.md'], 'a.log is UTF-16. Convert it first: iconv', (box) => box.write('a.log', Buffer.from('\uFEFFhi', 'utf16le'))],
  ['an unknown column', ['a.csv', './sev.md', '-c', 'body'], 'a.csv has no column "body". Expected one of: id, text.'],
  ['an unknown field', ['a.jsonl', './sev.md', '-c', 'body'], 'a.jsonl has no column "body". Expected one of: t, n.'],
  ['a column of a text file', ['x.log', './sev.md', '-c', 'body'], '--column needs one of csv, tsv, jsonl, json, and x.log is read as text'],
  ['a quote that is never closed', ['q.csv', './sev.md'], 'q.csv line 3: a quoted cell is opened and never closed'],
  ['an array that is not closed', ['a.json', './sev.md'], 'a.json: the JSON array is not closed; its element 2 begins at line 2'],
  ['no array', ['b.json', './sev.md'], 'b.json line 1: expected one JSON array and nothing before it'],
  ['text after the array', ['c.json', './sev.md'], 'c.json line 2: expected one JSON array and nothing after it'],
  ['the output is the input', ['x.log', './sev.md', '--out', './x.log'], './x.log is the input itself. Name another file with --out.'],
  ['the output is a link to the input', ['x.log', './sev.md', '--out', 'link.log'], 'link.log is the input itself'],
  ['the output folder is missing', ['x.log', './sev.md', '--out', 'no/out'], 'no/out: cannot write there: no such file or folder'],
  ['the output is a folder', ['x.log', './sev.md', '--out', 'home'], 'home: cannot write there: it is a folder'],
  ['--json and the items on stdout', ['x.log', './sev.md', '--out', '-', '--json'], '--json and the tagged items cannot both go to stdout'],
  ['an unknown scheme', ['x.log', 'severity'], 'There is no scheme "severity" in .claude/schemes or schemes. Expected one of: commit-risk, commit-type, log-severity, migration-risk, sentiment, spam, support-intent, ticket-triage'],
  ['a missing scheme file', ['x.log', './no.md'], './no.md: cannot read the scheme: no such file or folder.'],
  ['a scheme without tags', ['x.log', './s.md'], './s.md: tags: missing', (box) => box.write('s.md', scheme('name: x'))],
  ['a scheme with no header', ['x.log', './s.md'], './s.md: tags: missing', (box) => box.write('s.md', 'Just prose.\n')],
  ['a scheme with an empty list of tags', ['x.log', './s.md'], './s.md: tags: expected at least one tag', (box) => box.write('s.md', scheme('tags: []'))],
  ['a tag given twice', ['x.log', './s.md'], './s.md line 4: the header is not valid YAML: Map keys must be unique', (box) => box.write('s.md', scheme('tags:\n  a: x\n  a: y'))],
  ['a tag given twice in a list', ['x.log', './s.md'], './s.md: tags: "a" is listed twice', (box) => box.write('s.md', scheme('tags: [a, b, a]'))],
  ['tags that differ in capitals only', ['x.log', './s.md'], './s.md: tags: "Error" is the same tag as "error"', (box) => box.write('s.md', scheme('tags: [error, Error]'))],
  ['abstain as one of the tags', ['x.log', './s.md'], './s.md: abstain: "a" is the same tag as "a"', (box) => box.write('s.md', scheme('tags: [a]\nabstain: a'))],
  ['a tag with a comma', ['x.log', './s.md'], './s.md: tags.a,b: expected a tag name without commas', (box) => box.write('s.md', scheme('tags: { "a,b": x }'))],
  ['a bad regular expression', ['x.log', './s.md'], './s.md: tags.a.match.1: "(" is not a regular expression: missing closing )', (box) => box.write('s.md', scheme('tags: { a: { match: [x, "("] } }'))],
  ['look-around in a pattern', ['x.log', './s.md'], './s.md: tags.a.match.0: "a(?=b)" uses look-around', (box) => box.write('s.md', scheme('tags: { a: { match: "a(?=b)" } }'))],
  ['an unknown mask', ['x.log', './s.md'], './s.md: mask.1: expected masks among: uuid, timestamp', (box) => box.write('s.md', scheme('tags: [a]\nmask: [number, color]'))],
  ['an unknown tier in a scheme', ['x.log', './s.md'], './s.md: tier: expected a tier: local, haiku, sonnet, opus, fable', (box) => box.write('s.md', scheme('tags: [a]\ntier: mini'))],
  ['an unknown key in a scheme', ['x.log', './s.md'], './s.md: the header: unknown key "maks"', (box) => box.write('s.md', scheme('tags: [a]\nmaks: [number]'))],
  ['broken YAML', ['x.log', './s.md'], './s.md line 3: the header is not valid YAML', (box) => box.write('s.md', scheme('tags: [a'))],
  ['a header that is not closed', ['x.log', './s.md'], './s.md: the header is not closed', (box) => box.write('s.md', '---\ntags: [a]\n')],
  ['a header in another language', ['x.log', './s.md'], './s.md line 1: the header starts with "---js", which is not read', (box) => box.write('s.md', '---js\n{ tags: require("fs").writeFileSync("ran", "") }\n---\n')],
  ['an unknown tier', ['x.log', './sev.md', '--tier', 'mini'], 'Unknown tier "mini". Expected one of: local, haiku, sonnet, opus, fable.'],
  ['settings that are mistyped', ['x.log', './sev.md'], 'tierwise/tierwise.md: tiers.haiku: unknown key "modle"', (box) => settings(box, 'tiers: { haiku: { modle: x } }')],
  ['a price that is none', ['x.log', './sev.md'], 'tierwise/tierwise.md: models.m.input: expected number, received string', (box) => settings(box, 'models: { m: { input: cheap, output: 1 } }')],
]; // biome-ignore format: one case a line

function settings(box: Sandbox, header: string): void {
  mkdirSync(box.file('home/tierwise'));
  box.write('home/tierwise/tierwise.md', scheme(header));
}

test.each(CASES)('%s', async (_, args, message, arrange) => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('x.log', 'x\n');
  box.write('q.csv', 'id,text\n1,"open\n2,x\n');
  box.write('a.json', '["x",\n{"y": [1}');
  box.write('b.json', '"x"');
  box.write('c.json', '["x"]\n["y"]');
  box.write('a.jsonl', '{"t":"x","n":1}\n');
  if (!arrange) box.write('a.csv', csv);
  symlinkSync('x.log', box.file('link.log'));
  arrange?.(box);
  const before = readdirSync(box.folder).sort();
  const { code, stdout, stderr } = await box.run(['bulk-tag', ...args]);
  const complaints = stderr.split('\n').filter((line) => line.startsWith('tierwise: '));
  expect(complaints, stderr).toHaveLength(1);
  expect(complaints[0]).toContain(message);
  expect({ code, stdout, requests: server.requests.length }).toEqual({ code: 2, stdout: '', requests: 0 });
  expect(readdirSync(box.folder).sort()).toEqual(before);
});

test.each([
  ['an unknown option', ['--teir', 'haiku'], "error: unknown option '--teir'"],
  [
    'a number that is none',
    ['--limit', 'ten'],
    "argument 'ten' is invalid. Expected a whole number above 0.",
  ],
  ['a ceiling that is none', ['--max-cost', 'much'], 'Expected an amount in US dollars'],
  [
    'an unknown backend',
    ['--backend', 'gpt'],
    'Allowed choices are auto, api, live, claude, bedrock, vertex, foundry, rules',
  ],
  ['an unknown format', ['--format', 'xml'], 'Allowed choices are text, csv'],
  ['a pack beyond the price step', ['--pack-tokens', '90000'], 'Expected at most 50000'],
])('%s is an error, not a file name', async (_, args, message) => {
  const box = sandbox();
  box.write('x.log', 'x\n');
  const { code, stdout, stderr } = await box.run(['bulk-tag', 'x.log', './sev.md', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('without a key and without a rule that helps: says how to get a model, and what it would cost', async () => {
  const box = sandbox();
  box.write('x.log', text(lines(10)));
  const { code, stderr } = await box.run(['bulk-tag', 'x.log', './sev.md']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /no rule of the scheme "sev" decides any item: 10 items are left for a model\. To have haiku tag them \(about \$0\.0\d+\), set ANTHROPIC_API_KEY/,
  );
  expect(existsSync(box.file('x.log.tagged'))).toBe(false);
});

test('without a key, rules tag what they can; what is left is counted, and exit 1 says that something is', async () => {
  const box = sandbox();
  box.write('r.md', scheme('tags: { error: { match: failed }, info: x }'));
  box.write('x.log', text(lines(10)));
  const { code, stdout, stderr } = await box.run(['bulk-tag', 'x.log', './r.md']);
  expect(code).toBe(1);
  expect(stderr).toContain('rules and stored answers only: no model is asked, nothing is billed');
  expect(stdout).toContain('tagged 2  left 8');
  expect(stdout).toContain('8 items are left for a model. To have haiku tag them');
  expect(
    box
      .read('x.log.tagged')
      .split('\n')
      .filter((line) => line.startsWith('error\t')),
  ).toHaveLength(2);
});

test('--backend api without a key', async () => {
  const box = sandbox();
  box.write('x.log', 'x\n');
  const { code, stderr } = await box.run(['bulk-tag', 'x.log', './sev.md', '--backend', 'api']);
  expect(code).toBe(2);
  expect(stderr).toContain('--backend api needs a credential: set ANTHROPIC_API_KEY');
});

test('a profile that the SDK would find by itself is not used', async () => {
  const server = await serve();
  const box = sandbox();
  mkdirSync(box.file('home/.config/anthropic/configs'), { recursive: true });
  box.write(
    'home/.config/anthropic/configs/default.json',
    JSON.stringify({ api_key: 'test-key-of-a-profile', base_url: server.url }),
  );
  box.write('x.log', 'x\n');
  const { code } = await box.run(['bulk-tag', 'x.log', './sev.md'], {
    env: { ANTHROPIC_BASE_URL: server.url },
  });
  expect({ code, requests: server.requests.length }).toEqual({ code: 2, requests: 0 });
});

test('a pattern that would hang a backtracking engine decides as fast as any other', async () => {
  const box = sandbox();
  box.write('r.md', scheme('tags: { bad: { match: "^(a+)+$" }, ok: { match: "b" } }'));
  box.write('x.log', `${'a'.repeat(100_000)}b\n`);
  const { code } = await box.run(['bulk-tag', 'x.log', './r.md']);
  expect(code).toBe(0);
  expect(box.read('x.log.tagged').startsWith('ok\t')).toBe(true);
});

test('a line of 1 MB: a rule still decides it; a model is not asked, a person is', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  const long = `${'word 12 '.repeat(131_072)}end`;
  box.write('x.log', text(['unit a failed', long, 'unit b is up']));
  const { code, stdout } = await box.run(['bulk-tag', 'x.log', './sev.md']);
  expect(code).toBe(1);
  expect(stdout).toContain('1 item needs a look: x.log.review.jsonl');
  expect(JSON.parse(box.read('x.log.review.jsonl'))).toMatchObject({
    index: 1,
    line: 2,
    reason: expect.stringContaining('too long to ask: about 349,53'),
  });
  expect(box.read('x.log.tagged')).toBe(text(['error\tunit a failed', `\t${long}`, 'info\tunit b is up']));
  box.write('r.md', scheme('tags: { long: { match: "end$" } }'));
  box.write('y.log', text([long]));
  expect((await box.run(['bulk-tag', 'y.log', './r.md'])).code).toBe(0);
});

test('a place that cannot be written is found out before anything is paid for', async (context) => {
  if (process.getuid?.() === 0) context.skip('root may write anywhere');
  const server = await serve();
  const box = sandbox(server.url);
  mkdirSync(box.file('locked'));
  box.write('locked/x.log', text(lines(3)));
  chmodSync(box.file('locked'), 0o500);
  const { code, stderr } = await box.run(['bulk-tag', 'locked/x.log', './sev.md']);
  expect(code).toBe(2);
  expect(stderr).toContain(
    'locked/x.log.tagged: cannot write there: permission denied. Name another file with --out.',
  );
  expect(server.requests).toHaveLength(0);
});

// A read-only or full disk is a real one: a small file system of its own, where the system lets us mount it.
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;
const onDisk = (mount: string): string[] => [
  ...['unshare', '-rm', 'sh', '-c', `mount -t tmpfs ${mount} none small && "$0" "$@"`],
  ...COMMAND,
];

test.runIf(canMount)('a read-only place is found out before anything is paid for', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', text(lines(3)));
  mkdirSync(box.file('small'));
  const command = onDisk('-o ro');
  const { code, stderr } = await box.start(['bulk-tag', 'a.log', './sev.md', '--out', 'small/out'], {
    command,
  });
  expect(code).toBe(2);
  expect(stderr).toContain('small/out: cannot write there: the file system is read-only');
  expect(server.requests).toHaveLength(0);
});

test.runIf(canMount)(
  'a data home that cannot be written is found out before anything is paid for',
  async () => {
    const server = await serve();
    const box = sandbox(server.url);
    box.write('a.log', text(lines(3)));
    mkdirSync(box.file('small'));
    const { code, stderr } = await box.start(['bulk-tag', 'a.log', './sev.md'], {
      command: onDisk('-o ro'),
      env: { TIERWISE_HOME: box.file('small') },
    });
    expect({ code, requests: server.requests.length }).toEqual({ code: 2, requests: 0 });
    expect(stderr).toContain('tierwise: Answers cannot be kept in');
    expect(stderr).toContain('the file system is read-only');
  },
);

test.runIf(canMount)('a full disk under the output: said so, and no answer is lost', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  const items = lines(2000);
  box.write('a.log', text(items));
  mkdirSync(box.file('small'));
  const command = onDisk('-o size=16k');
  const { code, stdout, stderr } = await box.start(['bulk-tag', 'a.log', './sev.md', '--out', 'small/out'], {
    command,
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(
    'small/out: could not be written: no space left on the disk. All answers are kept',
  );
  expect(stderr).toMatch(/So far it cost \$0\.0\d+\./);
  expect((await box.run(['bulk-tag', 'a.log', './sev.md'])).code).toBe(0);
  expect(box.read('a.log.tagged')).toBe(text(items.map(label)));
  expect(once(server.tagged)).toHaveLength(2000);
});

test.runIf(canMount)('a full disk under the answers: nothing more is paid for', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', text(lines(2000)));
  mkdirSync(box.file('small'));
  const { code, stdout, stderr } = await box.start(
    ['bulk-tag', 'a.log', './sev.md', '--json', '--concurrency', '2'],
    {
      command: onDisk('-o size=352k'),
      env: { TIERWISE_HOME: box.file('small') },
    },
  );
  expect(code, stderr).toBe(1);
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({
    stopped: 'error',
    reason: expect.stringContaining('no space left on the disk'),
  });
  expect(summary.reason).toContain('Answers cannot be kept in');
  expect(summary.tagged).toBeGreaterThan(0);
  expect(server.requests.length).toBeLessThan(2000 / 40);
});

test('under the ceiling that the dry run proposes the run finishes, what goes up included', async () => {
  const server = await serve({
    tag: (item, names) => (names.includes('unsure') && /9/.test(item) ? ['unsure'] : ['info']),
  });
  const box = sandbox(server.url);
  box.write(
    'sev.md',
    '---\nname: sev\ntags: { error: It failed., info: Normal. }\nabstain: unsure\n---\nJudge.\n',
  );
  box.write('a.log', text(Array.from({ length: 60 }, (_, at) => `unit ${at} is up`)));
  const { stdout } = await box.run(['bulk-tag', 'a.log', 'sev.md', '--dry-run', '--json']);
  const { proposedMaxUsd } = JSON.parse(stdout);
  const run = ['bulk-tag', 'a.log', 'sev.md', '--max-cost', String(proposedMaxUsd), '--json'];
  const ended = await box.run(run);
  // What even opus is not sure of is a person's; nothing stopped it.
  expect(JSON.parse(ended.stdout)).toMatchObject({ stopped: null, failed: 0 });
  expect(new Set(server.requests.map(({ model }) => model.split('-')[1])).size).toBeGreaterThan(1);
});
