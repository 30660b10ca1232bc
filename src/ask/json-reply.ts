// The JSON in a model's reply: alone, in a fence, or after some words, because not everybody can be held to a schema.

/** The object in `text`; null when there is none. */
export function objectIn(text: string): Record<string, unknown> | null {
  const fenced = [...text.matchAll(/```(?:json)?\s*\n([\s\S]*?)\n\s*```/g)].map(([, body]) => body ?? '');
  const braces = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, ...fenced.reverse(), braces]) {
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value as Record<string, unknown>;
    } catch {
      // Not this one.
    }
  }
  return null;
}
