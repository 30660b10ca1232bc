// From a question to what the voices said and how it compares: all asked at once, none sees another, then one judge.
import { askOne } from './asking.ts';
import { compareAnswers } from './judging.ts';
import type { Ask, Opinion, OpinionEvents, OpinionSettings, Statement } from './opinion.ts';
import { questionPrompt, reviewPrompt } from './prompts.ts';
import { matchFindings } from './reviewing.ts';
import { verifyFindings } from './verifying.ts';

/** Asks, compares, and returns what came of it; a voice that fails is reported, and the others stand. */
export async function runOpinion(settings: OpinionSettings, events: OpinionEvents): Promise<Opinion> {
  const { question, material, review, voices, mayLook } = settings;
  const ask = asker(settings, events);
  const prompt = (review ? reviewPrompt : questionPrompt)(question, material, mayLook);
  const access = mayLook ? 'read' : 'none';
  const opinion = opinionOf(settings, await Promise.all(voices.map((voice) => ask(voice, prompt, access))));
  if (review) await matchFindings(opinion, settings, ask).then(() => verifyFindings(opinion, settings, ask));
  else await compareAnswers(opinion, settings, ask);
  addUp(opinion, settings);
  return opinion;
}

/** Returns the function that asks one respondent, and keeps telling who has not answered yet. */
function asker(settings: OpinionSettings, events: OpinionEvents): Ask {
  const open = new Set<string>();
  return async (who, prompt, access) => {
    events.waitingFor([...open.add(who.name)]);
    const statement = await askOne({ who, prompt, access }, settings, events);
    open.delete(who.name);
    events.waitingFor([...open]);
    return statement;
  };
}

const opinionOf = ({ question, review }: OpinionSettings, voices: Statement[]): Opinion => ({
  question,
  mode: review ? 'review' : 'question',
  voices: voices.map((voice) => ({ ...voice, decision: null, stance: null })),
  judge: null,
  judgings: [],
  checks: [],
  comparison: null,
  findings: null,
  costUsd: 0,
  uncertainUsd: 0,
  unpriced: [],
  warnings: warningsAbout(voices),
  stopped: null,
});

function warningsAbout(voices: readonly Statement[]): string[] {
  const answered = voices.filter(({ answer }) => answer !== null);
  const families = new Set(answered.map(({ family }) => family));
  const warnings: string[] = [];
  if (answered.length > 1 && families.size === 1 && !families.has(null)) {
    warnings.push(
      `All voices are models of ${[...families][0]}: they share training and so blind spots. Agreement among them is weaker evidence.`,
    );
  }
  for (const { name, failure } of voices)
    if (failure === 'empty' || failure === 'refused')
      warnings.push(`${name} ${failure === 'empty' ? 'gave an empty answer' : 'refused to answer'}.`);
  for (const { name, truncated } of answered)
    if (truncated) warnings.push(`The answer of ${name} was cut off at its limit.`);
  return warnings;
}

/** What it all cost, as far as that is known, and whether it was stopped. */
function addUp(opinion: Opinion, { voices, judge, verifiers = [], budget, signal }: OpinionSettings): void {
  const everybody: Statement[] = [...opinion.voices, ...opinion.judgings, ...opinion.checks];
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
  if ([...opinion.voices, ...opinion.judgings].some(({ failure }) => failure === 'ceiling'))
    opinion.stopped = 'ceiling';
  if (signal.aborted) opinion.stopped = 'interrupted';
}
