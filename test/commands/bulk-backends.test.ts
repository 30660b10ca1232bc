// Who answers a bulk run: a model of the user's own below the tiers, and the next backend of the list when one gives out.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyOf } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { lines, serve, text } from '../support/lines.ts';
import { results } from '../support/messages-server.ts';
import { startChatServer, type VendorRequest, type VendorServer } from '../support/vendor-servers.ts';

const TAGS = ['red', 'green', 'blue', 'gray', 'pink'];
const truth = (item: string): string =>
  TAGS[Number.parseInt(/\w+$/.exec(item)?.[0] ?? '0', 36) % TAGS.length] as string;
/** `thing 1a`: all different, as nothing is masked. */
const things = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `thing ${(index + 36).toString(36)}`);
const SCHEME = `---\nname: color\ntags: [${TAGS.join(', ')}]\n---\nThe color of the thing.\n`;

type Pack = { id: number; item: string }[];
const packOf = ({ body }: VendorRequest): Pack =>
  String(body.messages[1].content)
    .split('\n')
    .flatMap((line) => (/^\{"id"/.test(line) ? [JSON.parse(line)] : []));

/** Numbers that are as good as random, the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

const guess = (item: string, rate: number, random: () => number): string =>
  random() >= rate
    ? truth(item)
    : (TAGS.filter((tag) => tag !== truth(item))[Math.floor(random() * (TAGS.length - 1))] as string);

const localServer = (rate: number, random = chance(7)): Promise<VendorServer> =>
  startChatServer((request) =>
    JSON.stringify({
      results: packOf(request).map(({ id, item }) => ({ id, tags: [guess(item, rate, random)] })),
    }),
  );

function withPolicy(box: Sandbox, header: string): void {
  mkdirSync(`${box.home}/tierwise`, { recursive: true });
  box.write('home/tierwise/tierwise.md', `---\n${header}\n---\n`);
  box.write('color.md', SCHEME);
}

const localTier = ({ url }: VendorServer): string => `tiers: { local: { model: "openai:llama3@${url}/v1" } }`;

function accuracyOf(box: Sandbox): number {
  const rows = box
    .read('a.txt.tagged')
    .trimEnd()
    .split('\n')
    .map((row) => row.split('\t'));
  return rows.filter(([tag, item]) => tag === truth(item ?? '')).length / rows.length;
}

// docs/providers.md has the figures for other rates.
test.each([0.1])(
  'with a local model wrong on %d of all items, most are settled on this machine, and the result is as good',
  async (rate) => {
    const tags = async (withLocal: boolean) => {
      const wrongly = chance(3);
      // The tier above is not perfect either.
      const api = await serve({
        react: ({ items }) =>
          results(items.map(({ id, item }) => ({ id, tags: [guess(item, 0.02, wrongly)] }))),
      });
      const box = sandbox(api.url);
      withPolicy(
        box,
        withLocal
          ? `${localTier(await localServer(rate))}\nladders: { bulk: [local, haiku] }`
          : 'ladders: { bulk: [haiku] }',
      );
      box.write('a.txt', text(things(300)));
      const { code, stdout, stderr } = await box.run([
        'bulk-tag',
        'a.txt',
        './color.md',
        '--json',
        '--pack',
        '25',
      ]);
      expect(code, stderr).toBe(0);
      return { ...JSON.parse(stdout), accuracy: accuracyOf(box) };
    };
    const [alone, below] = [await tags(false), await tags(true)];
    expect(below.byTier.local.items / 300).toBeGreaterThanOrEqual(0.5);
    expect(below.accuracy).toBeGreaterThanOrEqual(alone.accuracy - 0.01);
    expect(below.byTier.local.costUsd).toBe(0);
    expect(below.costUsd).toBeLessThan(alone.costUsd);
    expect(below.backends).toMatchObject([{ onThisMachine: true, billedTo: 'nobody (no key is sent)' }]);
  },
);

test('an allowance that ends in the middle: the next of the list goes on, and the summary says who answered', async () => {
  const broke = { type: 'invalid_request_error', message: 'Your credit balance is too low' };
  const api = await serve({
    react: ({ number }) => (number >= 2 ? { status: 400, error: broke } : undefined),
  });
  const local = await startChatServer((request) =>
    JSON.stringify({ results: packOf(request).map(({ id }) => ({ id, tags: ['info'] })) }),
  );
  const box = sandbox(api.url);
  withPolicy(box, `${localTier(local)}\nbackends: [api, "openai:local"]`);
  box.write('a.log', text(lines(40)));
  const args = ['bulk-tag', 'a.log', './sev.md', '--pack', '10', '--concurrency', '1'];
  const { code, stdout, stderr } = await box.run([...args, '--json']);
  expect(code, stderr).toBe(0);
  const { tagged, backends, served, uncertainUsd } = JSON.parse(stdout);
  expect([tagged, uncertainUsd]).toEqual([40, 0]);
  expect(backends).toMatchObject(
    [
      { name: 'api', requests: 2, billedTo: 'the key in ANTHROPIC_API_KEY', left: /credit balance/ },
      { requests: local.requests.length, onThisMachine: true, left: null },
    ].map((one) => ({ ...one, left: one.left ? expect.stringMatching(one.left) : null })),
  );
  expect(served).toMatchObject({
    'claude-haiku-5-5': 2,
    [`openai:llama3@${local.url}/v1`]: local.requests.length,
  });
  expect(stderr).toContain('goes on with what is left');
  const again = await box.run(args);
  expect([again.code, api.requests.length]).toEqual([0, 3]);
});

test('a bad key is told, and nobody else is asked', async () => {
  const api = await serve({
    react: () => ({ status: 401, error: { type: 'authentication_error', message: 'invalid x-api-key' } }),
  });
  const local = await localServer(0);
  const box = sandbox(api.url);
  withPolicy(box, `${localTier(local)}\nbackends: [api, "openai:local"]`);
  box.write('a.txt', text(things(5)));
  const { code, stderr } = await box.run(['bulk-tag', 'a.txt', './color.md']);
  expect([code, local.requests.length]).toEqual([2, 0]);
  expect(stderr).toContain('The credential was refused');
});

test('without any backend for Claude the local model answers alone; a repository cannot name one', async () => {
  const local = await localServer(0);
  const box = sandbox();
  withPolicy(box, localTier(local));
  box.write('a.txt', text(things(5)));
  const { code, stdout, stderr } = await box.run(['bulk-tag', 'a.txt', './color.md', '--tier', 'local']);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('never leaves this machine');
  expect(stdout).toContain('billed to nobody');
  withPolicy(box, 'mode: observe');
  mkdirSync(box.file('.claude'));
  box.write('.claude/tierwise.md', `---\n${localTier(local)}\n---\n`);
  const refused = await box.run(['bulk-tag', 'a.txt', './color.md', '--tier', 'local', '--force']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('tiers.local (only the user names a server)');
  expect(refused.stderr).toContain('The tier local has no model.');
});

test('on Bedrock a bulk run goes there, with the prices of the table and a tenth for the region', async () => {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    seen.push(request.url ?? '');
    const { messages } = JSON.parse(await bodyOf(request));
    const ids = [...String(messages[0].content).matchAll(/"id": ?(\d+)/g)].map(([, id]) => Number(id));
    const said = JSON.stringify({ results: ids.map((id) => ({ id, tags: ['info'] })) });
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-haiku-5-5' },
        ...{ stop_reason: 'end_turn', content: [{ type: 'text', text: said }] },
        usage: { input_tokens: 10_000, output_tokens: 2000 },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const box = sandbox();
  Object.assign(box.env, {
    CLAUDE_CODE_USE_BEDROCK: '1',
    AWS_BEARER_TOKEN_BEDROCK: 'test-bearer',
    ANTHROPIC_BEDROCK_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  box.write('a.log', text(lines(5)));
  const { code, stdout, stderr } = await box.run(['bulk-tag', 'a.log', './sev.md', '--json']);
  expect(code, stderr).toBe(0);
  const { backend, billedTo, costUsd, served } = JSON.parse(stdout);
  expect([backend, billedTo]).toEqual(['bedrock', 'the AWS account of AWS_BEARER_TOKEN_BEDROCK']);
  expect(seen).toEqual(['/model/us.anthropic.claude-haiku-5-5/invoke']);
  expect(served).toEqual({ 'claude-haiku-5-5': 1 });
  // 10,000 × $0.10 and 2,000 × $0.50 per million tokens, and a tenth more.
  expect(costUsd).toBeCloseTo(0.0022, 10);
});
