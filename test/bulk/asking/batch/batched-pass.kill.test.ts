// A run of --batch killed at the instants where a batch could be paid for twice. The server kills, so nothing is left to luck.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { forgetCollected, pendingElsewhere } from '../../../../src/bulk/asking/batch/batched-pass.ts';
import { type BatchRecord, BatchRecords } from '../../../../src/bulk/asking/batch/records.ts';
import type { Group } from '../../../../src/bulk/survey/survey.ts';
import type { ServedBatch } from '../../../support/batches.ts';
import { type Sandbox, sandbox } from '../../../support/command.ts';
import { label, lines, serve, text } from '../../../support/lines.ts';
import { type MessagesServer, once, type ServerOptions } from '../../../support/messages-server.ts';
import type { Started } from '../../../support/process.ts';

const ARGS = ['bulk-tag', 'a.log', 'sev.md', '--batch', '--pack', '10', '--json'];
const ENV = { TIERWISE_BATCH_POLL_MS: '20' };
/** A batch counts as listed after four polls, and a busy machine needs a while to start the next run. */
const SLOWLY = { TIERWISE_BATCH_POLL_MS: '800' };
const ITEMS = lines(100);

interface Scene {
  server: MessagesServer;
  box: Sandbox;
  /** The files of pending batches. */
  records(): string[];
}

/** Starts a run that the server kills when it calls the function given to `hooks`; resolves when it is gone. */
async function killed(hooks: (kill: () => void) => NonNullable<ServerOptions['batch']>): Promise<Scene> {
  let run: Started | undefined;
  const server = await serve({ batch: hooks(() => run?.child.kill('SIGKILL')) });
  const box = sandbox(server.url);
  box.write('a.log', text(ITEMS));
  run = box.start(ARGS, { env: ENV });
  expect(await run).toMatchObject({ signal: 'SIGKILL' });
  const folder = join(box.env.TIERWISE_HOME as string, 'batches');
  return { server, box, records: () => readdirSync(folder).map((name) => join(folder, name)) };
}

/** Runs it again, to its end. Returns its summary, with what it said. */
async function again({ box }: Scene, env = ENV) {
  const { code, stdout, stderr } = await box.run(ARGS, { env });
  expect(code, stderr).toBe(0);
  expect(box.read('a.log.tagged')).toBe(text(ITEMS.map(label)));
  return { ...JSON.parse(stdout), stderr };
}

/** The list price of all that the server billed: the first request whole, the others half. */
const billed = ({ requests }: MessagesServer): number =>
  requests.reduce((sum, { usage }, number) => {
    const { input_tokens: input = 0, output_tokens: output = 0 } = usage;
    return sum + (input * 0.1e-6 + output * 0.5e-6) * (number ? 0.5 : 1);
  }, 0);

test('what the release before submitted, with ids that count on from the first, is collected', async () => {
  let over = false;
  const scene = await killed((kill) => ({ ends: () => over || void kill() || false }));
  for (const { params } of scene.server.batches[0]?.requests ?? []) {
    const [message] = params.messages as [{ content: string }];
    const items = message.content.split('\n').map((line) => JSON.parse(line));
    message.content = items.map((item, index) => JSON.stringify({ ...item, id: 500 + index })).join('\n');
  }
  const [file = ''] = scene.records();
  const record = JSON.parse(readFileSync(file, 'utf8'));
  const packs = record.packs.map(({ ids, ...pack }: { ids: number[] }) => ({ ...pack, firstId: 500 }));
  writeFileSync(file, JSON.stringify({ ...record, v: 1, packs }));
  over = true;
  await again(scene);
  expect(once(scene.server.tagged).sort()).toEqual([...ITEMS].sort()); // nothing is asked twice
});

test.each<[string, (batch: ServedBatch) => boolean]>([
  ['listed at once', () => true],
  ['listed a little later', ({ listings }) => listings > 1],
])('killed as its batch arrives, which is %s: the next run finds it', async (_, listed) => {
  let kills = 1;
  const scene = await killed((kill) => ({
    listed,
    loseReply: () => kills-- > 0,
    onCreated: () => kills > 0 && kill(),
  }));
  expect(await again(scene, SLOWLY)).toMatchObject({ tagged: 100, uncertainUsd: 0 });
  expect(scene.server.batches).toHaveLength(1);
  expect(once(scene.server.tagged).sort()).toEqual([...ITEMS].sort());
  expect(scene.records()).toEqual([]);
});

test('the reply to a batch is lost, and it is listed only later: the same run waits for it', async () => {
  const server = await serve({
    batch: { loseReply: () => true, listed: ({ listings }) => listings > 1 },
  });
  const box = sandbox(server.url);
  box.write('a.log', text(ITEMS));
  const { stdout, stderr } = await box.run(ARGS, { env: SLOWLY });
  expect(stderr).toContain('It is not known whether a batch of 9 requests arrived: looking for it.');
  expect(JSON.parse(stdout)).toMatchObject({ tagged: 100, uncertainUsd: 0 });
  expect(server.batches).toHaveLength(1);
});

