// `tierwise calibrate`: the question answered from the tiers' own answers, with labels only where they differ; answers are bought once.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../src/main.ts';
import { asCsv, CALIBRATION_SCHEME, type Errors, labelled, serveTiers } from '../support/calibration.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import type { MessagesServer } from '../support/messages-server.ts';

const ROWS = labelled(300);

async function ready(errors: Errors, rows = ROWS): Promise<{ box: Sandbox; server: MessagesServer }> {
  const server = await serveTiers(rows, errors);
  const box = sandbox(server.url);
  box.write('intent.md', CALIBRATION_SCHEME);
  box.write('t.csv', asCsv(rows));
  return { box, server };
}

const CALIBRATE = ['calibrate', 't.csv', './intent.md', '--tiers', 'haiku'];

/** The items that a tier was asked about, from a request on. */
const asked = (server: MessagesServer, tier: string, from = 0): string[] =>
  server.requests
    .slice(from)
    .filter(({ model }) => model.includes(tier))
    .flatMap(({ items }) => items.map(({ item }) => item));

/** All that a calibration keeps, as text. */
const kept = (box: Sandbox): string =>
  ['calibrations', 'answers', 'ledger']
    .flatMap((name) =>
      readdirSync(join(box.env.TIERWISE_HOME ?? '', name), { recursive: true, withFileTypes: true }),
    )
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

test('tiers that nearly agree are decided without a label; the real run starts where they say and buys no answer twice', async () => {
  const errors = { haiku: 0.004, sonnet: 0.002, opus: 0.002 };
  const { box, server } = await ready(errors);
  const first = await box.run([...CALIBRATE, '--within', '3', '--json', '--apply']);
  const result = JSON.parse(first.stdout);
  expect(first.code).toBe(0);
  expect(result).toMatchObject({
    question: 'within',
    allowance: 3,
    confidence: 95,
    sampled: 300,
    decision: 'yes',
    recommended: { tier: 'haiku', effort: 'low', pack: 40, votes: 1 },
    labelsUsed: 0,
    labelsNeeded: 0,
    difference: null,
    stored: 0,
  });
  expect(
    result.settings.map(({ tier, accuracy }: { tier: string; accuracy: null }) => [tier, accuracy]),
  ).toEqual([
    ['haiku', null],
    ['opus', null],
  ]);
  expect(result.disagreement.n).toBe(300);
  expect(result.disagreement.high).toBeLessThan(0.03);
  const bill = server.requests.length;
  expect(new Set(asked(server, 'opus')).size).toBe(300);
  expect(kept(box)).toContain('"source":"calibrate"');
  expect(kept(box)).not.toContain('customer');

  const again = await box.run([...CALIBRATE, '--within', '3', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ decision: 'yes', costUsd: 0, stored: 600 });
  expect(server.requests.length).toBe(bill);

  const tagged = await box.run(['bulk-tag', 't.csv', './intent.md']);
  expect(tagged.code).toBe(0);
  expect(tagged.stdout).toContain('Starts on haiku, as calibrated on 20');
  expect(tagged.stdout).toContain('To undo: tierwise calibrate undo intent');
  expect(server.requests.length).toBe(bill);
});

test('what is applied holds for plain runs, gives way to --tier, and is undone', async () => {
  const { box, server } = await ready({ haiku: 0.5, sonnet: 0.002, opus: 0.002 }, ROWS.slice(0, 200));
  const { stdout, code } = await box.run([
    'calibrate',
    't.csv',
    './intent.md',
    '--within',
    '4',
    '--tiers',
    'haiku,sonnet',
    '--labels-from',
    'tag',
    '--apply',
    '--json',
  ]);
  expect({ code, ...JSON.parse(stdout).recommended }).toMatchObject({ code: 0, tier: 'sonnet' });
  box.write('new.csv', asCsv(labelled(203).slice(200)));
  const dry = (args: string[] = []) =>
    box.run(['bulk-tag', 'new.csv', './intent.md', '--dry-run', '--json', ...args]);
  expect(JSON.parse((await dry()).stdout).tier).toBe('sonnet');
  expect(JSON.parse((await dry(['--tier', 'haiku'])).stdout).tier).toBe('haiku');
  const undone = await box.run(['calibrate', 'undo', './intent.md']);
  expect(undone.stdout).toBe('Runs of intent start on haiku again.\n');
  expect(JSON.parse((await dry()).stdout).tier).toBe('haiku');
  expect(server.requests.length).toBeGreaterThan(0);
});

