// Texts that a page could take for markup, in a real browser: `tierwise view` shows each as it is. Nothing runs, nobody is asked for
// anything, and what hides or turns text around is spelled out.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { visible } from '../../src/terminal/visible.ts';
import { BROWSER, launch, openIn } from '../../test/support/chromium.ts';
import { type Area, inFolder, must, type Random, tryCases } from '../area.ts';
import { type Box, boxIn, mustEndWell } from '../box.ts';
import { pagePayload, terminalPayload } from '../payloads.ts';

/** In one page: as items, and in everything else that a page shows. */
const PER_PAGE = 20;

/** One case is one page. */
export const page: Area = {
  name: 'page',
  tries: `${PER_PAGE} texts per page that it could take for markup, as items, columns, tags, reasons, names`,
  async run(seed, effort) {
    if (!BROWSER)
      throw new Error('page: no Chromium in /usr/bin. Install it with "apt-get install chromium".');
    const browser = await launch({ PATH: process.env.PATH ?? '', HOME: '/nowhere' });
    try {
      const report = await tryCases(seed, effort, (random, number) => {
        const texts = textsFor(random, number);
        return inFolder((folder) => shown(browser, boxIn(folder, ''), texts, random));
      });
      return {
        ...report,
        kinds: { 'texts in them': { tried: report.tried * PER_PAGE, failed: report.failed } },
      };
    } finally {
      await browser.close();
    }
  },
};

const textsFor = (random: Random, page: number): string[] =>
  Array.from({ length: PER_PAGE }, (_, at) =>
    at % 10 === 9 ? terminalPayload(random) : pagePayload(random, page * PER_PAGE + at),
  );

async function shown(browser: Browser, box: Box, texts: readonly string[], random: Random): Promise<void> {
  const [column = '', tag = '', by = '', reason = '', name = ''] = Array.from({ length: 5 }, () =>
    random.pick(texts),
  );
  const file = `${name.replace(/[\0/]/g, '').slice(0, 60)}.jsonl.tagged`;
  const rows = texts.map((text, at) => ({
    text,
    [`c ${column}`]: text,
    tags: [at % 2 ? text : tag],
    tagged_by: by,
  }));
  box.write(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const review = texts.map((item, index) => ({
    ...{ index, line: index + 1, item, reason: index % 2 ? item : reason },
    answers: [{ tier: 'haiku', model: item, why: item, tags: [item] }],
  }));
  box.write(
    file.replace('.tagged', '.review.jsonl'),
    review.map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
  const ended = await box.start(['view', `./${file}`, '--column', 'text', '--out', 'v.html']);
  mustEndWell(ended);
  must(ended.code === 0, () => ended.stderr);
  await mustBeText(browser, join(box.folder, 'v.html'), texts);
}

async function mustBeText(browser: Browser, file: string, texts: readonly string[]): Promise<void> {
  const { page: opened, requests, said } = await openIn(browser, file);
  try {
    const asText = await opened.locator('#list .text').allTextContents();
    const expected = texts.map(visible);
    must(
      JSON.stringify(asText) === JSON.stringify(expected),
      () => `shown are ${JSON.stringify(asText)}, not ${JSON.stringify(expected)}`,
    );
    await opened.fill('#words', (texts[0] ?? '').slice(0, 12)); // what is marked is text, too
    await opened.fill('#words', '');
    for (const bar of (await opened.locator('.bar').all()).slice(0, 3)) await bar.click();
    const made = await opened
      .locator(
        'img, iframe, object, embed, link, base, svg, math, video, script[src], #list script, #list style, #list form',
      )
      .count();
    must(made === 0, () => `${made} elements were made of texts: ${JSON.stringify(texts)}`);
    const ran = await opened.evaluate("'pwned' in globalThis || document.title.startsWith('pwned')");
    must(!ran, () => `one of them ran: ${JSON.stringify(texts)}`);
    must(
      requests.every((request) => request.startsWith(pathToFileURL(file).href)),
      () => `it asked for ${requests.join(' ')}`,
    );
    must(!said.length, () => `it said ${said.join('\n')}`);
  } finally {
    await opened.context().close();
  }
}
