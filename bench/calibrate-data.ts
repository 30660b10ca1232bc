// `tierwise calibrate` from end to end on labelled data: the real command against a Messages API on 127.0.0.1 whose tiers err as seeded, on
// the same hard items and towards neighboring tags, and then the real run that starts where it was applied:
//   tsx bench/calibrate-data.ts <csv> <scheme | column of the tags> [column of the items] [runs] [words of one case]
// With a column in place of a scheme, a scheme is made of its values. Prints a table of docs/calibrate.md.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { parseScheme } from '../src/bulk/task/scheme.ts';
import { run } from '../src/main.ts';
import { type MessagesServer, startMessagesServer } from '../test/support/messages-server.ts';
import { percent, quantile, row, shareOf, table } from './calibrate/ask.ts';

/** How often each tier is right. */
type World = Record<'haiku' | 'sonnet' | 'opus', number>;

interface Case {
  what: string;
  world: World;
  options: string[];
  /** The tiers that do; `null` where none does. */
  right: readonly (string | null)[];
}

const CASES: Case[] = [
  {
    what: 'haiku 0.5 points behind, within 3',
    world: { haiku: 0.98, sonnet: 0.983, opus: 0.985 },
    options: ['--within', '3', '--labels', '30'],
    right: ['haiku', 'sonnet', 'opus'],
  },
  {
    what: 'haiku 1.5 points behind, within 3',
    world: { haiku: 0.97, sonnet: 0.98, opus: 0.985 },
    options: ['--within', '3', '--labels', '60'],
    right: ['haiku', 'sonnet', 'opus'],
  },
  {
    what: 'haiku 3 points behind, at the limit of 3',
    world: { haiku: 0.955, sonnet: 0.98, opus: 0.985 },
    options: ['--within', '3', '--labels', '60'],
    right: ['sonnet', 'opus'],
  },
  {
    what: 'haiku 10 points behind, within 3',
    world: { haiku: 0.885, sonnet: 0.98, opus: 0.985 },
    options: ['--within', '3', '--labels', '60'],
    right: ['sonnet', 'opus'],
  },
  {
    what: 'at least 95 % right, haiku 98.5 %',
    world: { haiku: 0.985, sonnet: 0.987, opus: 0.99 },
    options: ['--floor', '95', '--labels', '400'],
    right: ['haiku', 'sonnet', 'opus'],
  },
];

const SHARED = 0.7; // items that are as hard to all tiers
const SAME_NEIGHBOR = 0.8;
const KEY = 'test-not-a-real-key';

interface Data {
  name: string;
  scheme: string;
  csv: string;
  /** What is right, by the item's text. */
  truth: Map<string, string>;
  tags: string[];
}

const [csvPath = '', schemeOrColumn = '', itemColumn = 'text', runs = '10', only = ''] =
  process.argv.slice(2);
if (!csvPath || !schemeOrColumn) {
  console.error(
    'Usage: tsx bench/calibrate-data.ts <csv> <scheme | column of the tags> [column of the items] [runs] [words of one case]',
  );
  process.exit(2);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const data = read(csvPath, schemeOrColumn, itemColumn);
  const rows: string[][] = [];
  for (const one of CASES.filter(({ what }) => what.includes(only)))
    rows.push(await measured(one, data, Number(runs)));
  const head = ['case', 'runs', 'decided', 'cheapest that does', 'wrong', 'labels, median', '90 % of runs'];
  console.log(
    `${data.name}: ${data.truth.size} distinct items, ${data.tags.length} tags\n\n${table([...head, 'stored answers', 'bought again'], rows)}`,
  );
}

function read(path: string, schemeOrTag: string, item: string): Data {
  const found: Record<string, string>[] = parse(readFileSync(path, 'utf8'), {
    columns: true,
    relax_column_count: true,
  });
  const isScheme = existsSync(schemeOrTag);
  const columns = Object.keys(found[0] ?? {});
  const tagColumn = isScheme ? (columns.find((name) => name !== item) ?? '') : schemeOrTag;
  const truth = new Map<string, string>();
  for (const cells of found) {
    const text = (cells[item] ?? '').trim();
    if (text && !truth.has(text)) truth.set(text, (cells[tagColumn] ?? '').trim());
  }
  const tags = [...new Set(truth.values())].sort();
  const scheme = isScheme
    ? readFileSync(schemeOrTag, 'utf8')
    : `---\nname: calibrated\ntags: [${tags.map((tag) => JSON.stringify(tag)).join(', ')}]\n---\nWhat the item is about.\n`;
  parseScheme(scheme, 'the scheme');
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = [...truth].map(([text, tag]) => `${cell(text)},${cell(tag)}\n`);
  const csv = `text,tag\n${lines.join('')}`;
  return { name: basename(path), scheme, csv, truth, tags };
}

