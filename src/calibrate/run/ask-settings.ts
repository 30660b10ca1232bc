// The same items asked in every setting, by the engine of bulk runs: its requests, its stored answers, its ceiling, its claims.
import type { Budget } from '../../ask/budget.ts';
import { askClaimed } from '../../bulk/asking/ask-claimed.ts';
import type { Stopped } from '../../bulk/asking/pass.ts';
import { openLadder } from '../../bulk/asking/stores.ts';
import { addTallies, type Tally } from '../../bulk/asking/tally.ts';
import type { ItemSource } from '../../bulk/items/record.ts';
import type { Answer, AnswerStore } from '../../bulk/outcome/answers.ts';
import { recall, START, type TierPasses } from '../../bulk/outcome/ladder.ts';
import type { JobEvents, JobSettings } from '../../bulk/settings.ts';
import type { Group, Survey } from '../../bulk/survey/survey.ts';
import type { RungName } from '../../models/table.ts';
import { counted } from '../../terminal/format.ts';
import type { AskedSetting } from './asked-setting.ts';
import type { Sample } from './draw.ts';

/** The items to ask about. */
export interface ToAsk {
  items: readonly { fingerprint: string }[];
  survey: Survey;
  source: ItemSource;
}

/** A setting to ask: what the engine needs, and what it is called. */
export interface SettingToAsk {
  name: string;
  job: JobSettings;
  toAsk: ToAsk;
}

/** What was asked of one tier for a setting: answers that it needs, and those of them that were bought now. */
export interface RungCount {
  tier: RungName;
  used: number;
  asked: number;
}

/** What one setting said of the sample. */
export interface SettingAnswers {
  name: string;
  /** By fingerprint; an item without a valid answer is not in it. */
  answers: ReadonlyMap<string, Answer>;
  /** How many answers were bought for it now. */
  asked: number;
  /** The tier itself, and where its passes did not agree those above. */
  rungs: RungCount[];
  tallies: Map<RungName, Tally>;
}

export interface Asked {
  bySetting: SettingAnswers[];
  /** Why not all was asked; null when it was. */
  stopped: Stopped | null;
}

/** Returns the list price of what was asked, in US dollars. */
export const costOf = (bySetting: readonly SettingAnswers[]): number =>
  bySetting.reduce((sum, { tallies }) => sum + addTallies(tallies.values()).costUsd, 0);

export interface AskOptions {
  budget: Budget;
  interrupted: AbortSignal;
  /** What requests come to, added to; one for each setting where this is missing. */
  tallies?: Map<RungName, Tally>;
  /** Opens stored answers by their name; those that bulk runs share, unless they are to be asked anew. */
  storeOf?: (name: string) => Promise<AnswerStore>;
}

/** Asks in each of the settings what is not stored yet. Returns what is known then. Throws UsageError. */
export async function askSettings(
  settings: readonly SettingToAsk[],
  events: JobEvents,
  options: AskOptions,
): Promise<Asked> {
  const bySetting: SettingAnswers[] = [];
  let stopped: Stopped | null = null;
  for (const setting of settings) {
    const tallies = options.tallies ?? new Map<RungName, Tally>();
    const backend = stopped ? null : setting.job.backend;
    const asking = { ...setting, job: { ...setting.job, backend, batch: false } };
    const found = await askSetting(asking, withEffort(events, setting.job), { ...options, tallies });
    stopped ??= found.stopped;
    bySetting.push({ name: setting.name, tallies, ...found });
  }
  return { bySetting, stopped };
}

const withEffort = (events: JobEvents, { catalog }: JobSettings): JobEvents => ({
  ...events,
  reply: (tier, reply, costUsd) => events.reply?.(tier, reply, costUsd, catalog.tiers[tier].effort),
});

type Means = AskOptions & Required<Pick<AskOptions, 'tallies'>>;

