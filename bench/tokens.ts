// What tagging costs in requests, tokens and list dollars: the command itself against a local API that answers truthfully.
//   tsx bench/tokens.ts [--data <folder>] [--clinc <data_full.json>] [--repository <git clone>] [--baseline <another bin/tierwise>]
//                       [--most <items of a data set>] ["--options=--pack 100"] [--reply numbers] [--only <part of a name>] [--claude <client>]
// `--data` holds labelled logs (LogPub's `<system>-2k.log`, or loghub's folders; see log-samples.ts) and `banking77-test.csv`;
// what is missing is named and left out. Commits and files come from `--repository`, by default this one.
// Tokens are the project's own estimate, three UTF-8 bytes each (src/models/tokens.ts), counted by the server from what
// arrives and what it sends, the schema included; characters are counted beside them. Dollars are list price with the prompt cache,
// as in the command's own summary. One request per item is computed from the same texts; `claude -p` is the real client, asked
// about 20 items, if it is installed. Both builds must give the same tags, or the row says so.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { shippedModel, TIERS } from '../src/models/table.ts';
import { type Alone, askedAlone, clientOverhead } from './tokens/alone.ts';
import { dataSets } from './tokens/data.ts';
import { OTHER_WAYS, wouldSave } from './tokens/others.ts';
import { type Counted, countRun } from './tokens/run.ts';

const root = path.join(__dirname, '..');
const { values: given } = parseArgs({
  options: {
    data: { type: 'string' },
    clinc: { type: 'string' },
    repository: { type: 'string', default: root },
    baseline: { type: 'string' },
    most: { type: 'string', default: '6000' },
    options: { type: 'string', default: '' },
    reply: { type: 'string', default: 'names' },
    only: { type: 'string', default: '' },
    claude: { type: 'string', default: path.join(root, 'node_modules', '.bin', 'claude') },
  },
});

interface Row {
  name: string;
  items: number;
  before: Counted | null;
  now: Counted;
  alone: Alone;
}

async function measure(): Promise<void> {
  const rows: Row[] = [];
  const most = Number(given.most);
  const overhead = await clientOverhead(given.claude, path.join(folder, 'client'));
  for (const set of await dataSets({ ...given, most, folder })) {
    if (typeof set === 'string') {
      console.log(`left out: ${set}`);
      continue;
    }
    if (!set.name.includes(given.only)) continue;
    const options = given.options.split(' ').filter(Boolean);
    const reply = given.reply === 'numbers' ? 'numbers' : 'names';
    const now = await countRun(set, { bin: path.join(root, 'bin', 'tierwise'), options, reply, folder });
    const { baseline: bin } = given;
    const before = bin ? await countRun(set, { bin, options: [], reply: 'names', folder }) : null;
    if (before && before.result !== now.result)
      console.log(`${set.name}: THE TWO BUILDS DO NOT GIVE THE SAME TAGS`);
    rows.push({ name: set.name, items: now.items, before, now, alone: askedAlone(now, overhead) });
  }
  print(rows, overhead);
}

const HEAD = [
  'Data, items (asked)',
  'Requests',
  'Tokens in',
  'of them cached',
  'Tokens out',
  'Characters',
  'List $',
  '1 per item: haiku',
  'opus',
  'claude -p',
];

function print(rows: readonly Row[], overhead: number | null): void {
  console.log(`\n| ${HEAD.join(' | ')} |\n|${' --- |'.repeat(HEAD.length)}`);
  for (const { name, items, before, now, alone } of rows) {
    const cells = [
      `${name}, ${items} (${now.asked})`,
      beside(before?.requests, now.requests),
      beside(before?.input, now.input),
      beside(before?.cached, now.cached),
      beside(before?.output, now.output),
      beside(before?.characters, now.characters),
      besideUsd(before, now),
      `$${alone.haikuUsd.toFixed(3)}`,
      `$${alone.opusUsd.toFixed(2)}`,
      alone.clientUsd === null ? 'not installed' : `$${alone.clientUsd.toFixed(2)}`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  if (overhead !== null)
    console.log(`\nclaude -p: ${overhead} tokens of its own per item, uncached, at the price of haiku.`);
  if (rows.some(({ before }) => before)) printSaved(rows);
  if (given.reply === 'names') printOthers(rows);
}

/** What is not done, and what it would save of the dollars that are left; and which share of them the items' own texts are. */
function printOthers(rows: readonly Row[]): void {
  const names = Object.keys(OTHER_WAYS);
  console.log(`\n| Not done, of the dollars | the items' texts are | ${names.join(' | ')} |`);
  console.log(`|${' --- |'.repeat(names.length + 2)}`);
  for (const { name, now } of rows) {
    const saved = wouldSave(now.packs, now.usd);
    const texts = (100 * now.itemTokens * HAIKU_INPUT_USD) / now.usd;
    const cells = names.map((way) => `${(-(saved[way] ?? 0)).toFixed(1)} %`);
    console.log(`| ${[name, `${texts.toFixed(0)} %`, ...cells].join(' | ')} |`);
  }
}

/** Of all data sets, and of each: less in dollars, and in tokens plainly counted. */
function printSaved(rows: readonly Row[]): void {
  console.log('\n| Data | Dollars | Tokens in and out | Tokens out |\n| --- | --- | --- | --- |');
  const saved = (name: string, some: readonly Row[]): void => {
    const less = (of: (run: Counted) => number): string => {
      const [before, now] = [
        sum(some.map((row) => of(row.before as Counted))),
        sum(some.map((row) => of(row.now))),
      ];
      return before ? `${(100 * (now / before - 1)).toFixed(1)} %` : '–';
    };
    console.log(
      `| ${name} | ${less(({ usd }) => usd)} | ${less(({ input, output }) => input + output)} | ${less(({ output }) => output)} |`,
    );
  };
  for (const row of rows) saved(row.name, [row]);
  saved('all', rows);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const beside = (before: number | undefined, now: number): string =>
  before === undefined ? `${now}` : `${before} → ${now}`;
const besideUsd = (before: Counted | null, now: Counted): string =>
  before ? `$${before.usd.toFixed(5)} → ${now.usd.toFixed(5)}` : `$${now.usd.toFixed(5)}`;

const HAIKU_INPUT_USD = (shippedModel(TIERS.haiku.model)?.prices[0]?.input ?? 0) / 1e6;
const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-tokens-'));
measure().finally(() => rmSync(folder, { recursive: true, force: true }));
