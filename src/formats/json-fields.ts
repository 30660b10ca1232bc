// The fields of a JSON object as they are written, so that no number loses digits and no field given twice loses one.

/** One field: its name, and its value's JSON (latin1-carried, like `json`). */
export type RawField = readonly [name: string, json: string];

/** The fields of an object, in order, the ones given twice included. `json` has to be valid. */
export function rawFields(json: string): RawField[] {
  const fields: RawField[] = [];
  let at = json.indexOf('{') + 1;
  for (;;) {
    const from = json.indexOf('"', at);
    if (from < 0) return fields;
    const to = stringEnd(json, from);
    const start = json.indexOf(':', to) + 1;
    const end = valueEnd(json, start);
    fields.push([json.slice(from, to), json.slice(start, end).trim()]);
    if (json[end] === '}') return fields;
    at = end + 1;
  }
}

/** Where the string that begins at `from` has ended. */
function stringEnd(json: string, from: number): number {
  let at = from + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Where what ends the value stands: a comma or the object's end. */
function valueEnd(json: string, from: number): number {
  let depth = 0;
  for (let at = from; at < json.length; at++) {
    const char = json[at];
    if (char === '"') at = stringEnd(json, at) - 1;
    else if (char === '{' || char === '[') depth++;
    else if (depth === 0 && (char === ',' || char === '}')) return at;
    else if (char === '}' || char === ']') depth--;
  }
  return json.length;
}
