import path from 'node:path';

/**
 * Returns where a link of a page below docs/ leads on the site: pages and anchors stay, and all else (the README, a scheme, a schema,
 * a folder) is shown by the repository at `address` (`owner/name`).
 */
export function linkOnSite(href: string, page: string, address: string): string {
  if (/^(?:[a-z]+:|#|\/)/.test(href)) return href;
  const [file = '', anchor = ''] = href.split(/(?=#)/);
  const target = path.posix.join(path.posix.dirname(`docs/${page}`), file);
  if (!file || (target.startsWith('docs/') && target.endsWith('.md'))) return href;
  return `https://github.com/${address}/blob/main/${target}${anchor}`;
}
