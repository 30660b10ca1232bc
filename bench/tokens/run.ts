// One run of the command against a local API that answers truthfully, in whichever form the request's schema asks for, and
// counts what arrives and what it sends.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { shippedModel } from '../../src/models/table.ts';
import { estimateTokens } from '../../src/models/tokens.ts';
import type { DataSet, Reply } from './data.ts';
import type { SentPack } from './others.ts';

export interface Counted {
  requests: number;
  /** Prompt tokens, cached or not, and what of them was read from the cache. */
  input: number;
  cached: number;
  output: number;
  /** Of prompts and replies. */
  characters: number;
  usd: number;
  /** Items of the input, and distinct ones that a model was asked about. */
  items: number;
  asked: number;
  /** A hash of the tags. */
  result: string;
  /** What it takes to ask about an item alone: tokens of the system text and schema, and of all items. */
  fixedTokens: number;
  itemTokens: number;
  packs: SentPack[];
}

interface Settings {
  bin: string;
  options: readonly string[];
  reply: Reply;
  folder: string;
}

/** Runs the command over a data set. Throws Error when it fails. */
export async function countRun(set: DataSet, { bin, options, reply, folder }: Settings): Promise<Counted> {
  const home = mkdtempSync(path.join(folder, 'home-'));
  const counts: Counts = {
    characters: 0,
    fixedTokens: 0,
    itemTokens: 0,
    asked: new Set<string>(),
    packs: [],
  };
  const server = await serve(set, counts);
  const { port } = server.address() as AddressInfo;
  const out = path.join(home, 'result');
  const args = ['bulk-tag', ...set.args(reply), ...options, '--json', '--out', out, '--format', 'jsonl'];
  try {
    const { requests, tokens, costUsd, items } = JSON.parse(
      await outputOf(bin, args, { cwd: set.cwd, home, port }),
    );
    const { input, output, cacheRead, cacheWrite } = tokens;
    return {
      ...{ requests, output, items, usd: costUsd, cached: cacheRead, input: input + cacheRead + cacheWrite },
      ...{ ...counts, asked: counts.asked.size },
      result: createHash('sha256').update(readFileSync(out)).digest('hex'),
    };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function outputOf(
  bin: string,
  args: readonly string[],
  { cwd, home, port }: { cwd: string; home: string; port: number },
): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    TIERWISE_HOME: path.join(home, 'data'),
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
    ANTHROPIC_API_KEY: 'test-not-a-real-key',
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => (stderr += text));
    child.on('close', (code) => {
      if (code !== null && code <= 1 && stdout) resolve(stdout);
      else reject(new Error(`${args.join(' ')}: exit ${code}\n${stderr}`));
    });
  });
}

interface Counts {
  characters: number;
  fixedTokens: number;
  itemTokens: number;
  asked: Set<string>;
  packs: SentPack[];
}

// biome-ignore lint/suspicious/noExplicitAny: the body is whatever the client sent
type Body = any;

async function serve({ truth }: DataSet, counts: Counts): Promise<Server> {
  const cached = new Set<string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body: Body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    if (!body.messages) return void response.writeHead(200).end();
    const items = itemsIn(body);
    const { text, pack } = replyTo(body, items, truth);
    counts.packs.push(pack);
    for (const { item } of items) {
      if (!counts.asked.has(item)) counts.itemTokens += estimateTokens(JSON.stringify({ id: 100, item }));
      counts.asked.add(item);
    }
    const usage = usageOf(body, text, { counts, cached });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        ...{ id: `msg_${Math.random()}`, type: 'message', role: 'assistant', model: body.model },
        ...{ stop_reason: 'end_turn', content: [{ type: 'text', text }], usage },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const itemsIn = (body: Body): { id: number; item: string }[] =>
  body.messages[0].content.split('\n').map((line: string) => JSON.parse(line));

/** The truth about each item, as the schema wants it: an object per item, or each id followed by its tag. */
function replyTo(
  body: Body,
  items: ReturnType<typeof itemsIn>,
  truth: DataSet['truth'],
): { text: string; pack: SentPack } {
  const one = body.output_config.format.schema.properties.results.items;
  const names = namesIn(body, one);
  const tagOf = (item: string): string => {
    const right = truth(item, names);
    return (
      names.find((name) => name === right) ??
      (names.filter((name) => right.startsWith(name)).at(-1) as string)
    );
  };
  const tags = items.map(({ item }) => tagOf(item));
  const byNumber = one.type === 'integer';
  const results = items.flatMap(({ id }, at): unknown[] =>
    one.properties
      ? [{ id, tags: [tags[at]] }]
      : [id, byNumber ? names.indexOf(tags[at] as string) + 1 : tags[at]],
  );
  return { text: JSON.stringify({ results }), pack: { items, tags, names } };
}

/** The tags as they may be answered: by the schema, or by their numbers in the instructions. */
function namesIn(body: Body, one: Body): string[] {
  if (one.type !== 'integer')
    return one.properties?.tags.items.enum ?? one.anyOf.find((kind: Body) => kind.enum).enum;
  const [, numbers = ''] = /^The numbers: (.*)\.$/m.exec(body.system[0].text) ?? [];
  return numbers.split(', ').map((tag) => tag.replace(/ \d+$/, ''));
}

function usageOf(
  body: Body,
  reply: string,
  { counts, cached }: { counts: Counts; cached: Set<string> },
): Record<string, number> {
  const [{ text: system, cache_control: marked }] = body.system;
  const schema = JSON.stringify(body.output_config.format.schema);
  const user: string = body.messages[0].content;
  counts.characters += system.length + schema.length + user.length + reply.length;
  const fixed = estimateTokens(system) + estimateTokens(schema);
  counts.fixedTokens = fixed;
  const inCache = marked && fixed >= (shippedModel(body.model)?.cacheMinimumTokens ?? 0);
  const isHit = inCache && cached.has(`${body.model} ${system}`);
  if (inCache) cached.add(`${body.model} ${system}`);
  return {
    input_tokens: estimateTokens(user) + (inCache ? 0 : fixed),
    cache_creation_input_tokens: inCache && !isHit ? fixed : 0,
    cache_read_input_tokens: isHit ? fixed : 0,
    output_tokens: estimateTokens(reply),
  };
}
