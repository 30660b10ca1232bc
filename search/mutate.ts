// Byte mutations: what a disk, a network, an editor or an enemy makes of a good file.
import type { Random } from './area.ts';

/** Texts that have broken parsers before. */
const HARD = [
  ...[
    '\0',
    '\r',
    '\n',
    '\r\n',
    '\t',
    '"',
    "'",
    '`',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    ';',
    '---\n',
    '#',
    '|',
  ],
  ...['\uFEFF', '\u2028', '\u202E', '\u200B', '\x1B[2K', '\x1E', '\x7F', '\u{1F600}', '\uFFFD'],
  ...['null', 'true', '-0', '1e999', '9007199254740993', '-1', '0.1', 'NaN', '""', '{}', '[]', '[[[[[[[['],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '{"__proto__":{"a":1}}',
    '&a [*a]',
    '!!js/function',
    '<<: *a',
    '? ',
  ],
  ...['\\ud800', '\\u0000', '(a+)+$', '(?<=a)', '$HOME', '../', '/dev/full', 'v: 99', '"v":99,', '=1+1', '@'],
].map((text) => Buffer.from(text));
const BROKEN = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf8, 0x88], [0xfe, 0xff]].map((bytes) =>
  Buffer.from(bytes),
);
const TOKENS = [...HARD, ...BROKEN];

/** One to four changes of `bytes`: flipped, cut, doubled, moved, or with something hard, or a part of `other`, put in. */
export function mutated(bytes: Buffer, other: Buffer, random: Random): Buffer {
  let now = bytes;
  for (let changes = 1 + random.below(4); changes > 0; changes--) now = changed(now, other, random);
  return now;
}

function changed(bytes: Buffer, other: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + random.below(random.pick([2, 8, 64])));
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  switch (random.below(7)) {
    case 0:
      return Buffer.concat([before, part.map((byte) => byte ^ (1 << random.below(8))), after]);
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, part, part, after]);
    case 3:
      return before;
    case 4: {
      const from = random.below(other.length + 1);
      return Buffer.concat([before, other.subarray(from, from + 1 + random.below(64)), part, after]);
    }
    default:
      return Buffer.concat([before, random.pick(TOKENS), random.below(2) ? part : Buffer.alloc(0), after]);
  }
}
