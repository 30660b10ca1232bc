// A path as the system knows it: bytes, which need not be UTF-8 on Linux.
import { decode, isUtf8 } from '../../formats/bytes.ts';

export interface FilePath {
  /** For people and models: what is not UTF-8 is spelled out, as `\xE9`. */
  shown: string;
  /** For the system. */
  path: string | Buffer;
}

/** The path of latin1-carried bytes. */
export function filePath(bytes: string): FilePath {
  if (isUtf8(bytes)) return { shown: decode(bytes), path: decode(bytes) };
  const shown = bytes.replaceAll(CHARACTER_OR_BYTE, (_, character: string | undefined, byte: string) =>
    character === undefined ? `\\x${byte.charCodeAt(0).toString(16).toUpperCase()}` : decode(character),
  );
  return { shown, path: Buffer.from(bytes, 'latin1') };
}

// A character of UTF-8 (RFC 3629, section 4), or else a byte.
const CHARACTER_OR_BYTE =
  /([\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})|([\s\S])/g;
