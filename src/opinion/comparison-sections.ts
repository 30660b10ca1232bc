// A comparison as sections. The decision comes first, then where the voices disagree: it is what a second opinion is for.
import { counted, percent } from '../terminal/format.ts';
import type { Agreement, Comparison, Dispute } from './comparison.ts';
import type { Voice } from './opinion.ts';
import type { Point } from './points.ts';
import type { Claim } from './reading.ts';
import { plain, type ReportEntry, type ReportSection, recommendationSection } from './section.ts';

type NameOf = (voice: number) => string;

/** Returns the sections of a comparison, the empty ones too. */
export function comparisonSections(comparison: Comparison, voices: readonly Voice[]): ReportSection[] {
  const nameOf: NameOf = (voice) => voices[voice]?.name ?? '';
  const isPair = voices.filter(({ answer }) => answer !== null).length === 2;
  const inStanding = (wanted: Point['standing']): Point[] =>
    comparison.points.filter(({ standing }) => standing === wanted);
  const entries = (points: readonly Point[]): ReportEntry[] =>
    points.map(({ claims }) => pointEntry('', claims, nameOf));
  return [
    { title: decisionTitle(comparison, voices), entries: decisions(voices) },
    { title: disagreementTitle(voices), entries: disagreements(comparison, nameOf) },
    { title: isPair ? 'Both say' : 'Two or more say', entries: entries(inStanding('agreed')) },
    { title: 'Raised by one only', entries: entries(inStanding('alone')) },
    recommendationSection(comparison),
    { title: 'Agreement', entries: [plain(figures(comparison))] },
  ];
}

const DECISIONS: Record<Agreement['decision'], string> = {
  same: 'Same decision',
  different: 'The decisions differ',
  mixed: 'The decisions differ in part',
  none: 'No two decisions to compare',
};

const isAssigned = ({ assigned }: Voice): boolean => assigned !== null;

/** With assigned sides only what the others decide is compared. */
function decisionTitle({ agreement }: Comparison, voices: readonly Voice[]): string {
  if (agreement.decision === 'none' && voices.some(isAssigned))
    return 'Sides were assigned: no decisions are compared';
  return DECISIONS[agreement.decision];
}

const disagreementTitle = (voices: readonly Voice[]): string =>
  voices.some(isAssigned) ? 'Where the sides contradict each other' : 'They disagree';

const decisions = (voices: readonly Voice[]): ReportEntry[] =>
  voices
    .filter(({ answer }) => answer !== null)
    .map(({ name: called, decision, stance, assigned }) => {
      const name = assigned ? `${called} (told to argue ${assigned})` : called;
      if (stance === 'refused') return plain(`${name} refused to answer.`);
      if (stance === null) return plain(`${name}: no decision that stands.`);
      return plain(
        `${name}: ${stance === 'other' ? '' : `${stance}. `}${decision ?? ''} (the judge's words)`,
      );
    });

/** Disputes first, then contradictions that are in none of them, then agreement under a condition. */
function disagreements({ points, disputes }: Comparison, nameOf: NameOf): ReportEntry[] {
  const disputed = new Set(disputes.flatMap((dispute) => dispute.points.map((index) => points[index])));
  const open = (wanted: Point['standing']): Point[] =>
    points.filter((point) => point.standing === wanted && !disputed.has(point));
  const entries = [
    ...disputes.map((dispute) => disputeEntry(dispute, nameOf)),
    ...open('contradicted').map(({ claims }) => pointEntry('Contradictory', claims, nameOf)),
    ...points
      .filter(({ standing }) => standing === 'qualified')
      .map(({ claims }) => pointEntry('Agreed only under a condition', claims, nameOf)),
  ];
  return entries.length ? entries : [plain('Nowhere, as far as the judge saw.')];
}

const disputeEntry = ({ topic, sides, settle }: Dispute, nameOf: NameOf): ReportEntry => ({
  lead: topic,
  quotes: sides.map(({ voice, argument, sentence }) => ({
    who: nameOf(voice),
    said: sentence,
    note: argument && `The judge's words: ${argument}`,
  })),
  notes: settle ? [`What would resolve it: ${settle}`] : [],
});

/** What each said, in its own sentence, and below it what the judge takes it to mean. */
const pointEntry = (lead: string, claims: readonly Claim[], nameOf: NameOf): ReportEntry => ({
  lead,
  quotes: claims.map(({ voice, claim, sentence }) => ({
    who: nameOf(voice),
    said: sentence,
    note: claim === sentence ? '' : `The judge's words: ${claim}`,
  })),
  notes: [],
});

const noPoint = (assigned: readonly Point[]): string =>
  `No point was raised by two or more${assigned.length ? ' as a judgment of theirs' : ''}.`;

function figures({ agreement, points: all, assigned, brief }: Comparison): string {
  if (brief && !all.length)
    return 'Decisions and contradictions were looked for, in both orders, and nothing else was compared.';
  const { shared, overlap } = agreement;
  const points = all.filter((point) => !assigned.includes(point));
  const number = (wanted: Point['standing']): number =>
    points.filter(({ standing }) => standing === wanted).length;
  const several = points.length - number('alone');
  const parts = [
    `${number('agreed')} agreed`,
    `${number('qualified')} agreed under a condition`,
    `${number('contradicted')} contradicted`,
  ];
  return [
    shared === null
      ? noPoint(assigned)
      : `Shared ${percent(shared)}: of ${counted(several, 'point')} that two or more raised, ${parts.join(', ')}.`,
    overlap === null
      ? ''
      : `Overlap ${percent(overlap)}: ${several + assigned.length} of ${counted(all.length, 'point')} raised by two or more.`,
    assigned.length
      ? `Not counted as agreement or disagreement: ${counted(assigned.length, 'point')} that follow from the assigned sides.`
      : '',
    'Counted from claims with a checked quote; agreed is what the judge saw twice, in both orders.',
  ]
    .filter(Boolean)
    .join('\n');
}
