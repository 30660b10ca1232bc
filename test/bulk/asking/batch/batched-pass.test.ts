// --batch: half the price, an answer within a day, and nothing is lost or paid twice however a run ends.
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Draft } from '../../../../src/bulk/asking/batch/draft.ts';
import { type Sandbox, sandbox } from '../../../support/command.ts';
import { label, lines, serve, text } from '../../../support/lines.ts';
import type { MessagesServer, ServerOptions } from '../../../support/messages-server.ts';
import { once as onceOf, results } from '../../../support/messages-server.ts';
import type { Ended, Started } from '../../../support/process.ts';

const POLL = { TIERWISE_BATCH_POLL_MS: '20' };

interface Scene {
  server: MessagesServer;
  box: Sandbox;
  items: string[];
  run(...options: string[]): Promise<Ended>;
  start(...options: string[]): Started;
  /** The summary of a run. */
  summary(...options: string[]): Promise<Record<string, never>>;
}

async function scene(count: number, options: ServerOptions = {}): Promise<Scene> {
  const server = await serve(options);
  const box = sandbox(server.url);
  const items = lines(count);
  box.write('a.log', text(items));
  const args = ['bulk-tag', 'a.log', 'sev.md', '--batch', '--pack', '10'];
  const run = (...more: string[]): Promise<Ended> => box.run([...args, ...more], { env: POLL });
  const start = (...more: string[]): Started => box.start([...args, ...more], { env: POLL });
  const summary = async (...more: string[]) => JSON.parse((await run('--json', ...more)).stdout);
  return { server, box, items, run, start, summary };
}

async function killWhileWaiting({ start }: Scene, ...options: string[]): Promise<void> {
  const killed = start(...options);
  await killed.stderrHas('Batch msgbatch_0000');
  killed.child.kill('SIGKILL');
  expect((await killed).signal).toBe('SIGKILL');
}

const allTagged = ({ box, items }: Scene): void =>
  expect(box.read('a.log.tagged')).toBe(text(items.map(label)));
const once = ({ server, items }: Scene): void =>
  expect(onceOf(server.tagged, 2).sort()).toEqual([...items].sort());

/** The list price of what the server billed: the first request whole, the others half. */
function halfPrice({ requests }: MessagesServer): number {
  const price = (usage: Record<string, number>): number =>
    (usage.input_tokens ?? 0) * 0.1e-6 + (usage.output_tokens ?? 0) * 0.5e-6;
  return requests.reduce((sum, { usage }, number) => sum + price(usage) * (number ? 0.5 : 1), 0);
}

