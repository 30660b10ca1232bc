// For whoever has keys: the bench's commits reviewed by panels of real voices. The price is said first; --yes spends it.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { run } from '../../src/main.ts';
import { type BenchCommits, benchCommits } from './commits.ts';
import { table } from './figures.ts';
import { type Bench, type Heard, priceOf, review, type Tierwise } from './panels.ts';

const PANELS = ['opus', 'opus*2', 'opus,sonnet', 'opus,codex', 'opus,codex,gemini'];
/** Of an oracle's request: 160 lines and an answer, at sonnet's list price, generously. */
const ORACLE_USD = 0.03;

export interface LiveOptions {
  panels: string[];
  times: number;
  /** Where each review is kept; one that is there is not asked again. */
  results: string;
  yes: boolean;
}

/** Reads arguments and runs it: `<clone> [--panels a b,c] [--times 3] [--results live.jsonl] [--commits file] [--repairer sonnet] [--yes]`. */
export async function benchLive(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      panel: { type: 'string', multiple: true },
      times: { type: 'string', default: '3' },
      results: { type: 'string', default: 'opinion-live.jsonl' },
      commits: { type: 'string' },
      repairer: { type: 'string', default: 'sonnet' },
      yes: { type: 'boolean', default: false },
    },
  });
  const [clone = ''] = positionals;
  const given: BenchCommits = values.commits
    ? JSON.parse(readFileSync(values.commits, 'utf8'))
    : benchCommits();
  if (!existsSync(clone)) throw new Error(`Expected a clone of ${given.repository} (${given.license}).`);
  const { panel: panels = PANELS, results, yes, repairer } = values;
  const bench = { clone, given, tierwise: here(process.env), repairer };
  await live(bench, { panels, times: Number(values.times), results, yes }, console.log);
}

/** Says the price; with `yes`, has all reviews made that are not in the results, and prints the table. */
export async function live(
  bench: Bench,
  { panels, times, results, yes }: LiveOptions,
  print: (line: string) => void,
): Promise<void> {
  const known: Heard[] = existsSync(results)
    ? readFileSync(results, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
  await sayPrice(bench, { panels, times }, print);
  if (!yes) return print('Nothing was asked. Repeat with --yes to spend that.');
  for (const panel of panels)
    for (const commit of bench.given.commits)
      for (let time = 1; time <= times; time++) {
        if (
          known.some(
            (one) => one.panel === panel && one.commit === commit.id && one.time === time && !one.failed,
          )
        )
          continue;
        const heard = await review(panel, commit, time, bench);
        known.push(heard);
        appendFileSync(results, `${JSON.stringify(heard)}\n`);
      }
  print(table(known.filter(({ panel }) => panels.includes(panel))));
  const failed = known.filter((one) => one.failed).length;
  if (failed) print(`${failed} reviews failed and are in no figure: repeat the command to have them made.`);
}

async function sayPrice(
  bench: Bench,
  { panels, times }: Pick<LiveOptions, 'panels' | 'times'>,
  print: (line: string) => void,
): Promise<void> {
  let total = 0;
  for (const panel of panels) {
    const { usual, unpriced } = await priceOf(panel, bench);
    const usd = (usual + bench.given.commits.length * ORACLE_USD) * times;
    total += usd;
    print(
      `${panel}: usually about $${usd.toFixed(2)}${unpriced.length ? `, without ${unpriced.join(', ')}, of which no price is known` : ''}`,
    );
  }
  print(
    `${bench.given.commits.length} commits, ${times} times: usually about $${total.toFixed(2)} for all, the oracle included.`,
  );
}

/** The command of this source, with this environment. */
export const here =
  (env: NodeJS.ProcessEnv): Tierwise =>
  async (args, { cwd, input }) => {
    const chunks: Buffer[] = [];
    const taking = (into: Buffer[] | null) =>
      new Writable({ write: (chunk, _, done) => done(void into?.push(chunk)) });
    const stdin = Readable.from(input === undefined ? [] : [Buffer.from(input)]);
    const code = await run(args, { env, cwd, stdin, stdout: taking(chunks), stderr: taking(null) });
    return { code, stdout: Buffer.concat(chunks).toString('utf8') };
  };
