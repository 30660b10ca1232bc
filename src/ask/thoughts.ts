// Thoughts that a model wrote into its answer, because its server does not take them out.

const OPENING = /^\s*<(think|thinking|thought|reasoning)>/i;
const CLOSING = /^[ \t]*<\/(?:think|thinking|thought|reasoning)>[ \t]*\r?\n?/im;

/** Returns an answer without the thoughts before it: `<think>…</think>`, also where the server has swallowed the first mark. */
export function withoutThoughts(text: string): string {
  const opened = OPENING.exec(text);
  if (opened) {
    const closing = new RegExp(`</${opened[1]}>`, 'i').exec(text);
    return closing ? text.slice(closing.index + closing[0].length).trimStart() : ''; // cut off while it thought
  }
  const closing = CLOSING.exec(text);
  const before = closing ? text.slice(0, closing.index) : '';
  // A text that shows the mark has it in a fence, or has an opening one, too.
  const isShown = before.includes('```') || /<(?:think|thinking|thought|reasoning)>/i.test(before);
  return closing && !isShown ? text.slice(closing.index + closing[0].length).trimStart() : text;
}
