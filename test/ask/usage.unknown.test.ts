// A reply that does not say, or not believably, what it used: its answer is kept, its worst case counts, and the user is told.
import { expect, test } from 'vitest';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { results, type ServedRequest } from '../support/messages-server.ts';

const LINES = Array.from({ length: 8 }, (_, line) => `job ${String.fromCharCode(97 + line)} failed`).join(
  '\n',
);
const UNKNOWN: [string, Record<string, unknown>][] = [
  ['missing', { output_tokens: undefined }],
  ['null', { input_tokens: null }],
  ['negative', { input_tokens: -1_000_000 }],
  ['a text', { output_tokens: '20' }],
];

const tagged = ({ items }: ServedRequest, usage: Record<string, unknown>) => ({
  ...results(items.map(({ id }) => ({ id, tags: ['error'] }))),
  usage: usage as Record<string, number>,
});

test.each(UNKNOWN)(
  'usage that is %s: a bulk run keeps answer and reservation, and says so',
  async (_, usage) => {
    const server = await serve({ react: (request) => tagged(request, usage) });
    const box = sandbox(server.url);
    box.write('a.log', LINES);
    const { code, stdout } = await box.run(['bulk-tag', 'a.log', 'sev.md', '--json']);
    const summary = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(summary).toMatchObject({ tagged: 8, costUsd: 0, unpriced: [] });
    expect(summary.uncertainUsd).toBeGreaterThan(0.0005);
    const other = sandbox(server.url);
    other.write('a.log', LINES);
    const { stdout: text } = await other.run(['bulk-tag', 'a.log', 'sev.md']);
    expect(text).toMatch(/tagged 8 {2}\$0 \(or up to \$0\.0005\d\)/);
    expect(text).toMatch(/Up to \$0\.0005\d more may be billed/);
  },
);

test('a ceiling holds against replies that do not say what they used', async () => {
  const server = await serve({ react: (request) => tagged(request, { input_tokens: null }) });
  const box = sandbox(server.url);
  box.write('a.log', LINES);
  const args = ['bulk-tag', 'a.log', 'sev.md', '--pack', '1', '--concurrency', '1', '--json'];
  const free = JSON.parse((await box.run([...args, '--limit', '1'])).stdout);
  const ceiling = free.uncertainUsd * 3.5; // beside that one, which counts, two requests fit and a third does not
  const sent = server.requests.length;
  const { code, stdout } = await box.run([...args, '--max-cost', ceiling.toFixed(6)]);
  expect(code).toBe(3);
  expect(server.requests.length - sent).toBe(2);
  expect(JSON.parse(stdout).uncertainUsd).toBeLessThanOrEqual(ceiling);
});

test('in a batch it is the same', async () => {
  const server = await serve({
    batch: {
      outcome: (request) => ({
        type: 'succeeded',
        message: {
          id: 'msg_batch',
          model: request.model,
          content: [
            { type: 'text', text: results(request.items.map(({ id }) => ({ id, tags: ['error'] }))).text },
          ],
          usage: { input_tokens: 100, output_tokens: '20' },
        },
      }),
    },
  });
  const box = sandbox(server.url);
  box.write('a.log', LINES);
  const args = ['bulk-tag', 'a.log', 'sev.md', '--pack', '1', '--batch', '--json'];
  const { code, stdout } = await box.run(args, { env: { TIERWISE_BATCH_POLL_MS: '20' } });
  const summary = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(summary.tagged).toBe(8);
  expect(summary.costUsd).toBeGreaterThan(0); // the one that went alone
  expect(summary.uncertainUsd).toBeGreaterThan(0.0005);
});
test.each(UNKNOWN)(
  'usage that is %s: an opinion keeps answer and reservation, and says so',
  async (_, usage) => {
    const server = await serve({
      react: () => ({ text: 'Use a queue. Test it.', usage: usage as Record<string, number> }),
    });
    const box = sandbox(server.url);
    const args = ['opinion', 'Queue?', '--ask', 'opus', '--json'];
    const { code, stdout } = await box.run(args);
    const opinion = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(opinion).toMatchObject({ costUsd: 0, unpriced: [], voices: [{ usage: null, costUsd: null }] });
    expect(opinion.uncertainUsd).toBeGreaterThan(0.1);
    const text = (await box.run(args.slice(0, -1))).stdout;
    expect(text).toMatch(/\$0 at list price, and up to \$0\.\d+ for calls whose cost is not known/);
  },
);
