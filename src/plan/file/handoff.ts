// What a plan says beside its steps, for a model that has read nothing else. The goal is needed; what else a handoff holds is worth its
// writing from a few steps on.
import type { Plan } from './plan.ts';
import { parseSections, type Section } from './plan-sections.ts';

const GOAL = ['Goal and non-goals', 'Goal', 'Goals'];
const REST = [
  'Folder structure',
  'Interface contracts',
  'Module responsibilities',
  'Build order',
  'Edge cases',
] as const;

/** From so many steps on, what is missing is said. */
const MANY_STEPS = 4;

/** Reports a plan without a goal. */
export function checkGoal(
  sections: readonly Section[],
  end: number,
  { report }: { report(line: number, message: string): void },
): void {
  const goal = sectionOf(sections, GOAL);
  if (!goal) report(end, 'the section "## Goal" is missing');
  else if (!goal.text) report(goal.line, `the section "## ${goal.title}" is empty`);
}

/** Returns what a plan of several steps leaves unsaid, in one sentence; null when it says all, or is small. */
export function unsaid({ steps, shared }: Pick<Plan, 'steps' | 'shared'>): string | null {
  if (steps.length < MANY_STEPS) return null;
  const { sections } = parseSections(shared, 1);
  const missing = REST.filter((wanted) => !sectionOf(sections, [wanted])?.text);
  if (!missing.length) return null;
  const names = missing.map((title) => `"## ${title}"`).join(', ');
  return `${steps.length} steps, and it says nothing under ${names}: who carries out a step has to guess that`;
}

const sectionOf = (sections: readonly Section[], titles: readonly string[]): Section | undefined =>
  sections.find(({ step, title }) => step === null && titles.some((one) => normal(one) === normal(title)));

const normal = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^a-z]+/g, ' ')
    .trim();
