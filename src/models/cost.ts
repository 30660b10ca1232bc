import { type Model, MULTIPLIERS, type Price, type Rates, WEB_SEARCH_USD } from './table.ts';

/** Tokens that a price is told of: `input` is the uncached rest of the prompt. */
export interface PromptUsage {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
}

/** Tokens of one request as billed: `thinking` is a part of `output`. */
export interface Usage extends PromptUsage {
  thinking: number;
  webSearches: number;
}

export const NO_USAGE: Usage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  thinking: 0,
  webSearches: 0,
};

/** Adds `usage` to `sum`, kind by kind. */
export function addUsage(sum: Usage, usage: Usage): void {
  sum.input += usage.input;
  sum.output += usage.output;
  sum.cacheRead += usage.cacheRead;
  sum.cacheWrite5m += usage.cacheWrite5m;
  sum.cacheWrite1h += usage.cacheWrite1h;
  sum.thinking += usage.thinking;
  sum.webSearches += usage.webSearches;
}

export interface Billing {
  at: Date;
  batch?: boolean;
  usOnly?: boolean;
  fast?: boolean;
  /** By an endpoint that is bound to a region, in a cloud that charges more for that. */
  regional?: boolean;
  /** The tokens of each time it sampled, where that was more than once: each is priced by its own prompt. */
  samplings?: readonly PromptUsage[];
  /** How many tokens the prompt had, where the usage is the sum of several requests with prompts of about that size. */
  prompt?: number;
}

/** Returns how many tokens the model had to read. */
export const promptTokens = (usage: Omit<PromptUsage, 'output'>): number =>
  usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;

/** Returns the list price of one request in US dollars; null when no price is known for the model (never guessed). */
export function costUsd(model: Model | undefined, usage: Usage, billing: Billing): number | null {
  const price = model && priceInForce(model, billing.at);
  if (!price) return null;
  const tokensUsd = (billing.samplings ?? [usage]).reduce(
    (sum, one) => sum + usdOf(one, ratesOf(price, promptOf(one, billing), billing.fast)),
    0,
  );
  const webSearchUsd = price.webSearchUsd ?? WEB_SEARCH_USD;
  return tokensUsd * factorOf(model, price, billing) + usage.webSearches * webSearchUsd;
}

const promptOf = (usage: PromptUsage, { samplings, prompt }: Billing): number =>
  (samplings ? undefined : prompt) ?? promptTokens(usage);

const usdOf = (usage: PromptUsage, rates: Rates): number =>
  (usage.input * rates.input +
    usage.output * rates.output +
    usage.cacheRead * rates.cacheRead +
    usage.cacheWrite5m * rates.cacheWrite5m +
    usage.cacheWrite1h * rates.cacheWrite1h) /
  1_000_000;

function factorOf(model: Model, { isFlat }: Price, { batch, usOnly, regional }: Billing): number {
  const half = batch ? MULTIPLIERS.batch : 1;
  if (isFlat) return half;
  const bound = regional && model.hasRegionalPrice;
  return half * (usOnly ? MULTIPLIERS.usOnly : 1) * (bound ? MULTIPLIERS.regional : 1);
}

/** Whether the price of a model is known on the day of `at`. */
export const hasPrice = (model: Model | undefined, at: Date): boolean =>
  model !== undefined && priceInForce(model, at) !== undefined;

/** Returns the price of `model` on the day of `at` (UTC); undefined when none is known for that day. */
export function priceInForce(model: Model, at: Date): Price | undefined {
  let day: string | undefined;
  return model.prices.find((price) => {
    if (!price.from) return true;
    day ??= at.toISOString().slice(0, 10);
    return price.from <= day;
  });
}

/** Returns the rates of a request whose prompt has that many tokens. */
export function ratesOf(price: Price, prompt: number, fast = false): Rates {
  if (fast && price.fast) return price.fast;
  return price.longPrompt && prompt > price.longPrompt.above ? price.longPrompt : price;
}
