// Writes the client's own type declarations for plugin modules to node_modules/.cache/tierwise/, where tsc finds them. They are the
// client's, so they are taken out of the installed program and never committed.
//   tsx scripts/client-types.ts [path of the client's program]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decompress } from 'fzstd';

const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

const DECLARES = "declare module 'claude-code'";

const root = path.join(__dirname, '..');
const folder = path.join(root, 'node_modules/.cache/tierwise');

function main(): void {
  const program = process.argv[2] ?? path.join(root, 'node_modules/@anthropic-ai/claude-code/bin/claude.exe');
  // The API, and the inputs of the built-in tools.
  const found = [...textsIn(readFileSync(program))].filter((text) =>
    /^declare module 'claude-code'/m.test(text),
  );
  if (!found.length)
    throw new Error(
      `${program} carries no text with "${DECLARES}": the client keeps its types elsewhere now.`,
    );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, text] of found.entries())
    writeFileSync(path.join(folder, index ? `claude-code-${index}.d.ts` : 'claude-code.d.ts'), text);
}

/** The texts that the program carries compressed with zstd. */
function* textsIn(program: Buffer): Generator<string> {
  for (let at = program.indexOf(MAGIC); at >= 0; at = program.indexOf(MAGIC, at + 4)) {
    const end = endOfFrame(program, at);
    if (end === null) continue;
    const text = decompressed(program.subarray(at, end));
    if (text) yield text;
  }
}

function decompressed(frame: Uint8Array): string | null {
  try {
    return Buffer.from(decompress(frame)).toString('utf8');
  } catch {
    return null;
  }
}

/** Where the frame that begins at `start` ends (RFC 8878, 3.1.1); null where its headers say what no frame would. */
function endOfFrame(program: Buffer, start: number): number | null {
  const descriptor = program[start + 4] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const contentSize = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  if (descriptor & 0x08) return null;
  let at = start + 5 + (isSingle ? 0 : 1) + dictionary + contentSize;
  for (;;) {
    if (at + 3 > program.length) return null;
    const header = program.readUIntLE(at, 3);
    const kind = (header >> 1) & 3;
    if (kind === 3) return null;
    at += 3 + (kind === 1 ? 1 : header >> 3);
    if (header & 1) return at + (descriptor & 0x04 ? 4 : 0);
  }
}

main();
