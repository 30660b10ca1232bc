// Whether true findings are kept, at their line, and made-up ones are not taken for verified, on real commits of a public repository.
import { existsSync } from 'node:fs';
import { matchFindings } from '../../src/opinion/reviewing.ts';
import { type BenchCommit, benchCommits, reviewedDiff, textAfter } from './commits.ts';
import { asked, opinionOf, settingsOf } from './court.ts';
import { randomFrom } from './gold.ts';
import { MADE_UP, type True, truePlaces, WAYS, type Way } from './perturb.ts';

const PLACES = 4;

interface Tally {
  tried: number;
  kept: number;
  right: number;
}

/** Prints the table. `clone` is a clone of the repository that commits.json names. */
export async function benchFindings([clone = '']: string[]): Promise<void> {
  const { repository, license, commits } = benchCommits();
  if (!existsSync(clone))
    throw new Error(`Expected a clone of ${repository} (${license}): tsx bench/opinion.ts findings <clone>.`);
  const tallies = new Map<Way, Tally>(
    [...WAYS, ...MADE_UP].map((way) => [way, { tried: 0, kept: 0, right: 0 }]),
  );
  const [fixes, cleans] = ['fix', 'clean'].map((kind) => commits.filter((one) => one.kind === kind).length);
  for (const [seed, commit] of commits.entries())
    await benchCommit(clone, commit, tallies, randomFrom(seed + 1));
  console.log(
    `${fixes} fixes undone and ${cleans} clean commits, as a range and as a diff on standard input\n`,
  );
  print('true, written', WAYS, tallies);
  print('made up', MADE_UP, tallies);
}

async function benchCommit(
  clone: string,
  commit: BenchCommit,
  tallies: ReadonlyMap<Way, Tally>,
  random: () => number,
): Promise<void> {
  const diff = reviewedDiff(clone, commit);
  const places = truePlaces(diff, PLACES, random);
  const read = (side: BenchCommit) => {
    const texts = new Map(side.sources.map((path) => [path, textAfter(clone, side, path)]));
    return (path: string) => texts.get(path) ?? null;
  };
  const before: BenchCommit = { ...commit, kind: commit.kind === 'fix' ? 'clean' : 'fix' };
  const [range, base] = [read(commit), read(before)];
  for (const [way, tally] of tallies) {
    for (const place of places) {
      const reply = way.reply(place, random);
      if (reply === null || (way.mayBeThere && stands(reply, range(place.file)))) continue;
      // As a range the file is as the change leaves it; on standard input the checkout is at the base.
      for (const after of [range, base]) {
        const found = await foundIn(reply, diff, after);
        tally.tried++;
        if (found) tally.kept++;
        if (found?.file === place.file && found.line === (way.lineOf?.(place) ?? place.line)) tally.right++;
        else if (process.env.BENCH_SHOW) show(way, place, reply, found);
      }
    }
  }
}

/** Whether the code that a reply quotes is in the file, white space aside. */
function stands(reply: string, text: string | null): boolean {
  const bare = (code: string): string => code.replace(/\s+/g, '');
  const { evidence = '' } = JSON.parse(reply).findings[0] ?? {};
  return bare(text ?? '').includes(bare(evidence));
}

async function foundIn(reply: string, text: string, after: (path: string) => string | null) {
  const opinion = opinionOf([reply], 'review');
  const settings = settingsOf(1, Math.random);
  const diff = { origin: 'the bench', text, after, folders: ['/home/me/project'] };
  await matchFindings(opinion, { ...settings, review: true, material: { files: [], diff } }, async (who) =>
    asked(who, ''),
  );
  return opinion.findings?.byVoice[0]?.findings[0];
}

function print(title: string, ways: readonly Way[], tallies: ReadonlyMap<Way, Tally>): void {
  const isTrue = ways === WAYS;
  console.log(`| ${title} | tried | shown as verified${isTrue ? ' | of these at the right line' : ''} |`);
  console.log(`| --- | --- | ---${isTrue ? ' | ---' : ''} |`);
  const own = ways.map((way) => ({
    name: way.name,
    ...(tallies.get(way) ?? { tried: 0, kept: 0, right: 0 }),
  }));
  const all = own.reduce((sum, { tried, kept, right }) => ({
    ...{ name: 'all', tried: sum.tried + tried, kept: sum.kept + kept, right: sum.right + right },
  }));
  for (const { name, tried, kept, right } of [...own, all])
    console.log(`| ${name} | ${tried} | ${share(kept, tried)}${isTrue ? ` | ${share(right, kept)}` : ''} |`);
  console.log('');
}

const share = (some: number, all: number): string => (all ? `${((100 * some) / all).toFixed(1)} %` : '-');

function show(way: Way, place: True, reply: string, found: unknown): void {
  if (WAYS.includes(way) || found) console.error(way.name, JSON.stringify(place, null, 1), reply, found);
}
