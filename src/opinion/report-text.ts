// An opinion in words: on the terminal and as a Markdown report, from the same sections.
import { columns, count, duration, usd } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import { namesAsShown } from './judging.ts';
import type { Opinion, Statement } from './opinion.ts';
import type { ReportEntry } from './section.ts';
import { answered, sectionsOf } from './sections.ts';

/** The opinion for a terminal `width` columns wide; `full`: with the whole answers. */
export function formatOpinion(opinion: Opinion, { width, full }: { width: number; full: boolean }): string {
  const parts = sectionsOf(opinion).map(({ title, entries }) =>
    [bold(title), ...entries.map((entry) => terminalEntry(entry, width))].join('\n'),
  );
  if (full || !isCompared(opinion)) {
    const shown = opinion.mode === 'review' && isCompared(opinion) ? [] : answered(opinion);
    for (const { name, answer } of shown)
      parts.push(`${bold(`${name} answers`)}\n${wrap(answer ?? '', width, '  ')}`);
  }
  return [...parts, ...closing(opinion, (line) => wrap(line, width, ''))].join('\n\n');
}

/** The opinion as a Markdown document, with the whole answers. */
export function toMarkdown(opinion: Opinion, title: string): string {
  const sections = sectionsOf(opinion).map(({ title: name, entries }) =>
    [`## ${name}`, ...entries.map((entry) => markdownEntry(entry).trim())].join('\n\n'),
  );
  const notes = closingLines(opinion)
    .map((note) => `- ${note}`)
    .join('\n');
  const parts = [`# ${title}`, ...sections, markdownTable(opinion), notes, ...markdownAnswers(opinion)];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function markdownTable(opinion: Opinion): string {
  const [head = '', ...rows] = voiceRows(opinion).map(
    (row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
  return ['## Voices', '', head, '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function markdownAnswers(opinion: Opinion): string[] {
  if (opinion.mode === 'review') return [];
  const answers = answered(opinion).map(({ name, answer }) => `### ${name}\n\n${answer ?? ''}`);
  return answers.length ? ['## Answers', ...answers] : [];
}

const isCompared = ({ comparison, findings }: Opinion): boolean => Boolean(comparison ?? findings);

function closing(opinion: Opinion, wrapped: (line: string) => string): string[] {
  const table = columns(voiceRows(opinion), ['left', 'left', 'right', 'right', 'right', 'left']);
  const [head = '', ...rows] = table;
  const notes = closingLines(opinion).map(wrapped);
  return [[bold('Voices'), dim(head), ...rows].join('\n'), ...(notes.length ? [notes.join('\n')] : [])];
}

/** Returns the table of who was asked, its head first. */
export function voiceRows({ voices, judge, checks, scouts, rebuttals }: Opinion): string[][] {
  const row = (said: Statement, name: string): string[] => [
    name,
    said.served ?? said.requested ?? 'model not reported',
    `${said.seconds.toFixed(1)} s`,
    said.usage ? `${count(total(said.usage))} in, ${count(said.usage.output)} out` : '-',
    said.costUsd === null ? '-' : usd(said.costUsd),
    said.failure ? `gave no answer: ${said.message}` : through(said),
  ];
  return [
    ['who', 'model', 'time', 'tokens', 'cost', 'through'],
    ...voices.map((said) => row(said, said.name)),
    ...(judge ? [row(judge, `judge: ${judge.name}`)] : []),
    ...checks.map((said) => row(said, `check: ${said.name}`)),
    ...(rebuttals?.said ?? []).map((said) => row(said, `rebuttal: ${said.name}`)),
    ...(scouts?.said ?? []).map((said) => row(said, `before: ${said.name}`)),
  ];
}

const total = ({ input, cacheRead, cacheWrite5m, cacheWrite1h }: NonNullable<Statement['usage']>): number =>
  input + cacheRead + cacheWrite5m + cacheWrite1h;

const through = ({ client, via, billedTo }: Statement): string =>
  `${client ?? via.replace(/^.* through /, '')}, billed to ${billedTo}`;

/** Returns what it cost, how it was judged, and all warnings. */
export const closingLines = (opinion: Opinion): string[] => [...costLines(opinion), ...opinion.warnings];

/** How long it took: the slowest of each part, one part after another. */
function secondsOf({ voices, judge, scouts, rebuttals }: Opinion): number {
  const slowest = (all: readonly Statement[]): number => Math.max(0, ...all.map(({ seconds }) => seconds));
  const before = scouts?.asked === 'panel' ? scouts : null;
  const there = new Set(before?.voices.map(({ name }) => name));
  const asked = voices.filter(({ name }) => !there.has(name));
  const first = slowest(before?.voices ?? []) + (before?.judge?.seconds ?? 0);
  return first + slowest(asked) + (judge?.seconds ?? 0) + slowest(rebuttals?.said ?? []);
}

function costLines(opinion: Opinion): string[] {
  const { costUsd, uncertainUsd, unpriced, judge } = opinion;
  const seconds = secondsOf(opinion);
  const lost = uncertainUsd ? `, and up to ${usd(uncertainUsd)} for calls whose cost is not known` : '';
  const open = unpriced.length ? ` No known price: ${unpriced.join(', ')}.` : '';
  const lines = [`${usd(costUsd)} at list price${lost}, ${duration(seconds)}.${open}`];
  if (judge) {
    const again = judge.swapped ? ', and once more in reverse order' : '';
    lines.push(`The judge saw the answers without names, as ${namesAsShown(judge)}${again}.`);
  }
  return lines;
}

function terminalEntry({ lead, quotes, notes }: ReportEntry, width: number): string {
  return [
    ...(lead ? [wrap(lead, width, '  ')] : []),
    ...quotes.flatMap(({ who, said, note }) => [
      wrap(`${who}: "${said.trim()}"`, width, lead ? '    ' : '  '),
      ...(note ? [dim(wrap(note, width, lead ? '      ' : '    '))] : []),
    ]),
    ...notes.map((note) => wrap(note, width, '    ')),
  ].join('\n');
}

function markdownEntry({ lead, quotes, notes }: ReportEntry): string {
  if (!quotes.length && !notes.length) return `${lead}\n`;
  return [
    quotes.length && lead ? `**${lead}**` : lead,
    '',
    ...quotes.flatMap(({ who, said, note }) => [
      `- ${who}:`,
      ...said
        .trim()
        .split('\n')
        .map((line) => `  > ${line}`),
      ...(note ? ['', `  ${note.replaceAll('\n', '\n  ')}`] : []),
    ]),
    ...(quotes.length ? [''] : []),
    ...notes.flatMap((note) => [note, '']),
  ].join('\n');
}

/** `text` in lines of at most `width`, each after `indent`; its own line breaks stay. */
function wrap(text: string, width: number, indent: string): string {
  const lines = text.split('\n').flatMap((paragraph) => {
    const made: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line && indent.length + line.length + 1 + word.length > width) {
        made.push(line);
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    return [...made, line];
  });
  return lines.map((line) => indent + line).join('\n');
}
