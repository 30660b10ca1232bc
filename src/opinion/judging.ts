// What the voices said put before the judge, in an order drawn anew, and its reply brought back to who said what.
import { counted } from '../terminal/format.ts';
import { type Comparison, readComparison } from './comparison.ts';
import { parseDiff } from './diff.ts';
import { type ReadFindings, readFindings } from './findings.ts';
import { label, shuffled } from './labels.ts';
import { findingId, matchByJudge, matchByPlace } from './matching.ts';
import type { Ask, Opinion, OpinionSettings, Statement } from './opinion.ts';
import { comparePrompt, matchPrompt } from './prompts.ts';
import type { Respondent } from './respondent.ts';
import { ReviewedCode } from './reviewed-code.ts';

/** Has the answers to a question compared, when there are two or more and somebody judges. */
export async function compareAnswers(opinion: Opinion, settings: OpinionSettings, ask: Ask): Promise<void> {
  const present = opinion.voices.flatMap(({ answer }, voice) => (answer === null ? [] : [voice]));
  const judge = present.length < 2 ? null : judgeFor(settings, opinion);
  if (!judge) return;
  const order = shuffled(present, settings.random);
  const answers = order.map((voice) => opinion.voices[voice]?.answer ?? '');
  const said = await ask(judge, comparePrompt(settings.question, settings.material, answers), 'none');
  opinion.judge = { ...said, order: namesIn(order, opinion), isVoice: isVoice(judge, settings) };
  const comparison = said.answer === null ? null : readComparison(said.answer, answers);
  if (!comparison) {
    opinion.warnings.push(notJudged(said, 'an answer that stands up to no check'));
    return;
  }
  opinion.comparison = inOrderOfVoices(comparison, order);
  const { quotes } = comparison.dropped;
  if (quotes) opinion.warnings.push(`Dropped: ${counted(quotes, 'quote')} of the judge in no answer.`);
}

/** The comparison of answers that were shown in `order`, told of the voices themselves. */
function inOrderOfVoices(comparison: Comparison, order: readonly number[]): Comparison {
  const back = <Part extends { voice: number }>(part: Part): Part => ({
    ...part,
    voice: order[part.voice] ?? 0,
  });
  return {
    ...comparison,
    matched: comparison.matched.map((one) => ({ ...one, claims: one.claims.map(back) })),
    disputes: comparison.disputes.map((dispute) => ({ ...dispute, sides: dispute.sides.map(back) })),
  };
}

/** Reads and checks the findings of a review, and has them matched: by the judge, else by place. */
export async function matchFindings(opinion: Opinion, settings: OpinionSettings, ask: Ask): Promise<void> {
  const { diff } = settings.material;
  const code = new ReviewedCode(parseDiff(diff?.text ?? ''), diff?.after ?? (() => null));
  const byVoice = opinion.voices.map(({ answer }) => (answer === null ? null : readFindings(answer, code)));
  for (const [voice, read] of byVoice.entries()) noteReading(opinion, voice, read);
  const findings = byVoice.map((read) => read?.findings ?? []);
  opinion.findings = { byVoice, matched: matchByPlace(findings), judged: false };
  // With findings of one voice only there is nothing to match.
  const judge = findings.filter((list) => list.length).length < 2 ? null : judgeFor(settings, opinion);
  if (!judge) return;
  const present = byVoice.flatMap((read, voice) => (read ? [voice] : []));
  const order = shuffled(present, settings.random);
  const shown = order.map((voice) => findings[voice] ?? []);
  const said = await ask(judge, matchPrompt(settings.material, shown), 'none');
  opinion.judge = { ...said, order: namesIn(order, opinion), isVoice: isVoice(judge, settings) };
  const idOf = (voice: number, index: number): string => findingId(label(order.indexOf(voice)), index);
  const matched = said.answer === null ? null : matchByJudge(said.answer, findings, idOf);
  if (matched) opinion.findings = { byVoice, matched, judged: true };
  else opinion.warnings.push(notJudged(said, 'no usable answer; findings are matched by place alone'));
}

/** Says what of a voice's findings was dropped; without any in the shape asked for the voice has failed. */
function noteReading({ voices, warnings }: Opinion, index: number, read: ReadFindings | null): void {
  const voice = voices[index];
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

/** Returns who judges, null when nobody can; warns when it is one of the voices. */
function judgeFor({ voices, judge, signal }: OpinionSettings, opinion: Opinion): Respondent | null {
  if (!judge || signal.aborted || opinion.voices.some(({ failure }) => failure === 'ceiling')) return null;
  if (isVoice(judge, { voices }))
    opinion.warnings.push(`${judge.name} judged answers of which one is its own.`);
  return judge;
}

/** `opus` and `api:opus` are one voice. */
const isSame = (one: Respondent, other: Respondent): boolean =>
  one.name === other.name || (one.requested !== null && one.requested === other.requested);

const isVoice = (judge: Respondent, { voices }: Pick<OpinionSettings, 'voices'>): boolean =>
  voices.some((voice) => isSame(voice, judge));

const namesIn = (order: readonly number[], { voices }: Opinion): string[] =>
  order.map((voice) => voices[voice]?.name ?? '');

const notJudged = ({ name, message }: Statement, otherwise: string): string =>
  `The judge, ${name}, gave ${message ? `no answer: ${message}` : otherwise}.`;
