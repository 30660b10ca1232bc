// From a question to what the voices said and how it compares: all asked at once, none sees another, then one judge.
import { askOne } from './asking.ts';
import { isSameModel } from './families.ts';
import { compareAnswers } from './judging.ts';
import type { Ask, Opinion, OpinionEvents, OpinionSettings, Statement } from './opinion.ts';
import { rebutDisputes } from './rebutting.ts';
import { reproduceFindings } from './reproducing.ts';
import type { Respondent } from './respondent.ts';
import { matchFindings } from './reviewing.ts';
import { verifyFindings } from './verifying.ts';
import { voicePrompts } from './voice-prompts.ts';

/** Asks, compares, and returns what came of it; a voice that fails is reported, and the others stand. */
export async function runOpinion(settings: OpinionSettings, events: OpinionEvents): Promise<Opinion> {
  const { review, rebut = false } = settings;
  const ask = asker(settings, events);
  const opinion = opinionOf(settings, await answers(settings, ask));
  if (review) await lookAtFindings(opinion, settings, ask);
  else await compareAnswers(opinion, settings, ask);
  if (rebut) await rebutDisputes(opinion, settings, ask);
  addUp(opinion, settings);
  return opinion;
}

async function lookAtFindings(opinion: Opinion, settings: OpinionSettings, ask: Ask): Promise<void> {
  await matchFindings(opinion, settings, ask);
  await verifyFindings(opinion, settings, ask);
  await reproduceFindings(opinion, settings, ask);
}

/** What each voice says, all asked at once; who has answered already is not asked again. */
function answers(settings: OpinionSettings, ask: Ask): Promise<Statement[]> {
  const { mayLook, answered } = settings;
  return Promise.all(
    voicePrompts(settings).map(async ({ voice, prompt }) => {
      const there = answered?.get(voice.name);
      return there ?? ask(voice, prompt, mayLook ? 'read' : 'none', true);
    }),
  );
}

/** Returns the function that asks one respondent, and keeps telling who has not answered yet. */
function asker(settings: OpinionSettings, events: OpinionEvents): Ask {
  const open = new Set<string>();
  return async (who, prompt, access, isVoice = false) => {
    events.waitingFor([...open.add(who.name)]);
    const statement = await askOne({ who, prompt, access }, settings, events);
    open.delete(who.name);
    events.waitingFor([...open]);
    tell(statement, isVoice, events);
    return statement;
  };
}

/** Shows what a voice said, and of others that they have. */
function tell(said: Statement, isVoice: boolean, { note, arrived }: OpinionEvents): void {
  if (said.answer === null) return;
  if (isVoice && arrived) arrived(said);
  else note(`${said.name} has answered (${said.seconds.toFixed(1)} s).`);
}

const opinionOf = (
  { question, review, voices: asked, sides = [] }: OpinionSettings,
  voices: Statement[],
): Opinion => ({
  question,
  mode: review ? 'review' : 'question',
  voices: voices.map((voice, index) => ({
    ...voice,
    ...{ decision: null, stance: null, assigned: sides[index] ?? null },
  })),
  judge: null,
  judgings: [],
  checks: [],
  rebuttals: null,
  scouts: null,
  comparison: null,
  findings: null,
  costUsd: 0,
  uncertainUsd: 0,
  unpriced: [],
  warnings: [...aboutMakers(voices, asked), ...warningsAbout(voices)],
  stopped: null,
});

/** What agreement among these is worth, where it is less than it looks. */
function aboutMakers(voices: readonly Statement[], asked: readonly Respondent[]): string[] {
  const answered = voices.filter(({ answer }) => answer !== null);
  const [first, ...others] = asked.filter((_, index) => voices[index]?.answer !== null);
  if (first && others.length && others.every((one) => isSameModel(first, one)))
    return [
      `All voices are one model, asked ${answered.length} times: that it agrees with itself shows how steady it is, not that it is right.`,
    ];
  const families = new Set(answered.map(({ family }) => family));
  if (answered.length < 2 || families.size > 1 || families.has(null)) return [];
  return [
    `All voices are models of ${[...families][0]}: they share training and so blind spots. Agreement among them is weaker evidence.`,
  ];
}

function warningsAbout(voices: readonly Statement[]): string[] {
  const answered = voices.filter(({ answer }) => answer !== null);
  const warnings: string[] = [];
  for (const { name, failure } of voices)
    if (failure === 'empty' || failure === 'refused')
      warnings.push(`${name} ${failure === 'empty' ? 'gave an empty answer' : 'refused to answer'}.`);
  for (const { name, truncated } of answered)
    if (truncated) warnings.push(`The answer of ${name} was cut off at its limit.`);
  return warnings;
}

/** What it all cost, as far as that is known, and whether it was stopped. */
function addUp(opinion: Opinion, { voices, judge, verifiers = [], budget, signal }: OpinionSettings): void {
  const { rebuttals } = opinion;
  const everybody: Statement[] = [
    ...[...opinion.voices, ...opinion.judgings, ...opinion.checks],
    ...(rebuttals?.said ?? []),
  ];
  const priced = new Set(
    [...voices, ...(judge ? [judge] : []), ...verifiers].filter((who) => who.priced).map(({ name }) => name),
  );
  const withoutCost = everybody.filter(({ costUsd, answer }) => costUsd === null && answer !== null);
  opinion.costUsd = everybody.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  opinion.uncertainUsd = budget.uncertainUsd;
  // Who has a price and did not say what it used is among the uncertain ones, with its worst case.
  const silent = withoutCost.filter(({ name, usage }) => usage === null && priced.has(name));
  const open = withoutCost.filter((one) => !silent.includes(one));
  opinion.unpriced = [...new Set(open.map(({ name }) => name))];
  for (const name of new Set(silent.map((one) => one.name)))
    opinion.warnings.push(
      `${name} did not say what it used: its cost is not known, and its worst case counts.`,
    );
  if (
    [...opinion.voices, ...opinion.judgings, ...(rebuttals?.said ?? [])].some(
      ({ failure }) => failure === 'ceiling',
    )
  )
    opinion.stopped = 'ceiling';
  if (signal.aborted) opinion.stopped = 'interrupted';
}
