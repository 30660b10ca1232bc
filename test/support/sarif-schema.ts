// The part of the SARIF 2.1.0 schema that a log of findings uses, as strict as the standard: nothing beside what it names.
const closed = (properties: Record<string, object>, required: string[] = []): object => ({
  ...{ type: 'object', additionalProperties: false, properties, required },
});
const list = (items: object, more: object = {}): object => ({ type: 'array', items, ...more });
const text = { type: 'string' };
const bag = { type: 'object' };
const message = closed({ text, markdown: text, id: text, arguments: list(text), properties: bag }, ['text']);
const LEVELS = { enum: ['none', 'note', 'warning', 'error'] };

const region = closed({
  startLine: { type: 'integer', minimum: 1 },
  snippet: closed({ text }),
  properties: bag,
});
const physicalLocation = closed(
  {
    artifactLocation: closed({ uri: { type: 'string', pattern: String.raw`^[\w%.~!$&'()*+,;=:@/-]+$` } }),
    region,
  },
  ['artifactLocation'],
);
const rule = closed(
  {
    ...{ id: text, name: text, shortDescription: message, properties: bag },
    defaultConfiguration: closed({ level: LEVELS }),
  },
  ['id'],
);
const result = closed(
  {
    ...{ ruleId: text, ruleIndex: { type: 'integer', minimum: -1 }, level: LEVELS, message, properties: bag },
    kind: { enum: ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'] },
    locations: list(closed({ physicalLocation })),
    partialFingerprints: { type: 'object', additionalProperties: text },
  },
  ['message'],
);
const invocation = closed(
  {
    executionSuccessful: { type: 'boolean' },
    toolExecutionNotifications: list(closed({ level: LEVELS, message }, ['message'])),
  },
  ['executionSuccessful'],
);
const driver = closed(
  { name: text, version: text, semanticVersion: text, rules: list(rule, { uniqueItems: true }) },
  ['name'],
);
const run = closed(
  {
    ...{ tool: closed({ driver }, ['driver']), invocations: list(invocation), results: list(result) },
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
  },
  ['tool'],
);

export const SARIF_SCHEMA = closed({ $schema: text, version: { const: '2.1.0' }, runs: list(run) }, [
  'version',
  'runs',
]);
