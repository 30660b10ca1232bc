// A unified diff as lines with their numbers, before and after.

export interface NumberedLine {
  number: number;
  text: string;
}

export interface ChangedFile {
  path: string;
  /** What the diff shows of the file after the change, context included. */
  after: NumberedLine[];
  /** Lines the change takes away, by their old numbers. */
  removed: NumberedLine[];
}

/** Returns the files of a unified diff, by path. Anything else in `text` is passed over. */
export function parseDiff(text: string): Map<string, ChangedFile> {
  const reader = new DiffReader();
  for (const line of text.split('\n')) reader.take(line);
  return reader.files;
}

/** Where a hunk stands, and how many of its lines are still to come. */
interface Hunk {
  oldLine: number;
  newLine: number;
  oldLeft: number;
  newLeft: number;
}

export interface ChangedPart {
  /** The file after the change; before it, when it is gone. */
  name: string;
  /** All names it has in the diff. */
  names: string[];
  /** Its lines, without what marks them as added, removed or unchanged. */
  text: string;
}

/** Returns what a diff shows of each file, however it is written. */
export function changedParts(text: string): ChangedPart[] {
  const isGits = /^diff --/m.test(text);
  const parts: ChangedPart[] = [];
  let inHead = false;
  for (const line of text.split('\n')) {
    const begins: boolean = isGits ? line.startsWith('diff --') : !inHead && line.startsWith('--- ');
    if (begins) parts.push(partOf(line));
    inHead = (inHead || begins) && !line.startsWith('@@');
    const part = parts.at(-1);
    if (part) takeLine(part, line, inHead);
  }
  return parts;
}

/** The part that a line begins; only git's own tells a name already. */
function partOf(line: string): ChangedPart {
  const path = /^diff --.* "?b\/(.*?)"?$/.exec(line)?.[1];
  return { name: path ?? '-', names: path ? [path] : [], text: '' };
}

function takeLine(part: ChangedPart, line: string, inHead: boolean): void {
  const named = inHead && /^(?:---|\+\+\+|rename from|rename to|copy from|copy to) (.*)$/.exec(line)?.[1];
  if (!named) {
    part.text += `${unmarked(line)}\n`;
    return;
  }
  const path = pathIn(named);
  if (path === '/dev/null') return;
  part.name = path;
  part.names.push(path);
}

/** Lines of a diff without what marks them as added, removed or unchanged. */
export const unmarked = (text: string): string => text.replace(/^[-+ ]/gm, '');

class DiffReader {
  readonly files = new Map<string, ChangedFile>();
  #file: ChangedFile | null = null;
  #oldPath = '';
  #hunk: Hunk | null = null;

  take(line: string): void {
    const { oldLeft = 0, newLeft = 0 } = this.#hunk ?? {};
    if (this.#file && this.#hunk && (oldLeft > 0 || newLeft > 0)) takeBody(line, this.#file, this.#hunk);
    else this.#takeHeader(line);
  }

  #takeHeader(line: string): void {
    const hunk = this.#file && hunkIn(line);
    if (hunk) this.#hunk = hunk;
    else if (line.startsWith('--- ')) this.#oldPath = pathIn(line.slice(4));
    else if (line.startsWith('+++ ')) this.#open(pathIn(line.slice(4)));
  }

  #open(newPath: string): void {
    const path = newPath === '/dev/null' ? this.#oldPath : newPath;
    this.#file = this.files.get(path) ?? { path, after: [], removed: [] };
    this.#hunk = null;
    this.files.set(path, this.#file);
  }
}

function hunkIn(line: string): Hunk | null {
  const [, oldLine, oldLeft = 1, newLine, newLeft = 1] =
    /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
  if (oldLine === undefined) return null;
  return {
    oldLine: Number(oldLine),
    newLine: Number(newLine),
    oldLeft: Number(oldLeft),
    newLeft: Number(newLeft),
  };
}

function takeBody(line: string, file: ChangedFile, hunk: Hunk): void {
  const text = withoutCr(line.slice(1));
  if (line.startsWith('\\')) return; // "\ No newline at end of file"
  if (line.startsWith('-')) {
    file.removed.push({ number: hunk.oldLine++, text });
    hunk.oldLeft--;
    return;
  }
  file.after.push({ number: hunk.newLine++, text });
  hunk.newLeft--;
  if (line.startsWith('+')) return;
  hunk.oldLine++;
  hunk.oldLeft--;
}

/** Returns a line without the CR at its end. */
export const withoutCr = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

const pathIn = (header: string): string =>
  header
    .replace(/\t.*$/, '')
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .replace(/^[abciwo]\//, '');