test('a queue that takes no more is waited for: the rest is submitted when what is pending has ended', async () => {
  vi.spyOn(Draft.prototype, 'isFullWith').mockImplementation(function (this: Draft) {
    return this.requests.length >= 4;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  let refusals = 0;
  const at = await scene(120, {
    batch: {
      full: (batches) => {
        const isFull = batches.filter(({ ended }) => !ended).length >= 2;
        if (isFull) refusals++;
        return isFull;
      },
    },
  });
  const { code, stderr } = await at.run('--json');
  expect(code, stderr).toBe(0);
  allTagged(at);
  once(at);
  expect(refusals).toBeGreaterThan(0);
  expect(at.server.batches.map(({ requests }) => requests.length)).toEqual([4, 4, 3]);
});

test('one request at once, the others in a batch at half price', async () => {
  const at = await scene(200);
  const { code, stdout, stderr } = await at.run('--json');
  expect(code).toBe(0);
  expect(stderr).toContain('in batches through http://127.0.0.1');
  expect(stderr).toMatch(/Batch msgbatch_0000: 19 requests, at most \$/);
  expect(stderr).toMatch(/Batch msgbatch_0000 has ended after/);
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({ tagged: 200, requests: 20, pendingUsd: 0, stopped: null });
  expect(summary.costUsd).toBeCloseTo(halfPrice(at.server), 10);
  expect(at.server.batches.map(({ requests }) => requests.length)).toEqual([19]);
  allTagged(at);
  once(at);
  expect(readdirSync(join(at.box.env.TIERWISE_HOME as string, 'batches'))).toEqual([]);
});

test('the report counts a batch at half price, too', async () => {
  const at = await scene(200);
  const { costUsd } = await at.summary();
  const { stdout } = await at.box.run(['report', '--json']);
  expect(JSON.parse(stdout).totals).toMatchObject({ calls: 20 });
  expect(JSON.parse(stdout).totals.costUsd).toBeCloseTo(costUsd as unknown as number, 10);
});

test('the estimate shows both prices and what waiting means', async () => {
  const at = await scene(200);
  const direct = await at.box.run(['bulk-tag', 'a.log', 'sev.md', '--dry-run']);
  expect(direct.stdout).toMatch(/^cost +about \$.* at list price/m);
  expect(direct.stdout).toMatch(
    /^with --batch +about \$.*; answers mostly within an hour, at the latest after 24/m,
  );
  const batch = await at.summary('--dry-run', '--no-escalate'); // one request above is no batch
  expect(batch).toMatchObject({ dryRun: true, batch: true });
  const { costUsd, batchUsd } = batch as unknown as { costUsd: number; batchUsd: number };
  expect(batchUsd / costUsd).toBeGreaterThan(0.5);
  expect(batchUsd / costUsd).toBeLessThan(0.6);
  expect(at.server.requests).toEqual([]);
});

test('killed while it waits, the same command collects the same batch', async () => {
  let over = false;
  const at = await scene(200, { batch: { ends: () => over } });
  await killWhileWaiting(at);

  const dry = await at.run('--dry-run');
  expect(dry.stdout).toMatch(
    /^pending +19 requests in batches of an earlier run, which this one collects first/m,
  );

  const listed = await at.box.run(['runs', '--json']);
  const [run] = JSON.parse(listed.stdout).runs;
  expect(run).toMatchObject({
    batch: 'msgbatch_0000',
    state: 'waiting',
    requests: 19,
    items: 190,
    tier: 'haiku',
  });

  over = true;
  const { code, stderr } = await at.run();
  expect(stderr).toContain('19 requests submitted by an earlier run: collecting the answers.');
  expect(code).toBe(0);
  expect(at.server.batches).toHaveLength(1);
  allTagged(at);
  once(at);
  expect(JSON.parse((await at.box.run(['runs', '--json'])).stdout).runs).toMatchObject([
    { kind: 'bulk', state: 'finished' },
  ]);
});

test('what an earlier run submitted is collected without --batch, too', async () => {
  let over = false;
  const at = await scene(200, { batch: { ends: () => over } });
  await killWhileWaiting(at);
  over = true;
  await at.box.run(['bulk-tag', 'a.log', 'sev.md'], { env: POLL });
  allTagged(at);
  once(at);
});

test('a batch that arrived though its receipt was lost is found again, not submitted twice', async () => {
  const at = await scene(200, { batch: { loseReply: ({ id }) => id === 'msgbatch_0000' } });
  expect(await at.summary()).toMatchObject({ tagged: 200 });
  expect(at.server.batches).toHaveLength(1);
  once(at);
});

test('killed between handing in and noting the receipt, the next run finds the batch', async () => {
  let over = false;
  const at = await scene(200, { batch: { ends: () => over } });
  await killWhileWaiting(at);
  const folder = join(at.box.env.TIERWISE_HOME as string, 'batches');
  const file = join(folder, readdirSync(folder)[0] as string);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), batch: null }));
  over = true;
  expect(await at.summary()).toMatchObject({ tagged: 200 });
  expect(at.server.batches).toHaveLength(1);
  once(at);
});

test('a batch whose results are gone is asked again', async () => {
  const at = await scene(200);
  await killWhileWaiting(at);
  at.server.batches.length = 0; // the API has forgotten it
  const { stderr, code } = await at.run();
  expect(stderr).toContain(
    'The API no longer has the results of batch msgbatch_0000: its 19 requests are asked again.',
  );
  expect(code).toBe(0);
  allTagged(at);
});

test('expired and failed requests are submitted again', async () => {
  const odd = new Set(['0', '3', '7']);
  const at = await scene(200, {
    batch: {
      outcome: (_, customId) => {
        const [, index = ''] = customId.split('-');
        if (at.server.batches.length > 1 || !odd.has(index)) return undefined;
        return index === '3'
          ? { type: 'errored', error: { type: 'error', error: { type: 'api_error', message: 'oh' } } }
          : { type: 'expired' };
      },
    },
  });
  expect(await at.summary()).toMatchObject({ tagged: 200, requests: 20 });
  expect(at.server.batches.map(({ requests }) => requests.length)).toEqual([19, 3]);
  allTagged(at);
  expect(new Set(at.server.tagged)).toEqual(new Set(at.items));
  expect(at.server.tagged.length).toBeLessThan(210);
});

test('requests that never get an answer are left for the next run, not asked for ever', async () => {
  const at = await scene(200, {
    batch: { outcome: (_, id) => (/-0$/.test(id) ? { type: 'expired' } : undefined) },
  });
  expect(await at.summary()).toMatchObject({ tagged: 190, failed: 10 });
  expect(at.server.batches).toHaveLength(3);
});

