// What the same weeks would have cost under a policy, when a share of the work that it lowers holds on the cheaper tier: what does not
// hold is done again where it was done.
import type { Move, PolicyData } from './data.ts';

export interface Outcome {
  moved: number;
  actualUsd: number;
  /** What it would have cost; below the actual figure where something was saved. */
  otherwiseUsd: number;
  savedUsd: number;
  /** The share that has to hold so that nothing is lost; null where there is no such share between nothing and all. */
  evenAt: number | null;
}

/** Returns what the moved delegations come to when `held` (0 to 1) of what they lower holds. */
export function outcomeOf({ moves }: Pick<PolicyData, 'moves'>, held: number): Outcome {
  const actualUsd = sum(moves, ({ actualUsd: one }) => one);
  const otherwiseUsd = sum(moves, (move) => costOf(move, held));
  const [none, all] = [sum(moves, (move) => costOf(move, 0)), sum(moves, (move) => costOf(move, 1))];
  const even = none === all ? null : (none - actualUsd) / (none - all);
  return {
    moved: moves.length,
    ...{ actualUsd, otherwiseUsd, savedUsd: actualUsd - otherwiseUsd },
    evenAt: even !== null && even > 0 && even < 1 ? even : null,
  };
}

/** Returns what one costs; work that is raised is done once. */
export function costOf({ actualUsd, otherwiseUsd }: Move, held: number): number {
  return otherwiseUsd > actualUsd ? otherwiseUsd : otherwiseUsd + (1 - held) * actualUsd;
}

const sum = (moves: readonly Move[], of: (move: Move) => number): number =>
  moves.reduce((all, move) => all + of(move), 0);
