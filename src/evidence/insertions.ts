// A unified diff of a text into which lines were inserted, as `patch` reads it.

const CONTEXT = 3;

interface Line {
  sign: ' ' | '+';
  text: string;
}

/** Returns the diff from `before` (null: there is no such file) to `after`, which has the same lines and some more. */
export function insertionDiff(name: string, before: string | null, after: string): string {
  const lines = marked(before ?? '', after);
  const hunks = hunksOf(lines).map((range) => hunkText(lines, range, before !== null));
  const from = before === null ? '/dev/null' : `a/${name}`;
  return [`--- ${from}`, `+++ b/${name}`, ...hunks].join('\n');
}

const linesOf = (text: string): string[] => {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : [...lines.slice(0, -1), `${lines.at(-1)}${NO_NEWLINE}`];
};
const NO_NEWLINE = '\n\\ No newline at end of file';

function marked(before: string, after: string): Line[] {
  const old = linesOf(before);
  let at = 0;
  return linesOf(after).map((text): Line => {
    if (old[at] !== text) return { sign: '+', text };
    at++;
    return { sign: ' ', text };
  });
}

/** From and to, by index: each inserted line with its context, and what touches as one. */
function hunksOf(lines: readonly Line[]): [number, number][] {
  const hunks: [number, number][] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(lines.length, index + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

function hunkText(lines: readonly Line[], [from, to]: [number, number], hasOld: boolean): string {
  const kept = (part: readonly Line[]): number => part.filter(({ sign }) => sign === ' ').length;
  const part = lines.slice(from, to);
  const start = hasOld ? kept(lines.slice(0, from)) + 1 : 0;
  const head = `@@ -${start},${kept(part)} +${from + 1},${part.length} @@`;
  return [head, ...part.map(({ sign, text }) => `${sign}${text}`)].join('\n');
}
