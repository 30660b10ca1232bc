// Pages on which nothing runs and nothing is loaded: whatever stands in them is text.
import { createHash } from 'node:crypto';
import { visible } from './terminal/visible.ts';

export interface StaticPage {
  /** As text. */
  title: string;
  /** CSS: ours alone. */
  style: string;
  /** HTML: all text in it is escaped. */
  body: string;
}

/** Returns a page as HTML, which a browser lets load and run nothing but its own style. */
export function staticPage({ title, style, body }: StaticPage): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Returns text as it may stand in HTML, in attributes too; what cannot be seen is shown. */
export const escaped = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
