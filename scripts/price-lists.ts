// Public price lists beside our own table: what each says of the models that it has, and where that differs.
import { priceInForce } from '../src/models/cost.ts';
import { plainName } from '../src/models/names.ts';
import { MODELS, type Rates } from '../src/models/table.ts';

/** US dollars per million tokens, as far as a list says; `long`: beyond the step of a price. */
export type Listed = Partial<Rates> & { long?: Partial<Rates> };
/** By plain names of models. */
export type List = ReadonlyMap<string, Listed>;

export interface Difference {
  model: string;
  what: string;
  oursUsd: number;
  theirsUsd: number;
}

// biome-ignore lint/suspicious/noExplicitAny: lists of others, looked at field by field
type Json = any;

const number = (value: unknown, factor = 1): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value * factor : undefined;

const defined = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

const MILLION = 1_000_000;

/** Reads LiteLLM's list (`model_prices_and_context_window.json`), dollars per token: Anthropic's own models. Throws where it has none. */
export function readLitellm(json: Json): List {
  const list = new Map<string, Listed>();
  for (const [id, entry] of Object.entries<Json>(json ?? {})) {
    if (entry?.litellm_provider !== 'anthropic') continue;
    const rates = (suffix: string): Partial<Rates> =>
      defined({
        input: number(entry[`input_cost_per_token${suffix}`], MILLION),
        output: number(entry[`output_cost_per_token${suffix}`], MILLION),
        cacheRead: number(entry[`cache_read_input_token_cost${suffix}`], MILLION),
        cacheWrite5m: number(entry[`cache_creation_input_token_cost${suffix}`], MILLION),
      });
    const long = rates('_above_200k_tokens');
    const hour = number(entry.cache_creation_input_token_cost_above_1hr, MILLION);
    add(list, id, {
      ...rates(''),
      ...(hour !== undefined && { cacheWrite1h: hour }),
      ...(Object.keys(long).length && { long }),
    });
  }
  return filled(list, 'LiteLLM');
}

/** Reads models.dev's list (`api.json`), dollars per million tokens: Anthropic's own models. Throws where it has none. */
export function readModelsDev(json: Json): List {
  const list = new Map<string, Listed>();
  const rates = (cost: Json): Partial<Rates> =>
    defined({
      input: number(cost?.input),
      output: number(cost?.output),
      cacheRead: number(cost?.cache_read),
      cacheWrite5m: number(cost?.cache_write),
    });
  for (const [id, model] of Object.entries<Json>(json?.anthropic?.models ?? {})) {
    const long = rates(model?.cost?.context_over_200k);
    add(list, id, { ...rates(model?.cost), ...(Object.keys(long).length && { long }) });
  }
  return filled(list, 'models.dev');
}

/** A list names a model several times, with and without its date; the first that says a price counts. */
function add(list: Map<string, Listed>, id: string, listed: Listed): void {
  const name = plainName(id);
  if (listed.input !== undefined && !list.has(name)) list.set(name, listed);
}

function filled(list: List, name: string): List {
  if (!list.size) throw new Error(`${name}: no model of Anthropic's is in it. Its format may have changed.`);
  return list;
}

/** What lists are known to say otherwise, and are not followed in, each with the reason. */
export const KNOWN: Readonly<Record<string, string>> = {
  'claude-sonnet-4 long input': 'some lists leave out the step above 200,000 tokens',
};

/** Returns where a list differs from our table at `at`, the known differences left out. What only one of them has is none. */
export function differences(list: List, at: Date): Difference[] {
  return Object.entries(MODELS).flatMap(([model, facts]) => {
    const listed = list.get(model);
    const price = priceInForce(facts, at);
    if (!listed || !price) return [];
    const { long, ...rates } = listed;
    return [
      ...compare(model, '', price, rates),
      ...compare(model, 'long ', price.longPrompt ?? price, long ?? {}),
    ];
  });
}

function compare(model: string, prefix: string, ours: Rates, theirs: Partial<Rates>): Difference[] {
  return Object.entries(theirs).flatMap(([kind, theirsUsd]) => {
    const oursUsd = ours[kind as keyof Rates];
    const what = `${prefix}${kind}`;
    const isSame = Math.abs(oursUsd - theirsUsd) <= 1e-9 * Math.max(1, oursUsd);
    return isSame || KNOWN[`${model} ${what}`] ? [] : [{ model, what, oursUsd, theirsUsd }];
  });
}