test('answers that cannot be used are asked for again, then of the next tier, in batches as well', async () => {
  const wrong = (item: string): boolean => item.includes('failed');
  const at = await scene(200, {
    batch: {
      outcome: ({ model, items }) =>
        model.includes('haiku') && items.some(({ item }) => wrong(item))
          ? {
              type: 'succeeded',
              message: {
                id: `msg_wrong_${items[0]?.id}_${at.server.requests.length}`,
                model,
                role: 'assistant',
                stop_reason: 'end_turn',
                usage: { input_tokens: 100, output_tokens: 10 },
                content: [
                  {
                    type: 'text',
                    text: results(
                      items.map(({ id, item }) => ({ id, tags: wrong(item) ? ['nope'] : ['info'] })),
                    ).text,
                  },
                ],
              },
            }
          : undefined,
    },
  });
  const { byTier, tagged } = await at.summary();
  expect({ tagged, byTier }).toMatchObject({
    tagged: 200,
    byTier: { haiku: { items: 162 }, sonnet: { items: 38 } },
  });
  const tiers = at.server.batches.map(({ requests }) => requests[0]?.params.model);
  expect(tiers).toEqual(['claude-haiku-5-5', 'claude-haiku-5-5', 'claude-sonnet-5-5']);
  allTagged(at);
});

test('the ceiling holds: only what fits even at its worst is submitted, and the next run goes on', async () => {
  const at = await scene(400);
  const first = (await at.summary('--max-cost', '0.001')) as Record<string, number | string>;
  expect(first.stopped).toBe('ceiling');
  expect(first.costUsd).toBeLessThanOrEqual(0.001);
  expect(first.costUsd).toBeCloseTo(halfPrice(at.server), 10);
  expect(first.tagged).toBeGreaterThan(0);
  expect(at.server.batches.length).toBeGreaterThan(1); // what came back cheaper than its worst made room for more
  await at.run();
  allTagged(at);
  once(at);
});

test('what an earlier run submitted counts toward the ceiling of the run that collects it', async () => {
  let over = false;
  const at = await scene(400, { batch: { ends: () => over } });
  await killWhileWaiting(at, '--max-cost', '0.01');
  const before = at.server.requests.length;
  over = true;
  const { stopped, costUsd } = (await at.summary('--max-cost', '0.0000001')) as Record<
    string,
    number | string
  >;
  expect(stopped).toBe('ceiling');
  expect(costUsd).toBeGreaterThan(0.0000001); // spent when it was submitted
  expect(at.server.requests.length - before).toBe(at.server.batches[0]?.requests.length);
});

test('Ctrl-C stops the waiting, not the batch', async () => {
  let over = false;
  const at = await scene(200, { batch: { ends: () => over } });
  const running = at.start();
  await running.stderrHas('Batch msgbatch_0000');
  running.child.kill('SIGINT');
  const { code, stdout } = await running;
  expect(code).toBe(130);
  expect(stdout).toContain('19 requests go on at the API, and the same command again collects them');
  expect(stdout).toMatch(/Up to \$0\.\d+ more will be billed for batches still pending at the API\./);
  over = true;
  const [{ run }] = JSON.parse((await at.box.run(['runs', '--json'])).stdout).runs;
  const resumed = await at.box.run(['runs', 'resume', run], { env: POLL });
  expect(resumed.code).toBe(0);
  expect(resumed.stdout).toMatch(/^tagged 200/);
  allTagged(at);
  once(at);
});

test('a batch can be cancelled', async () => {
  const at = await scene(200, { batch: { ends: () => false } });
  await killWhileWaiting(at);
  const table = (await at.box.run(['runs'])).stdout;
  expect(table).toMatch(
    /^run +state +since +cost +what\ntw\w{12} +waiting .* sev on haiku: 19 requests, 190 items$/m,
  );
  expect(table).toContain('tierwise bulk-tag a.log sev.md --batch --pack 10');
  const canceled = await at.box.run(['runs', 'cancel', 'msgbatch_0000'], { env: POLL });
  expect(canceled.stdout).toContain('Cancelled 19 requests of msgbatch_0000');
  expect(at.server.batches[0]?.canceled).toBe(true);
  const unknown = await at.box.run(['runs', 'cancel', 'nope']);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('Unknown run "nope".') });
});

test('a batch of another key is not asked again behind its back: it is said what to do, and it can be given up', async () => {
  const at = await scene(200, { batch: { ends: () => false } });
  await killWhileWaiting(at);
  at.server.batches.length = 0; // another account does not see it
  const other = { ...POLL, ANTHROPIC_API_KEY: 'test-key-another-one' };
  const args = ['bulk-tag', 'a.log', 'sev.md', '--batch', '--pack', '10'];
  const before = at.server.requests.length;
  const { code, stderr } = await at.box.run(args, { env: other });
  expect(code).toBe(2);
  expect(stderr).toContain(
    '19 requests of this job were submitted with another key or address (msgbatch_0000).',
  );
  expect(at.server.requests).toHaveLength(before);
  const [{ run, state }] = JSON.parse((await at.box.run(['runs', '--json'], { env: other })).stdout).runs;
  expect(state).toBe('elsewhere');
  expect((await at.box.run(['runs', 'forget', run])).stdout).toContain(
    'Forgotten: 19 requests of msgbatch_0000.',
  );
  await at.box.run(['bulk-tag', 'a.log', 'sev.md'], { env: other });
  allTagged(at);
});

