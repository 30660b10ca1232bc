// The page of `tierwise report --html` in a real browser: what it shows, what it must never do, and how fast a filter answers.
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { pageText } from '../../src/commands/report-page.ts';
import { columnsOf } from '../../src/report/columns.ts';
import { visible } from '../../src/terminal/visible.ts';
import type { ReportHead } from '../../src/view/report/data.ts';
import { browserMissing, openPage } from '../support/browser.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { agentCall, FABLE, HAIKU, pricedCall, SONNET } from '../support/priced-calls.ts';

const EVIL = '</script><img src=x onerror="window.pwned=1"><script>window.pwned=2</script>\u202e';
const FILE = 'tierwise-report.html';

/** A ledger with hostile names, outcomes, a bulk run and limits; its page. */
async function reported(): Promise<Sandbox> {
  const box = sandbox();
  mkdirSync(box.file('home/tierwise/ledger'), { recursive: true });
  mkdirSync(box.file('home/tierwise/outcomes'));
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const tokens = { input: 10, output: 100, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, thinking: 0 };
  const entry = ({ who: _, ...call }: object & { who: string }): string =>
    JSON.stringify({ ...call, ...tokens, at, project: `/p/${EVIL}`, branch: `b${EVIL}`, skill: EVIL });
  const calls = [
    pricedCall(),
    agentCall(EVIL, HAIKU),
    agentCall('tierwise:explorer', { ...HAIKU, session: 's2' }),
    pricedCall({ source: 'opinion', who: 'opinion', ...SONNET }),
  ];
  box.write(`home/tierwise/ledger/${at.slice(0, 7)}.jsonl`, `${calls.map(entry).join('\n')}\n`);
  const outcome = {
    id: 'o',
    at,
    source: 'plan',
    project: '/p',
    kind: EVIL,
    executor: 'claude',
    tier: 'haiku',
  };
  box.write(
    'home/tierwise/ledger/outcomes.jsonl',
    `${JSON.stringify({ ...outcome, effort: 'low', tries: 1, passed: true, costUsd: 0.5 })}\n`,
  );
  const run = {
    at,
    project: '/p',
    task: EVIL,
    hash: 'h',
    kind: 'classification',
    tier: 'haiku',
    effort: 'low',
  };
  box.write(
    'home/tierwise/outcomes/settled.jsonl',
    `${JSON.stringify({ ...run, asked: 10, settled: 9, costUsd: 0.1 })}\n`,
  );
  const resetsAt = new Date(Date.now() + 3_600_000).toISOString();
  box.write('home/tierwise/limits.json', JSON.stringify({ v: 1, fiveHour: { usedPercent: 34, resetsAt } }));
  const { code, stderr } = await box.run(['report', '--html']);
  expect(code, stderr).toBe(0);
  return box;
}

const bar = (page: Page, dimension: string, name: string) =>
  page.locator(`[aria-labelledby="by-${dimension}"] .bar`, { has: page.getByText(name, { exact: true }) });
const figure = (page: Page, name: string) =>
  page.locator('#totals div', { hasText: name }).locator('dd').textContent();

