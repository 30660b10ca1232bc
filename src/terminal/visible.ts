// Characters that act on a terminal or hide from a reader, spelled out. Nothing else here or below it: the page of tierwise view uses it, too.

// C0 but tab and line feed, DEL, C1; soft hyphen; directions; zero-width and invisible ones; line and paragraph separators; formats of
// hieroglyphs, shorthand and music; tags.
// The two joiners stay where they are spelling: between the parts of one emoji, and between letters that join.
const JOINED = String.raw`[\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]`;
let made: RegExp | undefined;
/** Made when it is needed: scripts have to be looked up for it, and hooks count. */
const hidden = (): RegExp => {
  made ??= new RegExp(
    String.raw`[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{13430}-\u{1343F}\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E007F}]` +
      `|(?<!${JOINED})[\\u200C\\u200D]|[\\u200C\\u200D](?!${JOINED})`,
    'gu',
  );
  return made;
};

/** Returns `text` with each control, direction and zero-width character spelled out, such as `\x1b`; tabs and line ends stay. */
export const visible = (text: string): string => text.replaceAll('\r\n', '\n').replace(hidden(), spelled);

/** The same on one line: line ends and tabs are spelled out, too. */
export const visibleInLine = (text: string): string =>
  text.replace(/[\r\n\t]/g, (char) => SHORT[char] as string).replace(hidden(), spelled);

/** Returns `value` as JSON that is safe to show: the same value, with such characters as `\uXXXX`. */
export const visibleJson = (value: unknown): string => visibleInJson(JSON.stringify(value));

/** The same of JSON text. */
export const visibleInJson = (json: string): string =>
  json.replace(hidden(), (char) =>
    Array.from({ length: char.length }, (_, at) => `\\u${hex(char.charCodeAt(at), 4)}`).join(''),
  );

const SHORT: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t' };

function spelled(char: string): string {
  const code = char.codePointAt(0) as number;
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\u{${hex(code, 5)}}` : `\\u${hex(code, 4)}`;
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
