// Repositories whose settings start a program wherever git lets them. Each program only leaves a marker behind, named after the
// setting that started it.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface HostileRepository {
  folder: string;
  /** The variables of a shell in which git is used there. */
  env: Record<string, string>;
  git(...args: string[]): string;
  /** The settings whose programs have run. */
  markers(): string[];
}

/** What git runs in a repository that is all here: the setting, and what makes plain git run it. */
export const LOCAL_SETTINGS = [
  ['core.fsmonitor', ['status']],
  ['core.hooksPath', ['commit', '--allow-empty', '-qm', 'x']],
  ['.git/hooks', ['-c', 'core.hooksPath=.git/hooks', 'commit', '--allow-empty', '-qm', 'x']],
  ['filter.clean', ['status']],
  ['filter.process', ['status']],
  ['filter.smudge', ['checkout', '--', '.']],
  ['include.path', ['status']],
  ['config.worktree', ['status']],
  ['diff.external', ['diff']],
  ['diff.command', ['diff']],
  ['diff.textconv', ['--no-pager', 'log', '-p']],
  ['submodule core.fsmonitor', ['status']],
  ['submodule filter.clean', ['status']],
  ['gpg.program', ['log', '--oneline']],
  ['merge.driver', ['cherry-pick', 'other']],
  ['core.editor', ['commit', '--allow-empty']],
  ['core.alternateRefsCommand', ['fetch', '--quiet', '.', 'HEAD']],
  ['GIT_EXTERNAL_DIFF', ['diff']],
  ['GIT_CONFIG_COUNT', ['status']],
  ['GIT_EDITOR', ['commit', '--allow-empty']],
  ['GIT_DIR', ['status']],
] as const;

/** The environment that starts a program; it is set for these alone, as plain git would see nothing but it. */
const BY_ENVIRONMENT: Record<string, (program: string, folder: string) => Record<string, string>> = {
  GIT_EXTERNAL_DIFF: (program) => ({ GIT_EXTERNAL_DIFF: program }),
  GIT_CONFIG_COUNT: (program) => ({
    ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: program },
  }),
  GIT_EDITOR: (program) => ({ GIT_EDITOR: program }),
  GIT_DIR: (_, folder) => ({ GIT_DIR: join(folder, 'other.git'), GIT_WORK_TREE: folder }),
};

/** What git runs to get what a partial clone left out: how the missing objects are to be had. */
export const REMOTE_SETTINGS = [
  'core.sshCommand',
  'remote.uploadpack',
  'remote.vcs',
  'ext::',
  'GIT_SSH_COMMAND',
  'core.gitProxy',
] as const;

/** A repository with two commits and changes in its files, in which everything of LOCAL_SETTINGS is set. */
export function hostileRepository(parent: string, home: string): HostileRepository {
  const made = begin(parent, home);
  const { folder, git, put, program } = made;
  const evil = ['a.txt', 'a.proc', 'a.smudge', 'a.inc', 'a.wt', 'a.command', 'a.textconv', 'a.merge'];
  for (const name of evil) put(name, 'one\n');
  put('.gitattributes', attributes());
  git('add', '--all');
  git('commit', '-qm', 'first');
  git('branch', 'other');
  for (const name of evil) put(name, 'two\n');
  git('commit', '-qam', 'second');
  signedCommit(made);
  git('checkout', '-q', 'other');
  put('a.merge', 'three\n');
  git('commit', '-qam', 'third');
  git('checkout', '-q', 'main');
  submodule(made);
  git('clone', '-q', '--bare', '.', 'other.git');
  git('--git-dir=other.git', 'config', 'core.bare', 'false');
  git('--git-dir=other.git', 'config', 'core.fsmonitor', program('GIT_DIR'));
  put('new.txt', 'new\n');
  writeFileSync(join(folder, '.git', 'info', 'exclude'), 'other.git\n');
  set(made);
  dirty(folder);
  const env = Object.assign(
    {},
    ...Object.entries(BY_ENVIRONMENT).map(([name, variables]) => variables(program(name), folder)),
  );
  return { ...made, env };
}

/** Changes files so that git has to read them to know: they stay as long as they are. */
export function dirty(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => one.startsWith('a.')))
    writeFileSync(join(folder, name), `owt\n`);
}

