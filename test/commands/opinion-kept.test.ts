// A follow-up to the same voices: kept on request only, each voice sees its own answer, and it can be removed.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { isJudging, panel, shownIn } from '../support/opinions.ts';

const SONNET = 'claude-sonnet-5-5';
const OPUS = 'claude-opus-5-5';
const FOR = 'Use a queue. Test it.';
const AGAINST = 'Avoid a queue. Test it.';

test('without --keep nothing is kept; with it the same voices get a follow-up, each with its own answer', async () => {
  const server = await serve({ react: panel({ [OPUS]: FOR, [SONNET]: AGAINST }) });
  const box = sandbox(server.url);
  const home = box.env.TIERWISE_HOME as string;
  const args = ['opinion', 'Queue?', '--ask', 'opus,sonnet', '--stance', 'for,against', '--json'];
  const without = await box.run(args);
  expect(JSON.parse(without.stdout).kept).toBeNull();
  expect(readdirSync(home)).not.toContain('opinions');

  const { stdout, stderr } = await box.run([...args, '--keep']);
  const { kept } = JSON.parse(stdout);
  expect(stderr).toContain(`tierwise opinion --continue ${kept} "<question>"`);

  server.requests.splice(0);
  const next = await box.run(['opinion', 'And under load?', '--continue', kept, '--keep', '--json']);
  expect(next.code, next.stderr).toBe(0);
  const result = JSON.parse(next.stdout);
  expect(result.kept).toBe(kept);
  expect(result.voices.map(({ name, assigned }: never) => [name, assigned])).toEqual([
    ['opus', 'for'],
    ['sonnet', 'against'],
  ]);
  const shownTo = (model: string): string =>
    server.requests
      .map(({ body, model: one }) => (one === model ? shownIn(body) : ''))
      .find((shown) => shown && !isJudging(shown)) ?? '';
  expect(shownTo(OPUS)).toMatch(/Queue\?[\s\S]*Use a queue[\s\S]*And under load\?/);
  expect(shownTo(OPUS)).not.toContain('Avoid a queue');
  expect(shownTo(SONNET)).toContain('Avoid a queue');
  const judged = server.requests.map(({ body }) => shownIn(body)).find(isJudging);
  expect(judged).toContain('And under load?\n(It follows, to the same voices: Queue?)');

  // The third question follows both.
  server.requests.splice(0);
  await box.run(['opinion', 'And at night?', '--continue', kept]);
  expect(shownTo(OPUS)).toMatch(/Queue\?[\s\S]*And under load\?[\s\S]*And at night\?/);

  const list = await box.run(['opinion', '--kept']);
  expect(list.stdout).toMatch(
    new RegExp(`^${kept}  \\d{4}-\\d\\d-\\d\\d  opus, sonnet  And under load\\?\n$`),
  );
  expect(JSON.parse((await box.run(['opinion', '--kept', '--json'])).stdout).kept).toMatchObject([
    { id: kept, folder: box.folder, voices: ['opus', 'sonnet'], questions: ['Queue?', 'And under load?'] },
  ]);
  const gone = await box.run(['opinion', '--forget', kept]);
  expect([gone.code, gone.stdout]).toEqual([0, 'Removed 1 kept opinion.\n']);
  expect(readdirSync(join(home, 'opinions'))).toEqual([]);
  const again = await box.run(['opinion', 'And?', '--continue', kept]);
  expect([again.code, again.stderr]).toEqual([
    2,
    `tierwise: No kept opinion is called "${kept}". None is kept: --keep keeps the next one.\n`,
  ]);
});

test('a session continues what was asked in its folder, and no other', async () => {
  const server = await serve({ react: panel({ [OPUS]: FOR, [SONNET]: FOR }) });
  const box = sandbox(server.url);
  const args = ['opinion', 'Queue?', '--ask', 'opus,sonnet', '--keep', '--json'];
  const { kept } = JSON.parse((await box.run(args)).stdout);
  const session = { env: { CLAUDE_CODE_SESSION_ID: 's1' } };
  const follow = ['in-session', 'opinion', 'And?', '--continue', kept, '--max-cost', '1'];
  const here = await box.run(follow, session);
  expect(here.code, here.stderr).toBe(0);
  mkdirSync(box.file('other'));
  const elsewhere = await box.run(follow, { ...session, cwd: box.file('other') });
  expect(elsewhere.code).toBe(2);
  expect(elsewhere.stderr).toContain(`the opinion ${kept} was asked in another folder`);
  const removed = await box.run(['in-session', 'opinion', '--forget', kept, '--max-cost', '1'], session);
  expect(removed.stderr).toContain('--forget of opinion is not allowed');
});
