// A review as sections: what is verified, the most severe first, then what is not, and what could not be read, as it came.
import { counted } from '../terminal/format.ts';
import type { Opinion } from './opinion.ts';
import { type Found, type Review, reviewOf } from './review.ts';
import { plain, type ReportEntry, type ReportSection, recommendationSection } from './section.ts';

/** Returns the sections of a review, the empty ones too. */
export function reviewSections(opinion: Opinion): ReportSection[] {
  const review = reviewOf(opinion);
  if (!review || !opinion.findings) return [];
  const { matched, judged, byVoice } = opinion.findings;
  const { findings, unverified, raw } = review;
  const entries = (wanted: Found['standing']): ReportEntry[] =>
    findings.filter(({ standing }) => standing === wanted).map(foundEntry);
  const read = byVoice.filter(Boolean).length;
  const isNothing = read > 0 && !findings.length && !unverified.length && !raw.length;
  return [
    { title: 'Contradicted', entries: entries('contradicted') },
    { title: 'Agreed', entries: entries('agreed') },
    { title: 'Raised by one only', entries: entries('single') },
    { title: 'Not verified', entries: unverified.map(unverifiedEntry) },
    { title: 'Not readable, as it came', entries: raw.map(rawEntry) },
    { title: 'No findings', entries: isNothing ? [plain(`${counted(read, 'voice')} found nothing.`)] : [] },
    recommendationSection(matched),
    {
      title: 'What this rests on',
      entries: findings.length && read > 1 ? [plain(basis(findings, judged))] : [],
    },
  ];
}

const foundEntry = ({
  file,
  line,
  severity,
  reports,
  cleared,
  verification,
  why,
  reproduction,
}: Found): ReportEntry => ({
  lead: `${file}:${line}  ${severity}, ${verification}`,
  quotes: reports.map((report) => ({
    who: `${report.voice} (${report.severity})`,
    said: report.evidence,
    note: report.claim,
  })),
  notes: [
    ...cleared.map(({ voice, claim }) => `${voice} calls it right: ${claim}`),
    `${WORDS[verification]}: ${why}`,
    ...(reproduction ? [testText(reproduction)] : []),
  ],
});

/** The failing test, which whoever repairs it can use. */
const testText = ({ file, test, output }: NonNullable<Found['reproduction']>): string =>
  `The test, ${file}:\n\n${indented(test)}\n\nIt prints:\n\n${indented(output)}`;

/** As code in Markdown, too. */
const indented = (text: string): string => text.trimEnd().replace(/^/gm, '    ');

const WORDS = {
  reproduced: 'Reproduced',
  confirmed: 'Confirmed by',
  disputed: 'Disputed by',
  'not checked': 'Not checked',
};

function unverifiedEntry({
  voices,
  file,
  line,
  severity,
  claim,
  evidence,
  reason,
}: Review['unverified'][number]): ReportEntry {
  const place = [file, line].filter((part) => part !== null && part !== '').map(inWords);
  const lead = [place.join(':'), severity === null ? '' : inWords(severity)].filter(Boolean).join('  ');
  return {
    lead: `${lead || 'no place named'}: ${reason}`,
    quotes: [
      { who: voices.join(', '), said: evidence ? inWords(evidence) : claim, note: evidence ? claim : '' },
    ],
    notes: [],
  };
}

const rawEntry = ({ voice, text, reason }: Review['raw'][number]): ReportEntry => ({
  lead: `${voice}: ${reason}`,
  quotes: [],
  notes: [text],
});

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function basis(findings: readonly Found[], judged: boolean): string {
  const number = (wanted: Found['standing']): number =>
    findings.filter(({ standing }) => standing === wanted).length;
  const parts = [
    `${number('agreed')} raised by two or more`,
    `${number('contradicted')} contradicted`,
    `${number('single')} raised by one only, which makes none of them weaker`,
  ];
  const how = judged ? 'by the judge' : 'by place (same file, within three lines)';
  return `Of ${counted(findings.length, 'finding')} whose code is in the files: ${parts.join(', ')}. Matched ${how}.`;
}
