// Which facts and prices a model's name stands for, from the narrowest to the widest: what the user says of it, by its name, by
// another form of that or by a pattern; what the organization's contract says; the table.
import { type Contract, contractPrice, multiplied } from './contract.ts';
import { matchesName, plainName } from './names.ts';
import { isOpenaiModel, parseOpenaiModel } from './openai-model.ts';
import type { ModelSettings } from './settings.ts';
import { type Model, type Price, shippedModel } from './table.ts';

export interface Known {
  /** What the user's settings say, the weaker first. */
  own: ReadonlyMap<string, ModelSettings>;
  contract: Contract | null;
  /** The model without either. */
  listed(id: string): Model | undefined;
  /** What a model is taken for of which nothing but a price is known. */
  unknown: Model;
}

/** Returns a function that finds the model of a name; undefined where nothing is known of it. */
export function modelLookup(known: Known): (id: string) => Model | undefined {
  const found = new Map<string, Model | undefined>();
  return (id) => {
    if (!found.has(id)) found.set(id, lookUp(id, known, []));
    return found.get(id);
  };
}

/** Returns the plain name that a name stands for, by the table or by what the user says; null where it tells no model, as an ARN may not. */
export function plainNameOf(id: string, { own, listed }: Pick<Known, 'own' | 'listed'>): string | null {
  const { as } = settingsOf(id, own)?.[1] ?? {};
  const plain = plainName(as ?? id);
  return listed(plain) || !plain.startsWith('arn:') ? plain : null;
}

function lookUp(id: string, known: Known, asked: readonly string[]): Model | undefined {
  const [key, own] = settingsOf(id, known.own) ?? [];
  if (!own || key === undefined || asked.includes(key)) return byContract(id, known);
  const base = own.as === undefined ? byContract(id, known) : lookUp(own.as, known, [...asked, key]);
  return overlay(base, own, known.unknown);
}

function settingsOf(
  id: string,
  own: ReadonlyMap<string, ModelSettings>,
): [string, ModelSettings] | undefined {
  for (const key of [id, ...(isOpenaiModel(id) ? [parseOpenaiModel(id).model] : [])]) {
    const exact = own.get(key);
    if (exact) return [key, exact];
  }
  const entries = [...own];
  const plain = plainName(id);
  return (
    entries.findLast(([key]) => plainName(key) === plain && shippedModel(key)) ??
    entries.findLast(([key]) => key.includes('*') && matchesName(key, id))
  );
}

function byContract(id: string, { contract, listed, unknown }: Known): Model | undefined {
  const model = listed(id);
  if (!contract) return model;
  const price = contractPrice(id, contract);
  const priced = price ? { ...(model ?? unknown), prices: [price] } : model;
  return priced && multiplied(priced, contract.multiplier);
}

function overlay(base: Model | undefined, own: ModelSettings, unknown: Model): Model | undefined {
  const { as: _, multiplier = 1, input, output, cacheRead, cacheWrite5m, cacheWrite1h, ...facts } = own;
  if (input === undefined || output === undefined)
    return base && multiplied({ ...base, ...facts }, multiplier);
  const price: Price = {
    input,
    output,
    cacheRead: cacheRead ?? input * 0.1,
    cacheWrite5m: cacheWrite5m ?? input * 1.25,
    cacheWrite1h: cacheWrite1h ?? input * 2,
  };
  return multiplied({ ...(base ?? unknown), ...facts, prices: [price] }, multiplier);
}
