// `tierwise calibrate --settings`: efforts, packs, votes and masks of one tier beside each other, each with answers of its own, and a real
// run that starts in the one that was applied.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asCsv, CALIBRATION_SCHEME, labelled, serveTiers } from '../support/calibration.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import type { MessagesServer, ServedRequest } from '../support/messages-server.ts';
import { startChatServer } from '../support/vendor-servers.ts';

const ROWS = labelled(200);
const ERRORS = { haiku: 0.3, sonnet: 0, opus: 0 };

async function ready(
  shareIn?: (request: ServedRequest) => number | undefined,
  scheme = CALIBRATION_SCHEME,
): Promise<{ box: Sandbox; server: MessagesServer }> {
  const server = await serveTiers(ROWS, ERRORS, shareIn);
  const box = sandbox(server.url);
  box.write('intent.md', scheme);
  box.write('t.csv', asCsv(ROWS));
  return { box, server };
}

const calibrate = (settings: string, ...more: string[]): string[] => [
  ...['calibrate', 't.csv', './intent.md', '--json', '--settings', settings, ...more],
];
const effortOf = ({ body }: ServedRequest): string | undefined => body.output_config?.effort;
const itemsAt = (server: MessagesServer, passes: (request: ServedRequest) => boolean): string[] =>
  server.requests.filter(passes).flatMap(({ items }) => items.map(({ item }) => item));

test('a tier that does at a higher effort is recommended with it, and the real run buys none of its answers again', async () => {
  const { box, server } = await ready((request) =>
    request.model.includes('haiku') && effortOf(request) === 'high' ? 0 : undefined,
  );
  const { code, stdout, stderr } = await box.run(
    calibrate('haiku,haiku/effort=high', '--labels-from', 'tag', '--apply'),
  );
  const result = JSON.parse(stdout);
  expect({ code, ...result }, stderr).toMatchObject({
    ...{ code: 0, decision: 'yes', recommended: { tier: 'haiku', effort: 'high', votes: 1 } },
    settings: [
      { tier: 'haiku', effort: 'low' },
      { tier: 'haiku', effort: 'high', agreement: { value: 1 } },
      { tier: 'opus' },
    ],
  });
  expect(result.settings[0].agreement.value).toBeLessThan(0.8);
  const bill = server.requests.length;
  const tagged = await box.run(['bulk-tag', 't.csv', './intent.md']);
  expect(tagged.stdout).toContain('Starts on haiku/effort=high, as calibrated on 20');
  expect(server.requests.length).toBe(bill);
  box.write('t.csv', asCsv([...ROWS, ...labelled(205).slice(200)]));
  await box.run(['bulk-tag', 't.csv', './intent.md']);
  expect(server.requests.slice(bill).map(effortOf)).toEqual(server.requests.slice(bill).map(() => 'high'));
  const recheck = await box.run(['calibrate', 't.csv', './intent.md', '--recheck', '--json']);
  expect(JSON.parse(recheck.stdout)).toMatchObject({ tier: 'haiku/effort=high', significant: false });
});

test('a review after such a run finds its answers, and so does the ledger its effort', async () => {
  const rows = [...labelled(130), { text: 'nobody can tell', tag: '' }];
  const server = await serveTiers(rows, { haiku: 0, sonnet: 0, opus: 0 });
  const box = sandbox(server.url);
  box.write('intent.md', CALIBRATION_SCHEME);
  box.write('t.csv', asCsv(rows.slice(0, 120)));
  await box.run(calibrate('haiku/effort=high', '--within', '6', '--apply'));
  box.write('t.csv', asCsv(rows));
  expect((await box.run(['bulk-tag', 't.csv', './intent.md'])).stdout).toContain('By opus 120');
  const reviewed = await box.run(['review', 't.csv', './intent.md'], { input: '2\n' });
  expect(reviewed.code, reviewed.stderr).toBe(0);
  const tagged = box.read('t.csv.tagged').trimEnd().split('\n');
  expect(tagged).toHaveLength(132);
  expect(tagged.filter((line) => line.endsWith(',haiku'))).toHaveLength(10);
  const ledger = readdirSync(join(box.home, 'tierwise', 'ledger')).filter((name) => name.endsWith('.jsonl'));
  const calls = readFileSync(join(box.home, 'tierwise', 'ledger', ledger[0] ?? ''), 'utf8');
  expect(calls).toMatch(/haiku.*"effort":"high"/);
  expect(calls).not.toMatch(/haiku.*"effort":"low"/);
});

