// What each tier stands for here: its model, today's price, where items go, and what the model can do.
import { keyVariable } from '../credentials.ts';
import type { Catalog } from '../models/catalog.ts';
import { priceInForce } from '../models/cost.ts';
import { isOpenaiModel, parseOpenaiModel } from '../models/openai-model.ts';
import { RUNG_NAMES, type RungName } from '../models/table.ts';
import { isLoopback } from '../server-address.ts';
import { columns, usd } from '../terminal/format.ts';

export interface TierRow {
  tier: RungName;
  model: string;
  /** US dollars per million tokens; null for a model without a known price. */
  inputUsd: number | null;
  outputUsd: number | null;
  /** Where items go: this machine, the host of a server, or Claude by whichever backend answers. */
  residence: string;
  images: boolean;
  structuredOutputs: boolean;
}

/** Returns a row for each tier that is set up, cheapest first. */
export const tierRows = ({ tiers, model: modelOf }: Catalog, env: NodeJS.ProcessEnv): TierRow[] =>
  RUNG_NAMES.filter((tier) => tiers[tier].model).map((tier) => {
    const { model } = tiers[tier];
    const facts = modelOf(model);
    const price = facts && priceInForce(facts, new Date());
    const { images = false, structuredOutputs = false } = facts ?? {};
    return {
      ...{ tier, model, images, structuredOutputs, residence: residenceOf(model, env) },
      inputUsd: price?.input ?? null,
      outputUsd: price?.output ?? null,
    };
  });

function residenceOf(model: string, env: NodeJS.ProcessEnv): string {
  if (!isOpenaiModel(model)) return 'Claude';
  const { url } = parseOpenaiModel(model);
  if (!URL.canParse(url)) return url;
  const address = new URL(url);
  return isLoopback(address) && !env[keyVariable(address)] ? 'never leaves this machine' : address.host;
}

/** Returns the rows as lines of a table. */
export function tierLines(rows: readonly TierRow[]): string[] {
  const price = (amount: number | null): string => (amount === null ? 'unpriced' : usd(amount));
  const cells = rows.map(({ tier, model, inputUsd, outputUsd, residence, images }) => [
    ...[tier, model, price(inputUsd), price(outputUsd), images ? 'text, images' : 'text', residence],
  ]);
  const head = ['tier', 'model', 'in per million', 'out', 'takes', 'where items go'];
  return columns([head, ...cells], ['left', 'left', 'right', 'right', 'left', 'left']);
}
