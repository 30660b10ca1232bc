// What programs in a copy see as its git: a folder of its own, so that nothing they do to it reaches another copy or the clone. Our own
// git never looks at it.
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  type Stats,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { removeAll } from './leftovers.ts';

/** What decides which programs git runs, and how it reads files. */
const SETTINGS = ['config', 'config.worktree', 'info/exclude', 'info/attributes', 'hooks'];
/** What stays: objects of commits made in the copy, and the gits of submodules. */
const KEPT = ['objects', 'modules'];

/** A file of the settings as it was. */
interface Sealed {
  mode: number;
  content: Buffer;
  isLink: boolean;
}

export interface CopyGitSettings {
  /** The git folder of the clone. */
  clone: string;
  /** The folder of the copy. */
  copy: string;
  /** Where its own git is to be. */
  folder: string;
  /** The address that submodules are looked for beside; null for none. */
  origin: string | null;
}

export class CopyGit {
  readonly #at: CopyGitSettings;
  #sealed = new Map<string, Sealed>();

  constructor(at: CopyGitSettings) {
    this.#at = at;
  }

  /** Makes it anew, with the clone's settings and branches, at a commit; `index` is the file of what is checked out. */
  make(head: string, index: string): void {
    const { clone, folder, origin } = this.#at;
    removeAll(folder);
    mkdirSync(folder, { recursive: true });
    this.#copy('info');
    const config = readFileSync(join(clone, 'config'), 'utf8').replace(/^(\s*bare = )true$/m, '$1false');
    writeFileSync(join(folder, 'config'), config + (origin === null ? '' : remote(origin)));
    this.seal();
    this.reset(head, index);
  }

  /** Remembers its settings and hooks as they are. */
  seal(): void {
    this.#sealed = this.#settings();
  }

  /** Whether its settings or hooks are other than when it was sealed. */
  get changed(): boolean {
    const now = this.#settings();
    const isSame = ([name, was]: [string, Sealed]): boolean => {
      const is = now.get(name);
      return is !== undefined && is.mode === was.mode && is.content.equals(was.content);
    };
    return now.size !== this.#sealed.size || ![...this.#sealed].every(isSame);
  }

  /** Makes it as it was sealed, at a commit, with nothing under way and no lock. */
  reset(head: string, index: string): void {
    const { clone, copy, folder } = this.#at;
    const { changed } = this;
    mkdirSync(folder, { recursive: true });
    const stays = changed ? KEPT : [...KEPT, 'info', ...SETTINGS];
    for (const name of readdirSync(folder)) if (!stays.includes(name)) removeAll(join(folder, name));
    if (changed) for (const [name, was] of this.#sealed) restore(join(folder, name), was);
    mkdirSync(join(folder, 'refs', 'heads'), { recursive: true });
    mkdirSync(join(folder, 'objects', 'info'), { recursive: true });
    writeFileSync(join(folder, 'objects', 'info', 'alternates'), `${join(clone, 'objects')}\n`);
    for (const name of ['packed-refs', 'shallow']) this.#copy(name);
    writeFileSync(join(folder, 'HEAD'), `${head}\n`);
    cpSync(index, join(folder, 'index'));
    removeAll(join(copy, '.git'));
    writeFileSync(join(copy, '.git'), `gitdir: ${folder}\n`);
  }

  #copy(name: string): void {
    const { clone, folder } = this.#at;
    if (existsSync(join(clone, name))) cpSync(join(clone, name), join(folder, name), { recursive: true });
  }

  remove(): void {
    removeAll(this.#at.folder);
  }

  #settings(): Map<string, Sealed> {
    const found = new Map<string, Sealed>();
    const add = (name: string): void => {
      const file = join(this.#at.folder, name);
      const info = lstatSync(file, { throwIfNoEntry: false });
      if (info?.isDirectory()) for (const entry of readdirSync(file)) add(`${name}/${entry}`);
      else if (info?.isFile() || info?.isSymbolicLink()) found.set(name, sealed(file, info));
    };
    for (const name of SETTINGS) add(name);
    return found;
  }
}

function sealed(file: string, info: Stats): Sealed {
  const isLink = info.isSymbolicLink();
  const content = isLink ? Buffer.from(readlinkSync(file)) : readFileSync(file);
  return { mode: info.mode & 0o777, content, isLink };
}

function restore(file: string, { mode, content, isLink }: Sealed): void {
  mkdirSync(dirname(file), { recursive: true });
  if (isLink) {
    symlinkSync(content.toString(), file);
    return;
  }
  writeFileSync(file, content);
  chmodSync(file, mode);
}

/** A remote that can be read as far as its user may, and pushed to by nobody. */
const remote = (origin: string): string =>
  `[remote "origin"]\n\turl = ${JSON.stringify(origin)}\n\tpushurl = "no-push:"\n`;
