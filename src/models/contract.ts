// An organization's own rates, as the client takes them from managed settings (`modelPricing`): the client's totals are at these,
// so ours are, too. What is wrong there is passed over, as the client passes it over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { claudeHome } from '../data-home.ts';
import { MANAGED_FOLDER, managedFiles } from '../managed-settings.ts';
import { plainName } from './names.ts';
import { type Model, type Price, type Rates, shippedModel, WEB_SEARCH_USD } from './table.ts';

const Rate = z.number().nonnegative().max(10_000);
const Row = z.object({ input: Rate, output: Rate, cacheRead: Rate, cacheWrite: Rate });
const Pricing = z.object({
  multiplier: z.number().positive().max(10).optional().catch(undefined),
  overrides: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

export interface Contract {
  multiplier: number;
  /** By names as they are written, in small letters. */
  exact: ReadonlyMap<string, Price>;
  /** By plain names of the table: they cover every dated form and every cloud's. */
  ofTable: ReadonlyMap<string, Price>;
}

/** Returns the rates that the organization has set; null where it has set none. The first file that sets any wins. */
export function readContract(env: NodeJS.ProcessEnv, managed = MANAGED_FOLDER): Contract | null {
  const files = [join(claudeHome(env), 'remote-settings.json'), ...filesOf(managed).toReversed()];
  for (const file of files) {
    const pricing = Pricing.safeParse(pricingIn(file));
    if (pricing.success) return contractOf(pricing.data);
  }
  return null;
}

function filesOf(managed: string): string[] {
  try {
    return managedFiles(managed);
  } catch {
    return [];
  }
}

function pricingIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')).modelPricing;
  } catch {
    return undefined;
  }
}

function contractOf({ multiplier = 1, overrides = {} }: z.output<typeof Pricing>): Contract {
  const exact = new Map<string, Price>();
  const ofTable = new Map<string, Price>();
  for (const [id, row] of Object.entries(overrides)) {
    const read = Row.safeParse(row);
    const key = id.toLowerCase();
    if (!read.success || exact.has(key)) continue;
    const { input, output, cacheRead, cacheWrite } = read.data;
    const price = { input, output, cacheRead, cacheWrite5m: cacheWrite, cacheWrite1h: cacheWrite };
    exact.set(key, { ...price, isFlat: true });
    const plain = plainName(id);
    if (shippedModel(id) && !ofTable.has(plain)) ofTable.set(plain, { ...price, isFlat: true });
  }
  return { multiplier, exact, ofTable };
}

/** Returns the price by contract of the model of that name; undefined where the list holds. Not multiplied yet. */
export const contractPrice = (id: string, { exact, ofTable }: Contract): Price | undefined =>
  exact.get(id.toLowerCase().replace(/\[\w+\]$/, '')) ?? ofTable.get(plainName(id));

/** Returns a model with every price multiplied. */
export function multiplied(model: Model, factor: number): Model {
  if (factor === 1) return model;
  const times = (rates: Rates): Rates => ({
    input: rates.input * factor,
    output: rates.output * factor,
    cacheRead: rates.cacheRead * factor,
    cacheWrite5m: rates.cacheWrite5m * factor,
    cacheWrite1h: rates.cacheWrite1h * factor,
  });
  const prices = model.prices.map(
    (price): Price => ({
      ...price,
      ...times(price),
      webSearchUsd: (price.webSearchUsd ?? WEB_SEARCH_USD) * factor,
      ...(price.longPrompt && {
        longPrompt: { above: price.longPrompt.above, ...times(price.longPrompt) },
      }),
      ...(price.fast && { fast: times(price.fast) }),
    }),
  );
  return { ...model, prices };
}
