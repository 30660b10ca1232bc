// JSON schemas as the APIs with structured outputs want them: every property required, none beside them.

export const text = { type: 'string' };

/** Returns the schema of an object with exactly these properties. */
export const record = (properties: Record<string, object>): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** Returns the schema of a list of such objects. */
export const rows = (properties: Record<string, object>): object => ({
  type: 'array',
  items: record(properties),
});
