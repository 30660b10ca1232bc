// The one place that knows JSON Schema: what a recipe's fields must be, and the part of it the API can hold a model to.
import Ajv, { type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { UsageError } from '../../errors.ts';
import { patternTest } from './rules.ts';

type Schema = Record<string, unknown>;

export interface FieldSchema {
  /** The names of the fields, in the schema's order. */
  names: string[];
  /** What a model is held to: structured outputs take no bounds, so these are in the descriptions. */
  sent: Schema;
  definitions: Schema | null;
  /** Null when `value` fits the whole schema, else what is wrong with it. */
  problemWith(value: unknown): string | null;
}

/** Reads a JSON schema of an object. `where` names it in errors. Throws UsageError. */
export function fieldSchema(given: unknown, where: string): FieldSchema {
  if (!isSchema(given) || given.type !== 'object' || !isSchema(given.properties)) {
    throw new UsageError(`${where}: expected a JSON schema of an object: "type: object" with "properties".`);
  }
  const names = Object.keys(given.properties);
  if (!names.length) throw new UsageError(`${where}: expected at least one field.`);
  const whole = closed(given);
  refuseRecursion(whole, where);
  const ajv = new Ajv({
    ...{ strict: true, strictTypes: false, strictRequired: false, allErrors: false },
    ownProperties: true, // a field called "constructor" is not there by itself
    code: { regExp: boundedRegExp },
  });
  addFormats(ajv);
  let validate: ReturnType<Ajv['compile']>;
  try {
    validate = ajv.compile(whole);
  } catch (error) {
    throw new UsageError(
      `${where}: not a JSON schema that can be checked: ${(error as Error).message}. Correct it there.`,
    );
  }
  const { $defs, definitions, $schema, ...rest } = bounded(whole) as Schema;
  return {
    names,
    sent: rest,
    definitions: ($defs ?? null) as Schema | null,
    problemWith(value) {
      return validate(value) ? null : inWords(validate.errors?.[0]);
    },
  };
}

/** The schema's patterns meet whatever a model says, so they run on RE2, like those of a scheme. */
const boundedRegExp = Object.assign(
  (pattern: string) => ({ test: patternTest(pattern), toString: () => `/${pattern}/` }),
  { code: 'patternTest' }, // for code that ajv writes to a file, which it does not here
);

function inWords(error: ErrorObject | undefined): string {
  if (!error) return 'it does not fit the schema';
  const where = error.instancePath.slice(1).replaceAll('/', '.');
  const allowed = error.keyword === 'enum' ? `: ${JSON.stringify(error.params.allowedValues)}` : '';
  return `${where || 'the object'} ${error.message ?? 'does not fit the schema'}${allowed}`.slice(0, 200);
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy with every schema in it changed by `change`, the inner ones first. */
function mapSchemas(schema: unknown, change: (schema: Schema) => Schema): unknown {
  if (!isSchema(schema)) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (['properties', '$defs', 'definitions'].includes(key) && isSchema(value)) {
        return [
          key,
          Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapSchemas(inner, change)])),
        ];
      }
      if (['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(key) && Array.isArray(value))
        return [key, value.map((inner) => mapSchemas(inner, change))];
      if (key === 'items') return [key, mapSchemas(value, change)];
      return [key, value];
    }),
  );
  return change(copy);
}

// Every object names all it holds: that is what the API asks for, and a field that is made up is then a mistake.
const closed = (schema: Schema): Schema =>
  mapSchemas(schema, (one) => {
    if (one.type !== 'object' || !isSchema(one.properties)) return one;
    return { required: Object.keys(one.properties), ...one, additionalProperties: false };
  }) as Schema;

// Source: the API's documentation of structured outputs, which refuses these (read 2026-11-20).
const NOT_SENT = [
  'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'pattern',
  'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'format',
]; // biome-ignore format: a list of words

const bounded = (schema: Schema): unknown =>
  mapSchemas(schema, (one) => {
    const kept = Object.fromEntries(Object.entries(one).filter(([key]) => !NOT_SENT.includes(key)));
    const bounds = NOT_SENT.flatMap((key) => (key in one ? [`${key}: ${JSON.stringify(one[key])}`] : []));
    if (!bounds.length) return kept;
    const description = [one.description, `(${bounds.join(', ')})`].filter(Boolean).join(' ');
    return { ...kept, description };
  });

/** Refuses a schema that contains itself. Throws UsageError. */
function refuseRecursion(schema: Schema, where: string): void {
  const definitions = { ...(schema.definitions as Schema), ...(schema.$defs as Schema) };
  const visit = (at: unknown, inside: readonly string[]): void => {
    if (Array.isArray(at)) visitAll(at, inside);
    if (!isSchema(at)) return;
    if (typeof at.$ref === 'string') {
      const name = definitionNamed(at.$ref, definitions, where);
      if (inside.includes(name))
        throw new UsageError(
          `${where}: "${name}" contains itself, which no model can be held to. Write out as many levels as are needed.`,
        );
      visit(definitions[name], [...inside, name]);
    }
    const { $defs, ...parts } = at;
    visitAll(Object.values(parts), inside);
  };
  const visitAll = (parts: readonly unknown[], inside: readonly string[]): void => {
    for (const part of parts) visit(part, inside);
  };
  visit(schema, []);
}

function definitionNamed(ref: string, definitions: Schema, where: string): string {
  const name = /^#\/\$defs\/([^/]+)$/.exec(ref)?.[1];
  if (name !== undefined && Object.hasOwn(definitions, name)) return name;
  throw new UsageError(`${where}: "$ref": "${ref}" points to nothing. Refer to "#/$defs/<name>".`);
}
