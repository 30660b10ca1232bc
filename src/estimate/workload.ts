// A workload as text → its classes, or the line of the first mistake.
import { UsageError } from '../errors.ts';
import { parseYaml } from '../front-matter.ts';
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import {
  countOf,
  type Field,
  flagOf,
  inside,
  keysOf,
  numberOf,
  oneOf,
  textOf,
  wrong,
} from '../routing/fields.ts';
import { KINDS, type Kind } from '../routing/policy.ts';

/** Requests of one sort. Tokens per request. */
export interface WorkClass {
  name: string;
  requests: number;
  /** The whole prompt, what is cached included. */
  input: number;
  output: number;
  kind?: Kind;
  /** Stands above the policy. */
  tier?: TierName;
  /** Tokens of the input that are read from the cache. */
  cached: number;
  batch: boolean;
  /** The effort that `output` was measured at; the policy's effort then changes what the policy costs. */
  effort?: Effort;
  /** The share of requests that are sent once more. */
  retries: number;
}

const KEYS = ['name', 'requests', 'input', 'output', 'kind', 'tier', 'cached', 'batch', 'effort', 'retries'];
const MOST = 1e12;

/** Returns the classes of a workload. `file` is its name in messages. Throws UsageError: `file.yaml:4: what, what was expected`. */
export function parseWorkload(text: string, file: string): WorkClass[] {
  const { value, lineOf } = parseYaml(text, file);
  const field: Field = { value, path: [], source: { file, lineOf } };
  if (!Array.isArray(value) || !value.length)
    throw new UsageError(
      `${file}:1: the workload is not a list of classes. Expected entries such as "- { name: tagging, requests: 1000, input: 500, output: 20 }"; write one for each class.`,
    );
  return value.map((_, index) => parseClass(inside(field, index)));
}

function parseClass(field: Field): WorkClass {
  const keys = keysOf(field, KEYS);
  const at = (key: string): Field => inside(field, key);
  const input = tokensOf(at('input'));
  return {
    name: textOf(at('name'), 'the name of the class, such as tagging'),
    requests: requestsOf(at('requests')),
    input,
    output: tokensOf(at('output')),
    ...(keys.includes('kind') && { kind: oneOf(at('kind'), KINDS) }),
    ...(keys.includes('tier') && { tier: oneOf(at('tier'), TIER_NAMES) }),
    cached: keys.includes('cached') ? cachedOf(at('cached'), input) : 0,
    batch: keys.includes('batch') && flagOf(at('batch')),
    ...(keys.includes('effort') && { effort: oneOf(at('effort'), EFFORTS) }),
    retries: keys.includes('retries')
      ? numberOf(at('retries'), [0, 1], 'the share of requests that are sent again, such as 0.05')
      : 0,
  };
}

function requestsOf(field: Field): number {
  const requests = countOf(field);
  if (requests > MOST) wrong(field, 'is more than anybody sends', `a number up to ${MOST}; correct it`);
  return requests;
}

function tokensOf(field: Field): number {
  const expected = 'tokens per request, a whole number such as 1200';
  if (field.value === undefined) wrong(field, 'is missing', expected);
  const tokens = numberOf(field, [0, MOST], expected);
  return Number.isInteger(tokens) ? tokens : wrong(field, `is ${tokens}`, expected);
}

/** A share below 1, or tokens. */
function cachedOf(field: Field, input: number): number {
  const given = numberOf(field, [0, input], `a share below 1, or tokens, at most the ${input} of the input`);
  if (given < 1) return given * input;
  return Number.isInteger(given)
    ? given
    : wrong(field, `is ${given}`, 'a share below 1, or a whole number of tokens');
}
