// Findings of several voices matched: which are about the same problem, and whether the voices agree on it.
import * as z from 'zod';
import { textAt } from '../ask/foreign.ts';
import { objectIn } from '../ask/json-reply.ts';
import { type Finding, SEVERITIES } from './findings.ts';
import { Groups } from './groups.ts';
import { plainId } from './labels.ts';
import { record, rows, text } from './schemas.ts';

/** Findings this close together may be the same, when nobody judges. */
const SAME_PLACE_LINES = 3;

const STANCES = ['agree', 'contradict'] as const;
type Stance = (typeof STANCES)[number];

const SaidPair = z.object({
  first: z.string(),
  second: z.string(),
  stance: z.preprocess(
    (said) => (typeof said === 'string' ? said.trim().toLowerCase() : said),
    z.enum(STANCES),
  ),
});

/** The JSON schema of the judge's reply about findings. */
export const MATCHING_SCHEMA = record({
  pairs: rows({ first: text, second: text, stance: { type: 'string', enum: STANCES } }),
  recommendation: text,
  uncertainty: text,
});

/** One problem in the diff, with every finding that is about it. */
export interface Issue {
  position: 'agreed' | 'single' | 'contradicted';
  /** In the order of the voices, which `voice` counts from 0. */
  findings: (Finding & { voice: number })[];
  /** What came of trying to refute it; nobody tried without it. */
  check?: { verification: 'reproduced' | 'confirmed' | 'disputed' | 'not checked'; why: string };
  /** The test that fails because of it. */
  reproduction?: { file: string; test: string; output: string; passedBefore: boolean | null };
}

export interface Matching {
  /** The most severe first. */
  issues: Issue[];
  recommendation: string;
  uncertainty: string;
  /** Pairs of the judge's that do not exist or lie in different files. */
  droppedPairs: number;
}

/** Returns the judge's name for a finding: the label of its voice and a number. */
export const findingId = (voiceLabel: string, index: number): string => `${voiceLabel}${index + 1}`;

/** Matches the findings of each voice by the judge's reply, in which `idOf` names them. Returns null when the reply cannot be used. */
export function matchByJudge(
  reply: string,
  byVoice: readonly (readonly Finding[])[],
  idOf: (voice: number, index: number) => string,
): Matching | null {
  const said = objectIn(reply);
  const pairs: unknown = said?.pairs;
  if (!said || !Array.isArray(pairs)) return null;
  const all = numbered(byVoice);
  const known = new Map(all.map((finding) => [idOf(finding.voice, finding.index), finding]));
  const sound = pairs.flatMap((row): MatchedPair[] => {
    const { data } = SaidPair.safeParse(row);
    if (!data) return [];
    const { stance } = data;
    const [one, other] = [known.get(plainId(data.first)), known.get(plainId(data.second))];
    const isSound = one && other && one.voice !== other.voice && one.file === other.file;
    return isSound ? [{ one, other, stance: stanceOf(one, other, stance) }] : [];
  });
  return {
    issues: issuesOf(all, sound),
    recommendation: textAt(said, 'recommendation') ?? '',
    uncertainty: textAt(said, 'uncertainty') ?? '',
    droppedPairs: pairs.length - sound.length,
  };
}

/** Matches findings that are about the same place, when nobody judges. */
export function matchByPlace(byVoice: readonly (readonly Finding[])[]): Matching {
  const all = numbered(byVoice);
  const pairs = all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => one.voice !== other.voice && isSamePlace(one, other))
      .map((other): MatchedPair => ({ one, other, stance: stanceOf(one, other, 'agree') })),
  );
  return { issues: issuesOf(all, pairs), recommendation: '', uncertainty: '', droppedPairs: 0 };
}

const isSamePlace = (one: Finding, other: Finding): boolean =>
  one.file === other.file && Math.abs(one.line - other.line) <= SAME_PLACE_LINES;

// Who calls a place fine and who finds fault with it do not agree, whatever is said about them.
const stanceOf = (one: Finding, other: Finding, said: Stance): Stance =>
  (one.severity === 'fine') === (other.severity === 'fine') ? said : 'contradict';

/** A finding with its voice and its place among that voice's. */
type Numbered = Finding & { voice: number; index: number };

interface MatchedPair {
  one: Numbered;
  other: Numbered;
  stance: Stance;
}

/** All findings, voice by voice. */
const numbered = (byVoice: readonly (readonly Finding[])[]): Numbered[] =>
  byVoice.flatMap((findings, voice) => findings.map((finding, index) => ({ ...finding, voice, index })));

function issuesOf(all: readonly Numbered[], pairs: readonly MatchedPair[]): Issue[] {
  const groups = new Groups(all);
  for (const { one, other } of pairs) groups.join(one, other);
  const disputed = new Set(
    pairs.filter(({ stance }) => stance === 'contradict').map(({ one }) => groups.rootOf(one)),
  );
  return [...groups.members()]
    .filter(([, members]) => members.some(({ severity }) => severity !== 'fine'))
    .map(([root, members]) => issueOf(members, disputed.has(root)))
    .sort((a, b) => rankOf(a) - rankOf(b));
}

function issueOf(members: readonly Numbered[], isDisputed: boolean): Issue {
  const voices = new Set(members.map(({ voice }) => voice));
  return {
    position: isDisputed ? 'contradicted' : voices.size > 1 ? 'agreed' : 'single',
    findings: members.map(({ index, ...finding }) => finding),
  };
}

/** How grave its gravest finding is; 0 is the worst. */
const rankOf = ({ findings }: Issue): number =>
  Math.min(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
