// What a command left for the module, and each pack it sends, looked at without trust.
import { isRecord } from '../ask/foreign.ts';
import { LIVE_COMMANDS, type LivePack, type Offer, PROTOCOL } from '../ask/live-protocol.ts';
import { EFFORTS, shippedModel } from '../models/table.ts';

/** A pack has room for more items than anybody sends in one; what is longer is none of ours. */
const MOST_CHARACTERS = 600_000;
const MOST_OUTPUT_TOKENS = 64_000;
const LONGEST_MS = 30 * 60_000;

/** Returns the offer in what was read; null when it is not one of ours. */
export function readOffer(value: unknown): Offer | null {
  if (!isRecord(value) || value.v !== PROTOCOL) return null;
  const { v, run, socket, secret, maxCostUsd } = value;
  const command = LIVE_COMMANDS.find((name) => name === value.command);
  const isOurs =
    command !== undefined &&
    isText(run, 64) &&
    /^[\w-]+$/.test(run) &&
    isText(socket, 100) &&
    socket.startsWith('/') &&
    isText(secret, 128) &&
    secret.length >= 32 &&
    (maxCostUsd === null || isAmount(maxCostUsd));
  return isOurs ? { v: Number(v), run, command, socket, secret, maxCostUsd: maxCostUsd ?? null } : null;
}

export interface SaidPacks {
  packs: LivePack[];
  /** Those that the module does not send on, with why. */
  refused: { id: number; why: string }[];
  /** How far the run has come, from 0 to 1; null where that is not known. */
  share: number | null;
}

/** Returns what a command answered. */
export function readPacks(value: unknown): SaidPacks {
  const packs: LivePack[] = [];
  const refused: { id: number; why: string }[] = [];
  for (const one of isRecord(value) && Array.isArray(value.packs) ? value.packs : []) {
    if (!isRecord(one) || !Number.isSafeInteger(one.id)) continue;
    const why = whyNot(one);
    if (why) refused.push({ id: Number(one.id), why });
    else packs.push(one as unknown as LivePack);
  }
  const share = isRecord(value) && isAmount(value.share) ? Math.min(1, value.share) : null;
  return { packs, refused, share };
}

function whyNot({ model, system, user, maxTokens, effort, timeoutMs, cacheSystem }: Record<string, unknown>) {
  if (!isText(model, 100)) return 'it names no model';
  if (!shippedModel(model)?.prices.length)
    return `no price is known for ${model}, so the ceiling of the run could not be kept`;
  if (!isText(system, MOST_CHARACTERS) || !isText(user, MOST_CHARACTERS)) return 'it is too long';
  if (!isWithin(maxTokens, MOST_OUTPUT_TOKENS)) return 'it asks for too long an answer';
  if (!isWithin(timeoutMs, LONGEST_MS)) return 'it would wait for too long';
  if (effort !== null && !EFFORTS.some((one) => one === effort)) return 'its effort is not known';
  return typeof cacheSystem === 'boolean' ? null : 'it is not a pack';
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;
const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isWithin = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= most;
