// The README's pictures: what a terminal showed becomes an SVG that plays by itself, and the ones that are committed fit.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { framesOf } from '../scripts/record/frames.ts';
import { writeMonth } from '../scripts/record/month.ts';
import { THEMES, toSvg } from '../scripts/record/svg.ts';
import { REPOSITORY } from './support/repository.ts';

const SIZE = { columns: 12, rows: 2 };
const about = { title: 'a & b', text: 'what is seen' };

test('rows keep their colors and places, frames too close to be seen are one, and what came before the start is left out', async () => {
  const frames = await framesOf(
    [
      { at: 0, data: 'loading' },
      { at: 1, data: '\r\x1b[2K\x1b[1;38;2;255;0;0m> go' },
      { at: 1.01, data: '\x1b[0m now' },
      { at: 3, data: '\r\n\x1b[7m \x1b[0m' },
      { at: 4, data: '' },
    ],
    SIZE,
    0.5,
  );
  expect(frames.map(({ at }) => Math.round(at * 100) / 100)).toEqual([0, 1.99]);
  expect(frames[0]?.rows[0]).toMatchObject([
    { column: 0, text: '> go', color: '#ff0000', bold: true },
    { column: 4, text: ' now', color: '', bold: false },
  ]);
  expect(frames[1]?.rows[1]).toMatchObject([{ text: ' ', background: 'ink' }]);
});

test('the picture plays without a script, shows its end to who wants no motion, and escapes what was on the screen', async () => {
  const frames = await framesOf(
    [
      { at: 0, data: '<script>&' },
      { at: 2, data: '\r\n██ 2' },
    ],
    SIZE,
    0,
  );
  const svg = toSvg(frames, SIZE, THEMES.dark, about);
  expect(svg).toContain('>&lt;script&gt;&amp;</text>');
  expect(svg).not.toMatch(/<script|href|url\(/);
  expect(svg).toContain('<title id="t">a &amp; b</title>');
  // The second row comes after 2 of 8 seconds, and is a bar and a word.
  expect(svg).toContain('@keyframes k1{0%{visibility:hidden}25%{visibility:visible}}');
  expect(svg).toContain('{.s.s{animation:none}.k0,.k1{visibility:visible}}');
  expect(svg).toMatch(/<rect x="0" y="19" width="16\.8" height="17"\/><text x="25\.2"/);
});

test.each(['dark', 'light'])(
  'the %s recording is small, complete, and tells nothing of where it was made',
  (theme) => {
    const file = join(REPOSITORY, 'docs', 'pictures', `bulk-tag-${theme}.svg`);
    expect(statSync(file).size).toBeLessThan(128 * 1024);
    const svg = readFileSync(file, 'utf8');
    const words = svg.replace(/<[^>]+>/g, ' ').replace(/ +/g, ' ');
    for (const shown of [
      'Claude Code',
      '/bulk-tag tickets.csv support-intent',
      '--dry-run',
      'Tagged 2,3',
      'The whole job cost',
      'left to you',
    ])
      expect(words).toContain(shown);
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|127\.0\.0\.1|\/(tmp|home|root|usr|var)\//,
    );
  },
);

test.each(['dark', 'light'])('the %s picture of the report is small', (theme) => {
  expect(statSync(join(REPOSITORY, 'docs', 'pictures', `report-${theme}.png`)).size).toBeLessThan(128 * 1024);
});

test('the month in the picture is the same one every time, and ends where it is told to', () => {
  const [one, other] = [0, 1].map(() => {
    const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    writeMonth(home, Date.parse('2026-11-20T18:00:00Z'));
    return ['2026-10', '2026-11'].map((month) =>
      readFileSync(join(home, 'ledger', `${month}.jsonl`), 'utf8'),
    );
  });
  expect(one).toEqual(other);
  expect(one?.join('')).not.toContain('2026-11-21');
});
