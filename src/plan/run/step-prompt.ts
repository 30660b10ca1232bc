// What an executor gets to read: its role, the plan's shared sections, its own step, and what made the last try fail.

import type { Plan, Step } from '../file/plan.ts';
import type { TryFailure } from './events.ts';

export interface Setback {
  why: TryFailure;
  output: string;
  /** What whoever made it said last; null when nothing is known. */
  words: string | null;
  /** The files are as that try left them; otherwise they are as before the step. */
  kept: boolean;
}

/** What every step of a plan gets to read. */
export interface Reading extends Pick<Plan, 'shared'> {
  /** The project's own rules; null where the plan does not want them. */
  rules: string | null;
}

/** Enough to see what failed, little enough to be read again at each try. */
const LONGEST_OUTPUT = 8000;

/** What Claude Code runs without a question there, and nobody is there to answer one. */
const COMMANDS =
  'Of commands, only those that read and this check, as written, run; others are refused, so do not try them.';

/** Returns the prompt of one try. `role` is the role of whoever carries out a step. */
export function stepPrompt(plan: Reading, step: Step, role: string, setback: Setback | null): string {
  const files = step.files.length
    ? `You may make, change and delete these files only; any other change is refused:\n${step.files.map((file) => `- ${file}`).join('\n')}`
    : 'You may change no file: this step only checks.';
  return [
    role,
    `<plan>\n${plan.shared}\n</plan>`,
    ...(plan.rules ? [plan.rules] : []),
    `<step id="${step.id}">\n${step.title}\n\n${step.specification}\n</step>`,
    files,
    `The check, run in this folder when you have ended, decides whether the step is done. Run it yourself before:\n\n${step.verify}`,
    ...(step.executor === 'claude' ? [COMMANDS] : []),
    'You work in a copy of the repository made for this step; the steps it needs are done. Do not commit, and do not use git to undo. Nobody can answer questions.',
    ...(setback ? [describe(setback)] : []),
  ].join('\n\n');
}

const SAID: Record<TryFailure, string> = {
  check: 'its check failed and printed',
  files: 'it changed what it may not change',
  time: 'it ran out of time',
  budget: 'it ran out of money',
  refused: 'the model declined',
  review: 'its check passed, and a reviewer found this. Repair what is right about it',
};

function describe({ why, output, words, kept }: Setback): string {
  const files = kept
    ? 'The files are as that try left them: repair what is wrong.'
    : 'Its work was put away: the files are as before the step.';
  const said = words ? `Whoever made it said last:\n\n<words>\n${words}\n</words>\n\n` : '';
  return `The last try failed: ${SAID[why]}:\n\n<output>\n${tail(output)}\n</output>\n\n${said}${files} Find the cause first.`;
}

/** Returns the end of a long output, where failures are told. */
export function tail(output: string, most = LONGEST_OUTPUT): string {
  const text = output.trim();
  return text.length > most ? `[…]\n${text.slice(-most)}` : text;
}
