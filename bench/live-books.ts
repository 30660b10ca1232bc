// Whether the ledger of tierwise-live says what the client itself counts: scripted sessions in the real client, at random, against a server
// on this machine: agents that nest, in the background, forks, compaction, advisors, prompts of hooks, models that change, failures that are
// tried again, streams that break, answers and sessions that are interrupted, conversations that are cleared. For each, the ledger's dollars are compared with `cost-state`, by model.
//   tsx bench/live-books.ts [sessions] [first seed]     (200 and 1 without them)
// With BOTH=1 the plugin tierwise is there, too, and nothing may count twice. WIDTH: sessions at once, 2 without it. LIVE_DIR and
// TIERWISE_DIR: where the plugins are, while this folder is worked in. KEEP=1 leaves what differs.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLedger } from '../src/usage/ledger.ts';

const ROOT = join(__dirname, '..');
const [sessions = 200, firstSeed = 1] = process.argv.slice(2).map(Number);
const BOTH = process.env.BOTH === '1';
const KEEP = process.env.KEEP === '1';
const PARALLEL = Number(process.env.WIDTH ?? 2);
/** A hundredth of a micro-dollar: what adding in another order may change. */
const SAME_USD = 1e-8;

/** Some sessions have a policy: agents on another tier, single requests of theirs on a third, and their answers asked twice. */
const POLICY = `---
mode: enforce
rules:
  - { name: agents, when: { agent: [Explore, Plan, general-purpose] }, use: { tier: sonnet } }
  - { name: reading, when: { agent: [Explore, general-purpose], step: tool-results }, use: { tier: haiku } }
  - { name: telling, when: { agent: "*", step: answer }, use: { tier: opus } }
---
`;

type Random = () => number;

/** Mulberry32. */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const upTo = (random: Random, most: number): number => Math.floor(random() * (most + 1));
const oneOf = <Value>(random: Random, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)] as Value;

const MODELS = ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-fable-5-2'];

/** Whether a request may use tools: compaction has them in its prefix only, prompts of hooks have none. */
const isTurn = (body: Body): boolean =>
  (body.tools ?? []).some(({ name }: { name: string }) => name === 'Bash') &&
  !/\bsummar(y|ize)\b/i.test(JSON.stringify(body.messages.slice(-2)));