/** Rung by rung: what one could not decide is asked of the next one. */
async function askSetting(
  { name, job, toAsk }: SettingToAsk,
  events: JobEvents,
  means: Means,
): Promise<Pick<SettingAnswers, 'answers' | 'asked' | 'rungs'> & { stopped: Stopped | null }> {
  const ladder = await openLadder(job, events, means.storeOf);
  const answers = new Map<string, Answer>();
  const rungs: RungCount[] = [];
  let stopped: Stopped | null = null;
  try {
    for (const [at, rung] of ladder.entries()) {
      const items = toAsk.items.filter(({ fingerprint }) => !answers.has(fingerprint));
      if (!items.length) break;
      const before = stored(rung, items);
      stopped ??= await askRung({ name, job, toAsk: { ...toAsk, items } }, rung, events, means);
      for (const store of rung.passes) store.refresh();
      const used = stored(rung, items);
      rungs.push({ tier: rung.tier, used, asked: used - before });
      const isLast = at === ladder.length - 1;
      for (const { fingerprint } of items) {
        const answer = answerOf(rung, fingerprint, { job, isLast });
        if (answer) answers.set(fingerprint, answer);
      }
    }
  } finally {
    for (const { passes } of ladder) for (const store of passes) store.close();
  }
  return { answers, rungs, stopped, asked: rungs.reduce((sum, { asked }) => sum + asked, 0) };
}

const stored = ({ passes }: TierPasses, items: ToAsk['items']): number =>
  passes.reduce(
    (sum, store) => sum + items.filter(({ fingerprint }) => store.get(fingerprint) !== undefined).length,
    0,
  );

/** What a rung says of an item; undefined when it says nothing, or leaves it to the next one. Where there is none, that it cannot tell counts. */
function answerOf(
  rung: TierPasses,
  fingerprint: string,
  { job, isLast }: { job: JobSettings; isLast: boolean },
): Answer | undefined {
  const [first] = rung.passes;
  const answer = first?.get(fingerprint);
  if (rung.passes.length === 1 && isLast) return answer;
  const outcome = recall([rung], fingerprint, job.task.answer);
  return 'status' in outcome && outcome.status === 'done' ? answer : undefined;
}

async function askRung(
  { name, job, toAsk }: SettingToAsk,
  rung: TierPasses,
  events: JobEvents,
  { budget, interrupted, tallies }: Means,
): Promise<Stopped | null> {
  const { task, backend } = job;
  const ladder = [rung];
  const groups = sampledGroups(toAsk, (fingerprint) => recall(ladder, fingerprint, task.answer));
  const open = groups.filter(({ outcome }) => !outcome);
  if (!backend || !open.length) return null;
  const tier = name.startsWith(rung.tier) ? name : `${name}, on ${rung.tier}`;
  events.note(`Asking ${tier} (${rung.model}) about ${counted(open.length, 'distinct item')}`);
  const own = new Map(groups.map((group) => [group.fingerprint, group]));
  const of = (index: number): Group | string => {
    const group = toAsk.survey.of(index);
    return typeof group === 'string' ? group : (own.get(group.fingerprint) ?? group);
  };
  return askClaimed(
    {
      ...{ budget, interrupted, tallies, backend, ladder },
      settings: { ...job, tiers: [rung.tier] },
      source: toAsk.source,
      survey: { ...toAsk.survey, groups, of },
      only: new Set(groups),
    },
    events,
  );
}

/** The sampled groups as this rung sees them: what it has answered is decided. */
const sampledGroups = (
  { items }: ToAsk,
  recalled: (fingerprint: string) => ReturnType<typeof recall>,
): Group[] =>
  items.map(({ fingerprint }) => {
    const position = recalled(fingerprint);
    const isDecided = 'status' in position;
    return {
      fingerprint,
      items: 1,
      outcome: isDecided ? position : undefined,
      ladderPosition: isDecided ? START : position,
    };
  });

/** Returns the sample as a setting sees it: with masks, several items may be one. */
export function seenBy(
  { masks }: Pick<AskedSetting, 'masks'>,
  { view, source }: Pick<Sample, 'view' | 'source'>,
): ToAsk {
  const { survey, fingerprints } = view(masks);
  const items = [...new Set(fingerprints)].map((fingerprint) => ({ fingerprint }));
  return { items, survey, source };
}
