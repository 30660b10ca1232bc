// Masks: the parts of an item that do not count when deciding that two items are the same. Every pattern is free of
// nested repetition, so masking takes time in proportion to the item, however long it is.

/**
 * Part of every fingerprint that masks had a hand in: raise it when a mask's meaning changes, so that an answer stored for
 * items that were the same is never used for items that no longer are.
 */
export const MASKS_VERSION = 2;

// A marker counts as a word, as what it stands for did. So what is masked once is not masked further by a second pass.
const START = String.raw`(?<![\w\0])`;
const END = String.raw`(?![\w\0])`;
const either = (flags: string, ...patterns: string[]): RegExp => new RegExp(patterns.join('|'), flags);

// Top-level domains that are no words, file extensions or last parts of packages.
const DOMAINS = [
  'com|net|org|edu|gov|mil|biz|arpa|local|localdomain|lan|internal|corp',
  'ae|ar|au|bg|br|by|ca|ch|cl|cn|cz|de|dk|ec|ee|eu|fi|fr|gr|hk|hr|hu|il|ir|jp|kr|kz|lt|lv|mx|my|nl|nz|pe|ph|pk|pt|ro|ru|se|sg|sk|th|tr|tw|ua|uk|uy|ve|vn|za',
].join('|');

const AMOUNT = String.raw`\d+(?:\.\d+)?`;
const BYTES = '(?:bytes?|[kKMGTP]i?B|B)';
const TIME_UNITS = [
  'nanoseconds?|microseconds?|milliseconds?|seconds?|minutes?|hours?|days?',
  'nsecs?|usecs?|msecs?|secs?|mins?|hrs?|ns|us|µs|ms|s',
].join('|');

