// What a data set says around a question: it would tell a rule where the question is from, which no user's prompt does.

/** Returns the question without what its data set puts before and behind it. */
export function stripped(prompt: string): string {
  return prompt
    .replace(/^[\s\S]*?\n\nQuestion:\s*/, (head) => contextOf(head))
    .replace(/^Generate an executable Python function[^\n]*\n+/, '')
    .replace(/\n\s*(Provide (the|your) [^\n]*boxed|Instructions:\n)[\s\S]*$/, '')
    .replace(/\s*Answer:\s*$/, '')
    .trim();
}

/** A context is a part of the question; "None" is not. */
function contextOf(head: string): string {
  const context = /\n\nContext:\s*([\s\S]*?)\s*\n\nQuestion:\s*$/.exec(head)?.[1];
  if (context === undefined) return head;
  return context === 'None' ? '' : `${context}\n\n`;
}
