// One reply of the judge, checked against the answers it is about. Voices are indices here, in the order of the voices.
import type { AnswerText, Quoted } from './answer-text.ts';
import { sharesContent } from './content-words.ts';
import { denies } from './denial.ts';
import { foldedQuote } from './folded.ts';
import { type JudgeReply, type PairStance, readJudgeReply, type Stance } from './judge-reply.ts';
import { labeled, plainId } from './labels.ts';

export interface Claim extends Quoted {
  voice: number;
  claim: string;
  /** The quote without what ends or frames it, to tell equal ones. */
  words: string;
}

export interface Pair {
  one: Claim;
  other: Claim;
  stance: PairStance;
}

export interface Decision {
  decision: string;
  stance: Stance;
  group: string;
}

export interface Side {
  voice: number;
  argument: string;
  quote: string;
  sentence: string;
}

/** No judge finds more in eight answers. */
const MOST_CLAIMS = 500;

/** What is in dispute, and which claims it is about. */
export interface SaidDispute {
  topic: string;
  claims: Claim[];
  sides: Side[];
  settle: string;
}

/** What did not hold: rows that could not be read, quotes in no answer or cut out of a denial, claims that are made up, pairs of nothing. */
export interface Dropped {
  unread: number;
  quotes: number;
  denied: number;
  invented: number;
  pairs: number;
}

export interface Reading {
  decisions: Map<number, Decision>;
  claims: Claim[];
  pairs: Pair[];
  disputes: SaidDispute[];
  recommendation: string;
  uncertainty: string;
  dropped: Dropped;
}

/** The answers as one request showed them. */
export interface Shown {
  /** By voice; null for one without an answer. */
  answers: readonly (AnswerText | null)[];
  /** Which voice was shown as A, B, …. */
  order: readonly number[];
}

/** Reads a reply about answers. Returns null when nothing of it is usable: no claim and no decision stands. */
export function readReply(reply: string, shown: Shown): Reading | null {
  const said = readJudgeReply(reply);
  if (!said) return null;
  const check = new Check(shown, said);
  const byId = claimsOf(said, check);
  const claims = [...new Set(byId.values())];
  const decisions = decisionsOf(said, check);
  if (!claims.length && !decisions.size) return null;
  return {
    decisions,
    claims,
    pairs: pairsOf(said, byId, check),
    disputes: disputesOf(said, byId, check),
    recommendation: said.recommendation,
    uncertainty: said.uncertainty,
    dropped: check.dropped,
  };
}

/** Looks up what is quoted, and counts what does not hold. */
class Check {
  readonly #shown: Shown;
  readonly dropped: Dropped;

  constructor(shown: Shown, { unread }: JudgeReply) {
    this.#shown = shown;
    this.dropped = { unread: unread.claims, quotes: 0, denied: 0, invented: 0, pairs: unread.pairs };
  }

  voiceOf(name: string): number | null {
    const index = labeled(name, this.#shown.order.length);
    return index === null ? null : (this.#shown.order[index] ?? null);
  }

  /** Returns the voice that is named and what is quoted of it; null, and counts it, when it does not say so. */
  quoted(name: string, quote: string): (Quoted & { voice: number }) | null {
    const voice = this.voiceOf(name);
    const found = voice === null ? null : this.#shown.answers[voice]?.find(quote);
    if (voice !== null && found) return { ...found, voice };
    this.dropped.quotes++;
    return null;
  }
}

/** The claims that hold, by id; the same words of a voice twice are one claim. */
function claimsOf(said: JudgeReply, check: Check): Map<string, Claim> {
  const byId = new Map<string, Claim>();
  const byWords = new Map<string, Claim>();
  for (const { id, voice: name, claim, quote } of said.claims.slice(0, MOST_CLAIMS)) {
    if (byId.has(plainId(id))) continue;
    const found = check.quoted(name, quote);
    if (!found || !holds(claim, found, check.dropped)) continue;
    const words = wordsOf(found.quote);
    const known = byWords.get(`${found.voice} ${words}`) ?? { ...found, claim, words };
    byWords.set(`${found.voice} ${words}`, known);
    byId.set(plainId(id), known);
  }
  return byId;
}

const wordsOf = (quote: string): string =>
  foldedQuote(quote)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function holds(claim: string, { denied, sentence }: Quoted, dropped: Dropped): boolean {
  if (!sharesContent(claim, sentence)) dropped.invented++;
  else if (denied && !denies(claim)) dropped.denied++;
  else return true;
  return false;
}

function decisionsOf(said: JudgeReply, check: Check): Map<number, Decision> {
  const decisions = new Map<number, Decision>();
  for (const { voice: name, decision, stance, quote, group } of said.decisions) {
    const refused = stance === 'refused';
    const found = refused ? null : check.quoted(name, quote);
    const voice = refused ? check.voiceOf(name) : (found?.voice ?? null);
    if (voice === null || decisions.has(voice)) continue;
    if (found?.denied && stance !== 'no' && !denies(decision)) check.dropped.denied++;
    else decisions.set(voice, { decision, stance, group: group || wordsOf(decision) });
  }
  return decisions;
}

function pairsOf(said: JudgeReply, byId: ReadonlyMap<string, Claim>, { dropped }: Check): Pair[] {
  return said.pairs.flatMap(({ first, second, stance }) => {
    const [one, other] = [byId.get(plainId(first)), byId.get(plainId(second))];
    // What one voice says twice is not agreement.
    if (one && other && one.voice !== other.voice) return [{ one, other, stance }];
    dropped.pairs++;
    return [];
  });
}

/** The disputes that keep two sides once their quotes are checked. */
function disputesOf(said: JudgeReply, byId: ReadonlyMap<string, Claim>, check: Check): SaidDispute[] {
  return said.disputes.flatMap(({ topic, claims, sides: named, settle }) => {
    const sides = named.flatMap(({ voice: name, argument, quote }): Side[] => {
      const found = check.quoted(name, quote);
      return found ? [{ voice: found.voice, argument, quote: found.quote, sentence: found.sentence }] : [];
    });
    if (new Set(sides.map(({ voice }) => voice)).size < 2) return [];
    return [{ topic, claims: claims.flatMap((id) => byId.get(plainId(id)) ?? []), sides, settle }];
  });
}
