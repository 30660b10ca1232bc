import { readdirSync, readFileSync } from 'node:fs';

export interface Page {
  text: string;
  link: string;
}

export interface Section {
  text: string;
  items: Page[];
}

export const page = (text: string, name: string): Page => ({ text, link: `/${name}` });

const MENU: Section[] = [
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
      page('runs', 'runs'),
      page('doctor and env', 'doctor'),
      page('Providers', 'providers'),
      page('Where one machine ends', 'scale'),
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

/** Returns the menu of the site: the sections above, and in the second one the `pages` that none of them names yet. */
export function menuOf(pages: readonly Page[]): Section[] {
  const named = new Set(MENU.flatMap(({ items }) => items).map(({ link }) => link));
  const others = pages.filter(({ link }) => !named.has(link));
  return MENU.map((section, at) =>
    at === 1 ? { ...section, items: [...section.items, ...others] } : section,
  );
}

/** Returns the pages of a folder by their headings, but the first one. */
export function pagesIn(folder: URL): Page[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'index.md')
    .map((name) => {
      const [, heading = name] =
        /^# (.+)$/m.exec(readFileSync(new URL(`docs/${name}`, new URL('.', folder)), 'utf8')) ?? [];
      return page(heading, name.slice(0, -3));
    });
}
