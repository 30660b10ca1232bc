// An answer as it arrives: whole where a person watches, in one line where a session pays for every word.
import { isRecord } from '../ask/foreign.ts';
import { counted } from '../terminal/format.ts';
import type { Statement } from './opinion.ts';
import { saidFindings } from './said-findings.ts';

const LONGEST_LINE = 200;

/** Returns the lines that show an answer under its voice's name; none where there is no answer. `brief`: one line. */
export function arrivedLines(
  said: Statement,
  { review, brief }: { review: boolean; brief: boolean },
): string[] {
  const { name, answer, seconds } = said;
  if (answer === null) return [];
  const head = `${name} has answered (${seconds.toFixed(1)} s)`;
  if (review) return reported(head, answer, brief);
  if (!brief) return [`${head}:`, ...answer.split('\n').map((line) => `  ${line}`.trimEnd()), ''];
  const [first = ''] = answer.split('\n').filter((line) => line.trim());
  return [`${head}: ${first.length > LONGEST_LINE ? `${first.slice(0, LONGEST_LINE)}…` : first}`];
}

/** The findings of a review, one per line, before anybody has looked at them. */
function reported(head: string, answer: string, brief: boolean): string[] {
  const { entries, raw } = saidFindings(answer);
  const unread = raw ? ', and words that are not findings' : '';
  const lead = `${head}: ${counted(entries.length, 'finding')}${unread}, not yet checked`;
  return brief ? [lead] : [`${lead}:`, ...entries.map((entry) => `  ${inLine(entry)}`), ''];
}

function inLine(entry: unknown): string {
  if (!isRecord(entry)) return String(entry);
  const { file, line, severity, claim } = entry;
  const place = [file, line].filter((part) => part !== undefined).join(':');
  return [place, severity, claim].filter(Boolean).join('  ') || JSON.stringify(entry);
}
