// What asking takes, counted by packing items as they will be packed when they are sent.
import type { LadderPosition, TierPasses } from '../outcome/ladder.ts';
import { type Item, itemTokens, triesToSteer } from '../task/item.ts';
import { Packer, type PackLimits, PackSizes } from './packs.ts';

/** Groups to ask, the items they stand for, and the requests, answers and item tokens that takes, over all passes. */
export interface Work {
  groups: number;
  answers: number;
  items: number;
  requests: number;
  tokens: number;
}

/** The work on each rung of a ladder. */
export class Workload {
  readonly byRung: Work[];
  /** One for each pass of each rung. */
  readonly #packers: { packer: Packer<null>; sizes: PackSizes }[][];

  constructor(ladder: readonly TierPasses[], pack: PackLimits) {
    this.byRung = ladder.map(() => ({ ...NO_WORK }));
    this.#packers = ladder.map(({ passes }) => passes.map(() => packerOf(pack)));
  }

  /** Adds a group that is `item`, in each pass that is left on its rung. */
  addGroup({ rung, pass }: LadderPosition, item: Item): void {
    const work = this.byRung[rung] as Work;
    work.groups++;
    const size = itemTokens(item);
    const alone = triesToSteer(item.text);
    for (const { packer, sizes } of this.#packers[rung]?.slice(pass) ?? []) {
      work.answers++;
      work.tokens += size;
      for (const full of packer.add(null, size, alone)) {
        work.requests++;
        sizes.replied(full.length, 0, true); // as if all replies were whole
      }
    }
  }

  /** Counts one more item of a group that waits there. */
  addItem({ rung }: LadderPosition): void {
    (this.byRung[rung] as Work).items++;
  }

  /** Counts the packs that were not full, after the last group. */
  close(): void {
    for (const [rung, work] of this.byRung.entries()) {
      for (const { packer } of this.#packers[rung] ?? []) work.requests += packer.flush().length;
    }
  }

  /** The work on all rungs. */
  get total(): Work {
    return this.byRung.reduce(addWork, NO_WORK);
  }
}

function packerOf(pack: PackLimits): { packer: Packer<null>; sizes: PackSizes } {
  const sizes = new PackSizes(pack);
  return { packer: new Packer<null>(sizes), sizes };
}

const NO_WORK: Work = { groups: 0, answers: 0, items: 0, requests: 0, tokens: 0 };

const addWork = (a: Work, b: Work): Work => ({
  groups: a.groups + b.groups,
  answers: a.answers + b.answers,
  items: a.items + b.items,
  requests: a.requests + b.requests,
  tokens: a.tokens + b.tokens,
});
