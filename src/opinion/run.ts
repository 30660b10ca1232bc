// From a question to what the voices said and how it compares: all asked at once, none sees another, then one judge.
import type { Budget } from '../ask/budget.ts';
import { counted } from '../terminal/format.ts';
import { type Compared, readComparison } from './comparison.ts';
import { parseDiff } from './diff.ts';
import {
  findingId,
  type Matched,
  matchByJudge,
  matchByPlace,
  type ReadFindings,
  readFindings,
} from './findings.ts';
import { label, shuffled } from './labels.ts';
import type { Material } from './material.ts';
import { comparePrompt, matchPrompt, questionPrompt, reviewPrompt } from './prompts.ts';
import type { AskResult, Circumstances, ModelCall, Prompt, Respondent, Unanswered } from './respondent.ts';
import { familyOf } from './voices.ts';

export interface OpinionSettings {
  question: string;
  material: Material;
  review: boolean;
  voices: readonly Respondent[];
  judge: Respondent | null;
  timeoutMs: number;
  budget: Budget;
  folder: string;
  /** Whether CLIs may look around in `folder`. */
  mayLook: boolean;
  signal: AbortSignal;
  /** Order in which the judge sees the answers. */
  random?: () => number;
}

export interface OpinionEvents {
  note(line: string): void;
  /** Hears who has not answered yet. */
  waitingFor(names: readonly string[]): void;
  /** Hears of every call that was answered or paid for. */
  call(who: Respondent, call: ModelCall, stop: string): void;
}

/** One respondent's part: an answer or a failure, with time and cost. */
export interface Said {
  name: string;
  via: string;
  billedTo: string;
  client: string | null;
  requested: string | null;
  served: string | null;
  family: string | null;
  seconds: number;
  costUsd: number | null;
  usage: ModelCall['usage'];
  answer: string | null;
  truncated: boolean;
  failure: Unanswered['failure'] | null;
  message: string | null;
}

export interface Opinion {
  question: string;
  mode: 'question' | 'review';
  voices: Said[];
  /** Null: nobody judged. `order`: the voices' names as A, B, …. */
  judge: (Said & { order: string[]; isVoice: boolean }) | null;
  /** Of a question; voices are positions in `voices`. */
  comparison: Compared | null;
  /** Of a review. */
  findings: { byVoice: (ReadFindings | null)[]; matched: Matched; judged: boolean } | null;
  /** List price of all calls whose price is known. */
  costUsd: number;
  /** What may have been billed for calls that were never answered. */
  uncertainUsd: number;
  /** Names of respondents whose calls have no known price. */
  unpriced: string[];
  warnings: string[];
  stopped: 'ceiling' | 'interrupted' | null;
}

/** Asks, compares, and gives what came of it; a voice that fails is reported, and the others stand. */
export async function runOpinion(settings: OpinionSettings, events: OpinionEvents): Promise<Opinion> {
  const { question, material, review, voices, signal, budget, mayLook } = settings;
  const open = new Set<string>();
  const ask: Ask = async (who, prompt, access) => {
    events.waitingFor([...open.add(who.name)]);
    const said = await askOne(who, prompt, access, settings, events);
    open.delete(who.name);
    events.waitingFor([...open]);
    return said;
  };
  const prompt = (review ? reviewPrompt : questionPrompt)(question, material, mayLook);
  const said = await Promise.all(voices.map((voice) => ask(voice, prompt, mayLook ? 'read' : 'none')));
  const opinion: Opinion = {
    question,
    mode: review ? 'review' : 'question',
    voices: said,
    judge: null,
    comparison: null,
    findings: null,
    costUsd: 0,
    uncertainUsd: 0,
    unpriced: [],
    warnings: warningsAbout(said),
    stopped: null,
  };
  if (review) await matchFindings(opinion, settings, ask);
  else await compareAnswers(opinion, settings, ask);
  const everybody = [...said, ...(opinion.judge ? [opinion.judge] : [])];
  opinion.costUsd = everybody.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  opinion.uncertainUsd = budget.uncertainUsd;
  opinion.unpriced = everybody.flatMap(({ name, costUsd, answer }) =>
    costUsd === null && answer !== null ? [name] : [],
  );
  if (everybody.some(({ failure }) => failure === 'ceiling')) opinion.stopped = 'ceiling';
  if (signal.aborted) opinion.stopped = 'interrupted';
  return opinion;
}

