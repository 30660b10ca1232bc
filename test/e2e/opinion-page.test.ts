// The page of an opinion in a real browser: what it shows first, what it must never do, and that the keyboard reaches all of it.
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { htmlPage } from '../../src/opinion/html-page.ts';
import { visible } from '../../src/terminal/visible.ts';
import { opinionWith } from '../support/asked-opinions.ts';
import { browserMissing, openPage } from '../support/browser.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { CART, finding } from '../support/opinions.ts';

const EVIL = [
  '<script>window.pwned=1</script>',
  '</p></article><img src=x onerror="window.pwned=2"><iframe src=//evil.example>',
  '"onmouseover="window.pwned=3" <style>body{display:none}</style>',
  'gnp.\u202eexe \x1b[2J\u200b &lt;b&gt; [a](https://evil.example)',
];
const LONG = Array.from({ length: 80 }, (_, at) => `Line ${at} of it.`).join('\n');
const ANSWERS = {
  opus: `Use a queue.\nTest it.\nWatch the lag.\n${LONG}`,
  codex: `Avoid a queue.\nTest it.\n${EVIL.join('\n')}`,
};

async function question(): Promise<Sandbox> {
  const box = sandbox();
  box.write('page.html', htmlPage(await opinionWith({ answers: ANSWERS }), 'Which <queue>?'));
  return box;
}

describe.skipIf(browserMissing)(`in a browser${browserMissing}`, () => {
  test('answers stand side by side, whole and as they are, below what is in dispute; nothing in them becomes markup or runs, and nobody is asked for anything', async () => {
    const box = await question();
    const { page, requests, said } = await openPage(box, 'page.html');
    expect(await page.title()).toBe('Which <queue>?');
    const shown = await page.locator('.answer .text').allTextContents();
    expect(shown).toEqual(Object.values(ANSWERS).map(visible));
    const [opus, codex] = await Promise.all(
      [0, 1].map((at) => page.locator('.answer').nth(at).boundingBox()),
    );
    expect(opus?.y).toBe(codex?.y);
    expect(opus?.x).toBeLessThan(codex?.x ?? 0);
    const titles = await page.locator('h2').allTextContents();
    expect(titles.slice(0, 3)).toEqual(['The decisions differ', 'They disagree', 'Answers']);
    expect(await page.evaluate(() => Object.hasOwn(globalThis, 'pwned'))).toBe(false);
    expect(await page.locator('script, img, iframe, object, link, form').count()).toBe(0);
    expect(await page.locator('body').isVisible()).toBe(true);
    expect(requests).toEqual([pathToFileURL(box.file('page.html')).href]);
    expect(said).toEqual([]);
  });

  test('a script that got into the page in spite of that would be refused by the policy of the page', async () => {
    const box = await question();
    const evil = '<script>pwned=1</script><img src="https://evil.example/x.png"></body>';
    box.write('broken.html', box.read('page.html').replace('</body>', evil));
    const { page, said } = await openPage(box, 'broken.html');
    expect(await page.evaluate(() => Object.hasOwn(globalThis, 'pwned'))).toBe(false);
    expect(said.join('\n')).toMatch(/inline script.*Content Security Policy/);
    expect(said.join('\n')).toMatch(/evil\.example\/x\.png.*Content Security Policy/);
  });

  test('the keyboard reaches the sections, from a dispute the sentence in its answer, and scrolls an answer', async () => {
    const { page } = await openPage(await question(), 'page.html');
    const focused = () => page.locator(':focus').textContent();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the answers');
    await page.getByRole('region', { name: 'The answer of opus' }).focus();
    await page.keyboard.press('End');
    const scrolled = () =>
      page
        .locator('.answer')
        .first()
        .evaluate((answer) => answer.scrollTop);
    await expect.poll(scrolled, { timeout: 30_000 }).toBeGreaterThan(0);
    const link = page.locator('section', { hasText: 'They disagree' }).getByRole('link', { name: 'codex' });
    await link.first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('mark:target').textContent()).toBe('Avoid a queue.');
    expect(await page.locator('mark:target').getAttribute('class')).toBe('contradicted');
  });

  test('it is light or dark as the system is', async () => {
    const { page } = await openPage(await question(), 'page.html');
    const back = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await back()).toBe('rgb(251, 251, 250)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await back()).toBe('rgb(22, 24, 27)');
  });

  test('a review shows its findings, whatever they quote', async () => {
    const box = sandbox();
    const [evil = ''] = EVIL;
    const reports = [
      finding(6, '} catch (error) {}', { claim: evil, severity: 'critical' }),
      finding(9, evil),
    ];
    const answers = { opus: JSON.stringify({ findings: reports }), sonnet: 'All is <b>broken</b>.' };
    box.write('page.html', htmlPage(await opinionWith({ answers, code: CART }), 'Review'));
    const { page } = await openPage(box, 'page.html');
    const text = (await page.locator('main').textContent()) ?? '';
    for (const part of ['pay.js:6  critical, confirmed', evil, 'Not verified', 'All is <b>broken</b>.'])
      expect(text).toContain(part);
    expect(await page.locator('script, main b').count()).toBe(0);
  });
});
