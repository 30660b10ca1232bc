// Code that a finding quotes, in the ways in which it is quoted: as it stands, in back-ticks, or as lines of a diff.
import { squeeze } from './quote.ts';

/** Evidence as it may be looked for. */
export interface WantedCode {
  text: string;
  /** Where in the text the line begins that it is about. */
  offset: number;
}

/** Less than this stands anywhere. */
const SHORTEST_CODE = 8;

/** Returns what to look for in the code after the change, and among the removed lines, likeliest first. */
export function wantedCode(evidence: string): { after: WantedCode[]; removed: WantedCode[] } {
  const lines = evidence.split(/\r?\n/).filter((line) => !/^\s*```|^@@|^(?:---|\+\+\+) /.test(line));
  const plain = wanted(lines, 0);
  if (!lines.some((line) => /^\s*[-+]/.test(line))) return { after: plain, removed: plain };
  const isHunk = lines.some((line) => /^[-+]/.test(line));
  // In a hunk only the first column marks: a line of it may be the code `--depth;`.
  const marks = lines.map((line) => (isHunk ? line : line.trimStart()).charAt(0));
  const kept = lines.filter((_, index) => marks[index] !== '-').map((line) => unmarked(line, isHunk));
  const removed = lines.filter((_, index) => marks[index] !== '+').map((line) => unmarked(line, isHunk));
  const first = marks.filter((mark) => mark !== '-').indexOf('+');
  return {
    after: [...plain, ...(first < 0 ? [] : wanted(kept, first))],
    removed: [...plain, ...(marks.includes('-') ? wanted(removed, 0) : [])],
  };
}

const unmarked = (line: string, isHunk: boolean): string =>
  isHunk ? line.replace(/^[-+ ]/, '') : line.replace(/^\s*[-+]/, '');

/** The lines as one text, unless that is too short to prove anything; `first` is the line it is about. */
function wanted(lines: readonly string[], first: number): WantedCode[] {
  const text = squeeze(lines.join('\n').replace(/^\s*`+|`+\s*$/g, ''));
  if (text.length < SHORTEST_CODE) return [];
  const before = squeeze(lines.slice(0, first).join('\n'));
  return [{ text, offset: before ? before.length + 1 : 0 }];
}
