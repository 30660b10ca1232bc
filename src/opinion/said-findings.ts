// The findings in a reply, in whatever shape they came: what can be read of it, and what is left as text.
import { isRecord, parseJson } from '../ask/foreign.ts';
import { objectIn } from '../ask/json-reply.ts';

export interface SaidFindings {
  entries: unknown[];
  /** What could not be read, and why. */
  raw: { text: string; reason: string } | null;
}

const LISTS = ['findings', 'issues', 'problems', 'bugs', 'comments'];
const CUT = 'cut off before it was complete';
const NO_JSON = 'not in the shape asked for';

/** Returns the entries of a reply's list of findings, and the text of what is none. */
export function saidFindings(reply: string): SaidFindings {
  const object = objectIn(reply);
  const list = LISTS.map((name) => object?.[name]).find(Array.isArray) ?? arrayIn(reply);
  if (list) return { entries: list, raw: list.length ? null : besideNothing(reply) };
  const { found, end, isOpen } = objectsIn(reply);
  if (!found.length) return { entries: [], raw: { text: reply, reason: opens(reply) ? CUT : NO_JSON } };
  const rest = reply.slice(end).replace(/^[\s,]+/, '');
  return { entries: found, raw: isOpen && rest ? { text: rest, reason: CUT } : null };
}

/** Who says that nothing is wrong says little; what else stands there may be a finding. */
const MOST_WORDS = 200;

const besideNothing = (reply: string): SaidFindings['raw'] =>
  reply.length > MOST_WORDS ? { text: reply, reason: 'an empty list, with words beside it' } : null;

const opens = (reply: string): boolean => /^\s*(?:```\w*\s*)?[[{]/.test(reply);

/** The list that a reply is, alone, in a fence or after some words. */
function arrayIn(reply: string): unknown[] | null {
  const value = parseJson(reply.slice(reply.indexOf('['), reply.lastIndexOf(']') + 1));
  return Array.isArray(value) && (value.some(isFinding) || /^\W*(?:json)?\W*$/.test(reply)) ? value : null;
}

const isFinding = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && ['claim', 'evidence', 'severity', 'file'].filter((name) => name in value).length >= 2;

interface Objects {
  found: unknown[];
  /** Where the last of them ends. */
  end: number;
  /** Something is begun and not ended. */
  isOpen: boolean;
}

/** The findings that stand complete in a text, which is read once. */
function objectsIn(text: string): Objects {
  const starts: number[] = [];
  const found: unknown[] = [];
  let end = 0;
  for (const { sign, at } of bracesIn(text)) {
    if (sign === '{') starts.push(at);
    else {
      const start = starts.pop();
      const value = start === undefined ? null : parseJson(text.slice(start, at + 1));
      if (!isFinding(value)) continue;
      found.push(value);
      end = at + 1;
    }
  }
  return { found, end, isOpen: starts.length > 0 };
}

/** The braces of a text that are in no JSON string. */
function* bracesIn(text: string): Generator<{ sign: string; at: number }> {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (inString && sign === '\\') at++;
    else if (sign === '"' && depth > 0) inString = !inString;
    else if (!inString && (sign === '{' || sign === '}')) {
      depth = Math.max(0, depth + (sign === '{' ? 1 : -1));
      yield { sign, at };
    }
  }
}
