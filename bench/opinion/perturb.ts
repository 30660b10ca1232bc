// Findings about a real diff, written in the ways in which models write them, and findings that are made up.
import { type ChangedFile, type NumberedLine, parseDiff } from '../../src/opinion/diff.ts';

/** A place in the change, and the code there. */
export interface True {
  file: string;
  line: number;
  lines: string[];
  /** The lines of its hunk with their marks, and where the first added one of them is. */
  hunk: string[];
  hunkLine: number;
}

export interface Way {
  name: string;
  /** Returns the whole reply; null where this cannot be done. */
  reply: (one: True, random: () => number) => string | null;
  /** The code it quotes may stand elsewhere in the file by chance, and is not made up then. */
  mayBeThere?: boolean;
  /** The line that is right. */
  lineOf?: (one: True) => number;
}

interface Said {
  file: string;
  line: unknown;
  severity: string;
  claim: string;
  evidence: string;
}

const said = ({ file, line, lines }: True, more: Partial<Said> = {}): Said => ({
  ...{ file, line, severity: 'major', claim: 'The guard is missing, so the result is wrong.' },
  evidence: lines.join('\n'),
  ...more,
});

const inList = (finding: Said): string => JSON.stringify({ findings: [finding] });
const way = (name: string, more: (one: True, random: () => number) => Partial<Said> | null): Way => ({
  name,
  reply: (one, random) => {
    const changed = more(one, random);
    return changed && inList(said(one, changed));
  },
});

const off = (random: () => number): number => (random() < 0.5 ? -1 : 1) * (1 + Math.floor(random() * 8));

/** Twelve ways of writing what is true. */
export const WAYS: readonly Way[] = [
  way('as asked', () => ({})),
  way('line off by up to 8', ({ line }, random) => ({ line: Math.max(1, line + off(random)) })),
  way('a range of lines', ({ line }) => ({ line: `L${line}-${line + 2}` })),
  way('path as in the diff', ({ file }) => ({ file: `b/${file}` })),
  way('absolute path', ({ file }) => ({ file: `/home/me/project/${file}` })),
  way('line behind the path', ({ file, line }) => ({ file: `${file}:${line}`, line: null })),
  way('in a fence', ({ lines }) => ({ evidence: `\`\`\`js\n${lines.join('\n')}\n\`\`\`` })),
  way('marked as added', ({ lines }) => ({ evidence: lines.map((line) => `+${line}`).join('\n') })),
  way('on one line', ({ lines }) => ({ evidence: lines.map((line) => line.trim()).join(' ') })),
  {
    ...way('the hunk as it stands', ({ hunk, hunkLine }) =>
      hunk.length ? { evidence: hunk.join('\n'), line: hunkLine } : null,
    ),
    lineOf: ({ hunkLine }) => hunkLine,
  },
  {
    name: 'a list alone, severity in other words',
    reply: (one) => `Here is what I found.\n${JSON.stringify([said(one, { severity: 'P0 / Blocker!' })])}`,
  },
  {
    name: 'cut off after it',
    reply: (one) => `${inList(said(one)).slice(0, -2)},{"file":"${one.file}","line":1,"cla`,
  },
];

/** What nobody wrote in that file. */
export const MADE_UP: readonly Way[] = [
  way('a name changed', ({ lines }) => changed(lines, /\b([a-z]\w{3,})\b/, 'retryCount')),
  way('a comparison turned', ({ lines }) => changed(lines, /===|!==|==|!=|<=|>=|&&|\|\|/, '^^')),
  {
    ...way('two lines in the other order', ({ lines }) =>
      lines.length > 1 ? { evidence: lines.toReversed().join('\n') } : null,
    ),
    mayBeThere: true,
  },
  {
    ...way('a line left out', ({ hunk }) => {
      const code = hunk
        .filter((line) => !line.startsWith('-'))
        .map((line) => line.slice(1))
        .filter((line) => line.trim());
      return code.length > 3 ? { evidence: [code[0], code[2]].join('\n') } : null;
    }),
    mayBeThere: true,
  },
  way('cut within a word', ({ lines }) => {
    const cut = /\w(\w{2,}.*\w{2,})\w/s.exec(lines.join('\n').trim())?.[1];
    return cut ? { evidence: cut } : null;
  }),
  way('too short to prove a place', ({ lines }) => ({ evidence: lines.join(' ').trim().slice(0, 5) })),
  way('words of the claim', () => ({
    evidence: 'if (index > limit) return retryCount; // the missing guard',
  })),
  way('a file that is not there', ({ file }) => ({ file: file.replace(/([^/]+)$/, 'missing-$1') })),
];

