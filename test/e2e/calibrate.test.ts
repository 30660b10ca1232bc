// The pages of `tierwise calibrate` in a real browser: labels by key, taken home as a file; a plot that runs nothing.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { browserMissing, openPage } from '../support/browser.ts';
import { asCsv, CALIBRATION_SCHEME, labelled, serveTiers } from '../support/calibration.ts';
import { type Sandbox, sandbox } from '../support/command.ts';

const EVIL = '</script><img src=x onerror="window.pwned=1"> case';
const WHERE = ['t.csv', './intent.md', '--tiers', 'haiku', '--within', '4'];

/** Haiku and opus differ on some of 200 items; one item tries to break out of the page. */
async function calibrated(): Promise<Sandbox> {
  const rows = labelled(200).map(({ text, tag }) => ({
    text: text.replace('case', EVIL.replaceAll('"', "'")),
    tag,
  }));
  const server = await serveTiers(rows, { haiku: 0.05, sonnet: 0, opus: 0.04 });
  const box = sandbox(server.url);
  box.write('intent.md', CALIBRATION_SCHEME);
  box.write('t.csv', asCsv(rows));
  await box.start(['calibrate', ...WHERE, '--plot']);
  await box.start(['calibrate', 'label', ...WHERE, '--page']);
  return box;
}

describe.skipIf(browserMissing)(`in a browser${browserMissing}`, () => {
  test('items are labelled by key and come back as a file; what they say stays text', async () => {
    const box = await calibrated();
    const { page, requests, said } = await openPage(box, 't.csv.labels.html');
    expect(await page.textContent('#text')).toContain('</script><img');
    await page.keyboard.press('2');
    await page.keyboard.press('s');
    await page.keyboard.press('1');
    await page.keyboard.press('u');
    await page.keyboard.press('3');
    expect(await page.textContent('#where')).toMatch(/^4 of \d+, line \d+$/);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
    await file.saveAs(box.file(file.suggestedFilename()));
    const lines = readFileSync(box.file('t.csv.labels.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).tags)).toEqual([['refund'], ['delivery']]);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect({ requests: requests.length, said }).toEqual({ requests: 1, said: [] });
    const { stdout } = await box.start(['calibrate', 'label', ...WHERE, '--import', 't.csv.labels.jsonl']);
    expect(stdout).toContain('2 labels kept.');
  });

  test('the plot shows each tier with its interval, and asks nobody for anything', async () => {
    const box = await calibrated();
    const { page, requests, said } = await openPage(box, 't.csv.calibration.html');
    expect(await page.locator('svg circle').count()).toBe(2);
    expect(await page.locator('svg .whisker').count()).toBe(2);
    expect({ requests: requests.length, said }).toEqual({ requests: 1, said: [] });
  });
});
