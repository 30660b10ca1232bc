// The body of a plan, cut at its headings of the first two levels; what looks like a heading inside a code block is not one.

export interface Section {
  /** 0 for what stands before the first heading. */
  level: 0 | 1 | 2;
  title: string;
  /** The step it specifies; null for what all steps share. */
  step: string | null;
  /** Without its heading, trimmed. */
  text: string;
  /** With its heading. */
  source: string;
  /** Line of the file where it starts. */
  line: number;
}

export interface Document {
  sections: Section[];
  /** The last line of the file. */
  end: number;
}

/** Cuts `body`, which starts at `firstLine` of its file. A step's heading is `## Step <id>`, with anything after a colon. */
export function parseSections(body: string, firstLine: number): Document {
  const lines = body.split('\n');
  const sections: { level: 0 | 1 | 2; title: string; line: number; lines: string[] }[] = [
    { level: 0, title: '', line: firstLine, lines: [] },
  ];
  let fence: string | null = null;
  for (const [index, line] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (mark?.[1] && fence === null) fence = mark[1];
    else if (mark?.[1] && fence !== null && mark[1].startsWith(fence) && !mark[2]?.trim()) fence = null;
    const heading = fence === null ? /^(#{1,2})[ \t]+(.+?)[ \t]*#*$/.exec(line) : null;
    if (heading?.[1] && heading[2]) {
      const level = heading[1].length as 1 | 2;
      sections.push({ level, title: heading[2], line: firstLine + index, lines: [line] });
    } else {
      sections.at(-1)?.lines.push(line);
    }
  }
  return {
    sections: sections
      .map(({ level, title, line, lines: own }) => ({
        level,
        title,
        step: level === 2 ? stepOf(title) : null,
        text: own
          .slice(level ? 1 : 0)
          .join('\n')
          .trim(),
        source: own.join('\n'),
        line,
      }))
      .filter(({ level, text }) => level > 0 || text),
    end: firstLine + lines.length - (lines.at(-1) === '' ? 2 : 1),
  };
}

const stepOf = (title: string): string | null =>
  /^step[ \t]+`?([^\s`:]+)`?(?:[ \t]*(?::|-|–|—).*)?$/i.exec(title)?.[1] ?? null;
