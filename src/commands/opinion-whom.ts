// From the options to who is asked: the voices named, those of a kept opinion, or who is there; who goes first, and who judges.
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Kept } from '../opinion/kept.ts';
import { namedVoices, specOf } from '../opinion/named-voices.ts';
import type { OpinionSettings, Scouts } from '../opinion/opinion.ts';
import type { Respondent } from '../opinion/respondent.ts';
import { Respondents } from '../opinion/voices.ts';
import { openCatalog } from './catalog.ts';
import type { AskingOptions } from './opinion-options.ts';

export interface WhomOptions extends AskingOptions {
  review?: boolean;
  judge: string | boolean;
  verify: boolean;
  maxCost?: number;
}

export type Whom = Pick<
  OpinionSettings,
  'voices' | 'judge' | 'nextJudge' | 'verifiers' | 'scouts' | 'sides' | 'earlier' | 'rebut'
>;

/** Returns who is asked. Throws UsageError when somebody who is named cannot be. `kept`: the opinion that this follows. */
export async function chooseWhom(options: WhomOptions, host: Host, kept: Kept | null): Promise<Whom> {
  const respondents = new Respondents(openCatalog(host), host, {
    command: 'opinion',
    maxCostUsd: options.maxCost ?? null,
    dry: options.dryRun ?? false,
  });
  const voices = await panelOf(options, respondents, kept);
  const { review = false, rebut = false, stance } = options;
  if (stance && stance.length !== voices.length)
    throw new UsageError(
      `--stance names ${stance.length} sides for ${voices.length} voices (${voices.map(({ name }) => name).join(', ')}): name one for each.`,
    );
  return {
    voices,
    rebut,
    verifiers: review && options.verify ? await respondents.verifiers() : [],
    scouts: kept ? null : await scoutsFor(voices, options, respondents),
    ...(await judgeOf(voices, options.judge, respondents)),
    ...(stance && { sides: stance }),
    ...(kept && {
      sides: kept.voices.map(({ side }) => side),
      earlier: kept.voices.map(({ turns }) => turns),
    }),
  };
}

function panelOf({ ask }: AskingOptions, respondents: Respondents, kept: Kept | null): Promise<Respondent[]> {
  if (kept) return respondents.named(kept.voices.map(({ name }) => ({ name, spec: specOf(name) })));
  return ask.length ? respondents.named(namedVoices(ask)) : respondents.byDefault();
}

/** Those who are named, else the usual ones before the usual panel; voices that are named are asked as they are. */
async function scoutsFor(
  panel: readonly Respondent[],
  { ask, scouts: named, stance, review, judge }: WhomOptions,
  respondents: Respondents,
): Promise<Scouts | null> {
  if (Array.isArray(named) && judge === false)
    throw new UsageError('Whether scouts differ is the judge’s to say: give --scouts or --no-judge.');
  if (named === false || judge === false || stance || review || (!named && ask.length)) return null;
  const voices = named ? await respondents.named(namedVoices(named)) : await respondents.scouts(panel);
  if (named && voices.length < 2) throw new UsageError('One scout differs from nobody: name two or more.');
  return voices.length ? { voices, ...(await judgeOf(voices, judge, respondents)) } : null;
}

async function judgeOf(
  voices: readonly Respondent[],
  judge: string | boolean,
  respondents: Respondents,
): Promise<Pick<Scouts, 'judge' | 'nextJudge'>> {
  if (judge === false || voices.length < 2) return { judge: null };
  return {
    judge: typeof judge === 'string' ? await respondents.find(judge) : await respondents.judge(voices),
    nextJudge: (tried) => respondents.judge(voices, tried),
  };
}
