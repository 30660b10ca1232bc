// How a release is made, and what an update needs to reach users.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changedSinceRelease, nextVersion, released } from '../scripts/release-steps.ts';
import { addressIn, withAddress } from '../scripts/repository-address.ts';
import { start } from './support/process.ts';
import { REPOSITORY } from './support/repository.ts';

const read = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8');
const TSX = [process.execPath, join(REPOSITORY, 'node_modules/tsx/dist/cli.mjs')];

test.each([
  ['patch', '1.4.3'],
  ['minor', '1.5.0'],
  ['major', '2.0.0'],
  ['1.4.10', '1.4.10'],
  ['2.0.0', '2.0.0'],
])('after 1.4.2, %s is %s', (wanted, next) => {
  expect(nextVersion('1.4.2', wanted)).toBe(next);
});

test.each(['1.4.2', '1.4.1', '0.9.9', '', 'next', 'v2.0.0', '2.0'])(
  'after 1.4.2, "%s" is refused',
  (wanted) => {
    expect(() => nextVersion('1.4.2', wanted)).toThrow();
  },
);

test('what stood under Unreleased becomes the version’s, and the links follow', () => {
  const text =
    '# Changes\n\n## [Unreleased]\n\n### Fixed\n\n- A hole.\n\n## [0.1.0] - 2026-11-20\n\nFirst.\n\n[Unreleased]: https://github.com/a/b/compare/v0.1.0...HEAD\n[0.1.0]: https://github.com/a/b/releases/tag/v0.1.0\n';
  expect(released(text, '0.2.0', '2026-12-01', 'a/b')).toBe(
    '# Changes\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Fixed\n\n- A hole.\n\n## [0.1.0] - 2026-11-20\n\nFirst.\n\n[Unreleased]: https://github.com/a/b/compare/v0.2.0...HEAD\n[0.2.0]: https://github.com/a/b/compare/v0.1.0...v0.2.0\n[0.1.0]: https://github.com/a/b/releases/tag/v0.1.0\n',
  );
  expect(() => released(text.replace('### Fixed\n\n- A hole.\n', ''), '0.2.0', '2026-12-01', 'a/b')).toThrow(
    'nothing stands under',
  );
});

test('a change to what ships needs a version of its own', () => {
  expect(changedSinceRelease('0.1.0', [])).toContain('Nothing that ships differs');
  expect(() => changedSinceRelease('0.1.0', ['skills/a', 'dist/b'])).toThrow(
    'skills/a, dist/b: changed since 0.1.0 was released',
  );
});

test('the address stands in one place, and wherever it is repeated it is the same', () => {
  const address = addressIn(read('package.json'));
  const plugin = JSON.parse(read('.claude-plugin/plugin.json'));
  expect(plugin).toMatchObject({
    homepage: `https://github.com/${address}#readme`,
    repository: `https://github.com/${address}`,
  });
  expect(read('README.md')).toContain(`/plugin install tierwise --marketplace ${address}\n`);
  for (const page of ['README.md', 'docs/installing.md', 'docs/live.md'])
    for (const [, named] of read(page).matchAll(/--marketplace (\S+)$/gm)) expect(named, page).toBe(address);
  const elsewhere = withAddress(read('README.md'), address, 'octocat/tools.js');
  expect(elsewhere).toContain('--marketplace octocat/tools.js\n');
  expect(elsewhere).not.toContain(address);
  expect(withAddress('x/OWNER/tierwise OWNER/tierwise-live', 'OWNER/tierwise', 'a/b')).toBe(
    'x/OWNER/tierwise OWNER/tierwise-live',
  );
});

test('workflows use actions by their commit only, and the notes of a release are its own section', async () => {
  const workflows = ['check', 'release', 'prices', 'site'].map((name) =>
    read(`.github/workflows/${name}.yml`),
  );
  const uses = workflows.flatMap((text) => text.match(/uses: .*/g) ?? []);
  expect(uses.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d/.test(line))).toEqual([]);
  const notes = /awk .*CHANGELOG\.md/.exec(workflows[1] as string)?.[0] as string;
  const { stdout } = await start(['bash', '-c', notes], {
    cwd: REPOSITORY,
    env: { PATH: process.env.PATH as string, GITHUB_REF_NAME: 'v0.1.0' },
  });
  expect(stdout).toContain('The first release');
  expect(stdout).not.toContain('https://github.com/');
});

