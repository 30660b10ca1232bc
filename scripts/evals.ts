// Runs evals/ with the real Claude Code, on whoever's key or login it finds; without --yes it only says what that would cost.
//   pnpm run evals [--yes] [--case <glob>] [--runs <n>] [--model <tier>] [--max-cost <usd>]
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { costUsd } from '../src/models/cost.ts';
import { MODELS, TIERS, type TierName } from '../src/models/table.ts';
import { count, usd } from '../src/terminal/format.ts';
import { copyForEvals } from './eval-copy.ts';

const root = path.join(__dirname, '..');
const CLIENT = path.join(root, 'node_modules', '.bin', 'claude');
/** Of one request with the plugin: the client 2.1.329 sends some 55,000 characters of system text, tools and listings. */
const PROMPT_TOKENS = 17_000;
const REPLY_TOKENS = 300;
const ONE_REQUEST = {
  ...{ input: PROMPT_TOKENS, output: REPLY_TOKENS, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
  ...{ thinking: 0, webSearches: 0 },
};
/** Requests of a run that calls one tool and then stops. */
const TURNS = 2.5;
const ARMS = 2;

const { values } = parseArgs({
  options: {
    yes: { type: 'boolean', default: false },
    case: { type: 'string', default: '*' },
    runs: { type: 'string' },
    model: { type: 'string', default: 'sonnet' },
    'max-cost': { type: 'string' },
  },
});

function main(): void {
  const tier = values.model as TierName;
  const model = MODELS[TIERS[tier]?.model ?? ''];
  if (!model) throw new Error(`--model ${tier}: expected one of ${Object.keys(TIERS).join(', ')}.`);
  const cases = casesLike(values.case);
  const runs = cases.reduce((sum, { runs: own }) => sum + Number(values.runs ?? own), 0) * ARMS;
  const requests = Math.ceil(runs * TURNS);
  // At most: most of a prompt is read from the cache, at a tenth of the price or less.
  const most = (costUsd(model, ONE_REQUEST, { at: new Date(), usOnly: false, fast: false }) ?? 0) * requests;
  console.log(
    `${cases.length} cases, ${runs} runs with and without the plugin, about ${count(requests)} requests to ${TIERS[tier].model}: at most about ${usd(most)} at list price.`,
  );
  if (!values.yes) {
    console.log('Nothing was sent. Run them with: pnpm run evals --yes');
    return;
  }
  const plugin = copyForEvals(root);
  const results = path.join(root, 'evals', 'results', new Date().toISOString().replaceAll(':', '-'));
  const ceiling = values['max-cost'] ?? String(Math.ceil(most * 100) / 100);
  const args = [
    ...['plugin', 'eval', plugin, '--trust-plugin', '--no-publish', '--ablation', 'with-without'],
    ...['--case', values.case, '--model', tier, '--max-cost-usd', ceiling, '--concurrency', '4'],
    ...['--output-dir', results],
    ...(values.runs ? ['--runs', values.runs] : []),
  ];
  process.exitCode = spawnSync(CLIENT, args, { stdio: 'inherit' }).status ?? 1;
  rmSync(plugin, { recursive: true });
}

function casesLike(glob: string): { name: string; runs: number }[] {
  const folder = path.join(root, 'evals');
  const like = new RegExp(`^${glob.replaceAll(/[^\w*-]/g, '').replaceAll('*', '.*')}$`);
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && entry.name !== 'results' && like.test(entry.name) ? [entry.name] : [],
  );
  return names.map((name) => parse(readFileSync(path.join(folder, name, 'case.yaml'), 'utf8')));
}

main();
