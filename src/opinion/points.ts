// Claims of different voices about the same point, put together from the pairs of two runs of the judge.
import type { PairStance } from './judge-reply.ts';
import { unified } from './one-claim.ts';
import type { Claim, Pair, Reading } from './reading.ts';

/** What is said about one point, by each voice at most once. */
export interface Point {
  standing: 'agreed' | 'qualified' | 'contradicted' | 'alone';
  claims: Claim[];
}

export interface Joined {
  points: Point[];
  /** Pairs on which the two runs differ. */
  flips: number;
  /** Pairs that joined nothing. */
  unused: number;
  /** Returns the index of the point that a claim of either run ended up in. */
  pointOf: (claim: Claim) => number;
}

/** A pair of claims with what each run says of it. */
interface JudgedPair {
  claims: [Claim, Claim];
  stances: [PairStance | null, PairStance | null];
}

/** The gravest last. */
const GRAVITY: readonly PairStance[] = ['agree', 'qualify', 'contradict'];

/** Joins the claims of two readings to points. Agreed is only what both say. */
export function joined(first: Reading, second: Reading): Joined {
  const stands = unified(first.claims, second.claims);
  const one = (claim: Claim): Claim => stands.get(claim) ?? claim;
  const pairs = judgedPairs([first.pairs, second.pairs], one);
  const builder = new Builder([...new Set(stands.values())]);
  const unused = inOrder(pairs).filter((pair) => !builder.join(pair)).length;
  const points = builder.points();
  const indexOf = new Map(
    points.flatMap(({ claims }, index) => claims.map((claim) => [claim, index] as const)),
  );
  return {
    points,
    flips: pairs.filter(({ stances: [a, b] }) => a !== b).length,
    unused,
    pointOf: (claim) => indexOf.get(one(claim)) ?? -1,
  };
}

function judgedPairs(runs: readonly (readonly Pair[])[], one: (claim: Claim) => Claim): JudgedPair[] {
  const pairs = new Map<Claim, Map<Claim, JudgedPair>>();
  for (const [run, said] of runs.entries()) {
    for (const { one: a, other: b, stance } of said) {
      const claims: [Claim, Claim] = a.voice < b.voice ? [one(a), one(b)] : [one(b), one(a)];
      const beside = pairs.get(claims[0]) ?? new Map<Claim, JudgedPair>();
      pairs.set(claims[0], beside);
      const pair: JudgedPair = beside.get(claims[1]) ?? { claims, stances: [null, null] };
      beside.set(claims[1], pair);
      const before = pair.stances[run] ?? null;
      pair.stances[run] = before === null ? stance : graver(before, stance);
    }
  }
  return [...pairs.values()].flatMap((beside) => [...beside.values()]);
}

const graver = (one: PairStance, other: PairStance): PairStance =>
  GRAVITY.indexOf(one) > GRAVITY.indexOf(other) ? one : other;

const isSure = ({ stances: [a, b] }: JudgedPair): boolean => a !== null && b !== null;

const stanceOf = ({ stances: [a, b] }: JudgedPair): PairStance => graver(a ?? 'agree', b ?? 'agree');

/** What both runs name first, and of that what they name alike; of those the gravest. */
function inOrder(pairs: readonly JudgedPair[]): JudgedPair[] {
  const rank = (pair: JudgedPair): number =>
    (isSure(pair) ? 0 : 20) +
    (pair.stances[0] === pair.stances[1] ? 0 : 10) -
    GRAVITY.indexOf(stanceOf(pair));
  return [...pairs].sort((a, b) => rank(a) - rank(b));
}

interface Group {
  claims: Claim[];
  pairs: JudgedPair[];
}

/** Points as they grow: at most one claim of a voice, and no pair chains two that stand already. */
class Builder {
  readonly #groupOf: Map<Claim, Group>;

  constructor(claims: readonly Claim[]) {
    this.#groupOf = new Map(claims.map((claim) => [claim, { claims: [claim], pairs: [] }]));
  }

  /** Returns whether the pair counts. */
  join(pair: JudgedPair): boolean {
    const [one, other] = pair.claims.map((claim) => this.#groupOf.get(claim));
    if (!one || !other) return false;
    if (one !== other && !this.#mayJoin(one, other, pair)) return false;
    one.pairs.push(pair);
    if (one === other) return true;
    one.pairs.push(...other.pairs);
    one.claims.push(...other.claims);
    for (const claim of other.claims) this.#groupOf.set(claim, one);
    return true;
  }

  points(): Point[] {
    return [...new Set(this.#groupOf.values())].map(({ claims, pairs }) => ({
      standing: standingOf(pairs),
      claims: [...claims].sort((a, b) => a.voice - b.voice),
    }));
  }

  #mayJoin(one: Group, other: Group, pair: JudgedPair): boolean {
    const voices = new Set(one.claims.map(({ voice }) => voice));
    if (other.claims.some(({ voice }) => voices.has(voice))) return false;
    const alone = Math.min(one.claims.length, other.claims.length) === 1;
    if (isSure(pair)) return alone;
    // One run's word joins only what nothing else joins, and never to agreement.
    return one.claims.length + other.claims.length === 2 && stanceOf(pair) !== 'agree';
  }
}

function standingOf(pairs: readonly JudgedPair[]): Point['standing'] {
  const stances = new Set(pairs.map(stanceOf));
  if (!pairs.length) return 'alone';
  if (stances.has('contradict')) return 'contradicted';
  return stances.has('qualify') || !pairs.some(isSure) ? 'qualified' : 'agreed';
}
