// The line below the prompt: what the session has cost, on which tiers, what is left of the limits, and what runs.
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { counted, percent, usd } from '../terminal/format.ts';
import type { RunState } from './run.ts';

export interface StatusFacts {
  /** Requests by tier. */
  byTier: Readonly<Partial<Record<TierName, number>>>;
  costUsd: number;
  /** What the same tokens would have cost on the session's own model, minus what they did. */
  savedUsd: number;
  /** Percent used of the limits that the client tells: `five_hour`, `seven_day`. */
  limits: readonly { kind: string; percentUsed: number }[];
  runs: readonly RunState[];
  /** Why the module offers a higher tier, in a few words. */
  offer: string | null;
}

const LIMIT_NAMES: Record<string, string> = { five_hour: '5h', seven_day: 'week', spend_limit: 'spend' };
/** How long after the last refusal a run counts as held back. */
const LIMITED_MS = 60_000;

/** Returns the line; undefined when there is nothing to say. */
export function statusLine(
  { byTier, costUsd, savedUsd, limits, runs, offer }: StatusFacts,
  now: number,
): string | undefined {
  const total = TIER_NAMES.reduce((sum, tier) => sum + (byTier[tier] ?? 0), 0);
  const mix = TIER_NAMES.filter((tier) => byTier[tier]).map(
    (tier) => `${tier} ${percent((byTier[tier] ?? 0) / total)}`,
  );
  const parts = [
    ...(total ? [`${mix.join(' ')} · ${usd(costUsd)}`] : []),
    ...(savedUsd > 0.005 ? [`${usd(savedUsd)} saved`] : []),
    ...limits.map(({ kind, percentUsed }) => `${LIMIT_NAMES[kind] ?? kind} ${Math.round(percentUsed)}%`),
    ...(offer ? [offer] : []),
  ];
  // What goes on comes first: a narrow terminal cuts the end off. The client itself says whose line it is.
  const line = [...runs.map((run) => runText(run, now)), ...parts].join(' · ');
  return line || undefined;
}

function runText(
  { command, share, answered, inFlight, spentUsd, ceilingUsd, limitedAt }: RunState,
  now: number,
): string {
  const far = share === null ? '' : ` ${percent(share)},`;
  const held = limitedAt !== null && now - limitedAt < LIMITED_MS ? ', held back by the limit' : '';
  return `${command}${far} ${counted(answered, 'pack')}, ${inFlight} in flight, ${usd(spentUsd)} of ${usd(ceilingUsd)}${held}`;
}
