// A type of TypeScript as JSON Schema: what a value of it is once it went through JSON.stringify.
import ts from 'typescript-classic';

export interface Schema {
  description?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | false;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

/** Returns the schema of a type; what contains itself is in $defs. */
export function schemaOf(type: ts.Type, checker: ts.TypeChecker, at: ts.Node): Schema {
  const within: ts.Type[] = [];
  const $defs: Record<string, Schema> = {};
  const convert = (one: ts.Type): Schema => {
    const simple = simpleSchema(one, checker);
    if (simple) return simple;
    if (one.isUnion()) return unionSchema(one, convert);
    if (within.includes(one)) return { $ref: `#/$defs/${checker.typeToString(one)}` };
    within.push(one);
    const made = listSchema(one, checker, convert) ?? objectSchema(one, { checker, at, convert });
    within.pop();
    const name = checker.typeToString(one);
    if (!JSON.stringify(made).includes(`"#/$defs/${name}"`)) return made;
    $defs[name] = made;
    return { $ref: `#/$defs/${name}` };
  };
  const schema = convert(type);
  return Object.keys($defs).length ? { ...schema, $defs } : schema;
}

function simpleSchema(type: ts.Type, checker: ts.TypeChecker): Schema | null {
  const { flags } = type;
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
  if (flags & ts.TypeFlags.Null) return { type: 'null' };
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' };
  if (flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
  if (flags & ts.TypeFlags.StringLike) return { type: 'string' };
  if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
  if (flags & ts.TypeFlags.NonPrimitive) throw new Error('A command prints "object": say what is in it.');
  return type.symbol?.name === 'Date' ? { type: 'string' } : null;
}

function unionSchema(type: ts.UnionType, convert: (one: ts.Type) => Schema): Schema {
  const parts = type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined)).map(convert);
  const consts = parts.flatMap((part) => ('const' in part ? [part.const] : []));
  const others = parts.filter((part) => !('const' in part));
  const isBoolean = consts.includes(true) && consts.includes(false);
  const named = consts.filter((value) => !(isBoolean && typeof value === 'boolean'));
  const all: Schema[] = [
    ...(isBoolean ? [{ type: 'boolean' }] : []),
    ...(named.length === 1 ? [{ const: named[0] }] : named.length ? [{ enum: named }] : []),
    ...others,
  ];
  const unlike = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  return unlike.length === 1 ? (unlike[0] as Schema) : { anyOf: unlike };
}

function listSchema(
  type: ts.Type,
  checker: ts.TypeChecker,
  convert: (one: ts.Type) => Schema,
): Schema | null {
  if (!checker.isArrayType(type) && !checker.isTupleType(type)) return null;
  const parts = checker.getTypeArguments(type as ts.TypeReference).map(convert);
  const unlike = [...new Map(parts.map((one) => [JSON.stringify(one), one])).values()];
  return { type: 'array', items: unlike.length === 1 ? (unlike[0] as Schema) : { anyOf: unlike } };
}

interface Means {
  checker: ts.TypeChecker;
  at: ts.Node;
  convert: (one: ts.Type) => Schema;
}

function objectSchema(type: ts.Type, { checker, at, convert }: Means): Schema {
  if (/^(Readonly)?(Map|Set)$/.test(type.symbol?.name ?? '')) throw new Error('JSON has no Map and no Set.');
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const symbol of checker.getPropertiesOfType(type)) {
    const of = checker.getTypeOfSymbolAtLocation(symbol, at);
    if (of.getCallSignatures().length || of.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never)) continue;
    const description = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    properties[symbol.name] = { ...(description && { description }), ...convert(of) };
    const mayLack = of.isUnion() && of.types.some(({ flags }) => flags & ts.TypeFlags.Undefined);
    if (!(symbol.flags & ts.SymbolFlags.Optional) && !mayLack) required.push(symbol.name);
  }
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type;
  return {
    type: 'object',
    ...(Object.keys(properties).length && { properties }),
    ...(required.length && { required }),
    additionalProperties: index ? convert(index) : false,
  };
}

/** Whether something that `before` promised is missing in `after`, or of another type. */
export function breaks(before: Schema, after: Schema): boolean {
  const promised = promisesOf(before);
  const kept = new Set(promisesOf(after));
  return promised.some((one) => !kept.has(one));
}

/** `/totals/costUsd number`: each place that is always there, and what may stand in it. */
function promisesOf(schema: Schema, at = ''): string[] {
  const own = schema.type ? [`${at} ${schema.type}`] : [];
  const named = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const always = schema.required?.includes(name) ? [`${at}/${name} always`] : [];
    return [...always, ...promisesOf(one, `${at}/${name}`)];
  });
  const inner = [schema.items, schema.additionalProperties].flatMap((one) =>
    one ? promisesOf(one, `${at}/*`) : [],
  );
  return [...own, ...named, ...inner, ...(schema.anyOf ?? []).flatMap((one) => promisesOf(one, at))];
}
