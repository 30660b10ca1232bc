// An opinion as sections of entries with their quotes, in the order in which they matter.
import { comparisonSections } from './comparison-sections.ts';
import type { Opinion, Voice } from './opinion.ts';
import { reviewSections } from './review-sections.ts';
import { plain, type ReportSection } from './section.ts';

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
