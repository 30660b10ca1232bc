// The documentation as a site: the pages are those of docs/, and this is how they are found. `pnpm run site` builds it; a link that
// leads nowhere fails the build.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { addressIn } from '../../scripts/repository-address.ts';
import { linkOnSite } from '../links.ts';
import { slugOf } from '../slug.ts';

const address = addressIn(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const repository = `https://github.com/${address}`;
const page = (text: string, name: string): { text: string; link: string } => ({ text, link: `/${name}` });

const MENU = [
  {
    text: 'Start',
    items: [
      page('Tutorial', 'tutorial'),
      page('Install, upgrade, remove', 'installing'),
      page('How-tos', 'how-to'),
      page('A step of a GitHub workflow', 'github-action'),
      page('Questions', 'faq'),
      page('Troubleshooting', 'troubleshooting'),
    ],
  },
  {
    text: 'Reference',
    items: [
      page('bulk-tag', 'bulk-tag'),
      page('bulk-map', 'bulk-map'),
      page('calibrate', 'calibrate'),
      page('plan', 'plan'),
      page('opinion', 'opinion'),
      page('Routing and estimates', 'routing'),
      page('Usage and report', 'report'),
      page('doctor and env', 'doctor'),
      page('Providers', 'providers'),
      page('The plugin tierwise-live', 'live'),
    ],
  },
  {
    text: 'Trust',
    items: [
      page('What runs unasked', 'in-session'),
      page('Security', 'security'),
      page('How it was attacked', 'reliability'),
      page('Evidence for the rules', 'evidence'),
      page("The plugin directory's questions", 'directory'),
    ],
  },
  {
    text: 'Inside',
    items: [page('Architecture', 'architecture'), page('Map of the source', 'map')],
  },
];

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
    sidebar: MENU,
  },
});