/** The environment in which only `setting` of the variables is set. */
export const environmentOf = (made: HostileRepository, setting: string): Record<string, string> => {
  const wanted = Object.keys(BY_ENVIRONMENT[setting]?.(programOf(made.folder, setting), made.folder) ?? {});
  return Object.fromEntries(Object.entries(made.env).filter(([name]) => wanted.includes(name)));
};

/** A clone in `parent` without the contents of its files, which git could still get. */
export function cloneWithoutFiles(parent: string, home: string): string {
  const { folder, git, put } = begin(parent, home);
  for (const text of ['one\n', 'two\n']) {
    put('a.txt', text);
    git('add', '--all');
    git('commit', '-qm', text.trim());
  }
  git('config', 'uploadpack.allowFilter', 'true');
  const clone = join(parent, 'clone');
  git('clone', '-q', '--filter=blob:none', `file://${folder}`, clone);
  return clone;
}

/** A copy of such a clone, for which git would get them from a remote that is `setting`. */
export function partialClone(
  parent: string,
  home: string,
  original: string,
  setting: string,
): HostileRepository {
  const made = begin(parent, home);
  const { git, program } = made;
  const clone = join(parent, 'clone');
  cpSync(original, clone, { recursive: true });
  const inClone = (...args: string[]): string => git('-C', clone, ...args);
  const config = (name: string, value: string): string => inClone('config', name, value);
  const runs = program(setting);
  const ssh = 'ssh://nowhere.invalid/x';
  const env: Record<string, string> = {};
  switch (setting) {
    case 'core.sshCommand':
      config('remote.origin.url', ssh);
      config('core.sshCommand', runs);
      break;
    case 'GIT_SSH_COMMAND':
      config('remote.origin.url', ssh);
      env.GIT_SSH_COMMAND = runs;
      break;
    case 'remote.uploadpack':
      config('remote.origin.uploadpack', runs);
      break;
    case 'remote.vcs':
      config('remote.origin.vcs', 'evil');
      symlinkProgram(made, setting, 'git-remote-evil');
      break;
    case 'core.gitProxy':
      config('remote.origin.url', 'git://nowhere.invalid/x');
      config('core.gitProxy', runs);
      break;
    default:
      config('remote.origin.url', `ext::${runs}`);
      config('protocol.ext.allow', 'always');
  }
  writeFileSync(join(clone, 'a.txt'), 'changed\n');
  return { ...made, folder: clone, env: { ...made.env, ...env }, git: inClone };
}

interface Beginning extends HostileRepository {
  put(name: string, content: string): void;
  /** The program that leaves the marker of a setting. */
  program(setting: string): string;
}

const programOf = (folder: string, setting: string): string =>
  join(dirname(folder), 'programs', setting.replace(/\W+/g, '-'));

function begin(parent: string, home: string): Beginning {
  const folder = join(parent, 'hostile');
  const programs = join(parent, 'programs');
  const markers = join(parent, 'markers');
  for (const made of [folder, programs, markers]) mkdirSync(made, { recursive: true });
  const env = { PATH: `${programs}:${process.env.PATH}`, HOME: home };
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  git('init', '-q', '--initial-branch=main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.invalid');
  return {
    folder,
    env: {},
    git,
    markers: () => readdirSync(markers),
    put(name, content) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    program(setting) {
      const file = programOf(folder, setting);
      if (!existsSync(file)) {
        // As a filter it hands its text on, as a converter its file, so that git goes on to the next; a watcher that fails is not
        // believed, and a remote that said nothing back would keep git waiting.
        const marker = join(markers, setting.replaceAll('/', '_'));
        const fails = setting.includes('fsmonitor') || REMOTE_SETTINGS.some((remote) => remote === setting);
        const rest = fails ? 'exit 1' : '[ -f "$1" ] && exec cat "$1"\n[ -t 0 ] || cat';
        writeFileSync(file, `#!/bin/sh\n: > '${marker}'\n${rest}\n`);
        chmodSync(file, 0o755);
      }
      return file;
    },
  };
}

function symlinkProgram({ program, folder }: Beginning, setting: string, name: string): void {
  const file = join(dirname(folder), 'programs', name);
  writeFileSync(file, `#!/bin/sh\nexec ${program(setting)}\n`);
  chmodSync(file, 0o755);
}

const attributes = (): string =>
  [
    ...['*.txt filter=clean', '*.proc filter=process', '*.smudge filter=smudge', '*.inc filter=included'],
    ...['*.wt filter=worktree', '*.command diff=command', '*.textconv diff=textconv', '*.merge merge=evil'],
    '',
  ].join('\n');