test('with two votes the tiers above are asked only where the passes differ, and their price is in', async () => {
  const seen = new Set<string>();
  const isFirst = new Map<number, boolean>(); // the first pass, by the number of the request
  const { box, server } = await ready(({ model, number, items }) => {
    if (!model.includes('haiku')) return undefined;
    const first = isFirst.get(number) ?? seen.size < ROWS.length;
    isFirst.set(number, first);
    for (const { item } of items) seen.add(item);
    return first ? 0.1 : 0;
  });
  const { stdout } = await box.run(calibrate('haiku/votes=2'));
  const [votes, opus] = JSON.parse(stdout).settings;
  expect(votes).toMatchObject({ tier: 'haiku', votes: 2, agreement: { value: 1 } });
  expect(opus).toMatchObject({ tier: 'opus', votes: 1 });
  const sonnet = new Set(itemsAt(server, ({ model }) => model.includes('sonnet')));
  expect(sonnet.size).toBeGreaterThan(8);
  expect(sonnet.size).toBeLessThan(40);
  const once = JSON.parse((await box.run(calibrate('haiku'))).stdout).settings[0];
  expect(votes.costPer1000Usd).toBeGreaterThan(2 * once.costPer1000Usd);
});

test('without masks, each item is asked itself, and masked answers are measured by that', async () => {
  const scheme = CALIBRATION_SCHEME.replace('tags:', 'mask: [number]\ntags:');
  const rows = ROWS.flatMap(({ text, tag }, at) =>
    [0, 1].map((copy) => ({ text: `${text} no ${at}${copy}`, tag })),
  );
  const server = await serveTiers(rows, { haiku: 0, sonnet: 0, opus: 0 });
  const box = sandbox(server.url);
  box.write('intent.md', scheme);
  box.write('t.csv', asCsv(rows));
  const { stdout } = await box.run(calibrate('haiku,haiku/mask=off'));
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ sampled: 400, recommended: { tier: 'haiku' } });
  expect(result.settings.map(({ masks }: { masks?: false }) => masks)).toEqual([undefined, false, false]);
  expect(new Set(itemsAt(server, ({ model }) => model.includes('opus'))).size).toBe(400);
  const [masked, unmasked] = result.settings;
  expect(masked.costPer1000Usd).toBeLessThan(unmasked.costPer1000Usd);
});

test.each([
  [['--settings', 'haiku/effort=huge'], 'takes one of these efforts'],
  [['--settings', 'haiku', '--tiers', 'haiku'], 'cannot be used with'],
  [['--settings', 'fable/votes=2'], '--settings: fable is above opus'],
])('%j is a mistake that says what to do', async (options, words) => {
  const { box } = await ready();
  const { code, stderr } = await box.run(['calibrate', 't.csv', './intent.md', ...options]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
});

test('asked twice, the reference tells on which items it wavers', async () => {
  const asked = new Map<number, boolean>();
  const seen = new Set<string>();
  const { box } = await ready(({ model, number, items }) => {
    if (!model.includes('opus')) return 0;
    const first = asked.get(number) ?? seen.size < ROWS.length;
    asked.set(number, first);
    for (const { item } of items) seen.add(item);
    return first ? 0 : 0.1;
  });
  const { stdout } = await box.run([
    'calibrate',
    't.csv',
    './intent.md',
    '--tiers',
    'haiku',
    '--twice',
    '--json',
  ]);
  const { wavering, decision } = JSON.parse(stdout);
  expect(decision).toBe('yes');
  expect(wavering.share).toMatchObject({ n: 200 });
  expect(wavering.share.value).toBeGreaterThan(0.04);
  expect(wavering.share.value).toBeLessThan(0.2);
  expect(wavering.examples).toHaveLength(3);
});

test('a model on a server of the user is compared like any tier, and a run that starts there asks it', async () => {
  const { box, server } = await ready();
  const truth = new Map(ROWS.map(({ text, tag }) => [text, tag]));
  const local = await startChatServer(({ body }) => {
    const items: { id: number; item: string }[] = String(body.messages[1].content)
      .split('\n')
      .flatMap((line) => (/^\{"id"/.test(line) ? [JSON.parse(line)] : []));
    return JSON.stringify({
      results: items.map(({ id, item }) => ({ id, tags: [truth.get(item) ?? 'other'] })),
    });
  });
  mkdirSync(join(box.home, 'tierwise'), { recursive: true });
  box.write(
    'home/tierwise/tierwise.md',
    `---\ntiers: { local: { model: "openai:llama3@${local.url}/v1" } }\n---\n`,
  );
  const { stdout, stderr } = await box.run(calibrate('local', '--apply'));
  expect(JSON.parse(stdout), stderr).toMatchObject({
    decision: 'yes',
    recommended: { tier: 'local', model: expect.stringContaining('openai:llama3') },
    settings: [{ tier: 'local', agreement: { value: 1 } }, { tier: 'opus' }],
  });
  const [asked, billed] = [local.requests.length, server.requests.length];
  box.write('t.csv', asCsv([...ROWS, ...labelled(205).slice(200)]));
  const tagged = await box.run(['bulk-tag', 't.csv', './intent.md']);
  expect(tagged.stdout, tagged.stderr).toContain('Starts on local');
  expect(local.requests.length).toBeGreaterThan(asked);
  expect(server.requests.length).toBe(billed);
});
