// What a voice finds in a diff: read, and checked against the code it is about.
import * as z from 'zod';
import { objectIn } from '../ask/json-reply.ts';
import type { ReviewedCode } from './reviewed-code.ts';

/** `fine`: it looks wrong and is right; what one voice clears another may accuse. */
export const SEVERITIES = ['critical', 'major', 'minor', 'fine'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Nobody repairs more in one change; what follows is dropped. */
const MOST_FINDINGS = 200;

const SaidFinding = z.object({
  file: z.string(),
  line: z.coerce.number().int(),
  severity: z.string(),
  claim: z.string().min(1),
  evidence: z.string(),
});

const text = { type: 'string' };
const FINDING = {
  type: 'object',
  properties: {
    file: text,
    line: { type: 'integer' },
    severity: { type: 'string', enum: SEVERITIES },
    claim: text,
    evidence: text,
  },
  required: ['file', 'line', 'severity', 'claim', 'evidence'],
  additionalProperties: false,
};

/** The JSON schema of a voice's findings. */
export const FINDINGS_SCHEMA = {
  type: 'object',
  properties: { findings: { type: 'array', items: FINDING } },
  required: ['findings'],
  additionalProperties: false,
};

export interface Finding {
  file: string;
  /** Where the evidence really is. */
  line: number;
  severity: Severity;
  claim: string;
  evidence: string;
}

export interface ReadFindings {
  findings: Finding[];
  /** Findings whose quoted code is not at that place, and findings that could not be read. */
  dropped: { unfounded: number; malformed: number };
}

/** Reads a voice's reply and checks each finding against the code. Returns null when there are no findings in the shape asked for. */
export function readFindings(reply: string, code: ReviewedCode): ReadFindings | null {
  const list = objectIn(reply)?.findings;
  if (!Array.isArray(list)) return null;
  const read: ReadFindings = {
    findings: [],
    dropped: { unfounded: 0, malformed: Math.max(0, list.length - MOST_FINDINGS) },
  };
  for (const entry of list.slice(0, MOST_FINDINGS)) {
    const said = SaidFinding.safeParse(entry);
    const finding = said.success ? checked(said.data, code) : null;
    if (finding) read.findings.push(finding);
    else read.dropped[said.success ? 'unfounded' : 'malformed']++;
  }
  return read;
}

function checked(said: z.infer<typeof SaidFinding>, code: ReviewedCode): Finding | null {
  const place = code.placeOf(said.evidence, said);
  return place && { ...said, ...place, severity: severityOf(said.severity) };
}

const severityOf = (word: string): Severity =>
  SEVERITIES.find((severity) => severity === word.trim().toLowerCase()) ?? 'minor';