test('the column that plays the person is read only where tiers differ, and gives no accuracy', async () => {
  const { box } = await ready({ haiku: 0.06, sonnet: 0.02, opus: 0.05 });
  const { stdout, code } = await box.run([...CALIBRATE, '--within', '3', '--labels-from', 'tag', '--json']);
  const result = JSON.parse(stdout);
  const apart = Math.round(result.disagreement.value * 300);
  expect(result.labelsUsed).toBeGreaterThan(0);
  expect(result.labelsUsed).toBeLessThanOrEqual(apart);
  expect(result.settings[0]).toMatchObject({ accuracy: null, costPerCorrectUsd: null });
  expect(result.difference).not.toBeNull();
  expect(code).toBe(result.decision === 'undecided' ? 1 : 0);
});

test('with the truth for all items the absolute question is decided, with accuracy, recall by tag and confusions', async () => {
  const { box } = await ready({ haiku: 0.2, sonnet: 0.02, opus: 0.01 });
  const { stdout, code } = await box.run([
    'calibrate',
    't.csv',
    './intent.md',
    '--tiers',
    'haiku,sonnet,opus',
    '--floor',
    '94',
    '--gold',
    'tag',
    '--json',
  ]);
  const result = JSON.parse(stdout);
  expect({ code, decision: result.decision, floor: result.floor }).toEqual({
    code: 0,
    decision: 'yes',
    floor: 94,
  });
  expect(result.recommended.tier).toBe('sonnet');
  const [haiku] = result.settings;
  expect(haiku.accuracy.low).toBeLessThan(0.8);
  expect(haiku.accuracy.high).toBeGreaterThan(0.8);
  expect(haiku.costPerCorrectUsd).toBeCloseTo(haiku.costPer1000Usd / 1000 / haiku.accuracy.value, 12);
  expect(Object.keys(result.perTag).sort()).toEqual([
    'account',
    'billing',
    'delivery',
    'other',
    'refund',
    'returns',
  ]);
  const [worst] = result.confusions;
  expect([worst.said, worst.instead].sort()).toEqual(expect.arrayContaining([expect.any(String)]));
  expect(worst.examples[0].item).toContain('customer');
});

test('what the items do not show is not decided, says how much more would, and applies nothing', async () => {
  const { box } = await ready({ haiku: 0.1, sonnet: 0.02, opus: 0.01 }, ROWS.slice(0, 100));
  const { stdout, code, stderr } = await box.run([...CALIBRATE, '--apply']);
  expect(code).toBe(1);
  expect(stdout).toContain('Not decided: ');
  expect(stdout).toContain('Nothing is recommended, so nothing was applied.');
  expect(stdout).not.toContain('accuracy');
  expect(stderr).not.toContain('accuracy');
});

test('one ceiling covers all tiers; what was answered is kept, and the next call goes on', async () => {
  const { box, server } = await ready({ haiku: 0, sonnet: 0, opus: 0 });
  const stopped = await box.run([...CALIBRATE, '--json', '--max-cost', '0.05']);
  expect(stopped.code).toBe(3);
  expect(JSON.parse(stopped.stdout)).toMatchObject({ decision: 'undecided', recommended: null });
  expect(JSON.parse(stopped.stdout).costUsd).toBeLessThanOrEqual(0.05);
  const before = server.requests.length;
  const { code } = await box.run([...CALIBRATE, '--json']);
  expect(code).toBe(0);
  const twice = asked(server, 'haiku', before).filter((item) =>
    asked(server, 'haiku').slice(0, 300).includes(item),
  );
  expect(twice.length).toBeLessThanOrEqual(300 / 35 + 2);
});

