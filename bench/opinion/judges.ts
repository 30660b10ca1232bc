// Judges of a gold set: one that is perfect, and some that do one thing wrong with a tenth of what they say.
import type { Gold, GoldClaim } from './gold.ts';

const NOISE = 0.1;

interface Row {
  id: string;
  voice: string;
  claim: string;
  quote: string;
}

interface SaidPair {
  first: string;
  second: string;
  stance: string;
}

export interface Reply {
  decisions: { voice: string; stance: string; group: string; quote: string; decision: string }[];
  claims: Row[];
  pairs: SaidPair[];
}

export type Spoil = (reply: Reply, random: () => number) => void;

const letter = (position: number): string => String.fromCharCode(65 + position);

/** Returns what a perfect judge says of answers shown in this order. */
export function perfect({ claims, courses }: Gold, order: readonly number[]): Reply {
  const labelOf = (voice: number): string => letter(order.indexOf(voice));
  const idOf = (claim: GoldClaim): string => `${labelOf(claim.voice)}${claim.point + 1}`;
  return {
    decisions: courses.map(({ stance, group, sentence }, voice) => ({
      ...{ voice: labelOf(voice), stance, group, quote: sentence, decision: sentence },
    })),
    claims: claims.map((claim) => ({
      ...{ id: idOf(claim), voice: labelOf(claim.voice), claim: claim.sentence, quote: claim.sentence },
    })),
    pairs: claims.flatMap((one, at) =>
      claims
        .slice(at + 1)
        .filter(({ point, voice }) => point === one.point && voice !== one.voice)
        .map((other) => ({ first: idOf(one), second: idOf(other), stance: stanceOf(one, other) })),
    ),
  };
}

function stanceOf({ side }: GoldClaim, { side: other }: GoldClaim): string {
  if (side === other) return 'agree';
  return [side, other].includes('against') ? 'contradict' : 'qualify';
}

/** Quotes what a voice denies as if it had said it, and finds that it agrees. */
function cut(reply: Reply, isCut: () => boolean): void {
  for (const row of reply.claims) {
    const quote = /you should use \w+ here/.exec(row.quote)?.[0];
    if (!row.quote.startsWith('I would never') || !quote || !isCut()) continue;
    Object.assign(row, { quote, claim: `Use it: ${quote}` });
    for (const pair of reply.pairs) if ([pair.first, pair.second].includes(row.id)) pair.stance = 'agree';
  }
}

/** What a judge may do wrong. */
export const SPOILS: Record<string, Spoil> = {
  perfect: () => {},
  omits: (reply, random) => {
    reply.decisions = reply.decisions.filter(() => random() >= NOISE);
    reply.claims = reply.claims.filter(() => random() >= NOISE);
    reply.pairs = reply.pairs.filter(() => random() >= NOISE);
  },
  swaps: (reply, random) => {
    for (const pair of reply.pairs)
      if (random() < NOISE) pair.stance = pair.stance === 'agree' ? 'contradict' : 'agree';
    for (const said of reply.decisions)
      if (random() < NOISE) said.stance = said.stance === 'yes' ? 'no' : 'yes';
  },
  duplicates: (reply, random) => {
    const twice = reply.claims.filter(() => random() < NOISE);
    reply.claims.push(...twice.map((row) => ({ ...row, id: `${row.voice}${Number(row.id.slice(1)) + 50}` })));
  },
  invents: (reply, random) => {
    for (const row of [...reply.claims, ...reply.decisions])
      if (random() < NOISE) row.quote = `As said, ${row.quote}`;
  },
  'cuts at negations': (reply, random) => cut(reply, () => random() < NOISE),
  'cuts at every negation': (reply) => cut(reply, () => true),
  straightens: (reply) => {
    for (const row of reply.claims) row.quote = row.quote.replaceAll('*', '').replaceAll('—', '-');
  },
  chains: (reply, random) => {
    for (const pair of [...reply.pairs])
      if (random() < NOISE)
        reply.pairs.push({ ...pair, second: reply.pairs[0]?.second ?? '', stance: 'agree' });
  },
};
