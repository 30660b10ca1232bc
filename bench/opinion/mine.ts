// Finds commits for the bench in a clone: tsx bench/opinion/mine.ts <clone> '<command with {test}>' [fixes] [clean] > commits.json
// A fix counts when its tests pass with it and fail without it; what is clean passes and has no line that a later fix takes away.
import { type BenchCommit, casesPass, checkOut, git } from './commits.ts';

const MOST_LINES = 60;
const MOST_SECONDS = 25;

async function main(): Promise<void> {
  const [clone = '.', command = '', fixes = '40', clean = '20'] = process.argv.slice(2);
  const wanted = { fix: Number(fixes), clean: Number(clean) };
  const commits: BenchCommit[] = [];
  for (const found of candidates(clone)) {
    const left = wanted[found.kind] - commits.filter(({ kind }) => kind === found.kind).length;
    if (left <= 0 || !(await holds(clone, found, command))) continue;
    commits.push(found);
    console.error(`${found.kind}, ${left - 1} left: ${found.subject}`);
    if (commits.length === wanted.fix + wanted.clean) break;
  }
  const [license] = /[A-Z][\w. -]+/.exec(JSON.parse(git(clone, 'show', 'HEAD:package.json')).license) ?? [''];
  const repository = `https://github.com/${JSON.parse(git(clone, 'show', 'HEAD:package.json')).repository}`;
  console.log(JSON.stringify({ repository, license, packages: ['semver'], command, commits }, null, 2));
}

function* candidates(clone: string): Generator<BenchCommit> {
  const fixedLines = new Set<string>();
  const log = git(clone, 'log', '--no-merges', '--format=%H %s', '-1500', 'HEAD').trim().split('\n');
  for (const line of log) {
    const [id = '', ...words] = line.split(' ');
    const subject = words.join(' ');
    const files = git(clone, 'show', '--numstat', '--no-renames', '--format=', id).trim().split('\n');
    const rows = files.map((row) => row.split('\t')).filter(([, , path]) => path?.endsWith('.js'));
    const paths = rows.map(([, , path = '']) => path);
    const tests = paths.filter((path) => path.startsWith('test/compress/'));
    const sources = paths.filter((path) => path.startsWith('lib/'));
    const changed = rows.filter(([, , path = '']) => sources.includes(path));
    const lines = changed.reduce((sum, [added, removed]) => sum + Number(added) + Number(removed), 0);
    const kind = /\bfix|bug|revert|workaround|regression/i.test(subject) ? 'fix' : 'clean';
    const [test = ''] = tests;
    const cases = casesIn(git(clone, 'show', '--format=', id, '--', ...tests));
    const fits = sources.length > 0 && tests.length === 1 && cases.length > 0 && lines <= MOST_LINES;
    const diff = sources.length ? git(clone, 'show', '--format=', id, '--', ...sources) : '';
    if (kind === 'fix') for (const taken of linesOf(diff, '-')) fixedLines.add(taken);
    const isRepaired = linesOf(diff, '+').some((added) => fixedLines.has(added));
    if (fits && !(kind === 'clean' && isRepaired)) yield { id, kind, subject, sources, tests: test, cases };
  }
}

const casesIn = (diff: string): string[] =>
  [...diff.matchAll(/^\+([\w$]+): \{$/gm)].map(([, name = '']) => name);

const linesOf = (diff: string, sign: string): string[] =>
  diff
    .split('\n')
    .filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3)))
    .map((line) => line.slice(1).trim())
    .filter(({ length }) => length > 12);

async function holds(clone: string, commit: BenchCommit, command: string): Promise<boolean> {
  checkOut(clone, commit, false);
  if ((await casesPass(clone, command, commit, MOST_SECONDS)) !== true) return false;
  if (commit.kind === 'clean') return true;
  checkOut(clone, commit);
  return (await casesPass(clone, command, commit, MOST_SECONDS)) === false;
}

void main();