test('a record that cannot be read ends no run: it is named once, listed by its file, and can be dropped', async () => {
  const at = await scene(200);
  const folder = join(at.box.env.TIERWISE_HOME as string, 'batches');
  mkdirSync(folder, { recursive: true });
  const foreign = join(folder, 'x.json');
  writeFileSync(foreign, '{"key":"x","at":"2026-01-01","batch":null}');
  const { code, stderr } = await at.run();
  expect(code).toBe(0);
  expect(stderr.match(/Passed over/g)).toHaveLength(1);
  expect(stderr).toContain(`Passed over ${foreign}: account: expected string, received undefined.`);
  allTagged(at);
  const problem = 'account: expected string, received undefined';
  expect((await at.box.run(['runs'])).stdout).toContain(
    `\nCannot be read: ${foreign}: ${problem}. Drop it: tierwise runs forget x\n`,
  );
  expect(JSON.parse((await at.box.run(['runs', '--json'])).stdout)).toMatchObject({
    passedOver: [{ file: foreign, problem }],
  });
  expect(await at.box.run(['runs', 'forget', 'x'])).toMatchObject({
    code: 0,
    stdout: `Forgotten: ${foreign}, which could not be read.\n`,
  });
  expect((await at.box.run(['runs'])).stdout).not.toContain('Cannot be read');
});

test('a gateway without batches is named, after one request', async () => {
  const at = await scene(200, { batch: { missing: true } });
  const { code, stdout } = await at.run();
  expect(code).toBe(1);
  expect(stdout).toMatch(/Stopped: http:\/\/127\.0\.0\.1:\d+ takes no batches: leave --batch out\./);
  expect(at.server.requests).toHaveLength(1);
});

test('more than fits into one batch goes into several', async () => {
  const full = vi.spyOn(Draft.prototype, 'isFullWith').mockImplementation(function (this: Draft) {
    return this.requests.length === 10;
  });
  onTestFinished(() => full.mockRestore());
  const at = await scene(260);
  expect(await at.summary()).toMatchObject({ tagged: 260, requests: 26 });
  expect(at.server.batches.map(({ requests }) => requests.length)).toEqual([10, 10, 5]);
  allTagged(at);
  once(at);
});

test('long instructions are kept in the cache for an hour, written by the first request', async () => {
  const server = await serve({ tag: () => ['billing'] });
  const box = sandbox(server.url);
  box.write('a.txt', text(lines(20)));
  await box.run(['bulk-tag', 'a.txt', 'support-intent', '--batch', '--pack', '2'], { env: POLL });
  const caches = server.requests.map(({ body }) => body.system[0].cache_control);
  expect(new Set(caches.map((cache) => JSON.stringify(cache)))).toEqual(
    new Set(['{"type":"ephemeral","ttl":"1h"}']),
  );
  expect(server.requests[0]?.usage.cache_creation_input_tokens).toBeGreaterThan(0);
  expect(server.requests.slice(1).every(({ usage }) => (usage.cache_read_input_tokens ?? 0) > 0)).toBe(true);
});

test('two votes are two batches', async () => {
  const at = await scene(200);
  expect(await at.summary('--votes', '2')).toMatchObject({ tagged: 200, requests: 40 });
  expect(at.server.batches).toHaveLength(2);
});

test('outputs of a recipe come in batches as well', async () => {
  const server = await serve({ map: (item) => `about ${item}` });
  const box = sandbox(server.url);
  box.write('short.md', '---\noutput: summary\n---\nSay it shortly.');
  box.write('a.txt', text(lines(60)));
  const { stdout } = await box.run(['bulk-map', 'a.txt', 'short.md', '--batch', '--json'], { env: POLL });
  expect(JSON.parse(stdout)).toMatchObject({ mapped: 60, requests: 3 });
  expect(server.batches).toHaveLength(1);
});

test('without a key there are no batches, and one line says so', async () => {
  const box = sandbox();
  box.write('a.txt', 'x\n');
  box.write('claude', '#!/bin/sh\necho \'{"loggedIn": true}\'\n');
  chmodSync(box.file('claude'), 0o755);
  const { code, stderr } = await box.run(['bulk-tag', 'a.txt', 'sev.md', '--batch'], {
    env: { CLAUDE_CODE_EXECPATH: box.file('claude') },
  });
  expect(stderr).toContain('--batch needs an Anthropic API key');
  expect(code).toBe(2);
});
