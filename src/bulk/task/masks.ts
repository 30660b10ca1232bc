// Masks: the parts of an item that do not count when deciding that two items are the same. Every pattern is free of
// nested repetition, so masking takes time in proportion to the item, however long it is.

// Order matters: the larger thing is masked before its parts.
const MASKS = {
  uuid: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  timestamp: new RegExp(
    [
      // 2026-11-20, 2026-11-20T06:55:46.123Z, 2026/11/20 06:55:46,123 +0100
      String.raw`\b\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z\b|[+-]\d\d:?\d\d\b))?)?`,
      // 10/Oct/2026:13:55:36 -0700
      String.raw`\b\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?`,
      // Fri Nov 20 06:55:46 2026, Dec 10 06:55:46
      String.raw`(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: \d{4}\b)?`,
      // 06:55:46,123
      String.raw`\b\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`,
    ].join('|'),
    'g',
  ),
  url: /\bhttps?:\/\/[^\s"'<>)\]]+/gi,
  email: /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g,
  ip: /\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d{1,5}\b)?|(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\b|(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?/gi,
  path: /(?<![\w./\\])(?:[A-Za-z]:|~|\.{1,2})?[/\\][\w.@%+~$-]+(?:[/\\][\w.@%+~$-]*)*/g,
  hex: /\b0x[0-9a-f]+\b|\b(?=[0-9]{0,64}[a-f])(?=[a-f]{0,64}[0-9])[0-9a-f]{8,64}\b/gi,
  number: /\d+(?:\.\d+)*/g,
} as const;

export type MaskName = keyof typeof MASKS;
export const MASK_NAMES = Object.keys(MASKS) as MaskName[];

/** Replaces each masked part with a marker that no text holds. */
export function applyMasks(text: string, masks: readonly MaskName[]): string {
  let masked = text;
  for (const name of MASK_NAMES) {
    if (masks.includes(name)) masked = masked.replace(MASKS[name], `\0${name}\0`);
  }
  return masked;
}
