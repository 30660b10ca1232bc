// Where the bytes come from: a file as long as it was when the run began, or stdin put aside so that it can be read
// again.
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Access } from '../../access/access.ts';
import { systemCode, systemReason, UsageError } from '../../errors.ts';
import type { TextInput } from '../../formats/format.ts';
import type { Host } from '../../host.ts';
import { didYouMean } from '../../one-of.ts';

export interface Input extends TextInput {
  /** The path outputs are named after; null for stdin. */
  path: string | null;
  /** Who may read it, as a file mode; null where that is not known. */
  mode: number | null;
  /** The byte order mark the input starts with, or ''. */
  bom: string;
  close(): Promise<void>;
}

const HEAD_BYTES = 64 * 1024;
const READ_BYTES = 256 * 1024;
/** So small that a chunk, and what is cut from it, lives and dies among new objects. */
const CHUNK_BYTES = 32 * 1024;
const UTF8_BOM = '\xEF\xBB\xBF';

/** Opens a file, or `stdin` for `-`; what is packed by gzip is unpacked. Throws UsageError when it is missing, a folder, empty, not text, or may not be read. */
export async function openInput(
  pathOrDash: string,
  { stdin, access }: Pick<Host, 'stdin' | 'access'>,
): Promise<Input> {
  access.checkNamed(pathOrDash);
  if (pathOrDash === '-') return inputFrom(await spool(stdin), { name: 'stdin', path: null, mode: null });
  const { file, mode } = await openFile(pathOrDash, access);
  return inputFrom(file, { name: pathOrDash, path: pathOrDash, mode });
}

type Names = Pick<Input, 'name' | 'path'> & Partial<Pick<Input, 'mode'>>;

/** Returns an open file as an input. Throws UsageError, and closes the file, when it is empty or not text. */
export async function inputFrom(file: FileHandle, names: Names): Promise<Input> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
  if (bytesRead === 2 && buffer.readUInt16BE() === GZIP)
    return inputFrom(await unpacked(file, names), unpackedNames(names));
  try {
    return await begin(file, names);
  } catch (error) {
    await file.close();
    throw error;
  }
}

const GZIP = 0x1f8b;
/** A small file can be packed so that it fills any disk. */
const MOST_UNPACKED_BYTES = 8 * 1024 ** 3;

const unpackedNames = ({ path, ...names }: Names): Names => ({
  ...names,
  path: path && (path.replace(/\.gz$/i, '') || path),
});

async function* unpack(file: FileHandle): AsyncGenerator<Buffer> {
  const packed = file.createReadStream({ start: 0, autoClose: false });
  yield* pipeline(packed, createGunzip(), () => {}); // an error of either ends the loop
}

/** Puts what is packed in `file` aside, and closes the file. Throws UsageError. */
async function unpacked(file: FileHandle, { name }: Names): Promise<FileHandle> {
  try {
    return await spool(unpack(file), MOST_UNPACKED_BYTES);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name}: cannot unpack it: ${systemReason(error)}.`);
  } finally {
    await file.close();
  }
}

async function begin(file: FileHandle, { name, path, mode = null }: Names): Promise<Input> {
  const { size: sizeBytes } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const start = buffer.toString('latin1', 0, bytesRead);
  refuseNonText(start, name);
  const bom = start.startsWith(UTF8_BOM) ? UTF8_BOM : '';
  if (sizeBytes === bom.length)
    throw new UsageError(`${name} is empty: there is nothing to tag. Name another file.`);
  return {
    name,
    path,
    mode,
    head: start.slice(bom.length),
    bom,
    // Up to the size it had: what is appended while the run goes on belongs to the next one.
    chunks: () => readChunks(file, bom.length, sizeBytes),
    close: () => file.close(),
  };
}

async function* readChunks(file: FileHandle, from: number, to: number): AsyncGenerator<string> {
  let [buffer, other] = [Buffer.alloc(READ_BYTES), Buffer.alloc(READ_BYTES)];
  const read = (into: Buffer, position: number) =>
    file.read(into, 0, Math.max(0, Math.min(READ_BYTES, to - position)), position);
  let reading = read(buffer, from);
  try {
    for (let position = from; position < to; ) {
      const { bytesRead } = await reading;
      if (!bytesRead) return;
      position += bytesRead;
      reading = read(other, position); // while this one is worked on
      for (let at = 0; at < bytesRead; at += CHUNK_BYTES)
        yield buffer.toString('latin1', at, Math.min(bytesRead, at + CHUNK_BYTES));
      [buffer, other] = [other, buffer];
    }
  } finally {
    reading.catch(() => {}); // whoever stops here has no use for what comes next
  }
}

async function fileMeant(path: string): Promise<string> {
  const names = await readdir(dirname(path)).catch(() => []);
  return didYouMean(basename(path), names);
}

async function openFile(path: string, access: Access): Promise<{ file: FileHandle; mode: number | null }> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new UsageError(`${path} is a folder. Give a file.`);
    if (found.isFile() || access.confined) return { file: await access.open(path), mode: found.mode };
    return { file: await spool(createReadStream(path)), mode: null };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const meant = access.confined || systemCode(error) !== 'ENOENT' ? '' : await fileMeant(path);
    throw new UsageError(`${path}: cannot read it: ${systemReason(error)}.${meant}`);
  }
}

// A pipe can be read only once, so it is put aside. The file's name is gone before the first byte arrives: nothing is
// left behind, however the process ends.
export async function spool(
  pipe: AsyncIterable<string | Buffer>,
  mostBytes = Number.POSITIVE_INFINITY,
): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'tierwise-'));
  const file = await open(join(folder, 'input'), 'wx+', 0o600);
  await rm(folder, { recursive: true }).catch(() => {
    // Windows keeps the name of an open file; it stays in the system's temporary folder.
  });
  let bytes = 0;
  try {
    for await (const chunk of pipe) {
      bytes += chunk.length;
      if (bytes > mostBytes)
        throw new UsageError('It is larger than 8 GB when it is unpacked. Unpack it yourself.');
      await file.writeFile(chunk);
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function refuseNonText(start: string, name: string): void {
  if (start.startsWith('\xFF\xFE') || start.startsWith('\xFE\xFF')) {
    throw new UsageError(`${name} is UTF-16. Convert it first: iconv -f UTF-16 -t UTF-8 <file> > <new file>`);
  }
  if (start.includes('\0'))
    throw new UsageError(`${name} is a binary file. Give a file of lines, CSV, TSV or JSON.`);
}
