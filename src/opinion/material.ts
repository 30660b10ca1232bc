// What the respondents are shown beside the question: the files and the diff the user names, and nothing else.
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { plainFile, readPlainFile } from '../plain-file.ts';
import { refuseSecrets, type Secret, secretIn } from '../secrets.ts';
import { counted } from '../terminal/format.ts';
import { changedParts, unmarked } from './diff.ts';
import { type Diff, type DiffWanted, gitDiff, stdinDiff } from './git-diff.ts';

/** More than this fits the window of no current coding CLI (272,000 tokens, three bytes each, and room for its own prompt). */
const MOST_BYTES = 600_000;
/** The name of what came on standard input. */
const STDIN = 'standard input';
/** Changed files that are named before a diff is sent. */
const MOST_CHANGED = 20;

export interface Material {
  /** Named files, by the name the user gave. */
  files: { name: string; text: string }[];
  diff: Diff | null;
}

type Shown = Pick<Host, 'cwd' | 'env' | 'stdin' | 'access'>;

/**
 * Returns the named files (`-` is stdin) and the diff. Throws UsageError when one cannot be read, looks like a secret and is not
 * among those to `sendAnyway`, or all is too long.
 */
export async function gather(
  files: readonly string[],
  diff: DiffWanted | null,
  host: Shown,
  sendAnyway: readonly string[] = [],
): Promise<Material> {
  if (files.filter((name) => name === '-').length + (diff?.range === '-' ? 1 : 0) > 1)
    throw new UsageError('Standard input can be read only once: give "-" for one file or for the diff.');
  const material: Material = {
    files: await Promise.all(
      files.map(async (name) => ({
        name: name === '-' ? STDIN : name,
        text: await readText(name, host),
      })),
    ),
    diff: diff && (await readDiff(diff, host)),
  };
  const bytes = bytesOf(material);
  if (bytes > MOST_BYTES) {
    throw new UsageError(
      `Files and diff are ${Math.round(bytes / 1000)} KB together; at most ${MOST_BYTES / 1000} KB fit. Name fewer files, a smaller range, or after -- only these paths of the diff.`,
    );
  }
  refuseSecrets(secretsIn(material, host.cwd), sendAnyway);
  return material;
}

const bytesOf = ({ files, diff }: Material): number =>
  Buffer.byteLength(files.map(({ text }) => text).join('') + (diff?.text ?? ''));

/** What looks like a secret, by the name it is sent under; the whole diff, too, as one secret may cross its files. */
function secretsIn({ files, diff }: Material, cwd: string): Secret[] {
  const parts = diff ? changedParts(diff.text) : [];
  const found = [
    ...files.map(({ name, text }) => ({
      name: name === STDIN ? '-' : name,
      // A link does not hide what it leads to.
      kind: secretIn(name, text) ?? (name === STDIN ? null : secretIn(realName(name, cwd), '')),
    })),
    ...parts.map(({ name, names, text }) => ({
      name,
      kind: names.map((one) => secretIn(one, text)).find(Boolean) ?? null,
    })),
  ];
  if (diff && !found.some(({ kind }) => kind))
    found.push({ name: '-', kind: secretIn('', unmarked(diff.text)) });
  return found.flatMap(({ name, kind }) => (kind ? [{ name, kind }] : []));
}

function realName(name: string, cwd: string): string {
  try {
    return realpathSync.native(resolve(cwd, name));
  } catch {
    return name;
  }
}

/** `a.md, b.md and git diff HEAD of c.ts, 12 KB`: every file that was named, and what of them is most of a diff. */
export function describe({ files, diff }: Material): string {
  const parts = [files.map(({ name }) => name).join(', '), diff ? inWords(diff) : ''].filter(Boolean);
  const kilobytes = Math.max(1, Math.round(bytesOf({ files, diff }) / 1000));
  return parts.length ? `${parts.join(' and ')}, ${kilobytes} KB` : 'the question alone';
}

function inWords({ origin, text }: Diff): string {
  const names = [...new Set(changedParts(text).map(({ name }) => name))];
  if (!names.length) return origin;
  const more =
    names.length > MOST_CHANGED ? ` and ${counted(names.length - MOST_CHANGED, 'other file')}` : '';
  return `${origin}: ${names.slice(0, MOST_CHANGED).join(', ')}${more}`;
}

async function readText(name: string, { cwd, stdin, access }: Shown): Promise<string> {
  let bytes: Buffer;
  try {
    if (name === '-') access.checkNamed(name);
    bytes = name === '-' ? await upTo(MOST_BYTES, stdin) : readNamed(name, { cwd, access });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name}: cannot read it: ${systemReason(error)}.`);
  }
  if (bytes.includes(0)) throw new UsageError(`${name} is not a text file. Name text files only.`);
  return bytes.toString('utf8');
}

/** In a session a file is refused for what is known of its name before it is looked at. */
function readNamed(name: string, { cwd, access }: Pick<Shown, 'cwd' | 'access'>): Buffer {
  if (access.confined) return access.readBytes(resolve(cwd, name));
  return readPlainFile(plainFile(name, cwd), MOST_BYTES);
}

/** What a stream holds; once that is more than `most` bytes, no more of it is read. */
async function upTo(most: number, stream: Host['stdin']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}

const readDiff = async (wanted: DiffWanted, host: Shown): Promise<Diff> =>
  wanted.range === '-' ? stdinDiff(await readText('-', host), host) : gitDiff(wanted, host);
