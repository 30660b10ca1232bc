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

/** The files of a unified diff, by path. Anything else in `text` is passed over. */
export function parseDiff(text: string): Map<string, ChangedFile> {
  const files = new Map<string, ChangedFile>();
  let file: ChangedFile | undefined;
  let oldPath = '';
  let [oldLine, newLine, oldLeft, newLeft] = [0, 0, 0, 0];
  for (const line of text.split('\n')) {
    if (file && (oldLeft > 0 || newLeft > 0)) {
      const body = line.slice(1).replace(/\r$/, '');
      if (line.startsWith('-')) {
        file.removed.push({ number: oldLine++, text: body });
        oldLeft--;
      } else if (line.startsWith('+')) {
        file.after.push({ number: newLine++, text: body });
        newLeft--;
      } else if (!line.startsWith('\\')) {
        file.after.push({ number: newLine++, text: body });
        oldLine++;
        oldLeft--;
        newLeft--;
      }
      continue;
    }
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk && file) {
      [oldLine, newLine] = [Number(hunk[1]), Number(hunk[3])];
      [oldLeft, newLeft] = [Number(hunk[2] ?? 1), Number(hunk[4] ?? 1)];
    } else if (line.startsWith('--- ')) oldPath = pathIn(line.slice(4));
    else if (line.startsWith('+++ ')) {
      const newPath = pathIn(line.slice(4));
      const path = newPath === '/dev/null' ? oldPath : newPath;
      file = files.get(path) ?? { path, after: [], removed: [] };
      files.set(path, file);
    }
  }
  return files;
}

const pathIn = (header: string): string =>
  header
    .replace(/\t.*$/, '')
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .replace(/^[abciwo]\//, '');
