// A recipe: what to make of each item, a free text or fields.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { checkHeader, parseMarkdown } from '../../front-matter.ts';
import { examplesBrief, readExamples } from './examples.ts';
import { otherKind } from './find.ts';
import { COMMON_HEADER } from './header.ts';
import { PROMPT_VERSION } from './item.ts';
import { fieldSchema } from './json-schema.ts';
import { type FieldsOutput, fieldAnswers, type TextOutput, textAnswers } from './outputs.ts';
import { type AnswerKind, NO_VOTES, nameFrom, type Task } from './task.ts';

export interface Recipe extends Task {
  kind: 'recipe';
}

const NO_TAGS: readonly string[] = [];
const LONGEST_TEXT = 400;
const LONGEST_FIELDS = 2000;
const TEXT_PACK_ITEMS = 20;
const FIELDS_PACK_ITEMS = 10;

const ColumnName = z
  .string()
  .regex(/^[^\s][^\t\r\n]*(?<!\s)$/, 'expected a column name without tabs or surrounding spaces')
  .max(100, 'expected a column name of at most 100 characters');

const RecipeHeader = z.strictObject({
  ...COMMON_HEADER,
  output: ColumnName.optional(),
  fields: z.record(ColumnName, z.unknown(), 'expected fields, each as "name: { type: … }"').optional(),
  schema: z.unknown().optional(),
  maxLength: z.int('expected a number of characters').positive().max(50_000).optional(),
  multiline: z.boolean('expected true or false').default(false),
  abstain: z.string().min(1).max(100).nullable().default(null),
});

/** Reads a recipe from its Markdown. Throws UsageError naming the file, the field and what was expected. */
export function parseRecipe(text: string, file: string): Recipe {
  const { header, body } = parseMarkdown(text, file);
  if ('tags' in (header as object)) throw otherKind(file, 'scheme');
  const { mask, fields, schema, maxLength, multiline, ...rest } = checkHeader(RecipeHeader, header, file);
  const { output, description, abstain, votes } = rest;
  refuseSeveral([output, fields, schema], file);
  if (!body && !description)
    throw new UsageError(`${file}: no instructions. Say below the header what to generate for each item.`);
  const structured = fields ? { type: 'object', properties: spelledOut(fields) } : schema;
  if (structured === undefined && votes > 1) throw new UsageError(`${file}: votes: ${NO_VOTES}`);
  const form =
    structured === undefined
      ? textForm({ column: output ?? 'output', maxLength: maxLength ?? LONGEST_TEXT, multiline }, abstain)
      : fieldsForm(
          {
            fields: fieldSchema(structured, `${file}: ${fields ? 'fields' : 'schema'}`),
            maxLength: maxLength ?? LONGEST_FIELDS,
          },
          abstain,
        );
  const examples = readExamples(rest.examples, form.answer, file);
  const recipe: Omit<Recipe, 'hash'> = {
    ...rest,
    kind: 'recipe',
    file,
    name: rest.name ?? nameFrom(file),
    masks: mask,
    brief: [briefFor(description, body), examplesBrief('Examples', examples, form.answer)]
      .filter(Boolean)
      .join('\n\n'),
    replyRules: replyRulesFor(form, abstain),
    answer: form.answer,
    examples,
    tagNames: [],
    multiple: false,
    packItems: form.packItems,
    matching: () => NO_TAGS,
    rulesIn: () => [],
  };
  return { ...recipe, hash: hashOf(recipe, { structured, maxLength, multiline }) };
}

function refuseSeveral(given: readonly unknown[], file: string): void {
  if (given.filter((one) => one !== undefined).length <= 1) return;
  throw new UsageError(`${file}: expected one of "output" (a text), "fields" or "schema", got several.`);
}

/** What an output looks like, to the engine and in words. */
interface OutputForm {
  answer: AnswerKind;
  packItems: number;
  /** Behind "An output is". */
  inWords: string;
  /** Reply rules about it alone. */
  rules: string[];
}

const textForm = (text: TextOutput, abstain: string | null): OutputForm => ({
  answer: textAnswers(text, abstain),
  packItems: TEXT_PACK_ITEMS,
  inWords: `plain text, ${text.multiline ? '' : 'one line, '}at most ${text.maxLength} characters`,
  rules: [],
});

function fieldsForm(fields: FieldsOutput, abstain: string | null): OutputForm {
  const answer = fieldAnswers(fields, abstain);
  return {
    answer,
    packItems: FIELDS_PACK_ITEMS,
    inWords: 'an object with the fields of the schema below',
    rules: ['', `Schema of an output: ${JSON.stringify(answer.schema)}`],
  };
}

const replyRulesFor = ({ inWords, rules }: OutputForm, abstain: string | null): string[] => [
  `Reply with JSON only: {"results": [{"id": number, "output": …}]}, one result for each id, no id twice. An output is ${inWords}.`,
  ...(abstain
    ? [`If an item does not hold what is asked for, or you cannot tell, its output is "${abstain}".`]
    : []),
  ...rules,
];

// `amount: number` is short for `amount: { type: number }`, and a list is an enum.
const spelledOut = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      if (typeof field === 'string') return [name, { type: field }];
      return [name, Array.isArray(field) ? { enum: field } : field];
    }),
  );

const briefFor = (description: string, instructions: string): string =>
  [
    'You work on items: for each item you give one output, made from that item alone.',
    description && `What the output is: ${description}`,
    instructions && `## What to do\n\n${instructions}`,
  ]
    .filter(Boolean)
    .join('\n\n');

// Masks are not part of it: they decide which items are asked, not what the answer to one is.
const hashOf = ({ brief, replyRules }: Omit<Recipe, 'hash'>, output: object): string =>
  createHash('sha256')
    .update(JSON.stringify([PROMPT_VERSION, 'recipe', brief, replyRules, output]))
    .digest('hex')
    .slice(0, 16);
