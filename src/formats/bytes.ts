// Text is carried as latin1 strings, one character per byte, so that what comes out is what went in, byte for byte.

/** Decodes latin1-carried bytes as UTF-8; a byte that is not UTF-8 becomes U+FFFD. */
export function decode(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
  return /^[\x00-\x7f]*$/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Carries text as latin1, one character per UTF-8 byte. */
export function encode(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** Whether latin1-carried bytes are valid UTF-8. */
export const isUtf8 = (bytes: string): boolean =>
  !decode(bytes).includes('\uFFFD') || bytes.includes('\xEF\xBF\xBD');

/** The same text in memory of its own: what is cut from a larger text keeps all of that in memory. */
export const copyOf = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
