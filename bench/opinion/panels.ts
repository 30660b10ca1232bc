// Panels of voices on the bench's commits, by the public command, with the test of each fix as the oracle.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDiff } from '../../src/opinion/diff.ts';
import { type BenchCommit, type BenchCommits, casesPass, checkOut, reviewedDiff } from './commits.ts';

/** Runs a command line of tierwise in a folder, and returns what it printed. */
export type Tierwise = (
  args: string[],
  world: { cwd: string; input?: string },
) => Promise<{ code: number; stdout: string }>;

/** What one panel said of one commit, once. */
export interface Heard {
  panel: string;
  commit: string;
  kind: BenchCommit['kind'];
  time: number;
  findings: { voices: string[]; isTrue: boolean; verification: string }[];
  /** List price of the review alone; what the oracle cost is beside it. */
  usd: number;
  oracleUsd: number;
  unpriced: string[];
  failed: string | null;
}

export interface Bench {
  clone: string;
  given: BenchCommits;
  tierwise: Tierwise;
  /** Who repairs by a finding, so that the test can tell whether it was right. */
  repairer: string;
}

const REVIEW = ['opinion', '--review', '--diff', '-', '--json'];
/** A finding this far from what was changed is about something else. */
const NEAR_LINES = 15;
const MOST_SECONDS = 60;

/** Returns what one review of each commit by a panel usually costs, in US dollars, by dry runs. */
export async function priceOf(
  panel: string,
  { clone, given, tierwise }: Bench,
): Promise<{ usual: number; unpriced: string[] }> {
  let usual = 0;
  const unpriced = new Set<string>();
  for (const commit of given.commits) {
    const input = reviewedDiff(clone, commit);
    const { code, stdout } = await tierwise([...REVIEW, '--ask', panel, '--dry-run'], { cwd: clone, input });
    if (code !== 0) throw new Error(`tierwise opinion --dry-run ended with ${code} for ${panel}.`);
    const { price } = JSON.parse(stdout);
    usual += price.usualUsd;
    for (const name of price.unpriced) unpriced.add(name);
  }
  return { usual, unpriced: [...unpriced] };
}

/** Has a panel review a commit, and each finding near the change put to the test. */
export async function review(panel: string, commit: BenchCommit, time: number, bench: Bench): Promise<Heard> {
  const { clone, tierwise } = bench;
  checkOut(clone, commit);
  const diff = reviewedDiff(clone, commit);
  const { code, stdout } = await tierwise([...REVIEW, '--ask', panel], { cwd: clone, input: diff });
  const said = stdout.trim().startsWith('{') ? JSON.parse(stdout) : null;
  const heard: Heard = {
    ...{
      panel,
      commit: commit.id,
      kind: commit.kind,
      time,
      findings: [],
      usd: said?.costUsd ?? 0,
      oracleUsd: 0,
    },
    unpriced: said?.unpriced ?? [],
    failed: !said || code > 1 ? `exit code ${code}` : failureIn(said.voices),
  };
  for (const finding of said?.findings ?? []) {
    const { isTrue, usd } = await isRight(finding, commit, diff, bench);
    heard.oracleUsd += usd;
    heard.findings.push({ voices: finding.voices, isTrue, verification: finding.verification });
  }
  return heard;
}

/** With a voice missing it is another panel. */
function failureIn(voices: { name: string; failure: string | null }[]): string | null {
  const failed = voices.find(({ failure }) => failure !== null);
  return failed ? `${failed.name}: ${failed.failure}` : null;
}

interface Said {
  file: string;
  line: number;
  claim: string;
  evidence: string;
}

/** A finding is right when somebody who knows nothing but it makes the fix's failing test pass. */
async function isRight(
  said: Said,
  commit: BenchCommit,
  diff: string,
  bench: Bench,
): Promise<{ isTrue: boolean; usd: number }> {
  if (commit.kind === 'clean' || !isNear(said, diff)) return { isTrue: false, usd: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-bench-'));
  try {
    const path = join(bench.clone, said.file);
    const before = readFileSync(path, 'utf8');
    writeFileSync(join(folder, 'code.txt'), excerpt(before, said.line));
    const { file, line, claim, evidence } = said;
    const question = `${REPAIR}\n${JSON.stringify({ file, line, claim, evidence })}`;
    const args = [
      'opinion',
      question,
      '--file',
      'code.txt',
      '--ask',
      bench.repairer,
      '--no-judge',
      '--no-scouts',
      '--json',
    ];
    const { stdout } = await bench.tierwise(args, { cwd: folder });
    const reply = stdout.trim().startsWith('{') ? JSON.parse(stdout) : null;
    const after = repaired(before, reply?.voices[0]?.answer ?? '');
    const usd: number = reply?.costUsd ?? 0;
    if (after === null) return { isTrue: false, usd };
    writeFileSync(path, after);
    const passes = await casesPass(bench.clone, bench.given.command, commit, MOST_SECONDS);
    writeFileSync(path, before);
    return { isTrue: passes === true, usd };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const REPAIR =
  'A reviewer reported the problem below in the file whose part is shown. Repair exactly what is reported and nothing else. Reply with one JSON object: {"edits": [{"find": text that stands once in the file, copied exactly, "replace": what stands there instead}]}. The report:';

const excerpt = (text: string, line: number): string =>
  text
    .split('\n')
    .slice(Math.max(0, line - 80), line + 80)
    .join('\n');

function isNear({ file, line }: Said, diff: string): boolean {
  const changed = parseDiff(diff).get(file);
  return [...(changed?.after ?? []), ...(changed?.removed ?? [])].some(
    ({ number }) => Math.abs(number - line) <= NEAR_LINES,
  );
}

/** The file with the edits of a reply; null when they cannot be made. */
export function repaired(text: string, reply: string): string | null {
  const json = /\{[\s\S]*\}/.exec(reply)?.[0];
  if (!json) return null;
  try {
    const { edits } = JSON.parse(json);
    return edits.reduce((made: string, { find, replace }: { find: string; replace: string }) => {
      if (!find || made.split(find).length !== 2) throw new RangeError('it does not stand once');
      return made.replace(find, () => replace);
    }, text);
  } catch {
    return null;
  }
}
