// The pages of `tierwise calibrate` in a real browser: labels by key, taken home as a file; a plot that runs nothing. And its skill in the
// real client: from the request to the explained table with no question, as everything is decided.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { browserMissing, openPage } from '../support/browser.ts';
import { asCsv, CALIBRATION_SCHEME, labelled, serveTiers } from '../support/calibration.ts';
import { newClient, play, type Step, shownTo } from '../support/claude-code.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import type { ServedRequest } from '../support/messages-server.ts';
import { REPOSITORY } from '../support/repository.ts';

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

const COMMAND = 'tierwise in-session calibrate t.csv ./intent.md --tiers haiku --within 4';
const SKILL_RUN: Step[] = [
  { tool: 'Bash', input: { command: `${COMMAND} --dry-run`, description: 'x' } },
  { tool: 'Bash', input: { command: `${COMMAND} --max-cost 1 --plot`, description: 'x' } },
  { text: 'Haiku does. Shall runs start there?' },
];

test('the skill goes from the request to the table and its sentence unasked, and leaves only --apply to the person', async () => {
  const rows = labelled(300);
  const isSession = (request: ServedRequest): boolean => shownTo(request).includes('session-of-this-test');
  const server = await serveTiers(rows, { haiku: 0.002, sonnet: 0, opus: 0 }, undefined, (request) => {
    if (!isSession(request)) return undefined;
    const turn = request.body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
    return play(SKILL_RUN[Math.min(turn, SKILL_RUN.length - 1)] as Step, request.number);
  });
  const client = newClient(server.url);
  onTestFinished(() => client.remove());
  writeFileSync(join(client.project, 'intent.md'), CALIBRATION_SCHEME);
  writeFileSync(join(client.project, 't.csv'), asCsv(rows));
  const ended = await client.run(
    [
      ...['-p', '/tierwise:calibrate t.csv ./intent.md (session-of-this-test)'],
      ...['--plugin-dir', REPOSITORY, '--output-format', 'json'],
    ],
    { TIERWISE_HOME: join(client.home, 'tierwise') },
  );
  expect(ended.code, ended.stderr + ended.stdout).toBe(0);
  const { result, permission_denials: asked } = JSON.parse(ended.stdout);
  expect({ result, asked }).toEqual({ result: 'Haiku does. Shall runs start there?', asked: [] });
  const shown = shownTo(server.requests.filter(isSession).at(-1) as ServedRequest);
  for (const told of [
    'repeat its last sentence word for word', // the skill
    'Nothing was sent', // the estimate
    'agrees with opus', // the table
    'Most often different:',
    'haiku is right at most 4 points less often than opus on such items (95 % confidence)',
    'repeat with --apply: nothing is asked again',
  ])
    expect(shown.includes(told), told).toBe(true);
  expect(shown).not.toMatch(/Exit code [1-9]/);
  expect(existsSync(join(client.project, 't.csv.calibration.html'))).toBe(true);
});
