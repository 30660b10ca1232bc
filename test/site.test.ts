// Links in our documents lead somewhere: to a file that is there, and to a heading that it has; and every page is found on the site.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { linkOnSite } from '../site/links.ts';
import { menuOf, page, pagesIn } from '../site/menu.ts';
import { slugOf } from '../site/slug.ts';
import { REPOSITORY } from './support/repository.ts';

const below = (folder: string): string[] =>
  readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'plugins/tierwise-live/README.md'],
  ...[...below('docs'), ...below('skills')].sort(),
];

/** The text without blocks of code, in which nothing is a link or a heading. */
const prose = (file: string): string =>
  readFileSync(join(REPOSITORY, file), 'utf8').replace(/^(```+)[^\n]*\n[\s\S]*?^\1$/gm, '');

const anchorsOf = (file: string): string[] =>
  [...prose(file).matchAll(/^#{1,6} (.+)$/gm)].map(([, text = '']) =>
    slugOf(text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')),
  );

/** Where links in a text lead: Markdown's, those by reference, and those of pictures in HTML. */
const linksIn = (text: string): string[] =>
  [
    ...text
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(\s*<?([^)>\s]+)>?(?:\s[^)]*)?\)|^\[[^\]]+\]: (\S+)$|(?:src|srcset|href)="([^"]+)"/gm),
  ].map(([, inline, reference, html]) => (inline ?? reference ?? html) as string);

function problem(page: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [name = '', anchor] = link.split('#');
  const file = name ? relative(REPOSITORY, join(REPOSITORY, dirname(page), decodeURI(name))) : page;
  if (file.startsWith('..') || !existsSync(join(REPOSITORY, file))) return `${page}: ${link} is not there`;
  if (!anchor || statSync(join(REPOSITORY, file)).isDirectory()) return undefined;
  return anchorsOf(file).includes(anchor) ? undefined : `${page}: ${link} has no such heading`;
}

test('every link leads to a file and a heading that are there', () => {
  const problems = PAGES.flatMap((page) => linksIn(prose(page)).map((link) => problem(page, link)));
  expect(problems.length).toBeGreaterThan(100);
  expect(problems.filter(Boolean)).toEqual([]);
});

test('every page of docs/ stands in the menu of the site once, one that nobody placed among the references', () => {
  const pages = pagesIn(pathToFileURL(join(REPOSITORY, 'docs')));
  const links = menuOf(pages).flatMap(({ items }) => items.map(({ link }) => link));
  expect(links.toSorted()).toEqual(pages.map(({ link }) => link).toSorted());
  const added = menuOf([...pages, page('New', 'new')])[1];
  expect([added?.text, added?.items.at(-1)]).toEqual(['Reference', { text: 'New', link: '/new' }]);
});

test.each([
  ['bulk-tag.md#masks', 'bulk-tag.md#masks'],
  ['#masks', '#masks'],
  ['https://example.org/a', 'https://example.org/a'],
  ['../README.md#more', 'https://github.com/a/b/blob/main/README.md#more'],
  ['schemas/bulk-tag.json', 'https://github.com/a/b/blob/main/docs/schemas/bulk-tag.json'],
  ['../schemes', 'https://github.com/a/b/blob/main/schemes'],
])('on the site, %s leads to %s', (href, to) => {
  expect(linkOnSite(href, 'how-to.md', 'a/b')).toBe(to);
});

test('anchors are those that GitHub makes', () => {
  expect(['What `log-severity` decides, by rule', '--json', '[0.2.0] - 2026'].map(slugOf)).toEqual([
    'what-log-severity-decides-by-rule',
    '--json',
    '020---2026',
  ]);
});