test('a recheck asks the stored sample anew and calls only a significant drop one', async () => {
  const errors = { haiku: 0.01, sonnet: 0.01, opus: 0.01 };
  const { box, server } = await ready(errors);
  await box.run([...CALIBRATE, '--within', '4', '--apply']);
  const before = server.requests.length;
  const quiet = await box.run(['calibrate', 't.csv', './intent.md', '--recheck', '--json']);
  expect({ code: quiet.code, ...JSON.parse(quiet.stdout) }).toMatchObject({
    code: 0,
    significant: false,
    tier: 'haiku',
  });
  expect(new Set(asked(server, 'haiku', before)).size).toBe(300);
  expect(asked(server, 'opus', before)).toEqual([]);
  errors.haiku = 0.1;
  const dropped = await box.run(['calibrate', 't.csv', './intent.md', '--recheck']);
  expect(dropped.code).toBe(1);
  expect(dropped.stdout).toMatch(
    /agreement with opus's stored answers .*: 9\d\.\d → \d\d\.\d %, significant\./,
  );
  const other = await box.run(['calibrate', 't.csv', './intent.md', '--recheck', '--within', '3']);
  expect({ code: other.code, stderr: other.stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--within'),
  });
});

test('beside new items at most twenty known ones are asked again, and a changed model is noticed', async () => {
  const errors = { haiku: 0.01, sonnet: 0.01, opus: 0.01 };
  const all = labelled(320);
  const { box, server } = await ready(errors, all);
  box.write('t.csv', asCsv(all.slice(0, 300)));
  await box.run([...CALIBRATE, '--within', '6', '--apply']);
  const known = new Set(all.slice(0, 300).map(({ text }) => text));
  const before = server.requests.length;
  box.write('t.csv', asCsv(all.slice(0, 310)));
  const quiet = await box.run(['bulk-tag', 't.csv', './intent.md']);
  const again = asked(server, 'haiku', before).filter((item) => known.has(item));
  expect(again.length).toBeGreaterThan(0);
  expect(again.length).toBeLessThanOrEqual(20);
  expect(quiet.stderr).not.toContain('Warning');
  // Nothing new: nothing is asked, known items included.
  const asQuiet = server.requests.length;
  expect((await box.run(['bulk-tag', 't.csv', './intent.md'])).code).toBe(0);
  expect(server.requests.length).toBe(asQuiet);
  errors.haiku = 0.9;
  box.write('t.csv', asCsv(all));
  const warned = await box.run(['bulk-tag', 't.csv', './intent.md']);
  expect(warned.stderr).toContain('Warning: haiku answers otherwise than on');
});

test('known items are asked under the ceiling of the run: where they no longer fit, only new ones are', async () => {
  const all = labelled(301);
  const { box, server } = await ready({ haiku: 0, sonnet: 0, opus: 0 }, all);
  box.write('t.csv', asCsv(all.slice(0, 300)));
  await box.run([...CALIBRATE, '--within', '6', '--apply']);
  box.write('new.csv', asCsv(all.slice(290)));
  const tag = (ceiling: string) =>
    box.run(['bulk-tag', 'new.csv', './intent.md', '--json', '--max-cost', ceiling]);
  const [, worst = ''] = /could cost up to \$([\d.]+)/.exec((await tag('0.000001')).stdout) ?? [];
  const ceiling = Number(worst) * 1.1;
  const before = server.requests.length;
  const { code, stdout } = await tag(String(ceiling));
  expect({ code, requests: server.requests.length - before }).toEqual({ code: 0, requests: 1 });
  expect(JSON.parse(stdout).costUsd).toBeLessThanOrEqual(ceiling);
  expect(asked(server, 'haiku', before)).toEqual([all[300]?.text]);
});