/** `inTurn`: only there are tools that the API runs itself. */
function usageFrom(random: Random, inTurn: boolean): Record<string, unknown> {
  const cut = random() < 0.1 ? 120_000 : 4000; // above the price step of Haiku now and then
  const [written5m, written1h] = [upTo(random, 900), random() < 0.3 ? upTo(random, 900) : 0];
  const tokens = {
    input_tokens: upTo(random, cut),
    output_tokens: 1 + upTo(random, 400),
    cache_read_input_tokens: upTo(random, 9000),
    cache_creation_input_tokens: written5m + written1h,
    cache_creation: { ephemeral_5m_input_tokens: written5m, ephemeral_1h_input_tokens: written1h },
  };
  const advisor = {
    type: 'advisor_message',
    model: oneOf(random, MODELS.slice(2)),
    ...{ input_tokens: upTo(random, 3000), output_tokens: upTo(random, 300) },
    ...{ cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
  };
  return {
    ...tokens,
    ...(inTurn && random() < 0.12 && { iterations: [{ type: 'message', ...tokens }, advisor] }),
    ...(inTurn && random() < 0.05 && { server_tool_use: { web_search_requests: 1 + upTo(random, 2) } }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the body is whatever the client sent
type Body = any;

/** What the model says next: words, or a call of a tool that asks for more requests. */
function contentFrom(random: Random, body: Body, number: number): object[] {
  const tools: string[] = (body.tools ?? []).map(({ name }: { name: string }) => name);
  const turns = body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
  const call = (name: string, input: object): object[] => [
    { type: 'tool_use', id: `toolu_${number}`, name, input },
  ];
  const dice = random();
  if (turns > 6 || dice < 0.45) return [{ type: 'text', text: `Said ${number}. {"ok": true}` }];
  if (tools.includes('Agent') && dice < 0.75) {
    const input = {
      ...{ description: 'part', prompt: `do part ${number}` },
      subagent_type: oneOf(random, ['general-purpose', 'Explore', 'Plan', 'fork']),
      run_in_background: random() < 0.4,
      ...(random() < 0.4 && { model: oneOf(random, ['haiku', 'sonnet', 'opus', 'fable']) }),
    };
    return call('Agent', input);
  }
  return tools.includes('Bash')
    ? call('Bash', { command: `echo ${number}`, description: 'say' })
    : [{ type: 'text', text: 'ok' }];
}

/** What a stream says of its usage when it begins: nothing yet of what happens within it. */
function begun(usage: unknown): object {
  const { iterations, server_tool_use, ...tokens } = usage as Record<string, unknown>;
  return { ...tokens, output_tokens: 1 };
}

/** How a stream goes: whole, torn after its first words, or so slowly that it can be interrupted. */
type Flow = 'whole' | 'torn' | 'slow';

async function answer(
  response: ServerResponse,
  body: Body,
  message: Record<string, unknown>,
  { flow, interrupt }: { flow: Flow; interrupt: () => void },
): Promise<void> {
  if (!body.stream) {
    response.writeHead(200, { 'content-type': 'application/json', 'request-id': String(message.request) });
    response.end(JSON.stringify(message));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': String(message.request) });
  const send = (type: string, data: object): void =>
    void response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  send('message_start', {
    message: {
      ...message,
      content: [],
      stop_reason: null,
      usage: begun(message.usage),
    },
  });
  const blocks = message.content as { type: string; text?: string; input?: object }[];
  for (const [index, block] of blocks.entries()) {
    const isTool = block.type === 'tool_use';
    send('content_block_start', {
      index,
      content_block: isTool ? { ...block, input: {} } : { type: 'text', text: '' },
    });
    const delta = isTool
      ? { type: 'input_json_delta', partial_json: JSON.stringify(block.input) }
      : { type: 'text_delta', text: block.text };
    for (let times = 0; flow === 'slow' && !isTool && times < 20; times++) {
      send('content_block_delta', { index, delta });
      if (times === 8) interrupt();
      await sleep(20);
    }
    send('content_block_delta', { index, delta });
    if (flow === 'torn') return void response.destroy();
    send('content_block_stop', { index });
  }
  send('message_delta', {
    delta: { stop_reason: message.stop_reason, stop_sequence: null },
    usage: message.usage,
  });
  send('message_stop', {});
  response.end();
}

/** `interrupt` is called in the middle of some answers. */
function serve(
  random: Random,
  interrupt: () => void,
): Promise<{ url: string; served: () => number; close(): void }> {
  let served = 0;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    if (!request.url?.startsWith('/v1/messages') || request.url.includes('count_tokens')) {
      response.writeHead(404).end();
      return;
    }
    const body = JSON.parse(text);
    const number = ++served;
    const dice = random();
    await sleep(upTo(random, 25));
    if (dice < 0.05) {
      response.writeHead(oneOf(random, [500, 529]), {
        'content-type': 'application/json',
        'retry-after': '0',
      });
      response.end(JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'busy' } }));
      return;
    }
    const content = contentFrom(random, body, number);
    const model = random() < 0.05 ? oneOf(random, MODELS) : body.model;
    await answer(
      response,
      body,
      {
        ...{
          id: `msg_${number}`,
          request: `req_${number}`,
          type: 'message',
          role: 'assistant',
          model,
          content,
        },
        stop_reason: content.some((block) => 'name' in block) ? 'tool_use' : 'end_turn',
        ...{
          stop_sequence: null,
          usage: usageFrom(random, isTurn(body)),
        },
      },
      {
        flow: dice > 0.97 ? 'torn' : dice > 0.9 ? 'slow' : 'whole',
        interrupt: random() < 0.7 ? interrupt : () => {},
      },
    );
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        served: () => served,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      }),
    ),
  );
}

interface Compared {
  seed: number;
  requests: number;
  /** By model, in US dollars. */
  ledger: Record<string, number>;
  client: Record<string, number>;
  steps: string[];
  same: boolean;
}

async function session(seed: number): Promise<Compared> {
  const random = randomFrom(seed);
  const conversation = new Conversation();
  const server = await serve(random, () => conversation.interrupt());
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-books-'));
  const home = join(folder, 'home');
  mkdirSync(join(home, '.claude'), { recursive: true });
  const hooks =
    random() < 0.3
      ? { hooks: { UserPromptSubmit: [{ hooks: [{ type: 'prompt', prompt: 'Is this fine? $ARGUMENTS' }] }] } }
      : {};
  writeFileSync(join(home, '.claude', 'settings.json'), JSON.stringify(hooks));
  if (random() < 0.3) {
    mkdirSync(join(home, '.claude', 'tierwise'));
    writeFileSync(join(home, '.claude', 'tierwise', 'tierwise.md'), POLICY);
  }
  const prompts = [
    'begin',
    ...Array.from({ length: 1 + upTo(random, 2) }, () =>
      oneOf(random, ['go on', '/compact', '/model haiku', '/model sonnet', 'more', 'more', '/clear']),
    ),
  ];
  const killMs = random() < 0.12 ? 700 + upTo(random, 1500) : null;
  await conversation.hold({ folder, home, url: server.url, prompts, killMs });
  server.close();
  const ledger = ledgerOf(join(home, '.claude', 'tierwise'));
  const client = costStateOf(join(home, '.claude', 'projects'));
  const names = [...new Set([...Object.keys(ledger.usd), ...Object.keys(client)])];
  const same = names.every((name) => Math.abs((ledger.usd[name] ?? 0) - (client[name] ?? 0)) < SAME_USD);
  if (!same && KEEP) console.log(folder);
  else rmSync(folder, { recursive: true, force: true });
  return { seed, requests: server.served(), ledger: ledger.usd, client, steps: ledger.steps, same };
}

