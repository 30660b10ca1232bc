// A round of rebuttal in words: who changed its mind, and that the figures are those from before.
import { counted } from '../terminal/format.ts';
import type { Opinion, Rebuttal, Rebuttals } from './opinion.ts';
import { plain, type ReportEntry, type ReportSection } from './section.ts';

/** Returns the section about the round of an opinion; without entries when there was none. */
export function rebuttalSection({ rebuttals, voices }: Opinion): ReportSection {
  if (!rebuttals) return { title: '', entries: [] };
  const { asked, changed, disputes } = rebuttals;
  const nameOf = (voice: number): string => voices[voice]?.name ?? '';
  return {
    title: `After one round of rebuttal: ${counted(changed, 'change')} of mind, ${counted(asked, 'side')} asked`,
    entries: [
      ...disputes.map((dispute) => entryOf(dispute, nameOf)),
      plain('The sides did not know whose argument they read. All other figures are from before the round.'),
    ],
  };
}

const entryOf = (
  { topic, sides }: Rebuttals['disputes'][number],
  nameOf: (voice: number) => string,
): ReportEntry => ({
  lead: topic,
  quotes: [],
  notes: [...sides.map((side) => `${nameOf(side.voice)} ${inWords(side)}`), ...outcomeOf(sides)],
});

function inWords({ position, why }: Rebuttal): string {
  if (position === null) return 'did not say what it holds now.';
  return `${position === 'change' ? 'changed its mind' : 'stays with what it said'}: ${why}`;
}

/** Where all gave way to each other, nothing is settled. */
function outcomeOf(sides: readonly Rebuttal[]): string[] {
  const changed = sides.filter(({ position }) => position === 'change').length;
  if (changed === sides.length && changed > 1)
    return ['Each gave way to the other: the dispute is as open as before.'];
  if (sides.length === 2 && changed === 1 && sides.every(({ position }) => position !== null))
    return ['Both now hold the same.'];
  return [];
}
