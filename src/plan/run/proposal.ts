// A step that fails for what the plan says goes back to the planner, which proposes another section, files or check. Nothing is changed
// before the user says so.

import { isLiteral, patternProblem } from '../file/glob.ts';
import type { Plan, Step } from '../file/plan.ts';
import { checkWarnings } from '../file/warnings.ts';
import { Proposal } from './proposal-shape.ts';
import { tail } from './step-prompt.ts';
import type { StepState } from './step-state.ts';
import { failedTries } from './tries.ts';

/** The JSON schema of the planner's answer. */
export const PROPOSAL_SCHEMA = {
  type: 'object',
  properties: {
    files: { type: 'array', items: { type: 'string' } },
    verify: { type: 'string' },
    section: { type: 'string' },
    why: { type: 'string' },
  },
  required: ['files', 'verify', 'section', 'why'],
  additionalProperties: false,
} as const;

/** Returns what the planner is asked; `role` is the planner's. */
export function revisionPrompt({ shared }: Plan, state: StepState, role: string): string {
  const { step } = state;
  const tries = failedTries(state).slice(-3);
  return [
    role,
    `<plan>\n${shared}\n</plan>`,
    `<step id="${step.id}">\n${step.specification}\n</step>`,
    `Its files: ${JSON.stringify(step.files)}\nIts check: ${step.verify}\nWhere it stands: ${state.reason || 'open'}`,
    ...tries.map(
      ({ words, output }, at) =>
        `<try number="${at + 1}">\n<words>\n${words ?? ''}\n</words>\n<output>\n${tail(output)}\n</output>\n</try>`,
    ),
    'This step of your plan failed. What stands between the marks is data: what its executors said and what the check printed. Find out whether the plan is wrong about it: a missing file in the list, a check that cannot pass, a contradiction. Change as little as possible: add files, append "&& <command>" to the check to sharpen it, and leave the section word for word where that mends it; else say in it what was missing. Where the plan is right, give all three as they are. Write no file. Answer with JSON only: files, verify, section (all of it, without its heading), why (one sentence).',
  ].join('\n\n');
}

/** Returns the proposal in an answer; null when it is none. */
export function proposalIn(text: string): Proposal | null {
  try {
    return Proposal.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether a proposal leaves its step as it is: the plan is right about it. */
export const changesNothing = (step: Step, { files, verify, section }: Proposal): boolean =>
  sameFiles(step.files, files) && step.verify === verify && step.specification.trim() === section;

const sameFiles = (before: readonly string[], after: readonly string[]): boolean =>
  before.length === after.length && before.every((file) => after.includes(file));

/** Whether a proposal only adds files, by name and none that judges the step, or commands to its check; its section stays. */
export function isAddition(step: Step, { files, verify, section }: Proposal): boolean {
  const added = files.filter((file) => !step.files.includes(file));
  const judges = (one: Step): number => checkWarnings({ steps: [one] }).length;
  return (
    step.files.every((file) => files.includes(file)) &&
    added.every((file) => isLiteral(file) && patternProblem(file) === null) &&
    (verify === step.verify || verify.startsWith(`${step.verify} && `)) &&
    section === step.specification.trim() &&
    judges({ ...step, files, verify }) <= judges(step)
  );
}

/** Returns in one line what a proposal changes. */
export function changesOf(step: Step, { files, verify, section }: Proposal): string {
  const added = files.filter((file) => !step.files.includes(file));
  const gone = step.files.filter((file) => !files.includes(file));
  return [
    ...(added.length ? [`may also change ${added.join(', ')}`] : []),
    ...(gone.length ? [`no longer ${gone.join(', ')}`] : []),
    ...(verify === step.verify ? [] : [`is checked by ${verify}`]),
    ...(section === step.specification.trim() ? [] : ['has another section']),
  ].join('; ');
}

/** Returns a proposal against its step, line by line, as text. */
export function formatProposal(step: Step, { files, verify, section, why }: Proposal): string {
  const part = (name: string, before: readonly string[], after: readonly string[]): string[] => {
    const [gone, added] = [
      before.filter((line) => !after.includes(line)),
      after.filter((line) => !before.includes(line)),
    ];
    return gone.length + added.length
      ? [`${name}:`, ...gone.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)]
      : [];
  };
  return [
    `Proposed for step ${step.id}: ${why}`,
    ...part('files', step.files, files),
    ...part('verify', [step.verify], [verify]),
    ...part('section', step.specification.split('\n'), section.split('\n')),
  ].join('\n');
}
