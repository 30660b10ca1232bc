// The page of a plan in a real browser: it shows everything, runs nothing that stands in it, and asks nobody for anything.
import { expect, test } from 'vitest';
import { browserMissing, openPage } from '../support/browser.ts';
import { boxWith, one, plan } from '../support/plan.ts';

const HOSTILE = `<img src=x onerror="console.log('ran')"><script>console.log('ran')</script>`;

test.skipIf(browserMissing)(`shows graph, money, tries and diffs as text${browserMissing}`, async () => {
  const box = boxWith(
    [
      { ...one, files: ['one.txt'] },
      {
        id: 'two',
        needs: ['one'],
        verify: `grep 2 two.txt # ${HOSTILE}`,
        more: ['tier: opus', 'effort: max'],
      },
    ],
    { one: 'echo 1 > one.txt', two: `cat > two.txt <<'END'\n${HOSTILE}\nEND` },
  );
  await plan(box, 'run', 'plan.md', '--yes');
  await plan(box, 'view', 'plan.md', '--out', '../page.html');
  const { page, requests, said } = await openPage(box, 'page.html');
  expect(await page.locator('h1').textContent()).toBe('Sample work');
  expect(said).toEqual([]);
  expect(await page.locator('#graph svg g').count()).toBe(2);
  expect(await page.locator('#graph svg path').count()).toBe(1);
  expect(await page.locator('#spent tr').first().textContent()).toContain('haiku');
  expect(await page.locator('#yours').isVisible()).toBe(true);
  expect(await page.locator('#step-two').getAttribute('open')).not.toBeNull();
  expect(await page.locator('#step-two .diff ins').allTextContents()).toContain(`+${HOSTILE}\n`);
  await page.locator('#step-one summary').click();
  expect(await page.locator('#step-one .diff').isVisible()).toBe(true);
  expect(await page.locator('img, iframe, a').count()).toBe(0);
  expect([said, requests.length]).toEqual([[], 1]);
});
