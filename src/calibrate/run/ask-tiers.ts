// The same items asked on every tier, by the engine of bulk runs: its requests, its stored answers, its ceiling, its claims.
import type { Budget } from '../../ask/budget.ts';
import { askClaimed } from '../../bulk/asking/ask-claimed.ts';
import type { Stopped } from '../../bulk/asking/pass.ts';
import { openStore } from '../../bulk/asking/stores.ts';
import type { Tally } from '../../bulk/asking/tally.ts';
import type { ItemSource } from '../../bulk/items/record.ts';
import type { Answer, AnswerStore } from '../../bulk/outcome/answers.ts';
import { recall, START, type TierPasses } from '../../bulk/outcome/ladder.ts';
import type { JobEvents, JobSettings } from '../../bulk/settings.ts';
import type { Group, Survey } from '../../bulk/survey/survey.ts';
import type { TierName } from '../../models/table.ts';
import { counted } from '../../terminal/format.ts';

/** What one tier said of the sample. */
export interface TierAnswers {
  tier: TierName;
  /** By fingerprint; an item without a valid answer is not in it. */
  answers: ReadonlyMap<string, Answer>;
  /** How many of them this run asked for. */
  asked: number;
}

export interface Asked {
  byTier: TierAnswers[];
  tallies: Map<TierName, Tally>;
  /** Why not all was asked; null when it was. */
  stopped: Stopped | null;
}

/** The items to ask about. */
export interface ToAsk {
  items: readonly { fingerprint: string }[];
  survey: Survey;
  source: ItemSource;
}

export interface AskOptions {
  budget: Budget;
  interrupted: AbortSignal;
  /** What requests come to; added to. */
  tallies?: Map<TierName, Tally>;
  /** Opens the answers of a tier; the store that bulk runs share, unless it is to be asked anew. */
  storeOf?: (tier: TierName) => Promise<AnswerStore>;
}

/** Asks each of the tiers what is not stored yet. Returns what is known then. Throws UsageError. */
export async function askTiers(
  settings: JobSettings,
  sample: ToAsk,
  events: JobEvents,
  { budget, interrupted, tallies = new Map(), storeOf }: AskOptions,
): Promise<Asked> {
  const byTier: TierAnswers[] = [];
  let stopped: Stopped | null = null;
  for (const tier of settings.tiers) {
    const store = storeOf ? await storeOf(tier) : await openStore(tier, settings, events);
    try {
      const before = known(store, sample.items);
      const asking = { budget, interrupted, tallies };
      stopped ??= await askTier(settings, sample, events, { tier, store, ...asking });
      store.refresh();
      const after = known(store, sample.items);
      byTier.push({ tier, answers: after, asked: after.size - before.size });
    } finally {
      store.close();
    }
  }
  return { byTier, tallies, stopped };
}

const known = (store: AnswerStore, items: ToAsk['items']): Map<string, Answer> =>
  new Map(
    items.flatMap(({ fingerprint }) => {
      const answer = store.get(fingerprint);
      return answer ? [[fingerprint, answer]] : [];
    }),
  );

interface TierToAsk extends Omit<AskOptions, 'storeOf'> {
  tier: TierName;
  store: AnswerStore;
  tallies: Map<TierName, Tally>;
}

async function askTier(
  settings: JobSettings,
  sample: ToAsk,
  events: JobEvents,
  { tier, store, ...asking }: TierToAsk,
): Promise<Stopped | null> {
  const { task, backend, catalog } = settings;
  const ladder: TierPasses[] = [{ tier, model: catalog.tiers[tier].model, passes: [store] }];
  const groups = sampledGroups(sample, (fingerprint) => recall(ladder, fingerprint, task.answer));
  const open = groups.filter(({ outcome }) => !outcome);
  if (!backend || !open.length) return null;
  events.note(`Asking ${tier} (${catalog.tiers[tier].model}) about ${counted(open.length, 'distinct item')}`);
  const own = new Map(groups.map((group) => [group.fingerprint, group]));
  const of = (index: number): Group | string => {
    const group = sample.survey.of(index);
    return typeof group === 'string' ? group : (own.get(group.fingerprint) ?? group);
  };
  const survey = { ...sample.survey, groups, of };
  return askClaimed(
    {
      ...asking,
      settings: { ...settings, tiers: [tier], votes: 1, batch: false },
      backend,
      source: sample.source,
      survey,
      ladder,
      only: new Set(groups),
    },
    events,
  );
}

/** The sampled groups as this tier sees them: what it has answered is decided. */
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
