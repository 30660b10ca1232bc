// Data that a page carries.

/** Returns data for a page, that no item can break out of: nothing in it begins a tag, and the two line ends of Unicode are spelled out. */
export function block(name: 'head' | 'rows' | 'labels' | 'plan', data: unknown): string {
  const json = JSON.stringify(data).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<script type="application/json" class="${name}">${json}</script>\n`;
}
