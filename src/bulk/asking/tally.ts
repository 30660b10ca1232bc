// What the requests of a run came to.
import { addUsage, NO_USAGE, type Usage } from '../../models/cost.ts';

export interface Tally {
  requests: number;
  usage: Usage;
  /** List price of the replies of models with a known price. */
  costUsd: number;
  /** Models that answered and have no known price. */
  unpriced: Set<string>;
  /** Requests by the model that answered. */
  served: Map<string, number>;
}

export const newTally = (): Tally => ({
  requests: 0,
  usage: { ...NO_USAGE },
  costUsd: 0,
  unpriced: new Set(),
  served: new Map(),
});

/** The sum of several. */
export function addTallies(tallies: Iterable<Tally>): Tally {
  const sum = newTally();
  for (const { requests, usage, costUsd: cost, unpriced, served } of tallies) {
    sum.requests += requests;
    sum.costUsd += cost;
    addUsage(sum.usage, usage);
    for (const model of unpriced) sum.unpriced.add(model);
    for (const [model, number] of served) sum.served.set(model, (sum.served.get(model) ?? 0) + number);
  }
  return sum;
}
