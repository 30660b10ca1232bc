// A static page: text stays text, and the browser is told to load and run nothing.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { escaped, staticPage } from '../src/html.ts';

test('text cannot become markup, nor hide', () => {
  expect(escaped(`<img src=x onerror='a("b")'>&\u202e`)).toBe(
    '&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt;&amp;\\u202e',
  );
});

test('a page allows its own style and nothing else', () => {
  const page = staticPage({ title: '</title><script>', style: 'p { color: red; }', body: '<p>ok</p>' });
  const hash = createHash('sha256').update('p { color: red; }').digest('base64');
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; `);
  expect(page).toContain('<style>p { color: red; }</style>');
  expect(page).not.toContain('<script>');
});