test('killed before its batch was sent: the next run waits until it would be listed, asks again, and names the money', async () => {
  const scene = await killed((kill) => ({ loseReply: () => true, onCreated: kill }));
  scene.server.batches.length = 0; // it never arrived
  const { uncertainUsd, stderr } = await again(scene);
  expect(stderr).toMatch(
    /A batch that was being submitted never arrived: its 9 requests are asked again\. Should they be billed all the same, they cost at most \$0\.\d+, which counts as uncertain\./,
  );
  expect(uncertainUsd).toBeGreaterThan(0);
});

test('a batch that never arrives is not sent for ever', async () => {
  const server = await serve({ batch: { loseReply: () => true, listed: () => false } });
  const box = sandbox(server.url);
  box.write('a.log', text(ITEMS));
  const { stdout } = await box.run(ARGS, { env: ENV });
  expect(JSON.parse(stdout)).toMatchObject({ tagged: 10, failed: 90 });
  expect(server.batches).toHaveLength(3);
});

test('killed while it reads the results: they are read again, and counted once', async () => {
  let reads = 0;
  const scene = await killed((kill) => ({ onResults: () => reads++ === 0 && kill() }));
  const { jobCostUsd } = await again(scene);
  expect(scene.server.batches).toHaveLength(1);
  expect(jobCostUsd).toBeCloseTo(billed(scene.server), 10);
});

test('killed after it stored all but before it forgot the batch: what was counted is not counted again', async () => {
  const scene = await killed((kill) => ({ ends: () => false, onPolled: kill }));
  const [file = ''] = scene.records();
  const record = readFileSync(file);
  const [batch] = scene.server.batches as [ServedBatch];
  batch.ended = true;
  await again(scene);
  writeFileSync(file, record);
  const { box, server } = scene;
  const seen = server.requests.length;
  const whole = await again(scene);
  expect(whole).toMatchObject({ requests: 0, costUsd: 0 });
  expect(scene.records()).toEqual([]);
  // One more item is open, so the batch is looked at again.
  writeFileSync(file, record);
  box.write('a.log', text([...ITEMS, 'one more failed']));
  const more = await box.run(ARGS, { env: ENV });
  expect(JSON.parse(more.stdout)).toMatchObject({ tagged: 101, requests: 1 });
  expect(server.requests).toHaveLength(seen + 1);
});

const RECORD: BatchRecord = {
  ...{ key: 'tw01', batch: 'b1', account: 'a', at: '2026-11-20T10:00:00.000Z', tier: 'haiku' },
  ...{ store: 'haiku', model: 'm', command: { cwd: '/', args: [] } },
  task: { kind: 'scheme', name: 'sev', hash: 'h' },
  packs: [
    { firstId: 1, fingerprints: ['f1', 'f2'], worstUsd: 0.1 },
    { firstId: 9, fingerprints: ['f3', 'f1'], checks: [1], worstUsd: 0.1 },
  ],
};

function recorded(): BatchRecords {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-batches-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'batches'));
  const records = new BatchRecords(home);
  records.write(RECORD);
  return records;
}

test.each([
  ['one of its answers is missing', 'h', 'haiku', ['f1', 'f2'], 1],
  ['all are stored', 'h', 'haiku', ['f1', 'f2', 'f3'], 0],
  ['all are stored, of another pass', 'h', 'haiku-second', ['f1', 'f2', 'f3'], 1],
  ['all are stored, of another task', 'other', 'haiku', ['f1', 'f2', 'f3'], 1],
])('a batch is forgotten only when all its answers are stored: %s', (_, task, name, stored, left) => {
  const records = recorded();
  // biome-ignore lint/suspicious/noExplicitAny: only whether there is one counts
  const get = (fingerprint: string): any => (stored.includes(fingerprint) ? {} : undefined);
  forgetCollected(records, task, [{ name, get }]);
  expect(records.all()).toHaveLength(left);
});

test('without the API, what is pending in a batch is not asked a second time', () => {
  const records = recorded();
  const group = (fingerprint: string): Group => ({
    ...{ fingerprint, items: 1, outcome: undefined },
    ladderPosition: { rung: 0, pass: 0, said: [] },
  });
  const pass = { taskHash: 'h', store: 'haiku' };
  expect(pendingElsewhere(records, pass, [group('f9')])).toBeNull();
  expect(pendingElsewhere(records, { ...pass, store: 'sonnet' }, [group('f1')])).toBeNull();
  expect(pendingElsewhere(records, pass, [group('f9'), group('f3')])).toEqual({
    by: 'error',
    reason:
      '2 requests of this job were submitted as a batch (b1), and would be paid for twice. Set the API key they were submitted with to collect them, or drop them: tierwise runs forget tw01',
  });
});
