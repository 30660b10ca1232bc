// A world in which tiers err: items have a truth among tags of which some are rare, and each item is hard to all tiers alike to a degree.
// Who errs takes the item for a neighbor of its tag, mostly the same neighbor as the other tiers do.
import type { Answer, Trial } from '../../src/calibrate/sample.ts';

export interface World {
  /** How often each tier is right, the cheapest first. */
  accuracies: readonly number[];
  /** Share of the items that are as hard to all tiers: who is right on one of them less often is right only where the others are. */
  shared: number;
}

export interface Drawn {
  truths: string[];
  answers: Answer[][];
}

const TAGS = 30;
const SAME_NEIGHBOR = 0.7;

/** Returns `n` items drawn from `world`, with the answers of its tiers. */
export function draw({ accuracies, shared }: World, n: number, random: () => number): Drawn {
  const truths: string[] = [];
  const answers: Answer[][] = accuracies.map(() => []);
  for (let item = 0; item < n; item += 1) {
    const tag = Math.floor(TAGS * random() ** 2.5); // few tags hold most items
    const together = random() < shared;
    const hardness = random();
    truths.push(String(tag));
    for (const [tier, accuracy] of accuracies.entries()) {
      const right = (together ? hardness : random()) < accuracy;
      const neighbor = (tag + (random() < SAME_NEIGHBOR ? 1 : TAGS - 1)) % TAGS;
      answers[tier]?.push(String(right ? tag : neighbor));
    }
  }
  return { truths, answers };
}

/** Returns `n` items drawn without replacement from `population` items, among which the cheapest tier is behind the last by `gap` exactly. */
export function finite(
  world: World,
  { n, population, gap }: { n: number; population: number; gap: number },
  random: () => number,
): Drawn {
  const all = draw(world, population, random);
  makeExact(all, Math.round(gap * population));
  const order = Array.from({ length: population }, (_, i) => ({ i, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, n);
  const pick = <T>(of: readonly T[]) => order.map(({ i }) => of[i] as T);
  return { truths: pick(all.truths), answers: all.answers.map(pick) };
}

/** Changes answers of the cheapest tier until it is behind by `wanted` items. */
function makeExact({ truths, answers }: Drawn, wanted: number): void {
  const [cheap = []] = answers;
  const last = answers.at(-1) ?? [];
  const right = (of: readonly Answer[]) => of.filter((answer, item) => answer === truths[item]).length;
  let more = wanted - (right(last) - right(cheap));
  for (let item = 0; more !== 0 && item < truths.length; item += 1) {
    const isRight = cheap[item] === truths[item];
    if (isRight !== more > 0) continue;
    cheap[item] = isRight ? 'changed' : (truths[item] ?? '');
    more += isRight ? -1 : 1;
  }
}

/** Returns the tiers' answers as trials, the cheapest first. */
export function trialsOf(answers: readonly (readonly Answer[])[]): Trial[] {
  return answers.map((answers, place) => ({
    setting: { tier: `tier-${place + 1}`, model: `model-${place + 1}`, effort: null, pack: 1, votes: 1 },
    answers,
    costPer1000Usd: 3 ** place,
  }));
}
