// What a repository's own settings may change without the user's trust: a tier's model, effort and concurrency, each only
// downward. It sets no prices, as a price of nothing would void every ceiling.
import { ratesOf } from './cost.ts';
import { isOpenaiModel } from './openai-model.ts';
import type { Settings, TierSettings } from './settings.ts';
import { EFFORTS, type Price, type Rates, type RungName, TIER_NAMES, type Tier } from './table.ts';

type Tiers = Record<RungName, Tier>;

export interface Lowered {
  tiers: Tiers;
  /** The fields that were ignored, each with the reason where it is not plain. */
  ignored: string[];
}

/** Returns `tiers` with what `settings` lower. `priceOf` returns a model's price today, undefined when it is unknown. */
export function lower(
  tiers: Tiers,
  settings: Settings,
  priceOf: (model: string) => Price | undefined,
): Lowered {
  const lowered = { ...tiers };
  const ignored: string[] = [];
  if (settings.tiers?.local) ignored.push('tiers.local (only the user names a server)');
  for (const name of TIER_NAMES) {
    const wanted = settings.tiers?.[name];
    if (!wanted) continue;
    const refused = refusals(tiers[name], wanted, priceOf);
    for (const [field, reason] of Object.entries(refused)) ignored.push(`tiers.${name}.${field} (${reason})`);
    const allowed = Object.entries(wanted).filter(([field]) => !Object.hasOwn(refused, field));
    lowered[name] = { ...tiers[name], ...Object.fromEntries(allowed) };
  }
  for (const field of ['models', 'trust', 'judges', 'inSession', 'ledger'] as const)
    if (settings[field]) ignored.push(field);
  return { tiers: lowered, ignored };
}

/** The fields that do not lower `tier`, with the reason. */
function refusals(
  tier: Tier,
  { model, effort, concurrency }: TierSettings,
  priceOf: (model: string) => Price | undefined,
): Partial<Record<keyof Tier, string>> {
  const refused: Partial<Record<keyof Tier, string>> = {};
  if (model !== undefined && isOpenaiModel(model)) refused.model = 'only the user names a server';
  else if (model !== undefined && model !== tier.model && !costsNoMore(priceOf(model), priceOf(tier.model)))
    refused.model = 'not known to cost no more';
  if (effort !== undefined && EFFORTS.indexOf(effort) > EFFORTS.indexOf(tier.effort))
    refused.effort = `above ${tier.effort}`;
  if (concurrency !== undefined && concurrency > tier.concurrency)
    refused.concurrency = `above ${tier.concurrency}`;
  return refused;
}

const RATES = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
] as const satisfies (keyof Rates)[];

/** A tenth of a price that is worked out may differ from one that is written down. */
const ROUNDING = 1e-9;

/** Whether every kind of token costs at most as much at `price` as at `other`, whatever the length of the prompt. */
function costsNoMore(price: Price | undefined, other: Price | undefined): boolean {
  if (!price || !other) return false;
  const steps = [price, other].flatMap(({ longPrompt }) => (longPrompt ? [longPrompt.above + 1] : []));
  return [0, ...steps].every((prompt) => {
    const [ours, theirs] = [ratesOf(price, prompt), ratesOf(other, prompt)];
    return RATES.every((kind) => ours[kind] <= theirs[kind] * (1 + ROUNDING));
  });
}
