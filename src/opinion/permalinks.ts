// Links to the lines of a review on the server that hosts its repository, to one commit, so that they keep meaning the same.
import { gitNow } from '../git.ts';
import type { Host } from '../host.ts';
import type { Diff } from './git-diff.ts';

/** Returns the address of a line of a file; null where none is sure to show it. */
export type Permalink = (file: string, line: number) => string | null;

type Place = Pick<Host, 'cwd' | 'env'>;

/** Returns links for a diff of `range`: to the commit at its end, and only to files that read there as they were reviewed. */
export function permalinksOf(diff: Diff | null, range: string | true | undefined, place: Place): Permalink {
  const base = addressOf(place);
  const commit = base && commitOf(typeof range === 'string' ? range : '', place);
  if (!base || !commit || !diff) return () => null;
  const known = new Map<string, boolean>();
  const isThere = (file: string): boolean => {
    const text = git(place, ['show', `${commit}:${file}`]);
    return text !== null && text === diff.after(file);
  };
  return (file, line) => {
    const there = known.get(file) ?? isThere(file);
    known.set(file, there);
    const path = file.split('/').map(encodeURIComponent).join('/');
    return there ? `${base}/blob/${commit}/${path}#L${line}` : null;
  };
}

const commitOf = (range: string, place: Place): string | null =>
  git(place, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${/\.\.\.?(.*)$/.exec(range)?.[1] || 'HEAD'}^{commit}`,
  ])?.trim() || null;

/** The repository's address on GitHub: of the workflow that runs this, else of the remote `origin`. */
function addressOf(place: Place): string | null {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: name } = place.env;
  if (name && /^[\w.-]+\/[\w.-]+$/.test(name) && /^https?:\/\/[\w.:-]+$/.test(server))
    return `${server}/${name}`;
  return remoteAddress(git(place, ['remote', 'get-url', 'origin'])?.trim() ?? '');
}

/** Returns the address in a browser of a remote at a GitHub server, without what it may hold of a login; null for any other. */
export function remoteAddress(remote: string): string | null {
  const [, host, path] =
    /^(?:[a-z+]+:\/\/)?(?:[^@/\s]*@)?([\w.-]*github[\w.-]*)(?::\d+)?[:/]+([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/i.exec(
      remote,
    ) ?? [];
  return host && path ? `https://${host.toLowerCase()}/${path}` : null;
}

function git({ cwd, env }: Place, args: readonly string[]): string | null {
  try {
    return gitNow(args, { cwd, env });
  } catch {
    return null;
  }
}
