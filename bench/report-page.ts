// How fast a filter of the report's page answers, in Chromium, at phone and desktop width:
//   tsx bench/report-page.ts [calls = 100000] [clicks per filter = 12]
// From the click until the frame after it is drawn, and the processor time of the page's thread, which other work on the machine does not
// touch; median and worst per filter. Needs chromium in /usr/bin, and dist/ built.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { launch, openIn } from '../test/support/chromium.ts';
import { manyCallsPage } from './report-page-data.ts';

const [many = 100_000, clicks = 12] = process.argv.slice(2).map(Number);
const WIDTHS = [
  ['phone', 390, 844],
  ['desktop', 1280, 900],
] as const;

interface Answer {
  frameMs: number;
  cpuMs: number;
}

async function cpuSeconds(client: CDPSession): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

/** In the page: resolves with the milliseconds from an event until the frame with its effect is drawn. */
const ANSWERED = `new Promise((done) => addEventListener('tierwise-go', () => {
  const start = performance.now();
  window.tierwiseGo();
  requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => done(performance.now() - start); c.port2.postMessage(0); });
}, { once: true }))`;

async function answer(page: Page, client: CDPSession, act: () => Promise<void>): Promise<Answer> {
  await act();
  const before = await cpuSeconds(client);
  const waiting = page.evaluate(ANSWERED);
  await page.evaluate(`dispatchEvent(new Event('tierwise-go'))`);
  const frameMs = Number(await waiting);
  return { frameMs, cpuMs: 1000 * ((await cpuSeconds(client)) - before) };
}

/** Readies a click; a script of the page does it then, so that nothing but the page is measured. */
const clicked = (page: Page, target: Locator) => async (): Promise<void> => {
  await target.evaluate((node) => Object.assign(globalThis, { tierwiseNode: node }));
  await page.evaluate('window.tierwiseGo = () => tierwiseNode.click()');
};

const changed = (page: Page, id: string, value: string) => async (): Promise<void> => {
  await page.evaluate(`window.tierwiseGo = () => {
    const input = document.getElementById('${id}');
    input.value = '${value}';
    for (const name of ['input', 'change']) input.dispatchEvent(new Event(name));
  }`);
};

const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
const ms = (value: number): string => value.toFixed(0).padStart(5);

function tell(name: string, answers: readonly Answer[]): void {
  const frames = answers.map(({ frameMs }) => frameMs);
  const cpu = answers.map(({ cpuMs }) => cpuMs);
  console.log(
    `  ${name.padEnd(22)}${ms(median(frames))}${ms(Math.max(...frames))}   ${ms(median(cpu))}${ms(Math.max(...cpu))}`,
  );
}

async function measure(page: Page): Promise<Answer[]> {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const all: Answer[] = [];
  const note = (name: string, answers: Answer[]): void => {
    all.push(...answers);
    tell(name, answers);
  };
  const cards = page.locator('#cards .card');
  for (let card = 0; card < (await cards.count()); card++) {
    const answers: Answer[] = [];
    for (let click = 0; click < clicks; click++) {
      const bars = cards.nth(card).locator('.bar');
      const bar = bars.nth((click >> 1) % (await bars.count()));
      answers.push(await answer(page, client, clicked(page, bar)));
    }
    note((await cards.nth(card).locator('h3').textContent()) ?? '', answers);
    const clear = page.getByRole('button', { name: 'Clear all filters' });
    if (await clear.count()) await clear.click();
  }
  for (const [name, id, values] of [
    ['From', 'from', ['2026-08-20', '2026-10-01', '']],
    ['to', 'to', ['2026-09-20', '2026-10-01', '']],
    ['What if', 'held', ['0', '50', '100']],
  ] as const) {
    const answers: Answer[] = [];
    for (const value of [...values, ...values])
      answers.push(await answer(page, client, changed(page, id, value)));
    note(name, answers);
  }
  const steps: Answer[] = [];
  for (const step of ['day', 'week', 'month', 'day'])
    steps.push(await answer(page, client, clicked(page, page.locator(`#steps [value="${step}"]`))));
  note('Bars by', steps);
  const more: Answer[] = [];
  const buttons = page.getByRole('button', { name: /^Show all|^Show the first/ });
  for (let at = 0; at < (await buttons.count()); at++)
    more.push(await answer(page, client, clicked(page, buttons.nth(at))));
  note('Show all', more);
  return all;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-page-'));
  const file = path.join(folder, 'report.html');
  writeFileSync(file, manyCallsPage(many));
  const browser = await launch({ PATH: process.env.PATH ?? '', HOME: folder });
  try {
    for (const [name, width, height] of WIDTHS) {
      const { page } = await openIn(browser, file);
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(1000);
      console.log(`\n${name}, ${width} pixels, ${many} calls`);
      console.log(`  ${'filter'.padEnd(22)}frame, worst    cpu, worst (ms)`);
      tell('all of them', await measure(page));
      await page.context().close();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
