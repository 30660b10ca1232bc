// The model on this machine that `local` stands for.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { localVoice } from '../../src/opinion/local-voice.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});

/** A server that lists these models, as Ollama does. */
async function models(...ids: string[]): Promise<string> {
  const server = createServer((_, response) =>
    response.end(JSON.stringify({ data: ids.map((id) => ({ id })) })),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('is the first that Ollama serves', async () => {
  const host = await models('qwen3:8b', 'llama3');
  expect(await localVoice(catalog, { OLLAMA_HOST: host })).toBe(`openai:qwen3:8b@http://${host}/v1`);
});

test('is the one of the user’s tier local, whatever Ollama serves', async () => {
  const model = 'openai:mine@http://127.0.0.1:9/v1';
  const own = { ...catalog, tiers: { ...catalog.tiers, local: { ...catalog.tiers.local, model } } };
  expect(await localVoice(own, { OLLAMA_HOST: await models('llama3') })).toBe(model);
});

test('is nobody without a model, without a server, or with one elsewhere', async () => {
  expect(await localVoice(catalog, { OLLAMA_HOST: await models() })).toBeNull();
  expect(await localVoice(catalog, { OLLAMA_HOST: '127.0.0.1:9' })).toBeNull();
  expect(await localVoice(catalog, { OLLAMA_HOST: 'https://ollama.example.invalid' })).toBeNull();
});
