// A second opinion with the real Claude Code: as a voice and a judge by claude -p, and as the session that runs /second-opinion.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLedger } from '../../src/usage/ledger.ts';
import { newClient, script, shownTo } from '../support/claude-code.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { startMessagesServer } from '../support/messages-server.ts';
import { CART, finding, isChecking, isJudging, isReviewing, panel, shownIn } from '../support/opinions.ts';
import { expectNoProcess } from '../support/processes.ts';
import { REPOSITORY } from '../support/repository.ts';
import { startChatServer } from '../support/vendor-servers.ts';

const CLIENT = join(REPOSITORY, 'node_modules', '.bin', 'claude');
const FOR = 'Use a queue. Test it.';
const AGAINST = 'Avoid a queue. Test it.';
const FINDING = finding(6, '} catch (error) {}');

/** A sandbox with a key for the API, a login for claude -p, and a change to review. */
function everything(url: string): Sandbox {
  const box = sandbox(url);
  Object.assign(box.env, {
    CLAUDE_CODE_EXECPATH: CLIENT,
    CLAUDE_CODE_OAUTH_TOKEN: 'test-not-a-real-token',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  });
  box.write('pay.js', 'export {};\n');
  const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: box.folder });
  git('init', '--quiet');
  git('add', 'pay.js');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.invalid', 'commit', '--quiet', '-m', 'first');
  box.write('pay.js', CART);
  return box;
}

test('the API, claude -p and an OpenAI-compatible server answer a question and review a diff; claude -p judges', async () => {
  const server = await serve({
    react: panel({ 'claude-opus-5-5': FOR, 'claude-sonnet-5-5': AGAINST }, [FINDING]),
  });
  const chat = await startChatServer(({ shown }) =>
    isReviewing(shown) ? JSON.stringify({ findings: [FINDING] }) : AGAINST,
  );
  const box = everything(server.url);
  const ask = `api:opus,claude:sonnet,openai:llama3@${chat.url}/v1`;
  const run = (...args: string[]) =>
    box.start(['opinion', ...args, '--ask', ask, '--judge', 'claude:haiku', '--json']);

  const question = await run('Queue or not?', '--file', 'sev.md');
  expect(question.code, question.stderr).toBe(0);
  const { voices, agreement, judge } = JSON.parse(question.stdout);
  expect(
    voices.map(({ answer, billedTo }: { answer: string; billedTo: string }) => [answer, billedTo]),
  ).toEqual([
    [FOR, 'the key in ANTHROPIC_API_KEY'],
    [AGAINST, 'your Claude subscription'],
    [AGAINST, 'nobody (no key is sent)'],
  ]);
  expect([agreement.shared, judge.model]).toEqual([0.5, 'claude-haiku-5-5']);

  const review = await run('--review');
  expect(review.code, review.stderr).toBe(0);
  const { findings } = JSON.parse(review.stdout);
  expect(findings).toMatchObject([{ standing: 'agreed', reports: [{}, {}, {}] }]);

  // What the login answered was billed to it, and no request was led by another's answer.
  for (const { model, headers, body } of server.requests) {
    // Nobody said how findings are to be checked: like any tier without a route, with the key.
    const byKey = model === 'claude-opus-5-5' || isChecking(shownIn(body));
    expect(JSON.stringify(headers)).toContain(byKey ? 'not-a-real-key' : 'not-a-real-token');
    const shown = shownIn(body);
    if (!isJudging(shown)) expect(shown).not.toContain('a queue. Test it.');
  }
});

test('a claude -p that hangs ends with its time, and its answer is not waited for', async () => {
  const server = await serve({
    react: (request) => (request.model === 'claude-sonnet-5-5' ? { hang: true } : panel({})(request)),
  });
  const box = everything(server.url);
  const args = ['opinion', 'Queue?', '--ask', 'api:opus,claude:sonnet', '--timeout', '4', '--json'];
  const { code, stdout } = await box.start(args);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).voices[1]).toMatchObject({ answer: null, failure: 'timeout' });
  await expectNoProcess(box.folder);
});

test('/second-opinion in Claude Code: the skill reaches the model, the command runs, and the session sees the disagreement', async () => {
  let main = script([{ text: 'nothing' }]);
  const answers = panel({ 'claude-opus-5-5': FOR, 'claude-sonnet-5-5': AGAINST });
  const isVoice = (shown: string): boolean =>
    shown.includes('You are asked for your own, independent opinion');
  const api = await startMessagesServer({
    react: (request) => {
      const shown = shownIn(request.body);
      const own = (isVoice(shown) || isJudging(shown)) && !request.body.tools?.length;
      return own ? answers(request) : main(request);
    },
  });
  const client = newClient(api.url);
  try {
    writeFileSync(join(client.project, 'service.md'), 'Forty requests a second.\n');
    const command =
      "tierwise in-session opinion 'Events or request-response?' --file service.md --ask opus,sonnet --max-cost 1";
    main = script([
      { tool: 'Bash', input: { command, description: 'ask', timeout: 600_000 } },
      { text: 'They disagree about the queue.' },
    ]);
    const home = join(client.home, 'tierwise');
    const prompt = ['-p', '/second-opinion Events or request-response?', '--plugin-dir', REPOSITORY];
    const ended = await client.run(prompt, { TIERWISE_HOME: home });
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toContain('They disagree about the queue.');
    const session = api.requests
      .filter(({ body }) => body.tools?.length)
      .map(shownTo)
      .join('\n');
    expect(session).toContain('The request: Events or request-response?');
    expect(session).toContain('A second opinion costs money and minutes.');
    expect(session).toContain('They disagree');
    expect(session).toContain('Shared 50%');
    const { calls } = readLedger(home);
    expect(
      calls
        .filter(({ source }) => source === 'opinion')
        .map(({ requested }) => requested)
        .sort(),
    ).toEqual(['claude-haiku-5-5', 'claude-haiku-5-5', 'claude-opus-5-5', 'claude-sonnet-5-5']);
  } finally {
    await api.close();
    client.remove();
  }
});
