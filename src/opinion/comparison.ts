// Answers compared: the judge takes them apart into claims, each with the words it stands on, and pairs them; what it says is checked
// here, and how far the voices agree is counted, not felt.
import * as z from 'zod';
import { objectIn } from '../ask/json-reply.ts';
import { Groups } from './groups.ts';
import { label } from './labels.ts';
import { isQuoteOf, squeeze } from './quote.ts';

const STANCES = ['agree', 'qualify', 'contradict'] as const;

const JudgeReply = z.object({
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
type JudgeReply = z.infer<typeof JudgeReply>;
type Pair = JudgeReply['pairs'][number];

const text = { type: 'string' };
const record = (properties: Record<string, object>): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const listOf = (properties: Record<string, object>): object => ({ type: 'array', items: record(properties) });

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
  /** Which answer it is from, counted from 0 as given. */
  voice: number;
  claim: string;
  quote: string;
}

/** Claims about the same thing, and how they stand to each other. */
export interface MatchedClaims {
  position: 'agreed' | 'qualified' | 'contradicted' | 'alone';
  claims: Claim[];
}

export interface Side {
  voice: number;
  argument: string;
  quote: string;
}

export interface Dispute {
  topic: string;
  sides: Side[];
  /** The fact, measurement or experiment that would resolve it. */
  resolution: string;
  /** The matched claims it is about, by their index; empty when the judge named none that exist. */
  about: number[];
}

export interface Comparison {
  matched: MatchedClaims[];
  disputes: Dispute[];
  /** Agreed matched claims as a share of all. */
  agreement: number;
  recommendation: string;
  uncertainty: string;
  /** What the judge said that did not hold: quotes that are in no answer, pairs of claims that do not exist. */
  dropped: { quotes: number; pairs: number };
}

/** Reads and checks the judge's reply about `answers`, which it knew as A, B, … in this order. Returns null when nothing of it is usable. */
export function readComparison(reply: string, answers: readonly string[]): Comparison | null {
  const said = JudgeReply.safeParse(objectIn(reply));
  if (!said.success) return null;
  const { recommendation, uncertainty } = said.data;
  const quotes = new QuoteCheck(answers);
  const claims = claimsThatHold(said.data, quotes);
  if (!claims.size) return null;
  const pairs = said.data.pairs.filter((pair) => isSound(pair, claims));
  const matched = match(claims, pairs);
  const disputes = disputesThatHold(said.data, { claims, matched, quotes });
  const agreed = matched.filter(({ position }) => position === 'agreed').length;
  return {
    matched,
    disputes,
    agreement: agreed / matched.length,
    recommendation,
    uncertainty,
    dropped: { quotes: quotes.dropped, pairs: said.data.pairs.length - pairs.length },
  };
}

/** Looks quotes up in the answers they are said to be from, and counts those that are not there. */
class QuoteCheck {
  readonly #answers: readonly string[];
  dropped = 0;

  constructor(answers: readonly string[]) {
    this.#answers = answers.map(squeeze);
  }

  /** Returns which answer the name means when the quote is in it; null, and counts it, when it is not. */
  voiceOf(name: string, quote: string): number | null {
    const voice = this.#answers.findIndex((_, index) => label(index) === name.trim());
    if (voice >= 0 && isQuoteOf(quote, this.#answers[voice] ?? '')) return voice;
    this.dropped++;
    return null;
  }
}

/** The claims by the judge's ids, in its order; of an id used twice the first. */
function claimsThatHold({ claims }: JudgeReply, quotes: QuoteCheck): Map<string, Claim> {
  const held = new Map<string, Claim>();
  for (const { id, voice: name, claim, quote } of claims) {
    if (held.has(id)) continue;
    const voice = quotes.voiceOf(name, quote);
    if (voice !== null) held.set(id, { voice, claim, quote });
  }
  return held;
}

/** Whether a pair is of two claims that hold, of two voices: what one voice says twice is not agreement. */
function isSound({ first, second }: Pair, claims: ReadonlyMap<string, Claim>): boolean {
  const [one, other] = [claims.get(first), claims.get(second)];
  return one !== undefined && other !== undefined && one.voice !== other.voice;
}

/** Claims joined by pairs belong together. */
function match(claims: ReadonlyMap<string, Claim>, pairs: readonly Pair[]): MatchedClaims[] {
  const groups = new Groups(claims.keys());
  for (const { first, second } of pairs) groups.join(first, second);
  const stances = new Map<string, Set<Pair['stance']>>();
  for (const { first, stance } of pairs) {
    const root = groups.rootOf(first);
    stances.set(root, (stances.get(root) ?? new Set()).add(stance));
  }
  return [...groups.members()].map(([root, ids]) => ({
    position: positionOf(stances.get(root)),
    claims: ids.flatMap((id) => claims.get(id) ?? []),
  }));
}

/** The gravest stance among its pairs decides. */
function positionOf(stances: ReadonlySet<Pair['stance']> | undefined): MatchedClaims['position'] {
  if (!stances) return 'alone';
  if (stances.has('contradict')) return 'contradicted';
  return stances.has('qualify') ? 'qualified' : 'agreed';
}

interface Checked {
  claims: ReadonlyMap<string, Claim>;
  matched: readonly MatchedClaims[];
  quotes: QuoteCheck;
}

/** The disputes that keep two sides once their quotes are checked. */
function disputesThatHold({ disputes }: JudgeReply, { claims, matched, quotes }: Checked): Dispute[] {
  const indexOf = new Map(
    matched.flatMap(({ claims: own }, index) => own.map((claim) => [claim, index] as const)),
  );
  return disputes.flatMap(({ topic, claims: ids, sides: named, settle: resolution }) => {
    const sides = named.flatMap(({ voice: name, argument, quote }): Side[] => {
      const voice = quotes.voiceOf(name, quote);
      return voice === null ? [] : [{ voice, argument, quote }];
    });
    if (new Set(sides.map(({ voice }) => voice)).size < 2) return [];
    const about = ids.flatMap((id) => {
      const claim = claims.get(id);
      return (claim && indexOf.get(claim)) ?? [];
    });
    return [{ topic, sides, resolution, about: [...new Set(about)].sort((a, b) => a - b) }];
  });
}
