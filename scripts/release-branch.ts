// Writes the branch that the plugin directory and marketplaces may follow: what users install and nothing else, with the
// plugin at its root. One branch for each plugin of the marketplace.
//   tsx scripts/release-branch.ts          release/<plugin>, from the commit that is checked out
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What stays behind: it is for whoever works on the plugin. */
const DEVELOPMENT =
  /^(\.ci|\.github|action|bench|evals|plugins|scripts|search|site|src|test)\/|^(\.editorconfig|\.git\w+|biome\.json|pnpm-lock\.yaml|stryker\..*|tsconfig\.json|vitest\..*|action\.yml)$/;

const root = process.cwd();
const index = path.join(mkdtempSync(path.join(tmpdir(), 'tierwise-release-')), 'index');
const git = (...args: string[]): string =>
  execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, GIT_INDEX_FILE: index },
  }).trim();

interface Marketplace {
  plugins: { name: string; source: string }[];
}

try {
  const market: Marketplace = JSON.parse(
    readFileSync(path.join(root, '.claude-plugin/marketplace.json'), 'utf8'),
  );
  for (const { name, source } of market.plugins) console.log(branchFor(name, path.posix.normalize(source)));
} finally {
  rmSync(path.dirname(index), { recursive: true });
}

/** The branch's own marketplace offers the one plugin that is there. */
function keepOnly(plugin: string): void {
  const file = '.claude-plugin/marketplace.json';
  const market = JSON.parse(git('show', `HEAD:${file}`)) as Marketplace;
  const plugins = market.plugins.filter(({ name }) => name === plugin);
  const text = `${JSON.stringify({ ...market, plugins }, null, 2)}\n`;
  const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });
  git('update-index', '--cacheinfo', `100644,${blob.trim()},${file}`);
}

/** Returns a line about the branch it wrote: its files and its commit. */
function branchFor(plugin: string, folder: string): string {
  git('read-tree', folder === './' ? 'HEAD' : `HEAD:${folder.replace(/\/$/, '')}`);
  if (folder === './') keepOnly(plugin);
  const left = git('ls-files', '-z')
    .split('\0')
    .filter((file) => folder === './' && DEVELOPMENT.test(file));
  if (left.length) git('rm', '-q', '--cached', '--', ...left);
  const tree = git('write-tree');
  const branch = `release/${plugin}`;
  const last = git('for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`);
  const { version } = JSON.parse(git('show', `${tree}:.claude-plugin/plugin.json`)) as { version: string };
  if (last && git('rev-parse', `${last}^{tree}`) === tree) return `${branch}: ${version}, unchanged`;
  const parents = last ? ['-p', last] : [];
  const commit = git(
    'commit-tree',
    tree,
    ...parents,
    '-m',
    `${plugin} ${version}, from ${git('rev-parse', '--short', 'HEAD')}`,
  );
  git('update-ref', `refs/heads/${branch}`, commit);
  return `${branch}: ${version}, ${git('ls-files').split('\n').length} files`;
}
