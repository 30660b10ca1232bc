// Prompts with what a cheap and an expensive model made of each: right or not, and at what cost. From a folder with the files of
// RouteLLM (routellm-mmlu/*.csv, routellm-gsm8k.csv) and RouterArena (routerarena-*.jsonl).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { estimateTokens } from '../../src/models/tokens.ts';
import { stripped } from './wrappers.ts';

export interface Outcome {
  /** From 0 (wrong) to 1 (right). */
  score: number;
  usd: number;
}

export interface Item {
  set: string;
  source: string;
  /** Without what the data set says around the question. */
  prompt: string;
  cheap: Outcome;
  expensive: Outcome;
  /** What one more call of the cheap model costs with that many tokens. */
  cheapCallUsd(input: number, output: number): number;
}

interface Prices {
  /** Dollars per million tokens. */
  input: number;
  output: number;
}

// List prices of 2024 for the models that RouteLLM asked.
const MIXTRAL: Prices = { input: 0.6, output: 0.6 };
const GPT_4_TURBO: Prices = { input: 10, output: 30 };
const GEMINI_FLASH: Prices = { input: 0.1, output: 0.4 };

export const WHERE = `The data are public and are not downloaded by this command. Put them into a folder, and name it:
  RouteLLM     github.com/lm-sys/RouteLLM at a0b64fda, routellm/evals (Apache-2.0; questions of MMLU and GSM8K, MIT):
               routellm-mmlu/*.csv and routellm-gsm8k.csv
  RouterArena  github.com/RouteWorks/RouterArena at 4714a9ad, cached_results (Apache-2.0):
               routerarena-claude-3-haiku-20240307.jsonl and routerarena-gemini-2.0-flash-001.jsonl
  tsx bench/routing.ts --data <folder>       or TIERWISE_BENCH_DATA=<folder>`;

/** Reads every set that is in the folder. */
export function loadItems(folder: string): Item[] {
  const at = (name: string): string => path.join(folder, name);
  const mmlu = existsSync(at('routellm-mmlu')) ? readdirSync(at('routellm-mmlu')).sort() : [];
  return [
    ...mmlu.flatMap((name) =>
      routellm(at(`routellm-mmlu/${name}`), 'MMLU', name.replace(/^mmlu_|\.csv$/g, '')),
    ),
    ...(existsSync(at('routellm-gsm8k.csv')) ? routellm(at('routellm-gsm8k.csv'), 'GSM8K', 'gsm8k') : []),
    ...routerArena(folder),
  ];
}

const CHEAP = 'mistralai/Mixtral-8x7B-Instruct-v0.1';
const EXPENSIVE = 'gpt-4-1106-preview';

function routellm(file: string, set: string, source: string): Item[] {
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, relax_quotes: true });
  return rows.map((row) => {
    const input = estimateTokens(row.prompt ?? '');
    const outcome = (model: string, prices: Prices): Outcome => ({
      score: row[model] === 'True' ? 1 : 0,
      usd: price(prices, input, estimateTokens(row[`${model}_response`] ?? 'A')),
    });
    return {
      set,
      source,
      prompt: stripped(row.prompt ?? ''),
      cheap: outcome(CHEAP, MIXTRAL),
      expensive: outcome(EXPENSIVE, GPT_4_TURBO),
      cheapCallUsd: (read, written) => price(MIXTRAL, read, written),
    };
  });
}

interface ArenaRow {
  global_index: string;
  question: string;
  evaluation_result: { score: number | null; inference_cost: number };
}

/** Of the two models, the newer is the cheaper one. */
function routerArena(folder: string): Item[] {
  const [cheap, expensive] = ['gemini-2.0-flash-001', 'claude-3-haiku-20240307'].map((model) => {
    const file = path.join(folder, `routerarena-${model}.jsonl`);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    return lines.map((line): ArenaRow => JSON.parse(line));
  });
  const others = new Map(expensive?.map((row) => [row.global_index, row]));
  return (cheap ?? []).flatMap((row) => {
    const other = others.get(row.global_index);
    if (!other) return [];
    return {
      set: 'RouterArena',
      source: row.global_index.replace(/_\d+$/, '').replace(/_.*/, ''),
      prompt: stripped(row.question),
      cheap: outcomeOf(row),
      expensive: outcomeOf(other),
      cheapCallUsd: (read: number, written: number) => price(GEMINI_FLASH, read, written),
    };
  });
}

const outcomeOf = ({ evaluation_result: { score, inference_cost } }: ArenaRow): Outcome => ({
  score: Math.min(1, Math.max(0, score ?? 0)),
  usd: inference_cost,
});

const price = (prices: Prices, input: number, output: number): number =>
  (input * prices.input + output * prices.output) / 1_000_000;
