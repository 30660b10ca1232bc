// One run of bulk-tag over hostile and plain items, with a model that obeys, and what became of the plain ones.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { run } from '../../src/main.ts';
import { type ServedRequest, startMessagesServer } from './messages-server.ts';
import { holdsOrder, hostileInput, obey, type Scope, TAGS } from './obeying-model.ts';

export interface Steered {
  /** Plain items that have another tag than theirs; nothing says so. */
  wrong: number;
  /** Plain items that are left to a person, or have no answer. */
  flagged: number;
  requests: number;
  tokens: number;
  /** Of these, about so many for items that were asked before. */
  againTokens: number;
  /** What the run said of packs that it did not believe. */
  said: string;
}

export interface SteeringOptions {
  seed?: number;
  scopes?: readonly Scope[];
  shares?: readonly number[];
  /** Of a thousand answers, so many are another tag by chance. */
  noise?: number;
  /** In a pack of more items than that, an order has all of them left out of the reply; in a smaller one it is obeyed. */
  leftOutAbove?: number;
  /** More options of the command. */
  options?: readonly string[];
  /** An existing folder, in which each run gets one of its own. */
  folder: string;
}

const SCHEME = `---
name: tickets
tags: { ${TAGS.map((tag) => `${tag}: What a customer wants.`).join(', ')} }
---
Tickets of a help desk. Choose what the customer wants: an answer to a question, a repair of something that does not work,
something about an invoice, or only to say that it is good. When a ticket has several of these, the first one counts.
`;

let runs = 0;

/** Tags `plain` items among `hostile` ones in this process. */
export async function steered(plain: number, hostile: number, options: SteeringOptions): Promise<Steered> {
  const { noise = 0, leftOutAbove = Number.POSITIVE_INFINITY, options: more = [] } = options;
  const { items, truth } = hostileInput(plain, hostile, options);
  const folder = join(options.folder, `run-${runs++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'scheme.md'), SCHEME);
  writeFileSync(join(folder, 'in.txt'), `${items.join('\n')}\n`);
  const server = await startMessagesServer({
    tagPack: ({ items: sent, number }) =>
      sent.length > leftOutAbove && holdsOrder(sent) ? [] : obey(sent, { noise, request: number }),
  });
  try {
    const [stdout, stderr] = [collector(), collector()];
    const env = {
      HOME: folder,
      TIERWISE_HOME: join(folder, 'home'),
      TIERWISE_BATCH_POLL_MS: '10',
      ANTHROPIC_BASE_URL: server.url,
      ANTHROPIC_API_KEY: 'test-not-a-real-key',
    };
    const args = ['bulk-tag', 'in.txt', 'scheme.md', '--json', '--format', 'jsonl', ...more];
    await run(args, { env, cwd: folder, stdin: Readable.from([]), stdout, stderr });
    const { requests, tokens } = JSON.parse(stdout.text());
    const lines = readFileSync(join(folder, 'in.txt.tagged'), 'utf8').trim().split('\n');
    let [wrong, flagged] = [0, 0];
    for (const line of lines) {
      const { item, tags, tagged_by } = JSON.parse(line);
      const right = truth.get(item);
      if (right === undefined) continue;

      if (tagged_by === 'review' || !tags?.length) flagged++;
      else if (tags[0] !== right) wrong++;
    }
    const said = stderr
      .text()
      .split('\n')
      .filter((line) => /move|alone|neighbor|second time/.test(line))
      .join('\n');
    const sum = tokens.input + tokens.output + tokens.cacheRead + tokens.cacheWrite;
    return { wrong, flagged, requests, tokens: sum, againTokens: againTokens(server.requests), said };
  } finally {
    await server.close();
  }
}

// As the server counts: three and a half bytes each.
function againTokens(requests: readonly ServedRequest[]): number {
  const seen = new Set<string>();
  let bytes = 0;
  for (const { items } of requests)
    for (const { id, item } of items) {
      if (seen.has(item))
        bytes += JSON.stringify({ id, item }).length + JSON.stringify({ id, tags: ['question'] }).length + 2;
      seen.add(item);
    }
  return Math.ceil(bytes / 3.5);
}

function collector(): Writable & { text(): string } {
  const chunks: Buffer[] = [];
  const write = (chunk: Buffer, _: unknown, done: () => void): void => {
    chunks.push(chunk);
    done();
  };
  return Object.assign(new Writable({ write }), { text: () => Buffer.concat(chunks).toString('utf8') });
}
