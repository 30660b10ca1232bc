// Sides that the user assigns: who argues one says what can be said for it, and not what it would do. So nothing that follows from
// an assigned side counts as a judgment.
import { label } from './labels.ts';
import type { Point } from './points.ts';
import type { Prompt } from './respondent.ts';

export const SIDES = ['for', 'against'] as const;

/** The side a voice argues; null for one that says what it thinks. */
export type Side = (typeof SIDES)[number] | null;

/** Sides by voice; one that is not named has none. */
export type Sides = readonly Side[];

const COURSE: Record<NonNullable<Side>, string> = {
  for: 'in favor of what the question proposes (of two courses, the one it names first)',
  against: 'against what the question proposes (of two courses, against the one it names first)',
};

/** Returns the prompt of a voice that argues `side`. */
export function withSide(prompt: Prompt, side: Side): Prompt {
  if (side === null) return prompt;
  const told = `You are assigned a side: argue ${COURSE[side]}, whatever you think yourself. Make the strongest honest case: no made-up fact, and name what the other side has right.`;
  return { ...prompt, system: `${prompt.system}\n${told}` };
}

/** Returns what the judge is told of answers in the order it sees them; '' when no side was assigned. */
export function sidesTold(shown: Sides): string {
  const told = shown.flatMap((side, at) =>
    side ? [`answer ${label(at)} was told to argue ${side} the proposal`] : [],
  );
  return told.length
    ? `Sides were assigned: ${told.join(', ')}. Such an answer is a case made to order and no sign of what its author thinks; weigh its arguments alone.\n\n`
    : '';
}

/**
 * Whether what is said about a point is a judgment: two voices without a side are in it, or it is agreed across sides. What voices on
 * assigned sides contradict was to be contradicted, and what one side alone agrees on was to be agreed.
 */
export function isJudgment({ standing, claims }: Pick<Point, 'standing' | 'claims'>, sides: Sides): boolean {
  const own = claims.map(({ voice }) => sides[voice] ?? null);
  if (own.filter((side) => side === null).length > 1) return true;
  return standing === 'agreed' && new Set(own).size > 1;
}

/** Returns who was told to argue what, in words: `opus for, codex against`; '' when nobody was. */
export const sidesInWords = (names: readonly string[], sides: Sides): string =>
  names.flatMap((name, voice) => (sides[voice] ? [`${name} ${sides[voice]}`] : [])).join(', ');
