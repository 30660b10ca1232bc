// Makes a release: raises the version everywhere, dates the changes, builds, commits and tags. Nothing leaves the machine;
// pushing the tag starts .github/workflows/release.yml, which tests, publishes and shows what to check.
//   tsx scripts/release.ts patch|minor|major|<version>
//   tsx scripts/release.ts --check     fail when what users get has changed since its version was released
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { changedSinceRelease, nextVersion, released, SHIPPED } from './release-steps.ts';
import { addressIn } from './repository-address.ts';

const root = process.cwd();
const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const version: string = JSON.parse(read('package.json')).version;
const [wanted = ''] = process.argv.slice(2);

try {
  if (wanted === '--check') check();
  else release(nextVersion(version, wanted));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function check(): void {
  const tags = git('tag', '--list', `v${version}`);
  const changed = tags ? git('diff', '--name-only', `v${version}`, '--', ...SHIPPED) : '';
  console.log(changedSinceRelease(version, changed.split('\n').filter(Boolean)));
}

function release(next: string): void {
  if (git('status', '--porcelain')) throw new Error('Uncommitted changes: commit or stash them first.');
  if (git('tag', '--list', `v${next}`)) throw new Error(`v${next} exists already.`);
  const today = new Date().toISOString().slice(0, 10);
  const changes = released(read('CHANGELOG.md'), next, today, addressIn(read('package.json')));
  const files = ['package.json', '.claude-plugin/plugin.json', ...otherPlugins()];
  for (const file of files)
    writeFileSync(
      path.join(root, file),
      read(file).replace(`"version": "${version}"`, `"version": "${next}"`),
    );
  writeFileSync(path.join(root, 'CHANGELOG.md'), changes);
  execFileSync('pnpm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
  git('add', '-A');
  git('commit', '-qm', `release: ${next}`, '-m', 'What it means for users is in CHANGELOG.md.');
  git('tag', '-a', `v${next}`, '-m', `Tierwise ${next}`);
  console.log(`Committed and tagged v${next}. To publish it: git push origin main v${next}`);
}

function otherPlugins(): string[] {
  return git('ls-files', 'plugins/*/.claude-plugin/plugin.json').split('\n').filter(Boolean);
}