/** Sets every program; from now on plain git runs them. */
function set({ folder, git, program }: Beginning): void {
  const config = (name: string, value: string): string => git('config', name, value);
  const hooks = join(folder, '.git', 'hooks');
  const others = join(folder, '.git', 'other-hooks');
  for (const [at, setting] of [
    [hooks, '.git/hooks'],
    [others, 'core.hooksPath'],
  ] as const) {
    mkdirSync(at, { recursive: true });
    for (const hook of ['pre-commit', 'post-checkout', 'reference-transaction', 'post-index-change']) {
      writeFileSync(join(at, hook), `#!/bin/sh\nexec '${program(setting)}' < /dev/null\n`);
      chmodSync(join(at, hook), 0o755);
    }
  }
  config('core.hooksPath', others);
  config('filter.clean.clean', program('filter.clean'));
  config('filter.process.process', program('filter.process'));
  config('filter.process.required', 'false');
  config('filter.smudge.smudge', program('filter.smudge'));
  const included = join(dirname(folder), 'included');
  writeFileSync(included, `[filter "included"]\n\tclean = ${program('include.path')}\n`);
  config('include.path', included);
  config('extensions.worktreeConfig', 'true');
  git('config', '--worktree', 'filter.worktree.clean', program('config.worktree'));
  config('diff.external', program('diff.external'));
  config('diff.command.command', program('diff.command'));
  config('diff.textconv.textconv', program('diff.textconv'));
  config('diff.submodule', 'diff');
  config('merge.evil.driver', `${program('merge.driver')} %A`);
  config('gpg.program', program('gpg.program'));
  config('log.showSignature', 'true');
  for (const name of ['core.pager', 'pager.log', 'pager.diff', 'pager.status', 'core.askPass'])
    config(name, program('core.pager'));
  config('credential.helper', `!${program('credential.helper')}`);
  for (const name of ['log', 'status', 'diff', 'rev-parse', 'ls-files', 'config'])
    config(`alias.${name}`, `!${program('alias')}`);
  config('core.editor', program('core.editor'));
  config('core.alternateRefsCommand', program('core.alternateRefsCommand'));
  config('uploadpack.packObjectsHook', program('uploadpack.packObjectsHook'));
  // Last: from here each call of git asks it.
  config('core.fsmonitor', program('core.fsmonitor'));
}

function signedCommit({ folder, git }: Beginning): void {
  const lines = git('cat-file', 'commit', 'HEAD').split('\n');
  const at = lines.indexOf('');
  const signature = ['gpgsig -----BEGIN PGP SIGNATURE-----', ' ', ' AAAA', ' -----END PGP SIGNATURE-----'];
  const text = [...lines.slice(0, at), ...signature, ...lines.slice(at)].join('\n');
  const file = join(dirname(folder), 'commit');
  writeFileSync(file, text);
  git('reset', '-q', '--soft', git('hash-object', '-t', 'commit', '-w', file).trim());
}

function submodule({ folder, git, program }: Beginning): void {
  const inner = join(folder, 'sub');
  mkdirSync(inner);
  const there = (...args: string[]): string => git('-C', inner, ...args);
  there('init', '-q', '--initial-branch=main');
  writeFileSync(join(inner, 'a.txt'), 'one\n');
  writeFileSync(join(inner, '.gitattributes'), '*.txt filter=inner\n');
  there('add', '--all');
  there('-c', 'user.name=Ada', '-c', 'user.email=ada@example.invalid', 'commit', '-qm', 'inner');
  writeFileSync(
    join(folder, '.gitmodules'),
    '[submodule "sub"]\n\tpath = sub\n\turl = ./sub\n\tignore = none\n',
  );
  git('add', '.gitmodules', 'sub');
  git('commit', '-qm', 'with a submodule');
  writeFileSync(join(inner, 'a.txt'), 'two\n');
  there('config', 'core.fsmonitor', program('submodule core.fsmonitor'));
  there('config', 'filter.inner.clean', program('submodule filter.clean'));
  // Another repository whose objects are borrowed, so that there are refs to ask about.
  git('clone', '-q', '--bare', inner, join(dirname(folder), 'borrowed.git'));
  const alternates = join(folder, '.git', 'objects', 'info', 'alternates');
  writeFileSync(alternates, `${join(dirname(folder), 'borrowed.git', 'objects')}\n`);
}
