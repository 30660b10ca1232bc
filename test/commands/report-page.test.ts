// `tierwise report --html`, read as data; in a browser: test/e2e/report-page.test.ts.
import { mkdirSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Block, ReportHead } from '../../src/view/report/data.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { assistant, file } from '../support/transcript.ts';

// What the page is made of: by it `vitest related src/view/report/page.ts` finds these tests.
void (() => import.meta.glob('../../src/view/report/*.{ts,css}'));

function withHistory(): Sandbox {
  const box = sandbox();
  mkdirSync(box.file('home/.claude/projects/-p'), { recursive: true });
  const usage = { input_tokens: 1000, output_tokens: 1000 };
  const at = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  box.write(
    'home/.claude/projects/-p/s1.jsonl',
    file(assistant({ at: at(2), usage }), assistant({ at: at(1), usage })),
  );
  return box;
}

function dataOf(html: string): { head: ReportHead; rows: Block[] } {
  const blocks = [
    ...html.matchAll(/<script type="application\/json" class="(head|rows)">([^<]*)<\/script>/g),
  ];
  const of = (name: string) =>
    blocks.flatMap(([, kind, json]) => (kind === name ? [JSON.parse(json ?? '')] : []));
  return { head: of('head')[0], rows: of('rows') };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

test('the page holds each call, and its dollars are those of the report; nobody else can read it', async () => {
  const box = withHistory();
  const { stdout, stderr, code } = await box.run(['report', '--html', '--backfill']);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^tierwise-report\.html: 2 calls, .* Open it in a browser: file:/);
  const { head, rows } = dataOf(box.read('tierwise-report.html'));
  const { totals, savings } = JSON.parse((await box.run(['report', '--json'])).stdout);
  expect(head.isSingle).toBe(true);
  expect(rows.map(({ calls }) => calls)).toEqual([[1, 1]]);
  expect(sum(rows.flatMap(({ usd }) => usd)) / 1e6).toBeCloseTo(totals.costUsd, 5);
  expect(head.waterfall.netUsd).toBe(savings.netUsd);
  expect(statSync(box.file('tierwise-report.html')).mode & 0o077).toBe(0);
  expect((await box.run(['report', '--html'])).code).toBe(0); // its own page is replaced
});

test('what bulk runs did not settle is told by kind and by tier, also what a ceiling left', async () => {
  const api = await serve({
    react: ({ items }) =>
      items.some(({ item }) => item.includes('secret')) ? { text: '', stopReason: 'refusal' } : undefined,
  });
  const box = sandbox(api.url);
  box.write('a.log', 'a secret\nit is up\nanother one\n');
  const run = ['bulk-tag', 'a.log', 'sev.md', '--pack', '1', '--tier', 'haiku', '--no-escalate'];
  expect((await box.run(run)).code).toBe(1);
  box.write('b.log', 'a third line\n');
  expect((await box.run(['bulk-tag', 'b.log', 'sev.md', '--max-cost', '0.000001'])).code).toBe(3);
  const { code, stderr } = await box.run(['report', '--html']);
  expect(code, stderr).toBe(0);
  const { head } = dataOf(box.read('tierwise-report.html'));
  expect(head.notSettled).toEqual([
    { name: 'refused', count: 1 },
    { name: 'left at the ceiling', count: 1 },
  ]);
  expect(head.bulkRuns.rows.map((row) => [row[4], row[5], row.at(-1)])).toEqual([
    [0, 0, '1 left at the ceiling'],
    [3, 2, '1 refused'],
  ]);
  // Where nothing was asked, nothing is said of how good a tier is.
  const { bulk } = JSON.parse((await box.run(['report', '--outcomes', '--json'])).stdout);
  expect(bulk).toMatchObject([{ settled: { n: 3 } }]);
});

test('a file that is not such a page is kept, and tables that the page has anyway are refused', async () => {
  const box = withHistory();
  box.write('mine.html', '<p>mine');
  const kept = await box.run(['report', '--html', 'mine.html']);
  expect([kept.code, box.read('mine.html')]).toEqual([2, '<p>mine']);
  const { code, stderr } = await box.run(['report', '--html', 'x.html', '--by', 'day']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--by cannot be given with --html')]);
});

test('inside a session it is written under its usual name, and nowhere outside of the folder', async () => {
  const box = withHistory();
  const inSession = (...args: string[]) => box.run(['in-session', 'report', ...args]);
  const { code, stderr } = await inSession('--html', '--backfill');
  expect(code, stderr).toBe(0);
  expect(box.read('tierwise-report.html')).toContain('<title>tierwise report</title>');
  expect((await inSession('--html', '../out.html')).code).toBe(2);
});
