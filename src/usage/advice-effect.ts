// Whether advice was followed, and what that came to: pieces of advice are remembered with their change, and calls after that are
// held against it.
import { join } from 'node:path';
import * as z from 'zod';
import type { Catalog } from '../models/catalog.ts';
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import { costOf } from './advice-groups.ts';
import { ADVICE_KINDS, type Advice, type AdviceKind, type Change } from './advice-types.ts';
import { type OnPassedOver, readRecords } from './ledger.ts';
import { appendLines, ledgerFolder } from './ledger-entry.ts';
import { numberOf, type PricedCall, rank, usageOf } from './priced-call.ts';
import { price } from './savings.ts';

/** A piece of advice as it was given first. */
export interface GivenAdvice {
  at: string;
  kind: AdviceKind;
  subject: string;
  change: Change;
}

/** What following it came to, in the period of the report. */
export interface Followed {
  kind: AdviceKind;
  subject: string;
  from: string;
  to: string;
  /** The first call that followed it. */
  since: string;
  calls: number;
  savedUsd: number;
}

const FILE = 'advice.jsonl';

const AdviceSchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(ADVICE_KINDS),
  subject: z.string().min(1),
  change: z.union([
    z.object({ from: z.enum(TIER_NAMES), to: z.enum(TIER_NAMES) }),
    z.object({ from: z.enum(EFFORTS), to: z.enum(EFFORTS), model: z.string() }),
  ]),
}) satisfies z.ZodType<GivenAdvice>;

/** Returns what advice was given, the oldest of each kind, subject and target. */
export function readAdvice(home: string, onPassedOver: OnPassedOver): GivenAdvice[] {
  const given = new Map<string, GivenAdvice>();
  for (const one of readRecords(join(ledgerFolder(home), FILE), AdviceSchema, onPassedOver))
    if (!given.has(keyOf(one))) given.set(keyOf(one), one);
  return [...given.values()];
}

const keyOf = ({ kind, subject, change: { to } }: GivenAdvice): string => `${kind} ${to} ${subject}`;

/** Remembers what was not given before. Throws the file system's error. */
export function keepAdvice(
  home: string,
  advice: readonly Advice[],
  { given, at }: { given: readonly GivenAdvice[]; at: Date },
): void {
  const known = new Set(given.map(keyOf));
  const records = advice
    .flatMap(({ kind, subject, change }) => (change ? [{ at: at.toISOString(), kind, subject, change }] : []))
    .filter((one) => !known.has(keyOf(one)));
  if (records.length) appendLines(home, FILE, records);
}

/** Returns which advice was followed by most calls since, and what that saved: the same tokens as before, less what they cost. */
export function followedAdvice(
  calls: readonly PricedCall[],
  given: readonly GivenAdvice[],
  catalog: Catalog,
): Followed[] {
  return given.flatMap((one): Followed[] => {
    const { at, kind, subject, change } = one;
    const since = calls.filter((call) => call.who === subject && call.at > at);
    const first = since.findIndex((call) => isOn(call, change.to));
    const after = first < 0 ? [] : since.slice(first);
    const kept = after.filter((call) => isOn(call, change.to));
    if (!kept[0] || 2 * numberOf(kept) <= numberOf(after)) return [];
    const savedUsd = otherwiseUsd(kept, change, catalog) - costOf(kept);
    const { from, to } = change;
    return [{ kind, subject, from, to, since: kept[0].at, calls: numberOf(kept), savedUsd }];
  });
}

const isTier = (name: string): name is TierName => TIER_NAMES.some((tier) => tier === name);

/** On what was advised, or below it. */
function isOn({ tier, effort }: PricedCall, to: TierName | Effort): boolean {
  if (isTier(to)) return tier !== null && rank(tier) <= rank(to);
  const level = levelOf(effort);
  return level >= 0 && level <= levelOf(to);
}

const levelOf = (effort: string | null): number => [...EFFORTS].map(String).indexOf(effort ?? '');

function otherwiseUsd(kept: readonly PricedCall[], change: Change, catalog: Catalog): number {
  const { from } = change;
  if (isTier(from)) {
    const { model } = catalog.tiers[from];
    return kept.reduce(
      (sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0),
      0,
    );
  }
  return kept.reduce((sum, call) => {
    const index = catalog.model(call.served)?.effortCost;
    const now = EFFORTS.find((one) => one === call.effort);
    return sum + (call.costUsd ?? 0) * (index && now ? index[from as keyof typeof index] / index[now] : 1);
  }, 0);
}