interface Ended {
  decision: string;
  recommended: string | null;
  labels: number;
  stored: number;
  again: number;
}

async function measured({ what, world, options, right }: Case, of: Data, count: number): Promise<string[]> {
  const found: Ended[] = [];
  for (let seed = 1; seed <= count; seed += 1) found.push(await once(world, options, of, seed));
  const labels = found.map((one) => one.labels);
  return row([
    ...[what, `${count}`, percent(shareOf(found, ({ decision }) => decision !== 'undecided'))],
    percent(shareOf(found, ({ recommended }) => recommended === right[0])),
    percent(shareOf(found, ({ recommended }) => recommended !== null && !right.includes(recommended))),
    ...[`${quantile(labels, 0.5)}`, `${quantile(labels, 0.9)}`],
    ...[
      `${quantile(
        found.map(({ stored }) => stored),
        0.5,
      )}`,
      `${Math.max(...found.map(({ again }) => again))}`,
    ],
  ]);
}

/** One calibration that is applied, and the real run after it. */
async function once(world: World, options: string[], of: Data, seed: number): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-bench-'));
  const server = await startMessagesServer({
    tagPack: ({ model, items }) =>
      items.map(({ id, item }) => ({ id, tags: [said(of, world, model, item, seed)] })),
  });
  try {
    mkdirSync(join(folder, 'home'));
    writeFileSync(join(folder, 'items.csv'), of.csv);
    writeFileSync(join(folder, 'scheme.md'), of.scheme);
    const calibrated = await call(folder, server, [
      ...['calibrate', 'items.csv', './scheme.md', '--labels-from', 'tag', '--apply', '--json', ...options],
    ]);
    const result = JSON.parse(calibrated);
    const known = answeredBy(server, 0);
    const before = server.requests.length;
    await call(folder, server, ['bulk-tag', 'items.csv', './scheme.md', '--json']);
    const after = answeredBy(server, before);
    const again = [...after].filter((answer) => known.has(answer)).length;
    const { decision, recommended, labelsUsed } = result;
    const tier: string | null = decision === 'undecided' ? null : (recommended?.tier ?? null);
    const stored = [...known].filter((answer) => tier !== null && answer.startsWith(`${tier} `)).length;
    return { decision, recommended: tier, labels: labelsUsed, stored, again };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Which tier was asked about which item, from a request on. */
const answeredBy = ({ requests }: MessagesServer, from: number): Set<string> =>
  new Set(
    requests.slice(from).flatMap(({ model, items }) => items.map(({ item }) => `${tierOf(model)} ${item}`)),
  );

const tierOf = (model: string): keyof World =>
  (['haiku', 'sonnet'] as const).find((name) => model.includes(name)) ?? 'opus';

function said({ truth, tags }: Data, world: World, model: string, item: string, seed: number): string {
  const tier = tierOf(model);
  const right = truth.get(item.trim()) ?? tags[0] ?? '';
  const draw = (what: string) => drawn(`${seed} ${what} ${item.trim()}`);
  const hardness = draw('shared') < SHARED ? draw('hardness') : draw(`hardness ${tier}`);
  if (hardness < world[tier]) return right;
  const step = draw(`neighbor ${tier}`) < SAME_NEIGHBOR ? 1 : tags.length - 1;
  return tags[(tags.indexOf(right) + step) % tags.length] ?? right;
}

const drawn = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;

/** Returns stdout of the command. */
async function call(folder: string, server: MessagesServer, args: string[]): Promise<string> {
  const home = join(folder, 'home');
  const env = {
    ...{ PATH: process.env.PATH ?? '', HOME: home, TIERWISE_HOME: join(home, 'tierwise') },
    ...{ CLAUDE_CODE_EXECPATH: '/nowhere/claude', ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: KEY },
  };
  const [stdout, stderr] = [collector(), collector()];
  const code = await run(args, {
    env,
    cwd: folder,
    stdin: Readable.from([]),
    stdout: stdout.stream,
    stderr: stderr.stream,
  });
  if (code !== 0 && code !== 1) throw new Error(`${args.join(' ')}: exit ${code}: ${stderr.text()}`);
  return stdout.text();
}

function collector(): { stream: Writable; text(): string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
