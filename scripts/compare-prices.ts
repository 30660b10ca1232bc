// Compares our price table with others' and prints where they differ.
//   pnpm run prices             with @pydantic/genai-prices, as installed; exit 0: it informs, it does not judge
//   pnpm run prices --lists     with the lists of LiteLLM and models.dev, as they are now; exit 1 where one differs, 2 where one
//                               cannot be read; --litellm <url> and --models-dev <url> read them from elsewhere
import { parseArgs } from 'node:util';
import { calcPrice, type Usage as TheirUsage } from '@pydantic/genai-prices';
import { costUsd, NO_USAGE, type Usage } from '../src/models/cost.ts';
import { MODELS, TABLE_DATE } from '../src/models/table.ts';
import { differences, type List, readLitellm, readModelsDev } from './price-lists.ts';

const LITELLM = 'https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json';
const MODELS_DEV = 'https://models.dev/api.json';
const TIMEOUT_MS = 60_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      lists: { type: 'boolean' },
      litellm: { type: 'string', default: LITELLM },
      'models-dev': { type: 'string', default: MODELS_DEV },
    },
  });
  if (!values.lists) return compareWithPackage();
  const lists = [
    { name: 'LiteLLM', url: values.litellm, read: readLitellm },
    { name: 'models.dev', url: values['models-dev'], read: readModelsDev },
  ];
  const compared = await Promise.all(lists.map(compareWithList));
  if (compared.includes('unread')) process.exitCode = 2;
  else if (compared.includes('differs')) process.exitCode = 1;
}

async function compareWithList({
  name,
  url,
  read,
}: {
  name: string;
  url: string;
  read(json: unknown): List;
}): Promise<'equal' | 'differs' | 'unread'> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const list = read(await response.json());
    const found = differences(list, new Date());
    const both = Object.keys(MODELS).filter((model) => list.has(model)).length;
    const rows = found.map(
      ({ model, what, oursUsd, theirsUsd }) => `- ${model}, ${what}: ${oursUsd} here, ${theirsUsd} there`,
    );
    const head = `${name}: ${found.length} differences in ${both} models that both have, dollars per million tokens.`;
    console.log([head, ...rows].join('\n'));
    return found.length ? 'differs' : 'equal';
  } catch (error) {
    console.log(`${name} (${url}) cannot be read: ${(error as Error).message}`);
    return 'unread';
  }
}

function compareWithPackage(): void {
  // One kind of token each, in a request of ordinary size and in one beyond every step of a price.
  const at = new Date();
  const requests = [50_000, 500_000].flatMap((tokens): [string, Partial<Usage>, TheirUsage][] => {
    const long = tokens > 200_000 ? ', long prompt' : '';
    return [
      [`input${long}`, { input: tokens }, { input_tokens: tokens }],
      [`output${long}`, { input: tokens, output: 1e6 }, { input_tokens: tokens, output_tokens: 1e6 }],
      [`cache read${long}`, { cacheRead: tokens }, { input_tokens: tokens, cache_read_tokens: tokens }],
      [`cache write${long}`, { cacheWrite5m: tokens }, { input_tokens: tokens, cache_write_tokens: tokens }],
    ];
  });
  console.log(`Our table of ${TABLE_DATE} next to genai-prices, dollars per request:\n`);
  const unknown: string[] = [];
  let number = 0;
  for (const [id, model] of Object.entries(MODELS)) {
    const rows = requests.map(([name, ours, theirs]) => {
      const found = calcPrice(theirs, id, { providerId: 'anthropic', timestamp: at });
      const usd = costUsd(model, { ...NO_USAGE, ...ours }, { at });
      return { name, ours: usd, theirs: found?.total_price, matched: found?.model?.id };
    });
    if (rows.every(({ theirs }) => theirs === undefined)) {
      unknown.push(id);
      continue;
    }
    const wrong = rows.filter(
      ({ ours, theirs }) => ours === null || theirs === undefined || Math.abs(ours - theirs) > 1e-9,
    );
    number += wrong.length;
    const name = rows[0]?.matched;
    const matched = name === id ? '' : ` (matched as ${name})`;
    const verdict = wrong.map((row) => `${row.name} ${row.ours} / ${row.theirs}`).join(', ') || 'equal';
    console.log(`${id}${matched}: ${verdict}`);
  }
  console.log(`\n${number} differences. Not known there: ${unknown.join(', ') || 'none'}.`);
}

void main();
