// The examples of a document, played in their order in one folder: files that it says to save, and commands with what it shows below.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sandbox } from './command.ts';
import { REPOSITORY } from './repository.ts';

export interface Example {
  /** As words for the command; empty for a file that is saved. */
  command: string;
  /** What the page shows: the output, or the file's content. */
  shown: string;
  /** Where a file is saved. */
  file?: string;
}

/** Returns the examples of a page: blocks of ```console, and blocks after a line that ends with "as `<file>`:". */
export function examplesOf(page: string): Example[] {
  const blocks = page.matchAll(/(?:as `([^`\n]+)`:\n\n)?^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, file, language, text = '']) => {
    if (file) return [{ command: '', shown: text, file }];
    return language === 'console' ? commandsIn(text) : [];
  });
}

function commandsIn(block: string): Example[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), shown: part.slice(end + 1) };
    });
}

/** Plays one example in a sandbox that has examples/. Returns what it printed on stdout, as the page may show it. */
export async function play(box: Sandbox, { command, shown, file }: Example): Promise<string> {
  if (file) {
    mkdirSync(dirname(box.file(file)), { recursive: true });
    writeFileSync(box.file(file), shown);
    return shown.trimEnd();
  }
  const { env, words, input } = parsed(command);
  const read = input && readFileSync(box.file(input));
  const { stdout, stderr } = await box.run(words, { env, ...(read && { input: read }) });
  return withoutTimes(stdout || stderr)
    .replaceAll(box.folder, '~/shop')
    .replace(/ through http:\/\/127[^, ]+/g, '');
}

/** `NAME=value tierwise <words> < <input>`, as a shell reads it. */
function parsed(command: string): { env: Record<string, string>; words: string[]; input?: string } {
  const [, before = '', rest = '', input] =
    /^((?:\w+=\S* )*)tierwise (.*?)(?: < (\S+))?$/.exec(command) ?? [];
  if (!rest) throw new Error(`A page may show tierwise only, not: ${command}`);
  const env = before
    .split(' ')
    .filter(Boolean)
    .map((set) => set.split('=', 2));
  const words = (rest.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) =>
    word.replace(/^(['"])(.*)\1$/, '$2'),
  );
  return { env: Object.fromEntries(env), words, ...(input && { input }) };
}

/** The folder `examples/` of this repository, in the sandbox. */
export const withExamples = (box: Sandbox): Sandbox => {
  cpSync(join(REPOSITORY, 'examples'), box.file('examples'), { recursive: true });
  return box;
};

/** Text without what differs from run to run: how long it took, days and time zone of a report, and spaces at its end. */
export const withoutTimes = (text: string): string =>
  text
    .replace(/\d+\.\d s\b/g, '0.9 s')
    .replace(/ \([A-Z][A-Za-z_]+\/[\w/+-]+\)/g, ' (UTC)')
    .replace(/\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/g, '2026-10-22 to 2026-11-21')
    .trimEnd();

/** A pattern of what a page shows: a line that is `…` stands for any lines. */
export function patternOf(shown: string): RegExp {
  const parts = withoutTimes(shown).split(/^…$/m);
  return new RegExp(
    `^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s\\S]*')}$`,
  );
}

export const readPage = (name: string): string => readFileSync(join(REPOSITORY, name), 'utf8');

/** What a page should show of `printed` where it showed `shown`: as much of it, from the same places. */
export function shownAnew(shown: string, printed: string): string {
  const parts = shown.trimEnd().split(/^…\n?/m);
  const lines = printed.split('\n');
  if (parts.length === 1) return `${printed}\n`;
  let from = 0;
  const anew = parts.map((part, index) => {
    const wanted = part.trimEnd().split('\n');
    if (!part) return '';
    if (index === parts.length - 1) from = lines.length - wanted.length;
    else if (index > 0) from = indexBelow(lines, from, wanted[0] as string);
    const begin = from;
    from += wanted.length;
    return lines.slice(begin, from).join('\n');
  });
  return `${anew.join('\n…\n').trim()}\n`;
}

/** The line from there on that begins with the same word. */
function indexBelow(lines: readonly string[], from: number, like: string): number {
  const word = like.split(/\s/, 1)[0] as string;
  return Math.max(
    from,
    lines.findIndex((line, at) => at >= from && line.startsWith(word)),
  );
}
