// The data sets of bench/tokens.ts, as files for the command: an input, a scheme, and the truth about each item.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { readLogSamples } from '../log-samples.ts';

export interface DataSet {
  name: string;
  /** Arguments of bulk-tag: the input, the scheme, options. */
  args(reply: Reply): string[];
  /** Where it is run. */
  cwd: string;
  /** The tag of an item, among the names of the scheme. */
  truth(item: string, names: readonly string[]): string;
}

/** How the scheme has a model name tags. */
export type Reply = 'names' | 'numbers';

export interface Sources {
  data?: string | undefined;
  clinc?: string | undefined;
  repository: string;
  most: number;
  folder: string;
}

/** Returns the data sets there are, and for each that is missing a line that says what it takes. */
export async function dataSets(sources: Sources): Promise<(DataSet | string)[]> {
  return [...logs(sources), banking(sources), clinc(sources), ...repository(sources)];
}

const schemes = path.join(__dirname, '..', '..', 'schemes');

function logs({ data, folder }: Sources): (DataSet | string)[] {
  const missing = 'logs: --data takes a folder of labelled logs (github.com/logpai/loghub, Zenodo 8196385).';
  if (!data) return [missing];
  const without = schemeIn(folder, 'log-severity', withoutRules(shipped('log-severity')));
  try {
    return [...readLogSamples(data)].map(([system, lines]) => {
      const file = fileIn(folder, `${system}.log`, `${lines.map(({ text }) => text).join('\n')}\n`);
      return {
        name: `log ${system}`,
        args: (reply) => [file, without(reply)],
        cwd: folder,
        truth: severityOf,
      };
    });
  } catch {
    return [missing];
  }
}

/** The scheme with no patterns: each line that is not the same as another after the masks is asked. */
const withoutRules = (scheme: string): string =>
  scheme
    .replace(/^ {4}match:\n(?: {6}.*\n)*/gm, '')
    .replace(/^parts:\n(?: +.*\n)*/gm, '')
    .replace(/^name:.*\n/m, '');

function severityOf(line: string): string {
  if (/\b(?:fatal|panic|emerg)/i.test(line)) return 'critical';
  if (/error|fail|exception|abort/i.test(line)) return 'error';
  if (/warn|retry|timed? ?out|refused|denied|invalid/i.test(line)) return 'warning';
  return /debug|trace/i.test(line) ? 'debug' : 'info';
}

function banking({ data, folder, most }: Sources): DataSet | string {
  const file = path.join(data ?? '', 'banking77-test.csv');
  if (!data || !existsSync(file))
    return 'banking77: --data holds no banking77-test.csv (github.com/PolyAI-LDN/task-specific-datasets).';
  const rows: { text: string; category: string }[] = parse(readFileSync(file), { columns: true });
  const some = rows.slice(0, most).map(({ text, category }) => ({ text, label: category }));
  return questions('banking77', some, folder);
}

function clinc({ clinc: file, folder, most }: Sources): DataSet | string {
  if (!file || !existsSync(file))
    return 'clinc150: --clinc takes data_full.json (github.com/clinc/oos-eval); the 150 intents and "oos" make 151 classes.';
  const { test, oos_test } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, [string, string][]>;
  const rows = [...(test ?? []), ...(oos_test ?? [])].map(([text, label]) => ({ text, label }));
  return questions('clinc150', rows.slice(0, most), folder);
}

/** More tags have no numbers. */
const MOST_NUMBERED = 98;

function questions(name: string, rows: readonly { text: string; label: string }[], folder: string): DataSet {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const lines = rows.map(({ text }) => JSON.stringify({ text }));
  const file = fileIn(folder, `${name}.jsonl`, `${lines.join('\n')}\n`);
  const tags = labels.map((label) => JSON.stringify(label)).join(', ');
  const scheme = schemeIn(
    folder,
    name,
    `---\ntags: [${tags}]\n---\nThe items are what people say to an assistant. Choose what they want.\n`,
  );
  const truths = new Map(rows.map(({ text, label }) => [text, label]));
  return {
    name,
    args: (reply) => [file, scheme(labels.length > MOST_NUMBERED ? 'names' : reply)],
    cwd: folder,
    truth: (item) => truths.get(item) ?? (labels[0] as string),
  };
}

function repository({ repository: clone, most, folder }: Sources): (DataSet | string)[] {
  const root = path.resolve(clone);
  if (!existsSync(path.join(root, '.git'))) return [`commits, files: ${clone} is not a git repository.`];
  const commits = Number(
    execFileSync('git', ['rev-list', '--count', 'HEAD'], { cwd: root, encoding: 'utf8' }),
  );
  const files = execFileSync('git', ['ls-files', '*.ts', '*.js', '*.py', '*.go', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  });
  const risk = schemeIn(folder, 'commit-risk', shipped('commit-risk'));
  const migration = schemeIn(folder, 'migration-risk', shipped('migration-risk'));
  const limit = ['--limit', String(Math.min(most, 600))];
  const sets: (DataSet | string)[] = [
    commits > 1
      ? { name: 'commits', args: (reply) => ['git:', risk(reply), ...limit], cwd: root, truth: drawn }
      : 'commits: the clone has no history.',
  ];
  if (files.trim())
    sets.push({
      name: 'files',
      args: (reply) => ['.', migration(reply), '--tier', 'haiku', '--head', '2000', '--limit', '300'],
      cwd: copyOf(root, files.trim().split('\n').slice(0, 300), folder),
      truth: drawn,
    });
  return sets;
}

/** The files alone, so that the result stands beside nobody's work. */
function copyOf(root: string, files: readonly string[], folder: string): string {
  const copy = path.join(folder, 'files');
  for (const file of files) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), readFileSync(path.join(root, file)));
  }
  return copy;
}

/** A tag for each item that looks drawn, the first ones more often, and is the same each time. Of a commit, the message alone counts. */
function drawn(item: string, names: readonly string[]): string {
  const [text = ''] = item.split('\nchanges: ');
  const number = createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
  return names[Math.floor(number ** 2 * (names.length - 1))] as string; // the last one is the abstention
}

const shipped = (name: string): string => readFileSync(path.join(schemes, `${name}.md`), 'utf8');

/** Returns where a scheme is that has tags named in either way. */
function schemeIn(folder: string, name: string, text: string): (reply: Reply) => string {
  const file = fileIn(folder, `${name}.md`, text);
  const numbers = fileIn(folder, `${name}-numbers.md`, text.replace(/^---\n/, '---\nreply: numbers\n'));
  return (reply) => (reply === 'names' ? file : numbers);
}

function fileIn(folder: string, name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}
