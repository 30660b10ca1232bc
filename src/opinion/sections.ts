// An opinion as sections of entries with their quotes. Disagreement comes first: it is what a second opinion is for.
import { counted, percent } from '../terminal/format.ts';
import type { Claim, Comparison, Dispute, MatchedClaims } from './comparison.ts';
import { type Finding, SEVERITIES } from './findings.ts';
import type { Issue } from './matching.ts';
import type { Opinion, Statement } from './opinion.ts';

export interface ReportEntry {
  lead: string;
  quotes: { who: string; said: string; quote: string }[];
  notes: string[];
}

export interface ReportSection {
  title: string;
  entries: ReportEntry[];
}

/** Returns who gave an answer. */
export const answered = ({ voices }: Opinion): Statement[] => voices.filter(({ answer }) => answer !== null);

/** Returns what is to be said about an opinion, in the order in which it matters. */
export function sectionsOf(opinion: Opinion): ReportSection[] {
  const sections = opinion.mode === 'review' ? reviewSections(opinion) : comparisonSections(opinion);
  return sections.filter(({ entries }) => entries.length > 0);
}

const plain = (lead: string, note = ''): ReportEntry => ({ lead, quotes: [], notes: note ? [note] : [] });

type NameOf = (voice: number) => string;
const namesOf =
  ({ voices }: Opinion): NameOf =>
  (voice) =>
    voices[voice]?.name ?? '';

function comparisonSections(opinion: Opinion): ReportSection[] {
  const { comparison } = opinion;
  if (!comparison) return [];
  const nameOf = namesOf(opinion);
  const isPair = answered(opinion).length === 2;
  return [
    { title: 'They disagree', entries: disagreements(comparison, nameOf) },
    {
      title: isPair ? 'Both say' : 'Two or more say',
      entries: inPosition(comparison, 'agreed').map(({ claims }) => sameClaim(claims, nameOf)),
    },
    {
      title: RAISED_BY_ONE,
      entries: inPosition(comparison, 'alone').map(({ claims }) => sameClaim(claims, nameOf)),
    },
    recommendationSection(comparison),
    agreementSection(comparison.agreement, comparisonBasis(comparison, isPair)),
  ];
}

const RAISED_BY_ONE = 'Raised by one only';

const inPosition = ({ matched }: Comparison, wanted: MatchedClaims['position']): MatchedClaims[] =>
  matched.filter(({ position }) => position === wanted);

/** Disputes first, then contradictions that are in none of them, then agreement under a condition. */
function disagreements(comparison: Comparison, nameOf: NameOf): ReportEntry[] {
  const { matched, disputes } = comparison;
  const disputed = new Set(disputes.flatMap(({ about }) => about.map((index) => matched[index])));
  const contradicted = inPosition(comparison, 'contradicted').filter((one) => !disputed.has(one));
  const qualified = inPosition(comparison, 'qualified');
  const entries = [
    ...disputes.map((dispute) => disputeEntry(dispute, nameOf)),
    ...contradicted.map(({ claims }) => eachClaim('Contradictory', claims, nameOf)),
    ...qualified.map(({ claims }) => eachClaim('Agreed only under a condition', claims, nameOf)),
  ];
  return entries.length ? entries : [plain('Nowhere, as far as the judge saw.')];
}

const disputeEntry = ({ topic, sides, resolution }: Dispute, nameOf: NameOf): ReportEntry => ({
  lead: topic,
  quotes: sides.map(({ voice, argument, quote }) => ({ who: nameOf(voice), said: argument, quote })),
  notes: resolution ? [`What would resolve it: ${resolution}`] : [],
});

/** What each said, under a common heading. */
const eachClaim = (lead: string, claims: readonly Claim[], nameOf: NameOf): ReportEntry => ({
  lead,
  quotes: claims.map(({ voice, claim, quote }) => ({ who: nameOf(voice), said: claim, quote })),
  notes: [],
});

/** What all of them say, in the words of the first, with everybody's quote. */
const sameClaim = (claims: readonly Claim[], nameOf: NameOf): ReportEntry => ({
  lead: claims[0]?.claim ?? '',
  quotes: claims.map(({ voice, quote }) => ({ who: nameOf(voice), said: '', quote })),
  notes: [],
});

function comparisonBasis(comparison: Comparison, isPair: boolean): string {
  const number = (wanted: MatchedClaims['position']): number => inPosition(comparison, wanted).length;
  const parts = [
    `${number('agreed')} raised by ${isPair ? 'both' : 'two or more'}`,
    `${number('qualified')} agreed under a condition`,
    `${number('contradicted')} contradicted`,
    `${number('alone')} raised by one only`,
  ];
  const points = counted(comparison.matched.length, 'point');
  return `Of ${points}: ${parts.join(', ')}. Counted from claims with a checked quote.`;
}

const recommendationSection = ({
  recommendation,
  uncertainty,
}: {
  recommendation: string;
  uncertainty: string;
}): ReportSection => ({
  title: 'Recommendation',
  entries: recommendation ? [plain(recommendation, uncertainty && `Uncertain: ${uncertainty}`)] : [],
});

const agreementSection = (agreement: number | null, basis: string): ReportSection => ({
  title: agreement === null ? 'Agreement' : `Agreement ${percent(agreement)}`,
  entries: [plain(basis)],
});

function reviewSections(opinion: Opinion): ReportSection[] {
  const { findings } = opinion;
  if (!findings) return [];
  const { matched, judged, byVoice } = findings;
  const { issues } = matched;
  const nameOf = namesOf(opinion);
  const entries = (wanted: Issue['position']): ReportEntry[] =>
    issues.filter(({ position }) => position === wanted).map((issue) => issueEntry(issue, nameOf));
  const voicesRead = byVoice.filter(Boolean).length;
  const nothing = `${counted(voicesRead, 'voice')} found nothing that holds.`;
  return [
    { title: 'Contradicted', entries: entries('contradicted') },
    { title: 'Agreed', entries: entries('agreed') },
    { title: RAISED_BY_ONE, entries: entries('single') },
    { title: 'No findings', entries: issues.length || !voicesRead ? [] : [plain(nothing)] },
    recommendationSection(matched),
    ...(issues.length && voicesRead > 1
      ? [agreementSection(matched.agreement, reviewBasis(issues, judged))]
      : []),
  ];
}

const issueEntry = ({ findings }: Issue, nameOf: NameOf): ReportEntry => ({
  lead: placeOf(findings),
  quotes: findings.map(({ voice, severity, claim, evidence }) => ({
    who: `${nameOf(voice)} (${severity})`,
    said: claim,
    quote: evidence,
  })),
  notes: [],
});

function reviewBasis(issues: readonly Issue[], judged: boolean): string {
  const number = (wanted: Issue['position']): number =>
    issues.filter(({ position }) => position === wanted).length;
  const parts = [
    `${number('agreed')} raised by two or more`,
    `${number('contradicted')} contradicted`,
    `${number('single')} raised by one only`,
  ];
  const how = judged ? 'by the judge' : 'by place (same file, within three lines)';
  return `Of ${counted(issues.length, 'finding')} whose code is in the files: ${parts.join(', ')}. Matched ${how}.`;
}

/** The place and severity of the gravest of these findings. */
function placeOf(findings: readonly Finding[]): string {
  const grave = SEVERITIES.flatMap((wanted) => findings.filter(({ severity }) => severity === wanted))[0];
  return grave ? `${grave.file}:${grave.line}  ${grave.severity}` : '';
}
