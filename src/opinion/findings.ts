// What voices find in a diff: read, checked against the files, matched across voices.
import * as z from 'zod';
import { objectIn } from '../ask/json-reply.ts';
import type { ChangedFile, NumberedLine } from './diff.ts';
import { linesOf } from './quote.ts';

/** `fine`: it looks wrong and is right; what one voice clears another may accuse. */
export const SEVERITIES = ['critical', 'major', 'minor', 'fine'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Evidence this far from the line that is named still means that place; models miscount. */
const NEAR_LINES = 10;
/** Findings this close together may be the same, when nobody judges. */
const SAME_PLACE_LINES = 3;

const Finding = z.object({
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

export interface Sources {
  files: ReadonlyMap<string, ChangedFile>;
  /** A file's text after the change; null when it is not known. */
  after: (path: string) => string | null;
}

/** Reads a voice's reply and checks each finding against the files. Null: no findings in the shape asked for. */
export function readFindings(reply: string, sources: Sources): ReadFindings | null {
  const list = objectIn(reply)?.findings;
  if (!Array.isArray(list)) return null;
  const read: ReadFindings = { findings: [], dropped: { unfounded: 0, malformed: 0 } };
  for (const entry of list) {
    const parsed = Finding.safeParse(entry);
    if (!parsed.success) {
      read.dropped.malformed++;
      continue;
    }
    const { severity, ...rest } = parsed.data;
    const place = placeOf(rest, sources);
    if (place) read.findings.push({ ...rest, ...place, severity: severityOf(severity) });
    else read.dropped.unfounded++;
  }
  return read;
}

const severityOf = (word: string): Severity =>
  SEVERITIES.find((severity) => severity === word.trim().toLowerCase()) ?? 'minor';

/** Where the quoted code stands, nearest to the line named; null when it does not stand near it. */
function placeOf(
  { file, line, evidence }: { file: string; line: number; evidence: string },
  { files, after }: Sources,
): { file: string; line: number } | null {
  const path = [...files.keys()].find((known) => sameFile(known, file)) ?? file;
  const changed = files.get(path);
  const whole = after(path);
  const sides: NumberedLine[][] = [
    whole === null ? [] : whole.split('\n').map((content, index) => ({ number: index + 1, text: content })),
    changed?.after ?? [],
    changed?.removed ?? [],
  ];
  for (const side of sides) {
    const places = linesOf(evidence, side).sort((a, b) => Math.abs(a - line) - Math.abs(b - line));
    const [nearest] = places;
    // Code that stands in one place only means that place, whatever line was named.
    if (nearest !== undefined && (Math.abs(nearest - line) <= NEAR_LINES || places.length === 1))
      return { file: path, line: nearest };
  }
  return null;
}

const sameFile = (known: string, named: string): boolean => {
  const bare = named.replace(/^\.\//, '');
  return known === bare || known === bare.replace(/^[ab]\//, '');
};

export type Stance = 'agree' | 'contradict';

const Matching = z.object({
  pairs: z.array(
    z.object({ first: z.string(), second: z.string(), stance: z.enum(['agree', 'contradict']) }),
  ),
  recommendation: z.string(),
  uncertainty: z.string(),
});

/** The JSON schema of the judge's reply about findings. */
export const MATCHING_SCHEMA = {
  type: 'object',
  properties: {
    pairs: {
      type: 'array',
      items: {
        type: 'object',
        properties: { first: text, second: text, stance: { type: 'string', enum: ['agree', 'contradict'] } },
        required: ['first', 'second', 'stance'],
        additionalProperties: false,
      },
    },
    recommendation: text,
    uncertainty: text,
  },
  required: ['pairs', 'recommendation', 'uncertainty'],
  additionalProperties: false,
};

/** One problem in the diff, with every finding that is about it. */
export interface Issue {
  standing: 'agreed' | 'single' | 'contradicted';
  findings: (Finding & { voice: number })[];
}

export interface Matched {
  issues: Issue[];
  /** Agreed issues as a share of all; null when nothing was found. */
  agreement: number | null;
  recommendation: string;
  uncertainty: string;
  /** Pairs of the judge's that do not exist or lie in different files. */
  droppedPairs: number;
}

/** The judge's name for a finding: the label of its voice and a number. */
export const findingId = (voiceLabel: string, index: number): string => `${voiceLabel}${index + 1}`;

/** Matches the findings of each voice by the judge's reply, in which `ids` name them. Null: the reply cannot be used. */
export function matchByJudge(
  reply: string,
  byVoice: readonly (readonly Finding[])[],
  idOf: (voice: number, index: number) => string,
): Matched | null {
  const parsed = Matching.safeParse(objectIn(reply));
  if (!parsed.success) return null;
  const { pairs, recommendation, uncertainty } = parsed.data;
  const all = flatten(byVoice);
  const known = new Map(all.map((finding) => [idOf(finding.voice, finding.index), finding]));
  const sound = pairs.flatMap(({ first, second, stance }) => {
    const [one, other] = [known.get(first.trim()), known.get(second.trim())];
    return one && other && one.voice !== other.voice && one.file === other.file
      ? [{ one, other, stance: stanceOf(one, other, stance) }]
      : [];
  });
  return { ...issuesOf(all, sound), recommendation, uncertainty, droppedPairs: pairs.length - sound.length };
}

/** Matches findings that are about the same place, when nobody judges. */
export function matchByPlace(byVoice: readonly (readonly Finding[])[]): Matched {
  const all = flatten(byVoice);
  const pairs = all.flatMap((one, position) =>
    all.slice(position + 1).flatMap((other) => {
      const near = one.file === other.file && Math.abs(one.line - other.line) <= SAME_PLACE_LINES;
      return near && one.voice !== other.voice ? [{ one, other, stance: stanceOf(one, other, 'agree') }] : [];
    }),
  );
  return { ...issuesOf(all, pairs), recommendation: '', uncertainty: '', droppedPairs: 0 };
}

// Who calls a place fine and who finds fault with it do not agree, whatever is said about them.
const stanceOf = (one: Finding, other: Finding, said: Stance): Stance =>
  (one.severity === 'fine') === (other.severity === 'fine') ? said : 'contradict';

type Placed = Finding & { voice: number; index: number };

const flatten = (byVoice: readonly (readonly Finding[])[]): Placed[] =>
  byVoice.flatMap((findings, voice) => findings.map((finding, index) => ({ ...finding, voice, index })));

function issuesOf(
  all: readonly Placed[],
  pairs: readonly { one: Placed; other: Placed; stance: Stance }[],
): Pick<Matched, 'issues' | 'agreement'> {
  const issueOf = new Map(all.map((finding) => [finding, new Set([finding])]));
  for (const { one, other } of pairs) {
    const joined = new Set([...(issueOf.get(one) ?? []), ...(issueOf.get(other) ?? [])]);
    for (const member of joined) issueOf.set(member, joined);
  }
  const disputed = new Set(
    pairs.flatMap(({ one, stance }) => (stance === 'contradict' ? [issueOf.get(one)] : [])),
  );
  const accused = [...new Set(issueOf.values())].filter((members) =>
    [...members].some(({ severity }) => severity !== 'fine'),
  );
  const issues = accused.map((members): Issue => {
    const sorted = [...members].sort((a, b) => a.voice - b.voice || a.index - b.index);
    const voices = new Set(sorted.map(({ voice }) => voice));
    const standing = disputed.has(members) ? 'contradicted' : voices.size > 1 ? 'agreed' : 'single';
    return { standing, findings: sorted.map(({ index, ...finding }) => finding) };
  });
  const worst = ({ findings }: Issue): number =>
    Math.min(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
  issues.sort((a, b) => worst(a) - worst(b));
  const agreed = issues.filter(({ standing }) => standing === 'agreed').length;
  return { issues, agreement: issues.length ? agreed / issues.length : null };
}
