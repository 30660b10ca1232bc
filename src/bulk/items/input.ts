// Where the bytes come from: a file as long as it was when the run began, or stdin put aside so that it can be read
// again.
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemReason, UsageError } from '../../errors.ts';
import type { TextInput } from '../../formats/format.ts';
import type { InputStream } from '../../host.ts';

export interface Input extends TextInput {
  /** The path outputs are named after; null for stdin. */
  path: string | null;
  /** The byte order mark the input starts with, or ''. */
  bom: string;
  close(): Promise<void>;
}

const HEAD_BYTES = 64 * 1024;
const CHUNK_BYTES = 256 * 1024;
const UTF8_BOM = '\xEF\xBB\xBF';

/** Opens a file, or `stdin` for `-`. Throws UsageError when it is missing, a folder, empty or not text. */
export async function openInput(pathOrDash: string, stdin: InputStream): Promise<Input> {
  if (pathOrDash === '-') return inputFrom(await spool(stdin), { name: 'stdin', path: null });
  return inputFrom(await openFile(pathOrDash), { name: pathOrDash, path: pathOrDash });
}

/** Returns an open file as an input. Throws UsageError, and closes the file, when it is empty or not text. */
export async function inputFrom(file: FileHandle, names: Pick<Input, 'name' | 'path'>): Promise<Input> {
  try {
    return await begin(file, names);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function begin(file: FileHandle, { name, path }: Pick<Input, 'name' | 'path'>): Promise<Input> {
  const { size: sizeBytes } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const start = buffer.toString('latin1', 0, bytesRead);
  refuseNonText(start, name);
  const bom = start.startsWith(UTF8_BOM) ? UTF8_BOM : '';
  if (sizeBytes === bom.length) throw new UsageError(`${name} is empty: there is nothing to tag.`);
  return {
    name,
    path,
    head: start.slice(bom.length),
    bom,
    // Up to the size it had: what is appended while the run goes on belongs to the next one.
    chunks: () => readChunks(file, bom.length, sizeBytes),
    close: () => file.close(),
  };
}

async function* readChunks(file: FileHandle, from: number, to: number): AsyncGenerator<string> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (let position = from; position < to; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK_BYTES, to - position), position);
    if (!bytesRead) return;
    position += bytesRead;
    yield buffer.toString('latin1', 0, bytesRead);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new UsageError(`${path} is a folder. Give a file.`);
    return found.isFile() ? await open(path, 'r') : await spool(createReadStream(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: cannot read it: ${systemReason(error)}.`);
  }
}

// A pipe can be read only once, so it is put aside. The file's name is gone before the first byte arrives: nothing is
// left behind, however the process ends.
export async function spool(pipe: NodeJS.ReadableStream): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'tierwise-'));
  const file = await open(join(folder, 'input'), 'wx+', 0o600);
  await rm(folder, { recursive: true }).catch(() => {
    // Windows keeps the name of an open file; it stays in the system's temporary folder.
  });
  try {
    for await (const chunk of pipe) await file.writeFile(chunk);
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
