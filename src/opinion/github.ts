// A review for GitHub: annotations as a workflow's log takes them, and a comment for the pull request. What models wrote cannot act in either.
import { counted } from '../terminal/format.ts';
import { visible } from '../terminal/visible.ts';
import type { Opinion } from './opinion.ts';
import type { Permalink } from './permalinks.ts';
import { type Found, type Review, reviewOf } from './review.ts';

const COMMANDS = { critical: 'error', major: 'warning', minor: 'notice', fine: 'notice' } as const;

/** Returns one workflow command per finding; a disputed one is no more than a notice. */
export function annotations(opinion: Opinion): string {
  return (reviewOf(opinion)?.findings ?? []).map(annotation).join('\n');
}

function annotation({ file, line, severity, verification, reports, why, voices }: Found): string {
  const command = verification === 'disputed' ? 'notice' : COMMANDS[severity];
  const title = `${severity}, ${verification} (${voices.join(', ')})`;
  const text = [...reports.map(({ claim }) => claim), `${verification}: ${why}`].join('\n');
  const properties = { file, line: String(line), title };
  const listed = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapedProperty(visible(value))}`,
  );
  return `::${command} ${listed.join(',')}::${escapedData(visible(text))}`;
}

const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapedProperty = (text: string): string =>
  escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Returns lines for a workflow's log in which nothing is a command to the runner. */
export const inert = (text: string): string =>
  text.replace(/^(\s*):(?=:)/gm, '$1\u2236').replaceAll('##[', '# #[');

/** Returns the comment for a pull request, in Markdown; for a log it has to be made inert. */
export function githubComment(opinion: Opinion, permalink: Permalink): string {
  const { findings, unverified, raw } = reviewOf(opinion) ?? { findings: [], unverified: [], raw: [] };
  const asked = opinion.voices.filter(({ answer }) => answer !== null).map(({ name }) => name);
  const head = findings.length
    ? `**${counted(findings.length, 'finding')}** of ${asked.map(asText).join(', ')}`
    : `No verified findings of ${asked.map(asText).join(', ')}`;
  const open = findings.filter(({ verification }) => verification !== 'disputed');
  const disputed = findings.filter(({ verification }) => verification === 'disputed');
  const parts = [
    '<!-- tierwise opinion -->',
    head,
    ...open.map((found) => foundText(found, permalink)),
    folded(
      'Disputed',
      disputed.map((found) => foundText(found, permalink)),
    ),
    folded('Not verified', unverified.map(unverifiedText)),
    folded(
      'Not readable, as it came',
      raw.map(({ voice, text, reason }) => `${asText(`${voice}: ${reason}`)}\n\n${fenced(text)}`),
    ),
    opinion.warnings.map((line) => `- ${asText(line)}`).join('\n'),
  ];
  return fitting(parts.filter(Boolean).map(visible));
}

/** GitHub takes 65,536 characters. */
const MOST_CHARS = 60_000;

/** As many parts as fit, in order, and how many did not. */
function fitting(parts: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const part of parts) {
    if (length + part.length > MOST_CHARS) continue;
    kept.push(part);
    length += part.length + 2;
  }
  const left = parts.length - kept.length;
  if (left)
    kept.push(`**${counted(left, 'part')} too long for a comment**: the annotations have every finding.`);
  return `${kept.join('\n\n')}\n`;
}

function foundText(
  { file, line, severity, verification, why, reports, evidence, cleared }: Found,
  permalink: Permalink,
): string {
  const link = permalink(file, line);
  const place = `${asCode(`${file}:${line}`)}`;
  return [
    `#### ${severity}, ${verification}: ${link ? `[${place}](${link})` : place}`,
    fenced(evidence),
    ...reports.map(({ voice, claim }) => `- ${asText(voice)}: ${asText(claim)}`),
    ...cleared.map(({ voice, claim }) => `- ${asText(voice)} calls it right: ${asText(claim)}`),
    `- ${verification}: ${asText(why)}`,
    ...(link ? ['', link] : []),
  ].join('\n');
}

function unverifiedText({
  file,
  line,
  severity,
  claim,
  reason,
  voices,
}: Review['unverified'][number]): string {
  const place = [file, line]
    .filter((part) => part !== null && part !== '')
    .map(inWords)
    .join(':');
  const lead = [place && asCode(place), severity === null ? '' : asText(inWords(severity)), asText(reason)];
  return `- ${lead.filter(Boolean).join(', ')}. ${asText(voices.join(', '))}: ${asText(claim)}`;
}

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const folded = (title: string, entries: readonly string[]): string =>
  entries.length
    ? `<details><summary>${title}: ${entries.length}</summary>\n\n${entries.join('\n\n')}\n\n</details>`
    : '';

/** A fence longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.trimEnd()}\n${fence}`;
}

function asCode(text: string): string {
  const ticks = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const line = text.replace(/\s+/g, ' ');
  return ticks.length > 1 ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`;
}

/** One line of text that is no Markdown, no HTML, and neither mentions anybody nor links anywhere. */
const asText = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()+!|~&<>-]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[@#]|:(?=\/\/)|(?<=\bwww)\./gi, (sign) => `<span>&#${sign.charCodeAt(0)};</span>`);