type Ask = (who: Respondent, prompt: Prompt, access: Circumstances['access']) => Promise<Said>;

async function askOne(
  who: Respondent,
  prompt: Prompt,
  access: Circumstances['access'],
  { timeoutMs, budget, folder, signal }: OpinionSettings,
  events: OpinionEvents,
): Promise<Said> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const started = performance.now();
  const onWait = (reason: string): void => events.note(`${who.name}: ${reason}; trying again.`);
  const ends = AbortSignal.any([signal, timeout]);
  const circumstances = { budget, signal: ends, timeoutMs, folder, access, onWait };
  const answered = await who.ask(prompt, circumstances).catch((error): AskResult => {
    // Our bug. The other voices are paid for and must not be lost with it.
    events.note(`${who.name}: a bug in tierwise itself. ${(error as Error)?.stack ?? error}`);
    return { call: null, failure: 'failed', message: 'a bug in tierwise itself' };
  });
  const seconds = (performance.now() - started) / 1000;
  const { call } = answered;
  const failed = failureIn(answered, signal, timeout, timeoutMs);
  const truncated = 'truncated' in answered && answered.truncated;
  if (call) events.call(who, call, failed?.failure ?? (truncated ? 'truncated' : 'complete'));
  events.note(
    `${who.name} ${failed ? `gave no answer: ${failed.message}` : 'has answered'} (${seconds.toFixed(1)} s).`,
  );
  const { name, via, billedTo, client, requested } = who;
  return {
    ...{ name, via, billedTo, client, requested, seconds },
    served: call?.served ?? null,
    family: familyOf(name, call?.served ?? requested),
    costUsd: call?.costUsd ?? null,
    usage: call?.usage ?? null,
    answer: 'text' in answered ? printable(answered.text) : null,
    truncated,
    failure: failed?.failure ?? null,
    message: failed ? printable(failed.message) : null,
  };
}

/** Without control characters, by which an answer could write anything to the terminal. */
const printable = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, '');

// Which of our two reasons ended it, where the respondent only knows that it was ended.
function failureIn(
  answered: AskResult,
  stop: AbortSignal,
  timeout: AbortSignal,
  timeoutMs: number,
): Unanswered | null {
  if (!('failure' in answered)) return null;
  const { failure, message } = answered;
  const ownReason = failure === 'refused' || failure === 'empty' || failure === 'ceiling';
  if (ownReason || failure === 'timeout') return { failure, message };
  if (stop.aborted) return { failure: 'aborted', message: 'stopped before it had answered' };
  if (timeout.aborted) {
    const last = failure === 'aborted' || /^stopped before/.test(message) ? '' : ` (last: ${message})`;
    return { failure: 'timeout', message: `no answer within ${timeoutMs / 1000} s${last}` };
  }
  return { failure, message };
}

function warningsAbout(said: readonly Said[]): string[] {
  const answered = said.filter(({ answer }) => answer !== null);
  const families = new Set(answered.map(({ family }) => family));
  const warnings: string[] = [];
  if (answered.length > 1 && families.size === 1 && !families.has(null)) {
    warnings.push(
      `All voices are models of ${[...families][0]}: they share training and so blind spots. Agreement among them is weaker evidence.`,
    );
  }
  for (const { name, truncated } of answered)
    if (truncated) warnings.push(`The answer of ${name} was cut off at its limit.`);
  return warnings;
}

/** What has to be true for a judge to be asked; says in a warning why not. */
function judgeFor({ voices, judge, signal }: OpinionSettings, opinion: Opinion): Respondent | null {
  if (!judge || signal.aborted || opinion.voices.some(({ failure }) => failure === 'ceiling')) return null;
  if (voices.some((voice) => isSame(voice, judge)))
    opinion.warnings.push(`${judge.name} judged answers of which one is its own.`);
  return judge;
}

