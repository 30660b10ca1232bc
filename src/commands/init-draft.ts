// A first scheme drafted by a model: the price before it is asked, the ceiling while it is, a template where it cannot be.
import type { Backend } from '../ask/backend.ts';
import { type BackendName, chooseBackend, HOW_TO_GET_A_MODEL } from '../ask/choose.ts';
import { type Draft, draftPrompt, readDraft, USUAL_REPLY_TOKENS } from '../bulk/start/draft.ts';
import type { Finding } from '../bulk/start/found.ts';
import type { Sampled } from '../bulk/start/sampled.ts';
import { templateFor } from '../bulk/start/template.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Catalog } from '../models/catalog.ts';
import type { TierName } from '../models/table.ts';
import { backendRespondent } from '../opinion/backend-respondent.ts';
import type { RequestPrice, Respondent } from '../opinion/respondent.ts';
import { usd } from '../terminal/format.ts';
import { askOnce } from './ask-once.ts';
import { withinBudgets } from './by-policy.ts';
import { openCatalog } from './catalog.ts';
import type { Questions } from './init-questions.ts';

export interface Drafting {
  finding: Finding;
  sampled: Sampled;
  goal: string;
  options: { backend: BackendName; tier: TierName; maxCost: number; dryRun?: boolean };
  questions: Questions;
  tell: (line: string) => unknown;
}

export interface Made {
  draft: Draft;
  from: string;
  costUsd: number;
}

/** Returns a draft of a model, or a template; null where nothing is to be made. */
export async function draftOf(host: Host, drafting: Drafting): Promise<Made | null> {
  const { finding, sampled, goal, options, questions, tell } = drafting;
  const template = templateFor(finding.kind, sampled);
  const asTemplate = { ...template, from: `a template made of ${template.from}`, costUsd: 0 };
  const backend = chooseBackend(options.backend, host);
  if (!backend) {
    tell(
      `No model drafts it: ${asTemplate.from}.${options.backend === 'rules' ? '' : ` For a draft, ${HOW_TO_GET_A_MODEL}.`}`,
    );
    return options.dryRun ? null : asTemplate;
  }
  const maxCostUsd = withinBudgets(host, options.maxCost) ?? options.maxCost;
  const drafter = drafterFor({ backend, tier: options.tier, catalog: openCatalog(host) }, sampled, goal);
  tell(priceInWords(drafter, maxCostUsd));
  if (!drafter.price)
    throw new UsageError(
      `--max-cost cannot be enforced: no price is known for ${drafter.who.requested}. Add it under "models" in tierwise.md.`,
    );
  if (options.dryRun) return null;
  if (!(await questions.agree('Draft it?'))) {
    if (await questions.agree(`Write ${asTemplate.from} instead?`)) return asTemplate;
    return null;
  }
  const { draft, costUsd } = await drafted(drafter, sampled, host, maxCostUsd);
  if (!('problem' in draft))
    return { draft, costUsd, from: `drafted by ${options.tier} for ${usd(costUsd)}` };
  tell(`The draft cannot be used: ${draft.problem}. It is ${asTemplate.from} instead.`);
  return { ...asTemplate, costUsd };
}

const priceInWords = ({ who, price }: Drafter, maxCostUsd: number): string =>
  `A draft from 20 items by ${who.via}, billed to ${who.billedTo}: ${price ? `about ${usd(price.usualUsd)}, at most ${usd(price.mostUsd)}` : 'no known price'}; then 20 items on haiku, usually below $0.01. Together at most ${usd(maxCostUsd)}.`;

const TIMEOUT_MS = 180_000;

/** Who drafts. */
interface Drafter {
  who: Respondent;
  /** Null where no price is known. */
  price: RequestPrice | null;
  prompt: ReturnType<typeof draftPrompt>;
}

/** Returns who would draft a scheme from a sample, and at which price; nothing is sent. */
function drafterFor(
  { backend, tier, catalog }: { backend: Backend; tier: TierName; catalog: Catalog },
  sampled: Sampled,
  goal: string,
): Drafter {
  const { model, effort } = catalog.tiers[tier];
  const who = backendRespondent({ name: tier, backend, model, effort }, catalog);
  const prompt = draftPrompt(sampled, goal);
  return { who, prompt, price: who.price?.(prompt, USUAL_REPLY_TOKENS) ?? null };
}

/** Asks, spending at most `maxCostUsd`. Returns the draft or why there is none, and what it cost. Throws UsageError when so much may not be spent. */
async function drafted(
  { who, prompt }: Drafter,
  sampled: Sampled,
  host: Host,
  maxCostUsd: number,
): Promise<{ draft: Draft | { problem: string }; costUsd: number }> {
  const { unfinished } = host.going;
  const asked = { who: who.name, requested: who.requested, prompt };
  const there = unfinished?.find(asked);
  if (there) return { draft: readDraft(there.text, sampled), costUsd: 0 };
  const result = await askOnce(who, prompt, host, { source: 'bulk', maxCostUsd, timeoutMs: TIMEOUT_MS });
  const { call } = result;
  if ('text' in result) unfinished?.keep(asked, { ...result, served: call?.served ?? null });
  const draft = 'text' in result ? readDraft(result.text, sampled) : { problem: result.message };
  return { draft, costUsd: call?.costUsd ?? 0 };
}
