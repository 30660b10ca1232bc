// One item as a model is to see it: its line in a request, how large that is, and whether it tries to steer.
import { estimateTokens, estimateTokensOf } from '../../models/tokens.ts';
import type { ImageRef } from '../items/record.ts';

/** One item as a model is to see it. */
export interface Item {
  text: string;
  image?: ImageRef | undefined;
  /** What patterns look at, where that is only a part of the text. */
  ruleText?: string | undefined;
  /** What a model is shown instead of the text: the same in fewer characters. Two items are the same by their texts. */
  shown?: string | undefined;
}

/** Part of a task's hash: raise it when a change here could change answers. */
export const PROMPT_VERSION = 1;

// JSON leaves these three as they are, yet a model may read them as the end of a line.
export const itemLine = (id: number, item: string, withImage: boolean): string =>
  JSON.stringify({ id, item, ...(withImage && { image: 'the one after this line' }) }).replace(
    /[\u0085\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** About how many prompt tokens an item adds to a pack. */
export function itemTokens({ text: whole, shown: text = whole, image }: Item): number {
  if (image) return estimateTokens(itemLine(100, text, true)) + 1 + USUAL_IMAGE_TOKENS;
  // Nearly all texts are in their line as they are.
  const bytes = NOT_AS_IT_IS.test(text) ? Buffer.byteLength(itemLine(100, text, false)) : FRAME + text.length;
  return estimateTokensOf(bytes) + 1;
}

const NOT_AS_IT_IS = /[^ !#-[\]-~]/;
const FRAME = Buffer.byteLength(itemLine(100, '', false));

// Source: the API's documentation of vision: pixels / 750, images scaled down to about 1.15 megapixels on most models.
const USUAL_IMAGE_TOKENS = 1600;
/** No image takes more: the models that see the most detail take 4,784. */
export const MOST_IMAGE_TOKENS = 5000;

// Ways in which a text tries to steer a model. Narrow on purpose: each hit costs a request of its own.
const STEERING = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,60}\b(?:instructions?|scheme|prompt|rules|tags|previous|above|prior)\b/i,
  /\btag (?:all|every|each|the (?:other|next|rest))\b/i,
  /"results"\s*:\s*\[\s*[{\d]|\{\s*"id"\s*:\s*\d+\s*,\s*"(?:item|tags|output)"/i,
];

/** Whether a text seems to talk to the model; such an item is asked alone, where it cannot affect other items. */
export const triesToSteer = (text: string): boolean => STEERING.some((pattern) => pattern.test(text));
