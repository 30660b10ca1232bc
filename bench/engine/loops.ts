// What people write instead: one item a request in a loop, with p-limit. Prints what it took.
//   tsx bench/engine/loops.ts <sdk|fetch> <url> <file of items> <concurrency>
import { readFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
import pLimit from 'p-limit';

const [way = 'sdk', url = '', file = '', concurrency = '50'] = process.argv.slice(2);
const items = readFileSync(file, 'utf8').trimEnd().split('\n');
const key = 'test-not-a-real-key';
const client = new Anthropic({ baseURL: url, apiKey: key });
const schema = {
  type: 'object',
  properties: {
    results: {
      type: 'array',
      items: {
        type: 'object',
        properties: { id: { type: 'integer' }, tags: { type: 'array', items: { enum: ['error', 'info'] } } },
      },
    },
  },
};

const paramsFor = (item: string) => ({
  model: 'claude-haiku-5-5',
  max_tokens: 100,
  system: 'Judge the line: error, info. Reply with JSON.',
  messages: [{ role: 'user' as const, content: `{"id": 1, "item": ${JSON.stringify(item)}}` }],
  output_config: { format: { type: 'json_schema' as const, schema } },
});

async function askBySdk(item: string): Promise<string> {
  const { content } = await client.messages.create(paramsFor(item));
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

async function askByFetch(item: string): Promise<string> {
  const response = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify(paramsFor(item)),
  });
  const { content } = (await response.json()) as { content: { text: string }[] };
  return content[0]?.text ?? '';
}

async function main(): Promise<void> {
  const ask = way === 'sdk' ? askBySdk : askByFetch;
  const limit = pLimit(Number(concurrency));
  const [since, before] = [performance.now(), process.cpuUsage()];
  const tags = await Promise.all(
    items.map((item) => limit(async () => JSON.parse(await ask(item)).results[0].tags)),
  );
  const { user, system } = process.cpuUsage(before);
  console.log(
    JSON.stringify({
      items: tags.length,
      seconds: (performance.now() - since) / 1000,
      cpuMs: (user + system) / 1000,
      megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}

main();
