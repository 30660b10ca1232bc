// The page of `tierwise view` in a real browser: what it shows, what it must never do, and corrections brought back.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { visible } from '../../src/terminal/visible.ts';
import { browserMissing, openPage } from '../support/browser.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';

const SCHEME = `---
tags: { card: { description: About a card., match: card }, refund: Money back., other: The rest. }
abstain: unsure
---
Judge.
`;

const EVIL = [
  '<script>window.pwned=1</script>',
  '</script><img src=x onerror="window.pwned=2"><script src=//evil.example/x.js></script>',
  '<!--<script> hidden',
  'one\u2028two\u2029three "quoted" \\u003c &lt; gnp.\u202eexe \x1b[2J\u200b',
];
const TEXTS = ['I want my refund', 'Where is my CARD? my card', ...EVIL, 'doubt it', 'refund the doubt'];

/** Eight rows: rules settle one, haiku five, two are in review. The last column has a name that is dangerous to objects. */
async function tagged(): Promise<Sandbox> {
  const server = await serve({
    tag: (item) => [item.includes('doubt') ? 'unsure' : item.includes('refund') ? 'refund' : 'other'],
  });
  const box = sandbox(server.url);
  box.write('s.md', SCHEME);
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = TEXTS.map((text, at) => `${at},${cell(text)},<b>proto ${at}</b>`);
  box.write('t.csv', `id,text,__proto__\n${rows.join('\n')}\n`);
  const { code, stderr } = await box.run(['bulk-tag', 't.csv', './s.md', '--no-escalate']);
  expect(code, stderr).toBe(1);
  const viewed = await box.run(['view', 't.csv.tagged', '--scheme', './s.md']);
  expect(viewed.code, viewed.stderr).toBe(0);
  return box;
}

const texts = (page: Page): Promise<string[]> => page.locator('#list .text').allTextContents();
const matches = (page: Page): Promise<string | null> => page.textContent('#matches');
const bar = (page: Page, place: 'tags' | 'by' | 'reasons', name: string) =>
  page.locator(`#${place} .bar`, { has: page.getByText(name, { exact: true }) });

