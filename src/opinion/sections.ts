// An opinion as sections of entries with their quotes, in the order in which they matter.
import { counted } from '../terminal/format.ts';
import { comparisonSections } from './comparison-sections.ts';
import { type Finding, SEVERITIES } from './findings.ts';
import type { Issue } from './matching.ts';
import type { Opinion, Voice } from './opinion.ts';
import { plain, type ReportEntry, type ReportSection, recommendationSection } from './section.ts';

/** Returns who gave an answer. */
export const answered = ({ voices }: Opinion): Voice[] => voices.filter(({ answer }) => answer !== null);

/** Returns what is to be said about an opinion. */
export function sectionsOf(opinion: Opinion): ReportSection[] {
  const { mode, comparison, voices } = opinion;
  const compared = comparison ? comparisonSections(comparison, voices) : notCompared(opinion);
  const sections = mode === 'review' ? reviewSections(opinion) : compared;
  return sections.filter(({ entries }) => entries.length > 0);
}

/** Somebody was to compare the answers, and nobody could. */
const notCompared = ({ judge }: Opinion): ReportSection[] =>
  judge ? [{ title: 'Not compared', entries: [plain('No judge was usable; the answers are below.')] }] : [];

function reviewSections(opinion: Opinion): ReportSection[] {
  const { findings } = opinion;
  if (!findings) return [];
  const { matched, judged, byVoice } = findings;
  const { issues } = matched;
  const nameOf = (voice: number): string => opinion.voices[voice]?.name ?? '';
  const entries = (wanted: Issue['position']): ReportEntry[] =>
    issues.filter(({ position }) => position === wanted).map((issue) => issueEntry(issue, nameOf));
  const voicesRead = byVoice.filter(Boolean).length;
  const nothing = `${counted(voicesRead, 'voice')} found nothing that holds.`;
  return [
    { title: 'Contradicted', entries: entries('contradicted') },
    { title: 'Agreed', entries: entries('agreed') },
    { title: 'Raised by one only', entries: entries('single') },
    { title: 'No findings', entries: issues.length || !voicesRead ? [] : [plain(nothing)] },
    recommendationSection(matched),
    ...(issues.length && voicesRead > 1
      ? [{ title: 'What this rests on', entries: [plain(reviewBasis(issues, judged))] }]
      : []),
  ];
}

const issueEntry = ({ findings }: Issue, nameOf: (voice: number) => string): ReportEntry => ({
  lead: placeOf(findings),
  quotes: findings.map(({ voice, severity, claim, evidence }) => ({
    who: `${nameOf(voice)} (${severity})`,
    said: evidence,
    note: claim,
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
