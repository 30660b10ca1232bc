import { hash } from 'node:crypto';
import { applyMasks, MASKS_VERSION, type MaskName } from './masks.ts';

/**
 * The hash by which two items count as the same: their text after the masks, and which tags' patterns they match.
 * The second part keeps label borders: two lines that differ only in a masked part, but of which a rule says
 * different things, stay apart. With masks, what they mean counts too. 22 characters (128 bits).
 */
export const fingerprintOf = (
  text: string,
  masks: readonly MaskName[],
  matchingTags: readonly string[],
): string => fingerprintOfMasked(maskedText(text, masks), matchingTags);

/** What of a text counts, and that masks had a hand in it. */
export const maskedText = (text: string, masks: readonly MaskName[]): string =>
  masks.length ? MASKED + applyMasks(text.trimEnd(), masks) : text.trimEnd();

const MASKED = `masks ${MASKS_VERSION}\0\0`;

export const fingerprintOfMasked = (masked: string, matchingTags: readonly string[]): string =>
  hash('sha256', hashedText(masked, matchingTags), 'base64url').slice(0, LENGTH);

/** The hash whose beginning a fingerprint is, a character per byte: where nobody reads it as text, that takes half as long. */
export const digestOfMasked = (masked: string, matchingTags: readonly string[]): string =>
  hash('sha256', hashedText(masked, matchingTags), 'binary');

/** The fingerprint in such a hash. */
export const fingerprintInDigest = (digest: string): string =>
  Buffer.from(digest, 'latin1').toString('base64url').slice(0, LENGTH);

const LENGTH = 22;

const hashedText = (masked: string, matchingTags: readonly string[]): string =>
  matchingTags.length ? `${matchingTags.join('\0')}\0\0${masked}` : `\0\0${masked}`;
