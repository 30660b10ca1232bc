import { createHash } from 'node:crypto';
import { applyMasks, MASKS_VERSION, type MaskName } from './masks.ts';

/**
 * The hash by which two items count as the same: their text after the masks, and which tags' patterns they match.
 * The second part keeps label borders: two lines that differ only in a masked part, but of which a rule says
 * different things, stay apart. With masks, what they mean counts too. 22 characters (128 bits).
 */
export function fingerprintOf(
  text: string,
  masks: readonly MaskName[],
  matchingTags: readonly string[],
): string {
  const masked = applyMasks(text.trimEnd(), masks);
  return createHash('sha256')
    .update(matchingTags.join('\0'))
    .update('\0\0')
    .update(masks.length ? `masks ${MASKS_VERSION}\0\0` : '')
    .update(masked)
    .digest('base64url')
    .slice(0, 22);
}
