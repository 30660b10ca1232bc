// The status line: what the client tells about a session, and one line of it.
import { shippedModel } from '../models/table.ts';
import { leftOf, nearestToItsEnd } from '../routing/match.ts';
import type { BudgetState } from '../routing/policy.ts';
import { percent, usd } from '../terminal/format.ts';
import type { Limits, LimitWindow, WindowName } from '../usage/limits.ts';

/** What the client writes to a status line's command, as far as it is used. */
export interface Status {
  session: string | null;
  model: string | null;
  effort: string | null;
  costUsd: number;
  limits: Limits;
  /** When the prompt cache gets cold; null when it is, and undefined when that is not told. */
  cacheUntil: Date | null | undefined;
  project: string | null;
}

/** Returns what the client told. Whatever is missing or of another kind counts as not told. */
export function readStatus(value: unknown): Status {
  const at = (...path: string[]): unknown =>
    path.reduce<unknown>(
      (one, key) =>
        typeof one === 'object' && one !== null ? (one as Record<string, unknown>)[key] : undefined,
      value,
    );
  const text = (found: unknown): string | null => (typeof found === 'string' && found ? found : null);
  const warm = at('prompt_cache', 'warm');
  const until = secondsAt(at('prompt_cache', 'expires_at'));
  return {
    session: text(at('session_id')),
    model: text(at('model', 'id')),
    effort: text(at('effort', 'level')),
    costUsd: numberAt(at('cost', 'total_cost_usd')) ?? 0,
    limits: {
      fiveHour: windowIn(at('rate_limits', 'five_hour')),
      weekly: windowIn(at('rate_limits', 'seven_day')),
    },
    cacheUntil: warm === false ? null : warm === true && until ? until : undefined,
    project: text(at('workspace', 'project_dir')) ?? text(at('cwd')),
  };
}

function windowIn(value: unknown): LimitWindow | null {
  if (typeof value !== 'object' || value === null) return null;
  const { used_percentage: used, resets_at: resets } = value as Record<string, unknown>;
  const usedPercent = numberAt(used);
  const resetsAt = secondsAt(resets);
  return usedPercent === null || !resetsAt ? null : { usedPercent, resetsAt: resetsAt.toISOString() };
}

const numberAt = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

const LAST_SECOND = 8.64e12;

const secondsAt = (value: unknown): Date | null => {
  const seconds = numberAt(value);
  return seconds === null || seconds > LAST_SECOND ? null : new Date(seconds * 1000);
};

/** What the line shows beside what the client told. */
export interface Shown {
  now: Date;
  limits: Limits;
  budgets: readonly BudgetState[];
  batches: number;
  /** In how many hours each limit would be hit. */
  warnings: Partial<Record<WindowName, number>>;
}

const NAMES = { fiveHour: '5h', weekly: 'week' } as const;

/** Returns the line: tier, dollars or shares of limits, budget left, cache, batches, and what to be warned of. */
export function statusLine(status: Status, shown: Shown): string {
  const { model, effort, costUsd, cacheUntil } = status;
  const tier = model && (shippedModel(model.replace(/\[\w+\]$/, ''))?.tier ?? model);
  const shares = (['fiveHour', 'weekly'] as const).flatMap((name) => shareOf(name, shown) ?? []);
  return [
    [tier, effort].filter(Boolean).join(' '),
    // On a subscription the limits are what is scarce.
    ...(shares.length ? shares : [usd(costUsd)]),
    ...budgetLeft(shown.budgets),
    cacheUntil === undefined ? '' : cacheText(cacheUntil, shown.now),
    shown.batches ? `${shown.batches} ${shown.batches === 1 ? 'batch' : 'batches'}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function shareOf(name: WindowName, { limits, warnings }: Shown): string | null {
  const window = limits[name];
  if (!window) return null;
  const share = `${NAMES[name]} ${percent(window.usedPercent / 100)}`;
  const hours = warnings[name];
  if (hours === undefined) return share;
  return hours === 0 ? `${share}, used up` : `${share}, full in ${spanOf(hours)} at this pace`;
}

function spanOf(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  return hours < 10 ? `${hours.toFixed(1)} h` : `${Math.round(hours)} h`;
}

function budgetLeft(budgets: readonly BudgetState[]): string[] {
  const tight = nearestToItsEnd(budgets);
  if (!tight) return [];
  const { name, limitUsd, spentUsd } = tight;
  return [`${name} ${usd(Math.max(0, limitUsd - spentUsd))} left (${percent(leftOf(tight))})`];
}

function cacheText(until: Date | null, now: Date): string {
  const minutes = until ? (until.getTime() - now.getTime()) / 60_000 : 0;
  return minutes > 0 ? `cache warm ${spanOf(minutes / 60)}` : 'cache cold';
}
