// An opinion as sections of items with their quotes. Disagreement comes first: it is what a second opinion is for.
import { counted, percent } from '../terminal/format.ts';
import { type Finding, type Issue, SEVERITIES } from './findings.ts';
import type { Opinion, Said } from './run.ts';

export interface Item {
  lead: string;
  quotes: { who: string; said: string; quote: string }[];
  notes: string[];
}

export interface Section {
  title: string;
  items: Item[];
}

/** Who gave an answer. */
export const answered = ({ voices }: Opinion): Said[] => voices.filter(({ answer }) => answer !== null);

/** What is to be said about an opinion, in the order in which it matters. */
export const sectionsOf = (opinion: Opinion): Section[] =>
  (opinion.mode === 'review' ? reviewSections(opinion) : comparisonSections(opinion)).filter(
    ({ items }) => items.length > 0,
  );

function comparisonSections(opinion: Opinion): Section[] {
  const { comparison, voices } = opinion;
  if (!comparison) return [];
  const { points, disputes, agreement, recommendation, uncertainty } = comparison;
  const who = (voice: number): string => voices[voice]?.name ?? '';
  const quotesOf = (position: number) =>
    (points[position]?.claims ?? []).map(({ voice, claim, quote }) => ({
      who: who(voice),
      said: claim,
      quote,
    }));
  const standing = (wanted: string): number[] =>
    points.flatMap((point, position) => (point.standing === wanted ? [position] : []));
  const covered = new Set(disputes.flatMap((dispute) => dispute.points));
  const bare = (position: number): Item => ({
    lead: points[position]?.claims[0]?.claim ?? '',
    quotes: [],
    notes: [],
  });
  const few = answered(opinion).length === 2;
  return [
    {
      title: 'They disagree',
      items: [
        ...disputes.map(({ topic, sides, settle }) => ({
          lead: topic,
          quotes: sides.map(({ voice, argument, quote }) => ({ who: who(voice), said: argument, quote })),
          notes: settle ? [`Would settle it: ${settle}`] : [],
        })),
        ...standing('contradicted')
          .filter((position) => !covered.has(position))
          .map((position) => ({ lead: 'Contradictory', quotes: quotesOf(position), notes: [] })),
        ...standing('qualified').map((position) => ({
          lead: 'Agreed only under a condition',
          quotes: quotesOf(position),
          notes: [],
        })),
        ...(standing('contradicted').length + standing('qualified').length + disputes.length
          ? []
          : [{ lead: 'Nowhere, as far as the judge saw.', quotes: [], notes: [] }]),
      ],
    },
    {
      title: few ? 'Both say' : 'Two or more say',
      items: standing('agreed').map((position) => ({
        ...bare(position),
        quotes: quotesOf(position).map(({ who: name, quote }) => ({ who: name, said: '', quote })),
      })),
    },
    {
      title: 'One alone saw',
      items: standing('alone').map((position) => ({
        ...bare(position),
        quotes: quotesOf(position).map(({ who: name, quote }) => ({ who: name, said: '', quote })),
      })),
    },
    {
      title: 'Recommendation',
      items: [{ lead: recommendation, quotes: [], notes: uncertainty ? [`Uncertain: ${uncertainty}`] : [] }],
    },
    {
      title: agreement === null ? 'Agreement' : `Agreement ${percent(agreement)}`,
      items: [{ lead: agreementBasis(comparison, few), quotes: [], notes: [] }],
    },
  ];
}

function agreementBasis({ points }: NonNullable<Opinion['comparison']>, few: boolean): string {
  const number = (wanted: string): number => points.filter(({ standing }) => standing === wanted).length;
  const parts = [
    `${number('agreed')} made by ${few ? 'both' : 'two or more'}`,
    `${number('qualified')} under a condition`,
    `${number('contradicted')} contradicted`,
    `${number('alone')} made by one alone`,
  ];
  return `Of ${counted(points.length, 'point')}: ${parts.join(', ')}. Counted from claims with a checked quote.`;
}

function reviewSections({ findings, voices }: Opinion): Section[] {
  if (!findings) return [];
  const { matched, judged } = findings;
  const who = (voice: number): string => voices[voice]?.name ?? '';
  const items = (wanted: Issue['standing']): Item[] =>
    matched.issues
      .filter(({ standing }) => standing === wanted)
      .map(({ findings: own }) => ({
        lead: placeOf(own),
        quotes: own.map(({ voice, severity, claim, evidence }) => ({
          who: `${who(voice)} (${severity})`,
          said: claim,
          quote: evidence,
        })),
        notes: [],
      }));
  const { issues, agreement, recommendation, uncertainty } = matched;
  const number = (wanted: string): number => issues.filter(({ standing }) => standing === wanted).length;
  const basis = `Of ${counted(issues.length, 'finding')} whose code is in the files: ${number('agreed')} by two or more, ${number('contradicted')} contradicted, ${number('single')} by one alone. Matched ${judged ? 'by the judge' : 'by place (same file, within three lines)'}.`;
  const read = findings.byVoice.filter(Boolean).length;
  return [
    { title: 'Contradicted', items: items('contradicted') },
    { title: 'Agreed', items: items('agreed') },
    { title: 'Found by one alone', items: items('single') },
    {
      title: 'No findings',
      items:
        issues.length || !read
          ? []
          : [{ lead: `${counted(read, 'voice')} found nothing that holds.`, quotes: [], notes: [] }],
    },
    {
      title: 'Recommendation',
      items: recommendation
        ? [{ lead: recommendation, quotes: [], notes: uncertainty ? [`Uncertain: ${uncertainty}`] : [] }]
        : [],
    },
    {
      title: agreement === null || read < 2 ? 'Agreement' : `Agreement ${percent(agreement)}`,
      items: issues.length && read > 1 ? [{ lead: basis, quotes: [], notes: [] }] : [],
    },
  ];
}

/** The place and severity of the gravest of these findings. */
function placeOf(findings: readonly Finding[]): string {
  const grave = SEVERITIES.flatMap((wanted) => findings.filter(({ severity }) => severity === wanted))[0];
  return grave ? `${grave.file}:${grave.line}  ${grave.severity}` : '';
}
