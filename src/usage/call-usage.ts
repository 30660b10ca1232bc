// The tokens of one call as the API bills them. A call may sample several times, each with a prompt of its own length, and may ask
// an advisor, whose tokens stand beside the call's own; both stand in `usage.iterations`. Measured on 2.1.329, whose rules these are.
import type { PromptUsage, Usage } from '../models/cost.ts';
import { amount, count, type Json, list, object, text } from './json-fields.ts';

/** Returns the tokens of a call, without its advisors'. */
export function usageIn(usage: Json): Usage {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = promptUsageIn(usage);
  const thinking = count(object(usage.output_tokens_details).thinking_tokens);
  const webSearches = count(object(usage.server_tool_use).web_search_requests);
  return { input, output, cacheRead, cacheWrite5m, cacheWrite1h, thinking, webSearches };
}

function promptUsageIn(usage: Json): PromptUsage {
  const written = count(usage.cache_creation_input_tokens);
  const written1h = Math.min(written, count(object(usage.cache_creation).ephemeral_1h_input_tokens));
  return {
    input: count(usage.input_tokens),
    output: count(usage.output_tokens),
    cacheRead: count(usage.cache_read_input_tokens),
    cacheWrite5m: written - written1h,
    cacheWrite1h: written1h,
  };
}

const KEYS = [
  'input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
] as const;

/** Returns the tokens of each sampling of a call; undefined where there is one, or where they do not come to the call's own. */
export function samplingsIn(usage: Json): PromptUsage[] | undefined {
  if (usage.iterations === undefined) return undefined;
  const samplings = list(usage.iterations)
    .map(object)
    .filter(({ type }) => type === 'message');
  if (samplings.length < 2) return undefined;
  for (const key of KEYS) {
    const counts = samplings.map((one) => amount(one[key]));
    if (counts.includes(null)) return undefined;
    if (counts.reduce<number>((sum, one) => sum + (one ?? 0), 0) !== count(usage[key])) return undefined;
  }
  return withHourOfWhole(samplings.map(promptUsageIn), promptUsageIn(usage));
}

/** What was written for an hour may be told of the whole only: it is given to the samplings in their order. */
function withHourOfWhole(samplings: PromptUsage[], whole: PromptUsage): PromptUsage[] {
  const told = samplings.reduce((sum, { cacheWrite1h }) => sum + cacheWrite1h, 0);
  let left = Math.max(0, whole.cacheWrite1h - told);
  return samplings.map((one) => {
    const more = Math.min(left, one.cacheWrite5m);
    left -= more;
    return { ...one, cacheWrite5m: one.cacheWrite5m - more, cacheWrite1h: one.cacheWrite1h + more };
  });
}

/** Returns what each advisor of a call read and wrote, and which model it was. */
export function advisorsIn(usage: Json): { model: string; usage: Usage }[] {
  if (usage.iterations === undefined) return [];
  return list(usage.iterations)
    .map(object)
    .flatMap((one) => {
      const model = text(one.model);
      return one.type === 'advisor_message' && model ? [{ model, usage: usageIn(one) }] : [];
    });
}
