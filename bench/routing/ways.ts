// Ways of choosing between a cheap and an expensive model. Where chance is a part of one, its expected outcome stands for it, so that
// nothing but the choice of prompts is left to vary.

import type { TierName } from '../../src/models/table.ts';
import { estimateTokens } from '../../src/models/tokens.ts';
import { decide } from '../../src/routing/decide.ts';
import { inForce, NO_POLICY } from '../../src/routing/in-force.ts';
import { deriveFrom } from '../../src/routing/words.ts';
import type { Item, Outcome } from './data.ts';
import { oracle } from './measure.ts';

export interface Way {
  name: string;
  /** Ways of one family make one line above the chord. */
  family?: string;
  choose(item: Item): Outcome;
}

const { policy } = inForce(NO_POLICY, NO_POLICY);

/** Returns the tier that the default policy puts a prompt on, by its words alone. */
const tierOf = (prompt: string): TierName =>
  decide({ ...deriveFrom(prompt), text: prompt, failures: 0 }, policy, {}).tier;

/** The default's tiers on two models: the cheap one stands for haiku alone, or for all below opus. */
const byRules = (name: string, cheapTiers: readonly TierName[]): Way => ({
  name,
  choose: (item) => (cheapTiers.includes(tierOf(item.prompt)) ? item.cheap : item.expensive),
});

/** What `--ask` sends beside the task, and what comes back, in tokens. */
const ASKED = { system: 400, reply: 40 };

/** A classifier that says whether the expensive model is needed, and is right so often; asked on the cheap model, and paid. */
const classified = (accuracy: number): Way => ({
  name: `--ask, right on ${Math.round(accuracy * 100)} %`,
  family: '--ask',
  choose(item) {
    const needed = item.expensive.score > item.cheap.score;
    const up = needed ? accuracy : 1 - accuracy;
    const askUsd = item.cheapCallUsd(ASKED.system + estimateTokens(item.prompt), ASKED.reply);
    return plusUsd(mixed(item.cheap, item.expensive, up), askUsd);
  },
});

/** The cheap model first; a check that errs so often, either way, sends what it rejects to the expensive one. Both tries are paid. */
const cascade = (error: number, asksModel = false): Way => ({
  name: `checked cascade, check errs on ${Math.round(error * 100)} %${asksModel ? ', and is a model' : ''}`,
  ...(!asksModel && { family: 'checked cascade' }),
  choose(item) {
    const right = item.cheap.score >= 0.5;
    const up = right ? error : 1 - error;
    const checkUsd = asksModel
      ? item.cheapCallUsd(ASKED.system + estimateTokens(item.prompt), ASKED.reply)
      : 0;
    const kept = { score: item.cheap.score, usd: item.cheap.usd + checkUsd };
    return mixed(kept, { score: item.expensive.score, usd: kept.usd + item.expensive.usd }, up);
  },
});

/** The expected outcome when the second is taken with that probability. */
const mixed = (first: Outcome, second: Outcome, share: number): Outcome => ({
  score: (1 - share) * first.score + share * second.score,
  usd: (1 - share) * first.usd + share * second.usd,
});

const plusUsd = ({ score, usd }: Outcome, more: number): Outcome => ({ score, usd: usd + more });

/** The first two are what the others are held against. */
export const WAYS: readonly Way[] = [
  { name: 'always the cheapest', choose: ({ cheap }) => cheap },
  { name: 'always the most expensive', choose: ({ expensive }) => expensive },
  { name: 'oracle', choose: oracle },
  byRules('default rules, cheap = haiku', ['haiku']),
  byRules('default rules, cheap = haiku and sonnet', ['haiku', 'sonnet']),
  ...[0.5, 0.65, 0.8, 0.95].map(classified),
  ...[0, 0.05, 0.1, 0.2, 0.3].map((error) => cascade(error)),
  cascade(0.2, true),
];