function changed(lines: readonly string[], pattern: RegExp, into: string): Partial<Said> | null {
  const text = lines.join('\n');
  return pattern.test(text) ? { evidence: text.replace(pattern, into) } : null;
}

/** Returns places of a diff that a finding may be about: added code, else what stands beside removed code. */
export function truePlaces(diff: string, most: number, random: () => number): True[] {
  const places = [...parseDiff(diff).values()].flatMap((file) => placesIn(file, diff));
  return Array.from({ length: Math.min(most, places.length) }, () =>
    places.splice(Math.floor(random() * places.length), 1),
  ).flat();
}

function placesIn({ path, after, removed }: ChangedFile, diff: string): True[] {
  const added = addedLines(diff, path);
  const near = (number: number): boolean => removed.some((one) => Math.abs(one.number - number) < 30);
  const wanted = added.size
    ? after.filter(({ number }) => added.has(number))
    : after.filter(({ number }) => near(number));
  return wanted.flatMap((line) => {
    const lines = [line, ...following(after, line.number)].slice(0, 3);
    const text = lines.map((one) => one.text);
    if (text[0]?.trim().length === 0 || text.join(' ').replace(/\s+/g, ' ').trim().length < 20) return [];
    const { hunk, hunkLine } = hunkOf(diff, path, line.number);
    return [{ file: path, line: line.number, lines: text, hunk, hunkLine }];
  });
}

const following = (lines: readonly NumberedLine[], after: number): NumberedLine[] =>
  [1, 2].flatMap((step) => lines.find(({ number }) => number === after + step) ?? []);

interface Row {
  path: string;
  text: string;
  number: number;
  hunk: number;
}

/** The lines of a diff's hunks, with their numbers after the change. */
function rowsOf(diff: string): Row[] {
  const rows: Row[] = [];
  let [path, number, hunk] = ['', 0, 0];
  let inHunk = false;
  for (const text of diff.split('\n')) {
    const starts = /^@@ -\S+ \+(\d+)/.exec(text);
    if (text.startsWith('diff --git')) inHunk = false;
    if (!inHunk && text.startsWith('+++ ')) path = text.slice(6);
    else if (!inHunk && text.startsWith('--- ') && !text.endsWith('/dev/null')) path = text.slice(6);
    if (starts) {
      [number, inHunk] = [Number(starts[1]), true];
      hunk++;
    } else if (inHunk && text) {
      rows.push({ path, text, number, hunk });
      if (!text.startsWith('-') && !text.startsWith('\\')) number++;
    }
  }
  return rows;
}

const addedLines = (diff: string, path: string): Set<number> =>
  new Set(rowsOf(diff).flatMap((row) => (row.path === path && row.text.startsWith('+') ? [row.number] : [])));

function hunkOf(diff: string, path: string, line: number): Pick<True, 'hunk' | 'hunkLine'> {
  const rows = rowsOf(diff);
  const at = rows.find((row) => row.path === path && row.number === line && !row.text.startsWith('-'));
  const own = rows.filter(({ hunk }) => hunk === at?.hunk);
  const first = own.find(({ text }) => /^\+.*\S/.test(text));
  return { hunk: first ? own.map(({ text }) => text) : [], hunkLine: first?.number ?? 0 };
}
