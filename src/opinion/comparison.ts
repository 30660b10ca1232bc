// Answers compared: the judge takes them apart into claims, each with the words it stands on, and pairs them; what it says is checked
// here, and how far the voices agree is counted, not felt.
import * as z from 'zod';
import { objectIn } from '../ask/json-reply.ts';
import { label } from './labels.ts';
import { isQuoteOf } from './quote.ts';

const STANCES = ['agree', 'qualify', 'contradict'] as const;

const Comparison = z.object({
  claims: z.array(z.object({ id: z.string(), voice: z.string(), claim: z.string(), quote: z.string() })),
  pairs: z.array(z.object({ first: z.string(), second: z.string(), stance: z.enum(STANCES) })),
  disputes: z.array(
    z.object({
      topic: z.string(),
      claims: z.array(z.string()),
      sides: z.array(z.object({ voice: z.string(), argument: z.string(), quote: z.string() })),
      settle: z.string(),
    }),
  ),
  recommendation: z.string(),
  uncertainty: z.string(),
});

const text = { type: 'string' };
const listOf = (properties: Record<string, object>): object => ({ type: 'array', items: record(properties) });
const record = (properties: Record<string, object>): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** The JSON schema of the judge's reply. */
export const COMPARISON_SCHEMA = record({
  claims: listOf({ id: text, voice: text, claim: text, quote: text }),
  pairs: listOf({ first: text, second: text, stance: { type: 'string', enum: STANCES } }),
  disputes: listOf({
    topic: text,
    claims: { type: 'array', items: text },
    sides: listOf({ voice: text, argument: text, quote: text }),
    settle: text,
  }),
  recommendation: text,
  uncertainty: text,
});

export interface Claim {
  /** Position of the answer it is from, as given. */
  voice: number;
  claim: string;
  quote: string;
}

/** One point of the matter: the claims that belong together, and how they stand to each other. */
export interface Point {
  standing: 'agreed' | 'qualified' | 'contradicted' | 'alone';
  claims: Claim[];
}

export interface Dispute {
  topic: string;
  sides: { voice: number; argument: string; quote: string }[];
  settle: string;
  /** The contradicted points it is about, by position; empty when the judge named none that exist. */
  points: number[];
}

export interface Compared {
  points: Point[];
  disputes: Dispute[];
  /** Agreed points as a share of all; null when there is none. */
  agreement: number | null;
  recommendation: string;
  uncertainty: string;
  /** What the judge said that did not hold: quotes that are in no answer, pairs of claims that do not exist. */
  dropped: { quotes: number; pairs: number };
}

/** Reads and checks the judge's reply about `answers`, which it knew as A, B, … in this order. Null: not usable at all. */
export function readComparison(reply: string, answers: readonly string[]): Compared | null {
  const parsed = Comparison.safeParse(objectIn(reply));
  if (!parsed.success) return null;
  const { claims, pairs, disputes, recommendation, uncertainty } = parsed.data;
  const dropped = { quotes: 0, pairs: 0 };
  const voiceOf = (name: string): number =>
    answers.findIndex((_, position) => label(position) === name.trim());
  const holds = (name: string, quote: string): boolean => {
    const voice = voiceOf(name);
    const found = voice >= 0 && isQuoteOf(quote, answers[voice] ?? '');
    if (!found) dropped.quotes++;
    return found;
  };
  const kept = new Map<string, Claim>();
  for (const { id, voice, claim, quote } of claims)
    if (!kept.has(id) && holds(voice, quote)) kept.set(id, { voice: voiceOf(voice), claim, quote });
  const sound = pairs.filter(({ first, second }) => {
    const [one, other] = [kept.get(first), kept.get(second)];
    const isSound = one && other && one.voice !== other.voice;
    if (!isSound) dropped.pairs++;
    return isSound;
  });
  if (!kept.size) return null;
  const points = pointsOf(kept, sound);
  const checkedDisputes = disputes.flatMap(({ topic, claims: ids, sides, settle }) => {
    const real = sides.flatMap(({ voice, argument, quote }) =>
      holds(voice, quote) ? [{ voice: voiceOf(voice), argument, quote }] : [],
    );
    const about = new Set(ids.map((id) => kept.get(id)));
    const on = points.flatMap(({ claims: own }, position) =>
      own.some((claim) => about.has(claim)) ? [position] : [],
    );
    return new Set(real.map(({ voice }) => voice)).size > 1
      ? [{ topic, sides: real, settle, points: on }]
      : [];
  });
  const agreed = points.filter(({ standing }) => standing === 'agreed').length;
  return {
    points,
    disputes: checkedDisputes,
    agreement: agreed / points.length,
    recommendation,
    uncertainty,
    dropped,
  };
}

/** Claims joined by pairs are one point. */
function pointsOf(
  claims: ReadonlyMap<string, Claim>,
  pairs: readonly { first: string; second: string; stance: (typeof STANCES)[number] }[],
): Point[] {
  const rootOf = new Map([...claims.keys()].map((id) => [id, id]));
  const root = (id: string): string => {
    const next = rootOf.get(id) ?? id;
    return next === id ? id : root(next);
  };
  for (const { first, second } of pairs) rootOf.set(root(first), root(second));
  const members = new Map<string, string[]>();
  for (const id of claims.keys()) members.set(root(id), [...(members.get(root(id)) ?? []), id]);
  return [...members].map(([id, ids]) => {
    const stances = new Set(pairs.filter(({ first }) => root(first) === id).map(({ stance }) => stance));
    const standing = stances.has('contradict')
      ? 'contradicted'
      : stances.has('qualify')
        ? 'qualified'
        : stances.has('agree')
          ? 'agreed'
          : 'alone';
    return { standing, claims: ids.map((one) => claims.get(one) as Claim) };
  });
}
