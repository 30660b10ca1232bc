// JSON from outside may be nested so deeply that whatever walks over it, JSON.stringify included, runs out of stack.

/** Deeper than this is nothing that anybody wrote. */
export const MOST_DEPTH = 500;

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125];

/** Whether JSON text opens more than `MOST_DEPTH` lists and objects in one another. */
export function isTooDeep(json: string): boolean {
  if (json.length <= MOST_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < json.length && depth <= MOST_DEPTH; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfString(json, at);
    else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  return depth > MOST_DEPTH;
}

/** Where the string that begins at `at` ends; no pattern, which would need a stack as long as the string. */
function endOfString(json: string, at: number): number {
  for (let end = at + 1; end < json.length; end++) {
    const code = json.charCodeAt(end);
    if (code === QUOTE) return end;
    if (code === BACKSLASH) end++;
  }
  return json.length;
}
