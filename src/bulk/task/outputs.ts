// Answers that are the output of a recipe: a free text, or fields.
import { estimateTokens } from '../../models/tokens.ts';
import type { FieldSchema } from './json-schema.ts';
import type { AnswerKind, Value } from './task.ts';

export interface TextOutput {
  /** The column's name. */
  column: string;
  /** Characters. */
  maxLength: number;
  /** It may have several lines. */
  multiline: boolean;
}

export interface FieldsOutput {
  fields: FieldSchema;
  /** Characters of the JSON. */
  maxLength: number;
}

const RESULT_TOKENS = 12; // {"id":123,"output":""},
/** Of the longest answer allowed, about as much is usual. */
const USUAL_SHARE = 1 / 4;

/** Free texts. `abstain`: the word that stands for having none. */
export function textAnswers(
  { column, maxLength, multiline }: TextOutput,
  abstain: string | null,
): AnswerKind {
  return {
    name: 'output',
    schema: { type: 'string' },
    definitions: null,
    inList: null,
    read(given) {
      if (typeof given !== 'string') return { problem: 'the reply gave it no text' };
      const value = given.trim();
      if (!value) return { problem: 'the reply gave it an empty text' };
      if (value.length > maxLength)
        return { problem: `the text has ${value.length} characters, ${maxLength} are allowed` };
      if (!multiline && /[\r\n]/.test(value))
        return { problem: 'the text has several lines, one is allowed' };
      return { value };
    },
    ...abstaining(abstain),
    texts: [column],
    comparable: false,
    tokens: tokensFor(maxLength),
    columns: [column],
    by: 'mapped_by',
    cells: (value) => [value],
    inOneCell: (value) => (value ?? '') as string,
  };
}

/** Fields by a JSON schema. `abstain`: the word that stands for having none. */
export function fieldAnswers({ fields, maxLength }: FieldsOutput, abstain: string | null): AnswerKind {
  const { names, sent, definitions, problemWith } = fields;
  const texts = Object.entries(sent.properties as object).flatMap(([name, schema]) =>
    isChoice(schema) ? [] : [name],
  );
  return {
    name: 'output',
    schema: abstain === null ? sent : { anyOf: [sent, { type: 'string', enum: [abstain] }] },
    definitions,
    inList: null,
    read(given) {
      if (abstain !== null && given === abstain) return { value: abstain };
      // First: what is longer is not worth the time that some checks take.
      const { length } = JSON.stringify(given) ?? '';
      if (length > maxLength)
        return { problem: `the fields have ${length} characters, ${maxLength} are allowed` };
      const problem = problemWith(given);
      return problem ? { problem } : { value: inOrder(given as Record<string, unknown>, names) };
    },
    ...abstaining(abstain),
    texts,
    comparable: !texts.length,
    tokens: tokensFor(maxLength),
    columns: names,
    by: 'mapped_by',
    cells: (value) =>
      names.map((name) => (isFields(value) && Object.hasOwn(value, name) ? value[name] : null)),
    inOneCell: (value) => (value === null ? '' : JSON.stringify(value)),
  };
}

/** Whether a field's schema leaves a choice only, not words of the model's own. */
function isChoice({ enum: values, const: value, type, items }: Record<string, unknown>): boolean {
  if (values !== undefined || value !== undefined) return true;
  if (type === 'array') return typeof items === 'object' && isChoice(items as Record<string, unknown>);
  return type === 'boolean' || type === 'integer' || type === 'number';
}

const abstaining = (abstain: string | null): Pick<AnswerKind, 'abstains' | 'abstention'> => ({
  abstains: (value) => abstain !== null && value === abstain,
  abstention: 'it could not tell',
});

function tokensFor(maxLength: number): AnswerKind['tokens'] {
  const longest = estimateTokens('x'.repeat(maxLength));
  return (which) => RESULT_TOKENS + Math.ceil(which === 'longest' ? longest : longest * USUAL_SHARE);
}

// Two answers that say the same are then the same JSON.
const inOrder = (given: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(given, name) ? [[name, given[name]]] : [])));

const isFields = (value: Value | null): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