// Order matters: the larger thing is masked before its parts.
const MASKS = {
  uuid: either('gi', `${START}[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}${END}`),
  timestamp: either(
    'g',
    // 2026-11-20, 2026-11-20T06:55:46.123Z, 2026/11/20 06:55:46,123 +0100
    String.raw`${START}\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z${END}|[+-]\d\d:?\d\d${END}))?)?`,
    // 10/Oct/2026:13:55:36 -0700
    String.raw`${START}\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?`,
    // Fri Nov 20 06:55:46 2026, Dec 10 06:55:46
    String.raw`(?:${START}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?${START}(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: \d{4}${END})?`,
    // 06:55:46:123, 0:5:46:3
    String.raw`${START}\d{1,2}:\d{1,2}:\d{1,2}:\d{1,3}${END}`,
    // 06:55:46,123
    String.raw`${START}\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`,
  ),
  url: either('gi', String.raw`${START}https?:\/\/[^\s"'<>)\]]+`),
  email: either('g', String.raw`${START}[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}`),
  // shop.example.com, shop.example.com:443
  host: either(
    'gi',
    String.raw`(?<![\w\0.@\\-])(?<!\w\/)(?:[a-z0-9_][\w-]{0,62}\.){1,8}(?:${DOMAINS})(?::\d{1,5})?(?![\w\0@-]|\.\w)`,
  ),
  // What is more than a number: R02-M1-NF-C:J12-U11, jA9J0UvC1, 00:0d:60:ea:e9:07
  id: either(
    'g',
    String.raw`${START}[A-Z]{1,2}\d{1,3}(?:[-:][A-Z]{1,2}\d{0,3}){2,8}${END}`,
    String.raw`${START}(?=[A-Za-z\d]{8})(?!0x)(?![0-9a-fA-F]{8,64}${END})[A-Za-z]*\d+[A-Za-z]+\d+[A-Za-z]+\d+[A-Za-z\d]*${END}`,
    String.raw`(?<![\w:\0])(?:[0-9a-fA-F]{2}:){5,15}[0-9a-fA-F]{2}(?![\w:\0])`,
  ),
  ip: either(
    'gi',
    String.raw`${START}\d{1,3}(?:\.\d{1,3}){3}${END}(?::\d{1,5}${END})?`,
    String.raw`(?<![\w:\0])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}${END}`,
    String.raw`(?<![\w:\0])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?`,
  ),
  path: either(
    'g',
    String.raw`(?<![\w./\\\0])(?:[A-Za-z]:|~|\.{1,2})?[/\\][\w.@%+~$-][\w.@%+~$\0-]*(?:[/\\][\w.@%+~$\0-]*)*`,
  ),
  // 1671 bytes, 1.5 KB, 1671 bytes (1.63 KB)
  size: either('g', String.raw`(?<![\w\0.])${AMOUNT} ?${BYTES}${END}(?: \(${AMOUNT} ?${BYTES}\))?`),
  // 3.5 s, 20ms, <1 sec, and where a word says that it is one, 00:03 and 01:02:03
  duration: either(
    'g',
    String.raw`(?<![\w\0.:])<?${AMOUNT} ?(?:${TIME_UNITS})${END}`,
    String.raw`(?<=${START}(?:lifetime|duration|elapsed|uptime)[ =:]{1,2})(?:\0timestamp\0|\d{1,4}:\d\d${END})`,
  ),
  hex: either(
    'gi',
    `${START}0x[0-9a-f]+${END}`,
    `${START}(?=[0-9]{0,64}[a-f])(?=[a-f]{0,64}[0-9])[0-9a-f]{8,64}${END}`,
    `${START}(?:f{8}|f{16})${END}`,
  ),
  // The sign belongs to long ones, blk_-1608999687919862906; that of "returned -1" may be what matters.
  number: /\d+(?:\.\d+)*|-(?:(?<=_-)|(?<=[\s=(,:[]-)(?=\d{5}))\d+(?:\.\d+)*/g,
} as const;

export type MaskName = keyof typeof MASKS;
export const MASK_NAMES = Object.keys(MASKS) as MaskName[];

// Whatever a mask takes has this in it. Most texts do not, and to see that takes a tenth of the time.
const SIGNS: Partial<Record<MaskName, RegExp>> = {
  uuid: /-[\da-f]{4}-/i,
  timestamp: /\d:\d|\d[-/]\d\d[-/]\d/,
  url: /:\/\//,
  email: /@/,
  host: /[\w-]\.[a-z]{2}/i,
  id: /\d[A-Za-z]+\d|\d[-:][A-Z]|[\da-fA-F]:[\da-fA-F]{2}:/,
  ip: /\d\.\d+\.\d|[\da-f]:[\da-f:]/i,
  path: /[/\\][\w.@%+~$-]/,
  size: /\d ?(?:[kKMGTP]i?B|B|byte)/,
  duration: /\d ?[nµumshd]|lifetime|duration|elapsed|uptime/,
  hex: /0x|[\da-f]{8}/i,
};

/** Whether a text may have something in it that the mask takes; where it may not, the mask leaves it as it is. */
export const mayHave = (text: string, name: MaskName): boolean => SIGNS[name]?.test(text) ?? true;

type Mask = (text: string) => string;

/** The masks by the list that names them, in the order in which they are applied. */
const applied = new WeakMap<readonly MaskName[], Mask[]>();

/** Replaces each masked part with a marker that no text holds. What is masked already stays as it is. */
export function applyMasks(text: string, masks: readonly MaskName[]): string {
  let steps = applied.get(masks);
  if (!steps) {
    steps = MASK_NAMES.filter((name) => masks.includes(name)).map((name) => maskOf(name, masks));
    applied.set(masks, steps);
  }
  let masked = text;
  for (const step of steps) masked = step(masked);
  return masked;
}

function maskOf(name: MaskName, masks: readonly MaskName[]): Mask {
  const sign = SIGNS[name];
  const apply = markerOf(name, masks);
  return sign ? (text) => (sign.test(text) ? apply(text) : text) : apply;
}

/** One of the masks, without a look for its sign; `masks` are all that are applied. */
export function markerOf(name: MaskName, masks: readonly MaskName[]): Mask {
  const pattern = MASKS[name];
  if (name === 'ip') return (text) => text.replace(pattern, (found) => `\0${addressKind(found, masks)}\0`);
  // One thing has one marker, in whichever notation it stands.
  const marker = `\0${name === 'hex' && masks.includes('number') ? 'number' : name}\0`;
  return (text) => text.replace(pattern, marker);
}

/** "IPv4 address" and "IPv6 address" are two things; the first is another name of a host. */
function addressKind(found: string, masks: readonly MaskName[]): string {
  if (!found.includes('.')) return 'ipv6';
  return masks.includes('host') ? 'host' : 'ip';
}
