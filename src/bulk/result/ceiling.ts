// The ceiling that an estimate proposes: room for what may go up or come back longer, and for the worst case of a request, which is set
// aside before it is sent. Below that a run would stop although all goes as expected.
import { costUsd, NO_USAGE } from '../../models/cost.ts';
import type { Model } from '../../models/table.ts';
import { usd } from '../../terminal/format.ts';
import { fixedTokens } from '../asking/caching.ts';
import type { JobSettings } from '../settings.ts';
import type { Work } from '../survey/workload.ts';

/** Over what is expected. */
const MARGIN = 1.5;
/** Three bytes are about a token, and a token has at least one. */
const MOST_PER_TOKEN = 3;
/** Roles, the JSON of a reply, and thinking that cannot be switched off. */
const ROOM = { prompt: 2000, reply: 4100 };

type Settings = Pick<JobSettings, 'task' | 'tiers' | 'catalog' | 'backend' | 'pack'>;

/** What is expected to be asked on each rung, what that costs, what is spent already, and whether as batches. */
export interface Expected {
  byRung: readonly Work[];
  dueUsd: number;
  spentUsd: number;
  batch: boolean;
}

/** Returns a ceiling that a run as expected does not reach, in whole cents or two digits; null where nobody can say. */
export function proposedCeiling(
  { task, tiers, catalog, backend, pack }: Settings,
  { byRung, dueUsd, spentUsd, batch }: Expected,
): number | null {
  const worst = tiers.map((tier, rung) => {
    const work = byRung[rung];
    if (!work?.requests) return 0;
    const model = catalog.model(catalog.tiers[tier].model);
    const tokens = Math.min(pack.tokens, work.tokens) + fixedTokens(task, model);
    const items = Math.min(pack.items, Math.ceil(work.answers));
    const one = worstOf(model, MOST_PER_TOKEN * tokens, items * task.answer.tokens('longest'));
    // All requests of a batch are sent at once, so that all of them have to fit.
    return one === null ? null : batch ? (one * Math.ceil(work.requests)) / 2 : one;
  });
  if (worst.includes(null)) return null;
  const set = worst.map((one) => (one ?? 0) * (backend?.requestsPerAsk ?? 1));
  const room = batch ? set.reduce((sum, one) => sum + one, 0) : Math.max(0, ...set);
  return roundedUp(spentUsd + (batch ? Math.max(dueUsd * MARGIN, room) : dueUsd * MARGIN + room));
}

function worstOf(model: Model | undefined, prompt: number, reply: number): number | null {
  const usage = { ...NO_USAGE, cacheWrite1h: prompt + ROOM.prompt, output: reply + ROOM.reply };
  return costUsd(model, usage, { at: new Date(), usOnly: true });
}

/** Up to whole cents below ten of them, else to two digits. */
function roundedUp(amount: number): number {
  if (amount <= 0.1) return Math.max(0.01, Math.ceil(amount * 100 - 1e-9) / 100);
  const unit = 10 ** (Math.floor(Math.log10(amount)) - 1);
  return Number((Math.ceil(amount / unit - 1e-9) * unit).toPrecision(2));
}

interface Proposed {
  costUsd: number | null;
  batchUsd: number | null;
  batch: boolean;
  maxCostUsd: number | null;
  proposedMaxUsd: number | null;
}

/** Returns the words of a dry run that propose it; null where there is nothing to propose. */
export const ceilingInWords = ({ maxCostUsd, proposedMaxUsd }: Proposed): string | null =>
  proposedMaxUsd === null
    ? null
    : `${maxCostUsd === null ? 'none is given; ' : ''}--max-cost ${proposedMaxUsd} leaves room for all of it`;

/** A run for less is not worth a word. */
const WORTH_A_WORD_USD = 0.05;

/** Returns what a run without a ceiling says before it asks; null where it costs little. */
export function withoutCeiling({
  costUsd: direct,
  batchUsd,
  batch,
  maxCostUsd,
  proposedMaxUsd,
}: Proposed): string | null {
  const due = batch ? batchUsd : direct;
  if (maxCostUsd !== null || proposedMaxUsd === null || due === null || due < WORTH_A_WORD_USD) return null;
  return `About ${usd(due)}, and no ceiling: --max-cost ${proposedMaxUsd} would be one. Ctrl-C stops it, and what is answered is kept.`;
}