test.each([
  [['--within', '0'], 'Expected a number above 0 and below 100.'],
  [['--within', '2', '--floor', '95'], 'cannot be used with'],
  [['--gold', 'nope'], 't.csv has no column "nope". Expected one of: text, tag.'],
  [['--gold', 'text'], 'the item would contain column "text"'],
  [['--column', 'tag', '--gold', 'tag'], '"tag" is the item itself'],
  [['--tiers', 'fable'], 'fable is above opus'],
  [['--tiers', 'opus'], 'expected at least one tier below opus'],
  [['--recheck'], 'has not been calibrated as it stands'],
])('%j is a mistake that says what to do', async (options, words) => {
  const { box } = await ready({ haiku: 0, sonnet: 0, opus: 0 }, ROWS.slice(0, 3));
  const { code, stderr } = await box.run(['calibrate', 't.csv', './intent.md', ...options]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
});

/** An input on which haiku and opus differ too much for the data alone. */
async function differing(): Promise<{ box: Sandbox; server: MessagesServer }> {
  const made = await ready({ haiku: 0.05, sonnet: 0.02, opus: 0.04 }, ROWS.slice(0, 200));
  expect((await made.box.run([...CALIBRATE, '--within', '4'])).code).toBe(1);
  return made;
}

const LABEL = ['calibrate', 'label', 't.csv', './intent.md', '--tiers', 'haiku', '--within', '4'];

test('a person labels with one key per tag, blind, as long as they like; labels count in the next calibration', async () => {
  const { box, server } = await differing();
  const before = server.requests.length;
  const first = await box.run(LABEL, { input: '12q' });
  expect(first.stderr).toContain('1 of at most 60  line ');
  expect(first.stderr).toContain(
    '1 billing  2 refund  3 delivery  4 returns  5 account  6 other  s skip  u back  q stop',
  );
  expect(first.stderr).not.toMatch(/haiku|opus/);
  expect(first.stdout).toContain('2 labels kept. Not decided: ');
  const back = await box.run(LABEL, { input: '1us' });
  expect(back.stdout).toContain('0 labels kept.');
  const result = JSON.parse((await box.run([...CALIBRATE, '--within', '4', '--json'])).stdout);
  expect(result.labelsUsed).toBe(2);
  expect(server.requests.length).toBe(before);
});

test('a page for the browser holds the items where tiers differ and not who said what; its labels are read back, all or none', async () => {
  const { box } = await differing();
  const { code, stderr } = await box.run([...LABEL, '--page']);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining('t.csv.labels.html: open it in a browser'),
  });
  const html = box.read('t.csv.labels.html');
  const page = JSON.parse(
    /<script type="application\/json" class="labels">(.*)<\/script>/.exec(html)?.[1] ?? '',
  );
  expect(page.items.length).toBeGreaterThan(3);
  expect(page.command).toBe('tierwise calibrate label t.csv ./intent.md --import t.csv.labels.jsonl');
  expect(JSON.stringify(page.items)).not.toMatch(/haiku|opus/);
  const line = (at: number, tag: string): string =>
    `${JSON.stringify({ fingerprint: page.items[at].fingerprint, tags: [tag] })}\n`;
  box.write('bad.jsonl', line(0, 'refund') + line(1, 'nonsense'));
  const refused = await box.run([...LABEL, '--import', 'bad.jsonl']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('bad.jsonl line 2: ["nonsense"] is not an answer of intent');
  box.write('good.jsonl', line(0, 'refund') + line(1, 'billing'));
  expect((await box.run([...LABEL, '--import', 'good.jsonl'])).stdout).toContain('2 labels kept.');
  expect(JSON.parse((await box.run([...CALIBRATE, '--within', '4', '--json'])).stdout).labelsUsed).toBe(2);
});

test('the plot is a page that runs and loads nothing', async () => {
  const { box } = await ready({ haiku: 0, sonnet: 0, opus: 0 }, ROWS.slice(0, 200));
  const { code } = await box.run([...CALIBRATE, '--within', '4', '--plot']);
  expect(code).toBe(0);
  const html = box.read('t.csv.calibration.html');
  expect(html).toContain("default-src 'none'");
  expect(html).not.toContain('<script');
  expect(html).toContain('same answer as opus (agreement)');
});

test('a person at the terminal is asked as part of the same command, and may stop', async () => {
  const { box } = await differing();
  const stdin = Object.assign(Readable.from([Buffer.from('12q')]), { isTTY: true, setRawMode: () => {} });
  const [stdout, stderr] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY: true })];
  const code = await run([...CALIBRATE, '--within', '4'], {
    env: box.env,
    cwd: box.folder,
    stdin,
    stdout,
    stderr,
  });
  expect(String(stderr.read())).toContain('2 of at most 60');
  expect(String(stdout.read())).toContain('200 distinct items, 2 labels.');
  expect(code).toBe(1);
});