describe.skipIf(browserMissing)(`in a browser${browserMissing}`, () => {
  test('names are shown as they are and never run; nobody is asked for anything; every section has its facts', async () => {
    const box = await reported();
    const { page, requests, said } = await openPage(box, FILE);
    expect(await bar(page, 'agent', visible(EVIL)).count()).toBe(1);
    expect(await page.evaluate(() => Object.hasOwn(globalThis, 'pwned'))).toBe(false);
    expect(await page.locator('img, iframe, object, link, script[src]').count()).toBe(0);
    expect(await figure(page, 'calls')).toBe('4');
    for (const [place, text] of [
      ['#bulk', '90%'],
      ['#work', 'passed'],
      ['#opinions', 'claude-sonnet-5-5'],
      ['#limits', '34% used'],
      ['#savings', 'net'],
    ] as const)
      expect(await page.locator(place).textContent()).toContain(text);
    await page.locator('.sessions summary').first().click();
    await expect.poll(() => page.locator('.calls-of tbody tr').count()).toBe(3);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('#facts details:not([open])').count()).toBe(0);
    expect(requests).toEqual([pathToFileURL(box.file(FILE)).href]);
    expect(said).toEqual([]);
  });

  test('a script that got into the page in spite of that would be refused by the policy of the page', async () => {
    const box = await reported();
    const more = '<script>pwned=1</script><img src="https://evil.example/x.png"></body>';
    box.write('broken.html', box.read(FILE).replace('</body>', more));
    const { page, said } = await openPage(box, 'broken.html');
    expect(await figure(page, 'calls')).toBe('4');
    expect(await page.evaluate(() => Object.hasOwn(globalThis, 'pwned'))).toBe(false);
    expect(said.join('\n')).toMatch(/inline script.*Content Security Policy/);
    expect(said.join('\n')).toMatch(/evil\.example\/x\.png.*Content Security Policy/);
  });

  test('the keyboard filters, the focus stays, the address keeps it, and charts have words', async () => {
    const { page } = await openPage(await reported(), FILE);
    await bar(page, 'agent', 'tierwise:explorer').focus();
    await page.keyboard.press('Enter');
    expect(await figure(page, 'calls')).toBe('1');
    expect(await page.evaluate('document.activeElement.ariaPressed')).toBe('true');
    await page.reload();
    expect(await figure(page, 'calls')).toBe('1');
    expect(await page.locator('#told').textContent()).toContain('1 call, ');
    expect(await page.locator('svg:not([role="img"][aria-label])').count()).toBe(0);
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    expect(await figure(page, 'calls')).toBe('4');
  });

  test('with 100,000 calls a filter answers in under 100 ms, and nothing is wider than a phone or a desktop', async () => {
    const box = sandbox();
    const tiers = [HAIKU, SONNET, FABLE, {}];
    const start = Date.parse('2026-10-20T00:00:00Z');
    const calls = Array.from({ length: 100_000 }, (_, at) =>
      agentCall(`agent-${at % 40}`, {
        ...tiers[at % 4],
        at: new Date(start + at * 20_000).toISOString(),
        session: `s${at % 900}`,
        project: `/a/long/path/of/a/project/that/is/number/${at % 60}`,
      }),
    );
    const { names, blocks } = columnsOf(calls, (folder) => folder);
    const head: ReportHead = {
      ...{ from: null, to: '2026-11-20T00:00:00.000Z', names, isSingle: true, limits: [], advice: [] },
      ...{ followed: [], notes: [], bulkRuns: { head: [], rows: [] }, work: { head: [], rows: [] } },
      opinions: { head: [], rows: [] },
      waterfall: {
        ...{ actualUsd: 5, baselineUsd: 9, grossUsd: 6, failedUsd: 1, cacheRebuildUsd: 0.5 },
        ...{ verificationUsd: 0.5, netUsd: 4, assumption: 'a' },
      },
      whatIf: {
        policies: [
          {
            name: 'your policy',
            delegations: 2,
            moves: [{ at: start / 60_000, rule: 'r', actualUsd: 10, otherwiseUsd: 2 }],
          },
        ],
        held: { passed: 1, of: 2 },
        assumption: 'a',
      },
    };
    box.write(FILE, pageText(head, blocks).join(''));
    const { page, said } = await openPage(box, FILE);
    const times: number[] = [];
    for (let click = 0; click < 10; click++) {
      await page
        .locator('[aria-labelledby="by-agent"] .bar')
        .nth(click % 5)
        .click();
      times.push(Number(await page.evaluate('document.body.dataset.answeredMs')));
    }
    expect(Math.min(...times), `of ${times}`).toBeLessThan(100);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    expect(await page.locator('#what-if .verdict').textContent()).toContain('$3.00 saved');
    await page.locator('#held').fill('100');
    expect(await page.locator('#what-if .verdict').textContent()).toContain('$8.00 saved');
    expect(said).toEqual([]);
  });
});
