// Mutations that a parser of JSON lets through: a value that is another one, missing, or there under another name.
import type { Random } from './area.ts';

/** Values that have been taken for what they are not. */
const HARD: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 0.5, 1e308, -1e308, 2 ** 53, 5e-324, 1_000_000_007],
  ...['', ' ', '0', '1e999', '-1', 'NaN', 'null', '\0', '\u202e', '__proto__', '9'.repeat(400), '2026-13-45'],
  ...['+275760-09-13T00:00:00.001Z', '0000-01-01T00:00:00.000Z', '../../../etc/passwd', '/dev/zero', '.'],
  ...[[], {}, [[]], [null], { toString: 1 }, { length: -1 }, [[[[[[[[[[1]]]]]]]]]], { model: {} }],
];

/** A copy of `text` in which one to three values of one of its lines of JSON are others; null when no line is JSON. */
export function mutatedJson(text: string, values: readonly unknown[], random: Random): string | null {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] as string;
  if (!/^\s*[[{]/.test(line)) return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  for (let changes = 1 + random.below(3); changes > 0; changes--) change(value, values, random);
  lines[at] = JSON.stringify(value);
  return lines.join('\n');
}

type Holder = Record<string, unknown> | unknown[];

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** Changes a value somewhere below `root`. */
function change(root: unknown, values: readonly unknown[], random: Random): void {
  let holder = root;
  while (isHolder(holder)) {
    const key = random.pick(Object.keys(holder));
    if (key === undefined) return;
    const inner: unknown = Reflect.get(holder, key);
    if (isHolder(inner) && random.below(6)) {
      holder = inner;
      continue;
    }
    replace(holder, key, random.pick(random.below(8) ? HARD : values), random);
    return;
  }
}

function replace(holder: Holder, key: string, by: unknown, random: Random): void {
  const value: unknown = Reflect.get(holder, key);
  const way = random.below(8);
  if (way === 0) Reflect.deleteProperty(holder, key);
  else if (way === 1) Reflect.set(holder, key, [value]);
  else if (way === 2) Reflect.set(holder, key, JSON.stringify(value));
  else if (way === 3 && typeof value === 'number') Reflect.set(holder, key, -value);
  else if (way === 4 && !Array.isArray(holder)) Reflect.set(holder, `${key} `, value);
  else Reflect.set(holder, key, structuredClone(by));
}
