// Compares our price table with @pydantic/genai-prices and prints where they differ. Exit 0: it informs, it does not judge.
import { calcPrice, type Usage as TheirUsage } from '@pydantic/genai-prices';
import { costUsd, NO_USAGE, type Usage } from '../src/models/cost.ts';
import { MODELS, TABLE_DATE } from '../src/models/table.ts';

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
let differences = 0;
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
  differences += wrong.length;
  const name = rows[0]?.matched;
  const matched = name === id ? '' : ` (matched as ${name})`;
  const verdict = wrong.map(({ name, ours, theirs }) => `${name} ${ours} / ${theirs}`).join(', ') || 'equal';
  console.log(`${id}${matched}: ${verdict}`);
}
console.log(`\n${differences} differences. Not known there: ${unknown.join(', ') || 'none'}.`);
