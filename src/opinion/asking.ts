// One respondent asked: its answer or why there is none, with time and cost.
import { bugReport } from '../errors.ts';
import { familyOf } from './families.ts';
import { unmarked } from './fences.ts';
import type { OpinionEvents, OpinionSettings, Statement } from './opinion.ts';
import type { AskResult, Circumstances, ModelCall, Prompt, Respondent, Unanswered } from './respondent.ts';

/** Whom to ask what. */
export interface Inquiry {
  who: Respondent;
  prompt: Prompt;
  access: Circumstances['access'];
}

/** Asks one respondent. Never throws: what goes wrong is in the statement. */
export async function askOne(
  { who, prompt, access }: Inquiry,
  { timeoutMs, budget, folder, signal, remembered }: OpinionSettings,
  events: OpinionEvents,
): Promise<Statement> {
  const asked = {
    who: who.name,
    requested: who.requested,
    effort: who.effort,
    prompt: unmarked(prompt),
    access,
  };
  const there = remembered?.find(asked);
  if (there) {
    events.note(`${who.name} answered this before: it is not asked again.`);
    const call = { ...NO_CALL, served: there.served };
    return statementOf(who, { ...there, call }, null, 0);
  }
  const timeout = AbortSignal.timeout(timeoutMs);
  const started = performance.now();
  const onWait = (reason: string): void => events.note(`${who.name}: ${reason}; trying again.`);
  const ends = AbortSignal.any([signal, timeout]);
  const circumstances = { budget, signal: ends, timeoutMs, folder, access, onWait };
  const result = await who.ask(prompt, circumstances).catch((error): AskResult => {
    // The other voices are paid for and must not be lost with it, so it is told here and not thrown.
    events.note(`${who.name}: ${bugReport(error)}`);
    return { call: null, failure: 'failed', message: 'a bug in tierwise itself' };
  });
  const seconds = (performance.now() - started) / 1000;
  if ('text' in result) remembered?.keep(asked, { ...result, served: result.call?.served ?? null });
  const failed = 'failure' in result ? reasonOf(result, { stop: signal, timeout, timeoutMs }) : null;
  tell(who, result.call, events, { failed, seconds, truncated: 'truncated' in result && result.truncated });
  return statementOf(who, result, failed, seconds);
}

/** An answer that costs nothing more. */
const NO_CALL: ModelCall = {
  ...{ id: '', requestId: null, served: null, usage: null, costUsd: 0, usOnly: false, fast: false },
  isSum: false,
};

interface Ending {
  failed: Unanswered | null;
  seconds: number;
  truncated: boolean;
}

function tell(
  who: Respondent,
  call: ModelCall | null,
  events: OpinionEvents,
  { failed, seconds, truncated }: Ending,
): void {
  if (call) events.call(who, call, failed?.failure ?? (truncated ? 'truncated' : 'complete'));
  if (failed) events.note(`${who.name} gave no answer: ${failed.message} (${seconds.toFixed(1)} s).`);
}

function statementOf(
  { name, via, billedTo, client, requested }: Respondent,
  result: AskResult,
  failed: Unanswered | null,
  seconds: number,
): Statement {
  const { served = null, costUsd = null, usage = null } = result.call ?? {};
  const answered = 'text' in result ? result : { text: null, truncated: false };
  return {
    ...{ name, via, billedTo, client, requested, seconds, served, costUsd, usage },
    family: familyOf(name, served ?? requested),
    answer: answered.text,
    truncated: answered.truncated,
    failure: failed?.failure ?? null,
    message: failed?.message ?? null,
  };
}

const OWN_REASONS: readonly string[] = ['refused', 'empty', 'ceiling', 'timeout'];

// Which of our two reasons ended it, where the respondent only knows that it was ended.
function reasonOf(
  { failure, message }: Unanswered,
  { stop, timeout, timeoutMs }: { stop: AbortSignal; timeout: AbortSignal; timeoutMs: number },
): Unanswered {
  if (OWN_REASONS.includes(failure)) return { failure, message };
  if (stop.aborted) return { failure: 'aborted', message: 'stopped before it had answered' };
  if (!timeout.aborted) return { failure, message };
  const last = failure === 'aborted' || /^stopped before/.test(message) ? '' : ` (last: ${message})`;
  return { failure: 'timeout', message: `no answer within ${timeoutMs / 1000} s${last}` };
}
