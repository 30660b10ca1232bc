// What failed tries say against the plan itself: no tier can make up for a file that is missing in a list, a check that cannot pass
// or a contradiction. Whoever wrote the plan is asked then, and not a more expensive executor.
import { isCleanup } from '../file/cleanup-step.ts';
import { covers } from '../file/glob.ts';
import type { Step } from '../file/plan.ts';
import type { RunContext } from './context.ts';
import { type StepRung, sameRung } from './escalation.ts';
import type { StepState } from './state.ts';
import { failedTries } from './tries.ts';
import { type FailedLook, sameOutput } from './triggers.ts';

/** What is looked at of a failed try. */
export type DefectLook = Pick<FailedLook, 'rung' | 'why' | 'output'> & { words: string | null };

/** Returns what speaks against the plan about a step, in words; null when nothing does. */
export function planDefect(
  step: Pick<Step, 'files' | 'verify'>,
  failed: readonly DefectLook[],
): string | null {
  const last = failed.at(-1);
  if (!last) return null;
  return (
    missingInWords(step, last) ??
    contradiction(last) ??
    refusedAgain(failed) ??
    impossibleCheck(step, last) ??
    apart(failed) ??
    sameOnTwoRungs(step, failed)
  );
}

/** How often the run itself asks about a step, over all its versions; about one version once. */
const MOST_QUESTIONS = 2;

/** Returns why the planner is to be asked about a step now, in words; null when it is not. */
export function defectOf(
  { reviser, history }: Pick<RunContext, 'reviser' | 'history'>,
  state: StepState,
): string | null {
  const { step, asked } = state;
  const before = history.state.questions.get(step.id) ?? 0;
  // A step of another CLI is never handed to a bill that the user has not chosen.
  if (
    isCleanup(step) ||
    reviser.way === 'never' ||
    step.executor !== 'claude' ||
    asked > 0 ||
    before >= MOST_QUESTIONS
  )
    return null;
  return planDefect(step, failedTries(state));
}

const PATH =
  /(?<![\w/.@:~-])[\w@][\w@.-]*(?:\/[\w@.-]+)+|(?<![\w/.@:~-])(?:[a-z_][\w-]+\.[a-z]|[a-z_][\w-]*\.[a-z][a-z0-9]{1,4})\b/g;
/** What looks like a file and is a product, or belongs to no plan. */
const NO_FILE =
  /^(?:(?:node|next|vue|react|nuxt|express|three|d3)\.js|.*\.(?:com|org|io|net|dev))$|node_modules\//i;
const LACKS =
  /\b(?:stop(?:ped|s)?|block(?:ed|s)|cannot|can't|could not|unable|not allowed|outside|missing|needs?|needed|requires?|required|must|has to|would have to|impossible|not (?:in|on|one of|among|part of))\b/i;

/** An executor that says which file it lacks: one that the step may not touch. */
function missingInWords({ files }: Pick<Step, 'files'>, { words }: DefectLook): string | null {
  for (const sentence of sentencesOf(words ?? '')) {
    if (!LACKS.test(sentence)) continue;
    const path = (sentence.match(PATH) ?? [])
      .map((one) => one.replace(/^\.\/|[.:]+$/g, ''))
      .find((one) => !NO_FILE.test(one) && !covers(files, one));
    if (path) return `its executor says that it lacks ${path}, which is not in its files`;
  }
  return null;
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+|\n+/);

const CONTRADICTION =
  /\bcontradict\w*|\b(?:conflicting|incompatible) (?:requirements?|instructions?)\b|\b(?:check|test|verify)\b[^.\n]*\b(?:cannot|can't|never|impossible)\b[^.\n]*\b(?:pass|succeed|be met|be satisfied)\b/i;

function contradiction({ words }: DefectLook): string | null {
  const said = sentencesOf(words ?? '').find((sentence) => CONTRADICTION.test(sentence));
  return said ? `its executor says that it contradicts itself: ${said.trim().slice(0, 160)}` : null;
}

const REFUSED = /^.*not (?:one of|in) this step's files.*$/m;

/** Two tries in a row that changed the same files outside the list. */
function refusedAgain(failed: readonly DefectLook[]): string | null {
  const [before, last] = failed
    .slice(-2)
    .map(({ why, output }) => (why === 'files' ? REFUSED.exec(output)?.[0] : null));
  return before && last && before === last ? `two tries in a row: ${last}` : null;
}

const TOGETHER = /^the check of step \S+ failed on the (?:work of steps .* together|finished branch)/;

/** A step that went back for another's work, and could not be made to go with it in two tries: what keeps them apart may be in no list. */
function apart(failed: readonly DefectLook[]): string | null {
  const back = failed.findIndex(({ output }) => TOGETHER.test(output));
  if (back < 0 || failed.slice(back + 1).filter(({ why }) => why === 'check').length < 2) return null;
  const [told = ''] = failed[back]?.output.split('\n', 1) ?? [];
  return `two tries did not mend that ${told}`;
}

const NOT_THERE =
  /(?:^|[\s'"`:])([\w@.-][\w@./-]*)['"`]?: (?:command )?not found|can(?:not|'t) (?:open|find(?: module)?|stat|access)(?: file)? '?([^\s':]+)|([\w@.-][\w@./-]*)['"`]?: No such file or directory|(Missing script: \S+)/;

/** A check that names what is not there, and what the step may not make. */
function impossibleCheck(
  { files, verify }: Pick<Step, 'files' | 'verify'>,
  { why, output }: DefectLook,
): string | null {
  if (why !== 'check') return null;
  const [line = '', ...named] = NOT_THERE.exec(output) ?? [];
  const told = named.find(Boolean)?.replace(/^\.\//, '');
  if (!told) return null;
  const words = verify.split(/[\s'";&|()]+/).map((word) => word.replace(/^\.\//, ''));
  // Some programs tell the whole path, which begins with that of the copy.
  const lacking = words.find((word) => word !== '' && told.endsWith(`/${word}`)) ?? told;
  const isScript = lacking.startsWith('Missing script');
  if (!isScript && (!verify.includes(lacking) || covers(files, lacking))) return null;
  return `its check cannot pass: ${line.trim()}`;
}

/** Another tier, or the highest at more effort, and the check says the same; one that says nothing tells nothing. */
function sameOnTwoRungs({ verify }: Pick<Step, 'verify'>, failed: readonly DefectLook[]): string | null {
  const last = failed.at(-1);
  if (last?.why !== 'check' || last.output.replace(/\n\(.*\)$/, '').trim() === verify.trim()) return null;
  const { rung } = last;
  // More effort on a low tier often runs into the same: the next tier costs less than a question.
  const isAsGood = (one: StepRung): boolean =>
    one.tier !== rung.tier || ((rung.tier === 'opus' || rung.tier === 'fable') && !sameRung(one, rung));
  const before = failed
    .slice(0, -1)
    .find((one) => one.why === 'check' && isAsGood(one.rung) && sameOutput(one.output, last.output));
  return before ? 'its check prints the same on two rungs' : null;
}
