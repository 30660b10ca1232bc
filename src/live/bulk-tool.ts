// The tool `tierwise_bulk`: typed arguments → the words of the confined verb, which checks them as it checks any session's.
import type { LiveCommand } from '../ask/live-protocol.ts';
import { TIER_NAMES } from '../models/table.ts';
import { compare } from './client-range.ts';

const TOOL_NAME = 'tierwise_bulk';

const TEXT = { type: 'string', minLength: 1, maxLength: 1000 } as const;

/** What the model reads of it. */
export const TOOL = {
  name: TOOL_NAME,
  description:
    'Tags (bulk-tag) or rewrites and extracts (bulk-map) every line, row, object or file of an input on a cheap model, answered by this session. ' +
    'Start with dry_run for the price, then sample: 20, then the whole. Returns a JSON summary; the result lands in <input>.tagged, in the project. ' +
    'Only files of the project are read and written, only Claude is asked, and never for more than max_cost_usd.',
  inputSchema: {
    type: 'object',
    properties: {
      kind: { type: 'string', enum: ['bulk-tag', 'bulk-map'] },
      input: { ...TEXT, description: 'a file, folder or pattern in the project, or git:<range>' },
      task: { ...TEXT, description: 'a scheme (bulk-tag) or recipe (bulk-map), by name or path' },
      max_cost_usd: { type: 'number', exclusiveMinimum: 0, description: 'never spend more than this' },
      dry_run: { type: 'boolean', description: 'estimate only; nothing is sent' },
      sample: {
        type: 'integer',
        minimum: 1,
        description: 'so many items from all over the input, printed, no file',
      },
      limit: { type: 'integer', minimum: 1, description: 'only the first so many items' },
      column: { ...TEXT, description: 'the column of a table, or field of objects, that is the item' },
      out: { ...TEXT, description: 'another file for the result' },
      tier: { type: 'string', enum: [...TIER_NAMES] },
    },
    required: ['kind', 'input', 'task', 'max_cost_usd'],
    additionalProperties: false,
  },
} as const;

export interface BulkCall {
  command: LiveCommand;
  maxCostUsd: number;
  isDry: boolean;
  /** The words behind `tierwise`. */
  words: string[];
}

/** Returns the call in the arguments of the tool, or what is wrong with them. */
export function bulkCallIn(args: Record<string, unknown>): BulkCall | { problem: string } {
  const { kind, input, task, max_cost_usd: maxCostUsd, dry_run: dry = false } = args;
  if (kind !== 'bulk-tag' && kind !== 'bulk-map') return problem('kind', 'bulk-tag or bulk-map');
  if (!isWord(input)) return problem('input', 'a file, folder, pattern or range of commits');
  if (!isWord(task)) return problem('task', 'a scheme or recipe');
  if (typeof maxCostUsd !== 'number' || !(maxCostUsd > 0) || !Number.isFinite(maxCostUsd))
    return problem('max_cost_usd', 'US dollars above 0');
  if (typeof dry !== 'boolean') return problem('dry_run', 'true or false');
  const options: string[] = [];
  for (const [name, option, isRight, expected] of OPTIONS) {
    const value = args[name];
    if (value === undefined) continue;
    if (!isRight(value)) return problem(name, expected);
    options.push(`${option}=${value}`);
  }
  const words = ['in-session', kind, input, task, '--json', '--backend=live', `--max-cost=${maxCostUsd}`];
  return {
    command: kind,
    maxCostUsd,
    isDry: dry,
    words: [...words, ...options, ...(dry ? ['--dry-run'] : [])],
  };
}

const problem = (name: string, expected: string): { problem: string } => ({
  problem: `${name}: expected ${expected}.`,
});

/** A word that no option can hide in. */
const isWord = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 1000 && !/^-|[\0\n\r]/.test(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;

const OPTIONS: readonly (readonly [string, string, (value: unknown) => boolean, string])[] = [
  ['sample', '--sample', isCount, 'a whole number above 0'],
  ['limit', '--limit', isCount, 'a whole number above 0'],
  ['column', '--column', isWord, 'a name'],
  ['out', '--out', isWord, 'a file'],
  ['tier', '--tier', (value) => TIER_NAMES.some((tier) => tier === value), TIER_NAMES.join(', ')],
];

/**
 * Returns where the command may be, likeliest first: beside this plugin in one tree, or in the client's cache, of which `versions` are those
 * that there are.
 */
export function commandsBeside(pluginRoot: string, versions: readonly string[]): string[] {
  const above = pluginRoot.split('/').slice(0, -2).join('/');
  const cached = versions.filter((one) => /^\d+\.\d+\.\d+/.test(one)).toSorted((a, b) => compare(b, a));
  return [...cached.map((version) => `${above}/tierwise/${version}/bin/tierwise`), `${above}/bin/tierwise`];
}

/** Where `versions` are looked for. */
export const versionsFolder = (pluginRoot: string): string =>
  `${pluginRoot.split('/').slice(0, -2).join('/')}/tierwise`;
