/**
 * Returns about how many tokens `text` is for a current Claude model. An assumption, as there is no public tokenizer:
 * three UTF-8 bytes per token, the usual four less the 30 % that the tokenizers since Opus 4.7 add.
 */
export function estimateTokens(text: string): number {
  return estimateTokensOf(Buffer.byteLength(text));
}

/** The same for a text of so many UTF-8 bytes. */
export const estimateTokensOf = (bytes: number): number => Math.ceil(bytes / 3);

/** Returns a number of tokens that `text` cannot exceed: a byte-level tokenizer makes at most one token per byte. */
export function maximumTokens(text: string): number {
  return Buffer.byteLength(text);
}