interface Talk {
  folder: string;
  home: string;
  url: string;
  prompts: readonly string[];
  /** After which time the client is stopped. */
  killMs: number | null;
}

/** A session of the real client. */
class Conversation {
  #send: (message: object) => void = () => {};

  /** As Esc does. */
  interrupt(): void {
    this.#send({ type: 'control_request', request_id: 'esc', request: { subtype: 'interrupt' } });
  }

  /** Says one prompt after another, each once the one before is answered. Resolves when the client has ended. */
  hold({ folder, home, url, prompts, killMs }: Talk): Promise<void> {
    const child = clientIn(folder, home, url);
    this.#send = (message) => void child.stdin?.write(`${JSON.stringify(message)}\n`);
    const waiting = [...prompts];
    const next = (): void => {
      const content = waiting.shift();
      if (content === undefined) child.stdin?.end();
      else this.#send({ type: 'user', message: { role: 'user', content } });
    };
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      if (process.env.SHOW) for (const line of lines) console.log(line.slice(0, 400));
      for (const line of lines) if (/"type":"result"/.test(line)) next();
    });
    child.stdin?.on('error', () => {});
    next();
    if (killMs !== null) setTimeout(() => child.kill('SIGINT'), killMs).unref();
    const late = setTimeout(() => child.kill('SIGTERM'), 60_000);
    return new Promise((resolve) =>
      child.on('close', () => {
        clearTimeout(late);
        resolve();
      }),
    );
  }
}

function clientIn(folder: string, home: string, url: string): ChildProcess {
  const plugins = [
    process.env.LIVE_DIR ?? join(ROOT, 'plugins/tierwise-live'),
    ...(BOTH ? [process.env.TIERWISE_DIR ?? ROOT] : []),
  ].flatMap((one) => ['--plugin-dir', one]);
  const stream = ['--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose'];
  return spawn(
    join(ROOT, 'node_modules/.bin/claude'),
    ['-p', ...stream, '--allowedTools', 'Bash,Agent', '--max-turns', '12', ...plugins],
    {
      cwd: folder,
      env: {
        HOME: home,
        PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
        TERM: 'xterm',
        ANTHROPIC_BASE_URL: url,
        ANTHROPIC_API_KEY: 'test-key-not-real',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        DISABLE_AUTOUPDATER: '1',
        CLAUDE_CODE_MAX_RETRIES: '3',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
}

function ledgerOf(home: string): { usd: Record<string, number>; steps: string[] } {
  const usd: Record<string, number> = {};
  const steps = new Set<string>();
  // The client books a request under the model that was asked for.
  for (const { requested, costUsd, step = 'transcript' } of readLedger(home).calls) {
    usd[requested] = (usd[requested] ?? 0) + (costUsd ?? 0);
    steps.add(step);
  }
  return { usd, steps: [...steps] };
}

/** What the client wrote last about each session, by model. */
function costStateOf(projects: string): Record<string, number> {
  const usd: Record<string, number> = {};
  const files = readdirSync(projects, { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((one) => /^[^/]+\/[^/]+\.jsonl$/.test(one))) {
    const lines = readFileSync(join(projects, name), 'utf8').split('\n');
    const last = JSON.parse(lines.findLast((line) => line.includes('"cost-state"')) ?? '{"modelUsage": {}}');
    for (const [model, { costUSD }] of Object.entries<{ costUSD: number }>(last.modelUsage))
      usd[model] = (usd[model] ?? 0) + costUSD;
  }
  return usd;
}

async function main(): Promise<void> {
  const seeds = Array.from({ length: sessions }, (_, index) => firstSeed + index);
  let [same, requests, done] = [0, 0, 0];
  const steps = new Map<string, number>();
  const work = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      const compared = await session(seed);
      requests += compared.requests;
      for (const step of compared.steps) steps.set(step, (steps.get(step) ?? 0) + 1);
      if (++done % 20 === 0) console.error(`${done} of ${sessions}`);
      if (compared.same) same++;
      else console.log(JSON.stringify(compared));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  console.log(
    `${same} of ${sessions} sessions the same by model to ${SAME_USD} dollars; ${requests} requests served`,
  );
  console.log(
    'sessions with a request of each kind:',
    Object.fromEntries([...steps].sort(([, a], [, b]) => b - a)),
  );
}

void main();
