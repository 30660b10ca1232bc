// The documentation as a site: the pages are those of docs/, and this is how they are found. `pnpm run site` builds it; a link that
// leads nowhere fails the build.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { addressIn } from '../../scripts/repository-address.ts';
import { linkOnSite } from '../links.ts';
import { menuOf, page, pagesIn } from '../menu.ts';
import { slugOf } from '../slug.ts';

const address = addressIn(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const repository = `https://github.com/${address}`;

export default defineConfig({
  title: 'Tierwise',
  description: 'Each piece of work in Claude Code on the cheapest model that does it well.',
  base: `/${address.split('/')[1]}/`,
  srcDir: '../docs',
  cleanUrls: true,
  lastUpdated: false,
  markdown: {
    anchor: { slugify: slugOf },
    config(md) {
      md.core.ruler.push('links-on-site', ({ tokens, env }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const href = token.type === 'link_open' && token.attrGet('href');
          if (href) token.attrSet('href', linkOnSite(href, env.relativePath, address));
        }
      });
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: `${repository}/edit/main/docs/:path` },
    outline: [2, 3],
    nav: [page('Tutorial', 'tutorial'), page('How-tos', 'how-to'), page('Questions', 'faq')],
    sidebar: menuOf(pagesIn(new URL('../../docs', import.meta.url))),
  },
});
