// An opinion as sections of entries with their quotes, in the order in which they matter.
import { comparisonSections } from './comparison-sections.ts';
import type { Opinion, Voice } from './opinion.ts';
import { rebuttalSection } from './rebuttal-section.ts';
import { reviewSections } from './review-sections.ts';
import { scoutSection } from './scout-section.ts';
import { plain, type ReportSection } from './section.ts';

/** Returns who gave an answer, and behind the voices the scouts that are none of them. */
export function answered({ voices, scouts }: Opinion): Voice[] {
  const others = (scouts?.voices ?? []).filter(({ name }) => !voices.some((voice) => voice.name === name));
  const asScouts = others.map((scout) => ({ ...scout, name: `${scout.name} (scout)` }));
  return [...voices, ...asScouts].filter(({ answer }) => answer !== null);
}

/** Returns what is to be said about an opinion. */
export function sectionsOf(opinion: Opinion): ReportSection[] {
  const sections = opinion.mode === 'review' ? reviewSections(opinion) : questionSections(opinion);
  return sections.filter(({ entries }) => entries.length > 0);
}

/** The decision comes first, then who was asked, and what the round of rebuttal changed. */
function questionSections(opinion: Opinion): ReportSection[] {
  const { comparison, voices } = opinion;
  const [first, second, ...others] = comparison
    ? comparisonSections(comparison, voices)
    : notCompared(opinion);
  const asked = [first, scoutSection(opinion), second, rebuttalSection(opinion)];
  return [...asked.filter((section) => section !== undefined), ...others];
}

/** Somebody was to compare the answers, and nobody could. */
const notCompared = ({ judge }: Opinion): ReportSection[] =>
  judge ? [{ title: 'Not compared', entries: [plain('No judge was usable; the answers are below.')] }] : [];