/** `opus` and `api:opus` are one voice. */
const isSame = (one: Respondent, other: Respondent): boolean =>
  one.name === other.name || (one.requested !== null && one.requested === other.requested);

async function compareAnswers(opinion: Opinion, settings: OpinionSettings, ask: Ask): Promise<void> {
  const present = opinion.voices.flatMap(({ answer }, position) => (answer === null ? [] : [position]));
  if (present.length < 2) return;
  const judge = judgeFor(settings, opinion);
  if (!judge) return;
  const order = shuffled(present, settings.random);
  const answers = order.map((position) => opinion.voices[position]?.answer ?? '');
  const said = await ask(judge, comparePrompt(settings.question, settings.material, answers), 'none');
  opinion.judge = asJudge(said, judge, order, opinion, settings);
  const compared = said.answer === null ? null : readComparison(said.answer, answers);
  if (!compared) {
    opinion.warnings.push(notJudged(said, 'an answer that stands up to no check'));
    return;
  }
  const { points, disputes, dropped } = compared;
  const back = <Item extends { voice: number }>(item: Item): Item => ({
    ...item,
    voice: order[item.voice] ?? 0,
  });
  opinion.comparison = {
    ...compared,
    points: points.map((point) => ({ ...point, claims: point.claims.map(back) })),
    disputes: disputes.map((dispute) => ({ ...dispute, sides: dispute.sides.map(back) })),
  };
  if (dropped.quotes)
    opinion.warnings.push(`Dropped: ${counted(dropped.quotes, 'quote')} of the judge in no answer.`);
}

async function matchFindings(opinion: Opinion, settings: OpinionSettings, ask: Ask): Promise<void> {
  const { material } = settings;
  const sources = {
    files: parseDiff(material.diff?.text ?? ''),
    after: material.diff?.after ?? (() => null),
  };
  const byVoice = opinion.voices.map(({ answer }) =>
    answer === null ? null : readFindings(answer, sources),
  );
  for (const [position, read] of byVoice.entries()) noteReading(opinion, position, read);
  const findings = byVoice.map((read) => read?.findings ?? []);
  opinion.findings = { byVoice, matched: matchByPlace(findings), judged: false };
  const present = byVoice.flatMap((read, position) => (read ? [position] : []));
  // With findings of one voice only there is nothing to match.
  if (findings.filter((list) => list.length).length < 2) return;
  const judge = judgeFor(settings, opinion);
  if (!judge) return;
  const order = shuffled(present, settings.random);
  const said = await ask(
    judge,
    matchPrompt(
      material,
      order.map((position) => findings[position] ?? []),
    ),
    'none',
  );
  opinion.judge = asJudge(said, judge, order, opinion, settings);
  const idOf = (voice: number, index: number): string => findingId(label(order.indexOf(voice)), index);
  const matched = said.answer === null ? null : matchByJudge(said.answer, findings, idOf);
  if (!matched)
    opinion.warnings.push(notJudged(said, 'no usable answer; findings are matched by place alone'));
  else opinion.findings = { byVoice, matched, judged: true };
}

function noteReading({ voices, warnings }: Opinion, position: number, read: ReadFindings | null): void {
  const voice = voices[position];
  if (!voice || voice.answer === null) return;
  if (!read) {
    voice.failure = 'failed';
    voice.message = 'its answer holds no findings in the shape asked for';
    return;
  }
  const { unfounded, malformed } = read.dropped;
  if (unfounded)
    warnings.push(`Dropped: ${counted(unfounded, 'finding')} of ${voice.name} on code that is not there.`);
  if (malformed)
    warnings.push(`Dropped: ${counted(malformed, 'finding')} of ${voice.name} that could not be read.`);
}

function asJudge(
  said: Said,
  judge: Respondent,
  order: readonly number[],
  opinion: Opinion,
  { voices }: OpinionSettings,
): Opinion['judge'] {
  const names = order.map((position) => opinion.voices[position]?.name ?? '');
  return { ...said, order: names, isVoice: voices.some((voice) => isSame(voice, judge)) };
}

const notJudged = ({ name, message }: Said, otherwise: string): string =>
  `The judge, ${name}, gave ${message ? `no answer: ${message}` : otherwise}.`;
