// Compares our price table with @pydantic/genai-prices and prints where they differ. Exit 0: it informs, it does not judge.
import path from 'node:path';
import { calcPrice } from '@pydantic/genai-prices';
import { build } from 'esbuild';

const source = (name) => path.join(import.meta.dirname, '..', 'src', 'models', name);
const contents = `export * from ${JSON.stringify(source('table.ts'))}; export * from ${JSON.stringify(source('cost.ts'))};`;
const { outputFiles } = await build({
  stdin: { contents, resolveDir: import.meta.dirname },
  bundle: true,
  format: 'esm',
  write: false,
});
const { MODELS, TABLE_DATE, NO_USAGE, costUsd } = await import(
  `data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`
);

// One kind of token each, in a request of ordinary size and in one beyond every step of a price.
const at = new Date();
const requests = [50_000, 500_000].flatMap((tokens) => {
  const long = tokens > 200_000 ? ', long prompt' : '';
  return [
    [`input${long}`, { input: tokens }, { input_tokens: tokens }],
    [`output${long}`, { input: tokens, output: 1e6 }, { input_tokens: tokens, output_tokens: 1e6 }],
    [`cache read${long}`, { cacheRead: tokens }, { input_tokens: tokens, cache_read_tokens: tokens }],
    [`cache write${long}`, { cacheWrite5m: tokens }, { input_tokens: tokens, cache_write_tokens: tokens }],
  ];
});

console.log(`Our table of ${TABLE_DATE} next to genai-prices, dollars per request:\n`);
const unknown = [];
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
  const wrong = rows.filter(({ ours, theirs }) => Math.abs(ours - theirs) > 1e-9);
  differences += wrong.length;
  const matched = rows[0].matched === id ? '' : ` (matched as ${rows[0].matched})`;
  const verdict = wrong.map(({ name, ours, theirs }) => `${name} ${ours} / ${theirs}`).join(', ') || 'equal';
  console.log(`${id}${matched}: ${verdict}`);
}
console.log(`\n${differences} differences. Not known there: ${unknown.join(', ') || 'none'}.`);
