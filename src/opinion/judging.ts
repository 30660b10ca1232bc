// What the voices said put before a judge twice, the second time in reverse order, and its replies brought back to who said what.
import { counted } from '../terminal/format.ts';
import { AnswerText } from './answer-text.ts';
import { type Again, type Comparison, compared, judgmentsOf } from './comparison.ts';
import { decidedBy, isSettled } from './decisions.ts';
import { isSameModel } from './families.ts';
import { label, shuffled } from './labels.ts';
import type { Ask, Judgement, Opinion, OpinionSettings, Statement } from './opinion.ts';
import { comparePrompt } from './prompts.ts';
import { type Reading, readReply } from './reading.ts';
import type { Respondent } from './respondent.ts';
import { sidesInWords } from './sides.ts';
import { questionInFull } from './voice-prompts.ts';

/** A judge that cannot be read twice gives way to another; a third would not be readable either. */
export const MOST_JUDGES = 2;

/** Has the answers to a question compared, when there are two or more and somebody judges. */
export async function compareAnswers(opinion: Opinion, settings: OpinionSettings, ask: Ask): Promise<void> {
  const present = opinion.voices.flatMap(({ answer }, voice) => (answer === null ? [] : [voice]));
  if (present.length < 2) return;
  const order = shuffled(present, settings.random);
  const court: Court = {
    ...{ opinion, settings, ask },
    answers: opinion.voices.map(({ answer }) => (answer === null ? null : new AnswerText(answer))),
  };
  for await (const judge of judgesOf(opinion, settings)) {
    const readings = settings.brief
      ? await judgedBriefly(judge, order, court)
      : await Promise.all([order, order.toReversed()].map((shown) => judged(judge, shown, court)));
    // In brief one reply is enough to say that they differ.
    const [first, second = settings.brief ? first : null] = readings.map(({ reading }) => reading);
    const both = first && second ? { first, second, order } : null;
    const again = both && !settings.brief ? await heardAgain(judge, both, court) : null;
    opinion.judge = judgement(judge, { order, settings, said: readings.map(({ said }) => said) }, opinion);
    if (both) {
      const comparison = compared(both.first, both.second, again ?? undefined, settings.sides);
      return conclude(opinion, { ...comparison, brief: settings.brief ?? false }, present);
    }
    opinion.warnings.push(notJudged(opinion.judge));
  }
}

/** All that is needed to put answers before a judge. */
interface Court {
  opinion: Opinion;
  settings: OpinionSettings;
  ask: Ask;
  answers: readonly (AnswerText | null)[];
}

/** Yields who may judge, one after another, as long as there is a point in asking; warns of one that judges itself. */
export async function* judgesOf(opinion: Opinion, settings: OpinionSettings): AsyncGenerator<Respondent> {
  const { voices, judge, nextJudge, signal } = settings;
  const tried: Respondent[] = [];
  for (let next = judge; next && tried.length < MOST_JUDGES; next = (await nextJudge?.(tried)) ?? null) {
    const stopped = [...opinion.voices, ...opinion.judgings].some(({ failure }) => failure === 'ceiling');
    if (signal.aborted || stopped) return;
    if (isVoice(next, voices)) opinion.warnings.push(`${next.name} judged answers of which one is its own.`);
    tried.push(next);
    yield next;
  }
}

interface Heard {
  order: readonly number[];
  first: Reading;
  second: Reading;
}

/** Where two replies leave the decision in doubt, both orders are asked once more: a third alone would give its order the last word. */
async function heardAgain(
  judge: Respondent,
  { first, second, order }: Heard,
  court: Court,
): Promise<Again | null> {
  const { signal, sides = [] } = court.settings;
  const [one, other] = [first, second].map(({ decisions }) => judgmentsOf(decisions, sides));
  if (!one || !other || isSettled(one, other) || signal.aborted) return null;
  court.opinion.warnings.push(
    'On the decision the judge’s two replies differ or contradict themselves: it was asked once more in both orders.',
  );
  const [again, reversed] = await Promise.all(
    [order, order.toReversed()].map(async (shown) => (await heard(judge, shown, court)).reading),
  );
  return [again ?? null, reversed ?? null];
}

/** Asks in the order drawn, and in the reverse only where that may still say that all come to the same. */
async function judgedBriefly(judge: Respondent, order: readonly number[], court: Court): Promise<Hearing[]> {
  const first = await judged(judge, order, court);
  const { reading } = first;
  if (reading && !comeToTheSame(reading, order)) return [first];
  if (court.settings.signal.aborted) return [{ ...first, reading: null }];
  return [first, await judged(judge, order.toReversed(), court)];
}

const comeToTheSame = ({ decisions, pairs }: Reading, order: readonly number[]): boolean =>
  decisions.size === order.length &&
  decidedBy([[decisions], [decisions]]).decision === 'same' &&
  !pairs.some(({ stance }) => stance === 'contradict');

/** Asks for one comparison, and once more when the reply cannot be read or leaves a decision out. */
async function judged(judge: Respondent, order: readonly number[], court: Court): Promise<Hearing> {
  const first = await heard(judge, order, court);
  if (isWhole(first.reading, order) || first.said.answer === null || court.settings.signal.aborted)
    return first;
  const again = await heard(judge, order, court);
  return first.reading && (again.reading?.decisions.size ?? 0) <= first.reading.decisions.size
    ? first
    : again;
}

