// The batches of an account, over as many pages of the API as they take, and what a failed submission means.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { apiBackend } from '../../src/ask/api.ts';
import { AskError, type AskRequest, type Batches } from '../../src/ask/backend.ts';

const REQUEST: AskRequest = {
  ...{ model: 'claude-haiku-5-5', system: 's', cacheSystem: null, user: 'u', schema: null, maxTokens: 9 },
  ...{ effort: null, thinking: null },
};

async function batchesOf(
  answer: (url: URL, response: ServerResponse) => void,
): Promise<{ batches: Batches; urls: string[] }> {
  const urls: string[] = [];
  const server = createServer((request, response) => {
    urls.push(request.url ?? '');
    request.resume().on('end', () => answer(new URL(request.url ?? '', 'http://x'), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'test-not-a-real-key' };
  const backend = apiBackend({ env, stderr: process.stderr });
  return { batches: backend?.batches as Batches, urls };
}

const listed = (id: string, minute: number): object => ({
  id,
  processing_status: 'ended',
  created_at: `2026-11-20T10:${minute}:00Z`,
  request_counts: { processing: 0, succeeded: 1, errored: 0, canceled: 0, expired: 0 },
});

test('all batches since a moment are found, over several pages, and no page beyond it is asked for', async () => {
  const pages = [
    [listed('b5', 50), listed('b4', 40)],
    [listed('b3', 30), listed('b2', 20)],
    [listed('b1', 10)],
  ];
  const { batches, urls } = await batchesOf((url, response) => {
    const after = url.searchParams.get('after_id');
    const data = pages[after === null ? 0 : after === 'b4' ? 1 : 2] as { id: string }[];
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ data, has_more: data !== pages[2], last_id: data.at(-1)?.id }));
  });
  const since = async (minute: number): Promise<string[]> =>
    (await batches.createdSince(new Date(`2026-11-20T10:${minute}:00Z`))).map(({ batch }) => batch);
  expect(await since(25)).toEqual(['b5', 'b4', 'b3']);
  expect(urls).toHaveLength(2);
  expect(await since(10)).toEqual(['b5', 'b4', 'b3', 'b2', 'b1']);
  expect(urls).toHaveLength(5);
});

test.each([
  [400, false],
  [413, false],
  [429, false],
  [529, false],
  [500, true],
  [504, true],
])('a batch answered with %i may have arrived: %s', async (status, maybeBilled) => {
  const { batches } = await batchesOf((_, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ type: 'error', error: { type: 'api_error', message: 'oh' } }));
  });
  const error = await batches.create([{ id: 'tw01-0', request: REQUEST }], 'tw01').catch((thrown) => thrown);
  expect(error).toBeInstanceOf(AskError);
  expect(error.maybeBilled).toBe(maybeBilled);
});
