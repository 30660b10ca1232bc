// What a voice finds in a diff: read, however it is written, and checked against the code it is about.
import { isRecord } from '../ask/foreign.ts';
import type { ReviewedCode } from './reviewed-code.ts';
import { saidFindings } from './said-findings.ts';
import { record, rows, text } from './schemas.ts';

/** `fine`: it looks wrong and is right; what one voice clears another may accuse. */
export const SEVERITIES = ['critical', 'major', 'minor', 'fine'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Nobody repairs more in one change; what follows is not checked. */
const MOST_FINDINGS = 200;

/** The JSON schema of a voice's findings. */
export const FINDINGS_SCHEMA = record({
  findings: rows({
    file: text,
    line: { type: 'integer' },
    severity: { type: 'string', enum: SEVERITIES },
    claim: text,
    evidence: text,
  }),
});

export interface Finding {
  file: string;
  /** Where the evidence really is. */
  line: number;
  severity: Severity;
  claim: string;
  evidence: string;
}

/** A finding whose place could not be verified, as the voice gave it. */
export interface Unverified {
  file: unknown;
  line: unknown;
  severity: unknown;
  claim: string;
  evidence: unknown;
  reason: string;
}

export interface ReadFindings {
  findings: Finding[];
  unverified: Unverified[];
  /** What of the reply could not be read; null when all could. */
  raw: { text: string; reason: string } | null;
}

/** Reads a voice's reply and checks each finding against the code. Nothing of it is lost: see `unverified` and `raw`. */
export function readFindings(reply: string, code: ReviewedCode): ReadFindings {
  const { entries, raw } = saidFindings(reply);
  const read: ReadFindings = { findings: [], unverified: [], raw };
  for (const [index, entry] of entries.entries()) {
    const checked = index < MOST_FINDINGS ? check(entry, code) : `one of more than ${MOST_FINDINGS}`;
    if (typeof checked === 'string') read.unverified.push(asGiven(entry, checked));
    else read.findings.push(checked);
  }
  return read;
}

/** The finding at the place where its code is; else why it is not verified. */
function check(entry: unknown, code: ReviewedCode): Finding | string {
  if (!isRecord(entry)) return 'not a finding in the shape asked for';
  const { claim, file, severity } = entry;
  const evidence = Array.isArray(entry.evidence) ? entry.evidence.join('\n') : entry.evidence;
  if (typeof claim !== 'string' || !claim.trim()) return 'it has no claim';
  if (typeof file !== 'string' || !file.trim()) return 'it names no file';
  if (typeof evidence !== 'string' || !evidence.trim()) return 'it quotes no code';
  const place = code.placeOf(evidence, { file, line: lineOf(entry.line) ?? lineAfter(file) });
  if (typeof place === 'string') return place;
  return { ...place, severity: severityOf(severity), claim, evidence };
}

function asGiven(entry: unknown, reason: string): Unverified {
  const given = isRecord(entry) ? entry : {};
  const { file = null, line = null, severity = null, evidence = null } = given;
  const claim = typeof given.claim === 'string' ? given.claim : textOf(entry);
  return { severity, file, line, claim, evidence, reason };
}

const textOf = (entry: unknown): string => (typeof entry === 'string' ? entry : JSON.stringify(entry));

/** The first line that `108`, `"L108"`, `"108-110"` or `[108, 110]` names; null when it names none. */
function lineOf(said: unknown): number | null {
  const first: unknown = Array.isArray(said) ? said[0] : said;
  const digits = typeof first === 'string' || typeof first === 'number' ? /\d+/.exec(String(first)) : null;
  return digits ? Number(digits[0]) : null;
}

const lineAfter = (file: string): number | null => lineOf(/:L?(\d+)[^/]*$/.exec(file)?.[1]);

/** What reviewers call grave, in words; the gravest that is there counts. */
const SEVERITY_WORDS: readonly [RegExp, Severity][] = [
  [/\b(?:critical|crit|blocker|blocking|fatal|catastrophic|showstopper|p0|sev-?0)\b/i, 'critical'],
  [/\b(?:major|high|severe|serious|important|error|medium|moderate|warning|p1|p2|sev-?[12])\b/i, 'major'],
  [/\b(?:fine|ok|okay)\b/i, 'fine'],
];

const severityOf = (said: unknown): Severity =>
  SEVERITY_WORDS.find(([pattern]) => typeof said === 'string' && pattern.test(said))?.[1] ?? 'minor';