/** A repository with what the scripts touch, and no packages. */
const project = (): { folder: string; git: (...args: string[]) => string } => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b.invalid',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b.invalid',
  };
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, env, encoding: 'utf8' }).trim();
  for (const file of ['.claude-plugin', 'skills', 'README.md', 'package.json'])
    cpSync(join(REPOSITORY, file), join(folder, file), { recursive: true });
  for (const file of [
    'src/main.ts',
    'test/a.test.ts',
    'site/a.ts',
    'action/a.mjs',
    'action.yml',
    'dist/a.cjs',
  ]) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'all');
  return { folder, git };
};

const script = (name: string, folder: string, ...args: string[]) =>
  start([...TSX, join(REPOSITORY, 'scripts', name), ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH as string,
      HOME: folder,
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@b.invalid',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@b.invalid',
    },
  });

test('the check fails once what ships differs from its released version, and not for what does not ship', async () => {
  const { folder, git } = project();
  const check = () => script('release.ts', folder, '--check');
  expect(await check()).toMatchObject({ code: 0 });
  git('tag', `v${JSON.parse(read('package.json')).version}`);
  writeFileSync(join(folder, 'src/main.ts'), 'changed');
  expect(await check()).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'dist/a.cjs'), 'changed');
  const { code, stderr } = await check();
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('dist/a.cjs: changed since'),
  });
});

test('a release branch has the plugin at its root, alone in its marketplace, and is left as it is when nothing changed', async () => {
  const { folder, git } = project();
  const { stdout, stderr } = await script('release-branch.ts', folder);
  expect(stdout, stderr).toContain('release/tierwise: ');
  const files = git('ls-tree', '-r', '--name-only', 'release/tierwise').split('\n');
  expect(files).toEqual(expect.arrayContaining(['.claude-plugin/plugin.json', 'dist/a.cjs', 'README.md']));
  expect(files.filter((file) => /^(src|test|site|action)\b/.test(file))).toEqual([]);
  const market = JSON.parse(git('show', 'release/tierwise:.claude-plugin/marketplace.json'));
  expect(market.plugins.map(({ name }: { name: string }) => name)).toEqual(['tierwise']);
  expect(git('status', '--porcelain')).toBe('');
  expect((await script('release-branch.ts', folder)).stdout).toContain('unchanged');
});

test('the package holds what the command needs and nothing else, and runs from where npm puts it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const npm = (...args: string[]) =>
    start(['npm', ...args, '--offline', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: REPOSITORY,
      env: { PATH: process.env.PATH as string, HOME: folder },
    });
  const packed = await npm('pack', '--json', '--pack-destination', folder);
  const [{ filename, files }] = JSON.parse(packed.stdout);
  const kinds = new Set(files.map(({ path }: { path: string }) => path.replace(/\/.*/, '')));
  expect(
    files
      .map(({ path }: { path: string }) => path)
      .filter((path: string) => /^docs\/(?!schemas\/)/.test(path)),
  ).toEqual([]);
  expect([...kinds].sort()).toEqual([
    'LICENSE',
    'README.md',
    'agents',
    'bin',
    'dist',
    'docs',
    'package.json',
    'recipes',
    'schemes',
    'skills',
  ]);
  const installed = await npm(
    'install',
    '--global',
    '--prefix',
    join(folder, 'global'),
    join(folder, filename),
  );
  expect(installed.code, installed.stderr).toBe(0);
  cpSync(join(REPOSITORY, 'examples/shop.log'), join(folder, 'shop.log'));
  const tierwise = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await start([join(folder, 'global/bin/tierwise'), ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH as string, HOME: folder },
    });
    expect(code, stderr).toBe(0);
    return stdout;
  };
  expect(await tierwise('bulk-tag', 'shop.log', 'log-severity')).toContain('tagged 267');
  expect(await tierwise('plan', 'format')).toContain('verify');
  expect(await tierwise('report')).toContain('No model calls');
});