interface Hearing {
  said: Statement;
  reading: Reading | null;
}

/** Asks for one comparison, with the answers in this order. */
async function heard(
  judge: Respondent,
  order: readonly number[],
  { opinion, settings, ask, answers }: Court,
): Promise<Hearing> {
  const { material, sides = [], brief } = settings;
  const asked = {
    brief,
    answers: order.map((voice) => opinion.voices[voice]?.answer ?? ''),
    sides: order.map((voice) => sides[voice] ?? null),
  };
  const said = await ask(judge, comparePrompt(questionInFull(settings), material, asked), 'none');
  opinion.judgings.push(said);
  return { said, reading: said.answer === null ? null : readReply(said.answer, { answers, order }) };
}

/** Whether it can be used, and leaves no voice's decision out where it has some. */
const isWhole = (reading: Reading | null, order: readonly number[]): boolean =>
  reading !== null && [0, order.length].includes(reading.decisions.size);

interface Sitting {
  order: readonly number[];
  settings: OpinionSettings;
  said: readonly Statement[];
}

/** Returns the judge's part: what its requests took together, and how it stands to the voices. */
export function judgement(
  judge: Respondent,
  { order, settings, said }: Sitting,
  opinion: Opinion,
): Judgement {
  const failed = said.find(({ answer }) => answer === null);
  const [last] = failed ? [failed] : said;
  if (!last) throw new TypeError('nobody was asked');
  const own = opinion.judgings.filter(({ name }) => name === judge.name);
  const makers = opinion.voices.filter(({ answer }) => answer !== null).map(({ family }) => family);
  return {
    ...last,
    seconds: Math.max(...own.map(({ seconds }) => seconds)),
    costUsd: own.every(({ costUsd }) => costUsd === null)
      ? null
      : own.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
    model: last.served ?? last.requested,
    order: order.map((voice) => opinion.voices[voice]?.name ?? ''),
    isVoice: isVoice(judge, settings.voices),
    sameMaker: last.family !== null && makers.includes(last.family),
    swapped: said.length > 1,
    flips: 0,
  };
}

const isVoice = (judge: Respondent, voices: readonly Respondent[]): boolean =>
  voices.some((voice) => isSameModel(voice, judge));

function conclude(opinion: Opinion, comparison: Comparison, present: readonly number[]): void {
  const { judge, warnings, voices } = opinion;
  opinion.comparison = comparison;
  if (judge) judge.flips = comparison.flips;
  for (const [voice, { decision, stance }] of comparison.decisions)
    Object.assign(voices[voice] ?? {}, { decision: decision || null, stance });
  const heard = new Set(comparison.points.flatMap(({ claims }) => claims.map(({ voice }) => voice)));
  for (const voice of present) {
    const { name, stance } = voices[voice] ?? { name: '', stance: null };
    if (stance === 'refused') warnings.push(`${name} refused to answer.`);
    else if (!heard.has(voice) && !comparison.brief)
      warnings.push(`No claim of ${name} stands: the figures are without it.`);
  }
  warnings.push(...aboutSides(opinion), ...aboutJudging(comparison, opinion));
}

/** What was assigned is no judgment, and is not counted as one. */
function aboutSides({ voices }: Opinion): string[] {
  const told = sidesInWords(
    voices.map(({ name }) => name),
    voices.map(({ assigned }) => assigned),
  );
  return told
    ? [
        `Sides were assigned (${told}): that they differ is no disagreement of judgment, and is not counted as one.`,
      ]
    : [];
}

/** What did not hold of the judge's words, and what to think of it. */
function aboutJudging({ dropped, flips }: Comparison, { judge }: Opinion): string[] {
  const warnings: string[] = [];
  const parts = [
    dropped.quotes && `${counted(dropped.quotes, 'quote')} in no answer`,
    dropped.denied && `${counted(dropped.denied, 'quote')} cut out of a denial`,
    dropped.invented && `${counted(dropped.invented, 'claim')} that its quote does not carry`,
    dropped.pairs && counted(dropped.pairs, 'pair'),
    dropped.unread && `${counted(dropped.unread, 'row')} that could not be read`,
  ].filter(Boolean);
  if (parts.length) warnings.push(`Dropped of what the judge said: ${parts.join(', ')}.`);
  if (flips)
    warnings.push(
      `With the answers in reverse order the judge saw ${counted(flips, 'pair')} otherwise; none of these counts as agreed.`,
    );
  if (judge?.sameMaker && !judge.isVoice)
    warnings.push(`The judge, ${judge.name}, is a model of ${judge.family}, as is a voice.`);
  return warnings;
}

const notJudged = ({ name, message }: Statement): string =>
  `The judge, ${name}, gave ${message ? `no answer: ${message}` : 'twice an answer that stands up to no check'}.`;

/** Returns the voices' names as the judge knew them: `A = opus, B = codex`. */
export const namesAsShown = ({ order }: Judgement): string =>
  order.map((name, position) => `${label(position)} = ${name}`).join(', ');