describe.skipIf(browserMissing)(`in a browser${browserMissing}`, () => {
  test('every item is shown as it is, with what hides or turns text spelled out; nothing in it becomes markup or runs, and nobody is asked for anything', async () => {
    const box = await tagged();
    const { page, requests, said } = await openPage(box, 't.csv.tagged.html');
    expect(await texts(page)).toEqual(TEXTS.map(visible));
    expect(TEXTS.map(visible)).not.toEqual(TEXTS);
    expect(await page.locator('#list dd').allTextContents()).toEqual(
      TEXTS.flatMap((_, at) => [`${at}`, `<b>proto ${at}</b>`]),
    );
    expect(await page.locator('#list dt').first().textContent()).toBe('id');
    expect(await page.locator('#list dt').nth(1).textContent()).toBe('__proto__');
    await page.fill('#words', '<script>'); // marked text is made of elements, too
    expect(await texts(page)).toEqual([TEXTS[2], TEXTS[4]]);
    expect(await page.evaluate(() => Object.hasOwn(globalThis, 'pwned'))).toBe(false);
    expect(await page.locator('img, iframe, object, link, script[src], #list b, #list script').count()).toBe(
      0,
    );
    expect(requests).toEqual([pathToFileURL(box.file('t.csv.tagged.html')).href]);
    expect(said).toEqual([]);
  });

  test('a script that got into the page in spite of that would be refused by the policy of the page', async () => {
    const box = await tagged();
    box.write(
      'broken.html',
      box
        .read('t.csv.tagged.html')
        .replace('</body>', '<script>pwned=1</script><img src="https://evil.example/x.png"></body>'),
    );
    const { page, said } = await openPage(box, 'broken.html');
    expect(await matches(page)).toBe('8 items');
    expect(await page.evaluate(() => Object.hasOwn(globalThis, 'pwned'))).toBe(false);
    expect(said.join('\n')).toMatch(/inline script.*Content Security Policy/);
    expect(said.join('\n')).toMatch(/evil\.example\/x\.png.*Content Security Policy/);
  });

  test('the headline and the charts count the file', async () => {
    const { page } = await openPage(await tagged(), 't.csv.tagged.html');
    expect(await page.locator('#totals dd').allTextContents()).toEqual(['8', '3', '2', '0']);
    expect(await page.textContent('#about')).toMatch(
      /^By the scheme "s" · \d{4}-\d\d-\d\d · claude-haiku-5-5 \(\d requests?\) · \$.* less than all of it on opus · 2 items left to a person$/,
    );
    expect(await bar(page, 'by', 'haiku').locator('.dot.by-haiku').count()).toBe(1);
    expect(await page.locator('#tags .bar').allInnerTexts()).toEqual([
      'other\n4\n50%',
      '(no tag)\n2\n25%',
      'refund\n1\n13%',
      'card\n1\n13%',
    ]);
    expect(await page.locator('#by .bar').allInnerTexts()).toEqual([
      'rules\n1\n13%',
      'haiku\n5\n63%',
      'review\n2\n25%',
    ]);
  });

  test('bars, states and search filter together; the number of matches is shown, and the address keeps it all', async () => {
    const { page } = await openPage(await tagged(), 't.csv.tagged.html');
    await bar(page, 'tags', 'other').click();
    expect(await matches(page)).toBe('4 of 8 match');
    expect(await texts(page)).toEqual(EVIL.map(visible));
    expect(await bar(page, 'by', 'haiku').allInnerTexts()).toEqual(['haiku\n4 of 5\n63%']);
    await bar(page, 'tags', 'card').click();
    expect(await matches(page)).toBe('5 of 8 match');
    await bar(page, 'by', 'rules').click();
    expect(await texts(page)).toEqual([TEXTS[1]]);
    await page.fill('#words', 'Card?');
    expect(await page.locator('mark').allTextContents()).toEqual(['CARD?']);
    expect(new URL(page.url()).hash).toBe('#tag=other&tag=card&by=rules&q=Card%3F');
    await page.reload();
    expect(await texts(page)).toEqual([TEXTS[1]]);
    expect(await page.inputValue('#words')).toBe('Card?');
    expect(await bar(page, 'by', 'rules').getAttribute('aria-pressed')).toBe('true');
    await page.fill('#words', 'proto 6'); // in another column
    await page.getByRole('button', { name: 'Remove the filter rules' }).click();
    expect(await matches(page)).toBe('0 of 8 match');
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    expect(await matches(page)).toBe('8 items');
    expect(new URL(page.url()).hash).toBe('');
  });

  test('what is in review says why, and what every tier said', async () => {
    const box = await tagged();
    const answer = { tier: 'haiku', model: 'm', tags: ['card', 'other'], why: 'two passes disagree' };
    const [first = '', second = ''] = box.read('t.csv.review.jsonl').split('\n');
    const other = { ...JSON.parse(second), reason: 'haiku: two passes disagree', answers: [answer] };
    box.write('t.csv.review.jsonl', `${first}\n${JSON.stringify(other)}\n`);
    await box.start(['view', 't.csv.tagged']);
    const { page } = await openPage(box, 't.csv.tagged.html', '#state=review&tag=nonsense');
    expect(await matches(page)).toBe('2 of 8 match');
    expect(await page.locator('.review').allInnerTexts()).toEqual([
      'haiku: no tag fits',
      'haiku: two passes disagree\nhaiku said card, other (two passes disagree)',
    ]);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    expect(await matches(page)).toBe('8 items');
    await bar(page, 'reasons', 'haiku: no tag fits').click();
    expect(await texts(page)).toEqual(['doubt it']);
  });

  test('corrections are downloaded, and the command that the page shows applies them', async () => {
    const box = await tagged();
    const { page } = await openPage(box, 't.csv.tagged.html');
    await page.getByLabel('Select the item of line 3').check(); // settled by a rule
    await page.getByLabel('Select the item of line 5').check();
    await page.getByLabel('Select the item of line 8').check(); // in review
    await page.getByRole('button', { name: 'Correct the tag…' }).click();
    await page.getByLabel('Find a tag').fill('ref');
    await page.keyboard.press('Enter');
    expect(await page.textContent('#corrections-title')).toBe('3 corrections');
    await page.getByRole('button', { name: 'Corrected', exact: true }).click();
    expect(await matches(page)).toBe('3 of 8 match');
    await page.getByRole('button', { name: 'undo' }).nth(1).click(); // line 5
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download t.csv.corrections.jsonl' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('t.csv.corrections.jsonl');
    await download.saveAs(box.file('t.csv.corrections.jsonl'));
    const command = (await page.textContent('#command')) ?? '';
    expect(command).toBe('tierwise review t.csv ./s.md --corrections t.csv.corrections.jsonl');
    const { code, stdout, stderr } = await box.start(command.split(' ').slice(1));
    expect(stderr).not.toContain('tierwise:');
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: '2 corrected. 1 item in review, 7 tagged -> t.csv.tagged\n',
    });
    const rows = box.read('t.csv.tagged').split('\n');
    expect(rows[2]).toBe('1,"Where is my CARD? my card",<b>proto 1</b>,refund,person');
    expect(rows[4]).toMatch(/,other,haiku$/);
    expect(rows.find((row) => row.startsWith('6,'))).toBe('6,"doubt it",<b>proto 6</b>,refund,person');
    expect(existsSync(box.file('t.csv.review.jsonl'))).toBe(true);
  });

  test('outputs of a recipe are shown with their columns, found by them, and have nothing to correct', async () => {
    const server = await serve({ map: (item) => `about ${item}` });
    const box = sandbox(server.url);
    box.write('r.md', '---\noutput: summary\n---\nSay it shortly.');
    box.write('t.csv', 'id,text\n1,first\n2,second\n');
    box.write('t.txt', 'first\nsecond\n');
    for (const [file, who] of [
      ['t.csv', 'haiku'],
      ['t.txt', 'haiku'],
    ] as const) {
      await box.start(['bulk-map', file, './r.md']);
      const viewed = await box.start(['view', `${file}.mapped`]);
      expect(viewed.stdout).toContain(`${file}.mapped.html: 2 items, `);
      const { page } = await openPage(box, `${file}.mapped.html`);
      expect(await texts(page)).toEqual(['first', 'second']);
      expect(await page.locator('#list input, #tags:visible, #select-page:visible').count()).toBe(0);
      expect(await bar(page, 'by', who).count()).toBe(1);
      await page.fill('#words', 'about second');
      expect(await matches(page)).toBe('1 of 2 match');
      expect(await page.locator('#list dd').last().textContent()).toBe('about second');
    }
  });

  test('the keyboard is enough', async () => {
    const { page } = await openPage(await tagged(), 't.csv.tagged.html');
    await page.keyboard.press('/');
    await page.keyboard.type('refund');
    expect(await matches(page)).toBe('2 of 8 match');
    await page.keyboard.press('Escape');
    expect(await matches(page)).toBe('8 items');
    await bar(page, 'tags', 'card').focus();
    await page.keyboard.press('Enter');
    expect(await matches(page)).toBe('1 of 8 match');
    await page.getByLabel('Select the item of line 3').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Correct the tag…' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab'); // from the search to the tag it has now
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('.tag.new').textContent()).toBe('refund');
    // And it goes on at the items, not at the top of the page.
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('items');
  });

  test('a hundred items are shown at a time, and all that match can be selected', async () => {
    const box = sandbox();
    const lines = Array.from({ length: 250 }, (_, at) => `${at % 2 ? 'odd' : 'even'}\tline number ${at}`);
    box.write('x.log.tagged', `${lines.join('\n')}\n`);
    await box.start(['view', 'x.log.tagged']);
    const { page } = await openPage(box, 'x.log.tagged.html');
    expect(await page.locator('#list > li').count()).toBe(100);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.textContent('#where')).toBe('201–250 of 250');
    expect(new URL(page.url()).hash).toBe('#page=3');
    await bar(page, 'tags', 'odd').click();
    await page.getByRole('button', { name: 'Select all 125' }).click();
    expect(await page.textContent('#selected')).toBe('125 items selected');
    // Without a scheme the command has a place to fill in, and says so.
    await page.getByRole('button', { name: 'Correct the tag…' }).click();
    await page.getByLabel('even', { exact: true }).check();
    await page.locator('#apply').click();
    expect(await page.textContent('#command')).toBe(
      'tierwise review x.log <scheme> --corrections x.log.corrections.jsonl',
    );
    expect(await page.locator('#fill-in').isVisible()).toBe(true);
  });
});
