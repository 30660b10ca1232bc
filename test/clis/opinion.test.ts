// The real Codex, Gemini and Copilot CLIs as voices of one opinion, through the command.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { treeOf } from '../support/coding-clis.ts';
import { FAKE_KEY } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { CART, finding, isReviewing, panel } from '../support/opinions.ts';
import { COMMAND, start } from '../support/process.ts';
import { expectNoProcess } from '../support/processes.ts';
import { startGeminiServer, startResponsesServer, type VendorRequest } from '../support/vendor-servers.ts';
import { realHome } from './real.ts';

const FINDING = finding(6, '} catch (error) {}');

async function world(
  react: (request: VendorRequest, fallback: string) => ReturnType<Parameters<typeof startGeminiServer>[0]>,
) {
  const reply = (answer: string) => (request: VendorRequest) =>
    react(request, isReviewing(request.shown) ? JSON.stringify({ findings: [FINDING] }) : answer);
  const responses = await startResponsesServer(reply('Use a queue. Test it.'));
  const gemini = await startGeminiServer(reply('Avoid a queue. Test it.'));
  const claude = await serve({ react: panel({}) });
  const home = realHome({ responses: responses.url, gemini: gemini.url });
  Object.assign(home.env, {
    ANTHROPIC_BASE_URL: claude.url,
    ANTHROPIC_API_KEY: FAKE_KEY,
    CLAUDE_CODE_EXECPATH: '/nowhere/claude',
  });
  const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: home.folder });
  git('init', '--quiet');
  writeFileSync(join(home.folder, 'pay.js'), 'export {};\n');
  git('add', '--all');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.invalid', 'commit', '--quiet', '-m', 'first');
  writeFileSync(join(home.folder, 'pay.js'), CART);
  const ask = ['--ask', 'codex:gpt-6.1-sol,gemini:gemini-3.8-flash,copilot:gpt-6.1-sol', '--json'];
  const run = (...args: string[]) =>
    start([...COMMAND, 'opinion', ...args, ...ask], {
      cwd: home.folder,
      env: home.env,
    });
  return { ...home, run, responses, gemini };
}

test.each([[[]], [['--look-around']]])(
  'each answers a question and reviews a diff %j, and changes nothing',
  async (more) => {
    const { root, folder, run, responses, gemini } = await world((_, fallback) => fallback);
    const before = treeOf(folder);

    const question = await run('Queue or not?', ...more);
    expect(question.code, question.stderr).toBe(0);
    const { voices, agreement, judge } = JSON.parse(question.stdout);
    expect(voices.map(({ client, answer }: { client: string; answer: string }) => [client, answer])).toEqual([
      ['codex 0.169.0', 'Use a queue. Test it.'],
      ['gemini 0.61.0', 'Avoid a queue. Test it.'],
      ['copilot 1.0.102', 'Use a queue. Test it.'],
    ]);
    expect([judge.name, agreement.shared]).toEqual(['sonnet', 0.5]);
    for (const { shown } of [...responses.requests, ...gemini.requests]) {
      expect(shown).toContain('Queue or not?');
      expect(shown).not.toContain('a queue. Test it.');
    }

    const review = await run('--review', ...more);
    expect(review.code, review.stderr).toBe(0);
    const { findings } = JSON.parse(review.stdout);
    expect(findings).toMatchObject([{ standing: 'agreed' }]);
    expect(findings[0].reports).toHaveLength(3);

    const own = (tree: Record<string, string>) =>
      Object.entries(tree).filter(([path]) => !path.includes('/.git/'));
    expect(own(treeOf(folder))).toEqual(own(before));
    for (const trap of ['TRAP', 'TRAP-USER']) expect(existsSync(join(root, trap))).toBe(false);
    await expectNoProcess(root);
  },
);

test('servers that never answer end with the time given, and nothing is left', async () => {
  const { root, run } = await world(() => ({ hang: true }));
  const { code, stdout } = await run('Queue or not?', '--timeout', '6');
  expect(code).toBe(2);
  const { voices } = JSON.parse(stdout);
  expect(voices.map(({ failure }: { failure: string }) => failure)).toEqual([
    'timeout',
    'timeout',
    'timeout',
  ]);
  await expectNoProcess(root);
});

test('a 429 storm ends each voice within the time given', async () => {
  const { root, run } = await world(() => ({
    status: 429,
    error: { message: 'Rate limit reached', code: 429 },
  }));
  const { code, stdout } = await run('Queue or not?', '--timeout', '20');
  expect(code).toBe(2);
  for (const { failure } of JSON.parse(stdout).voices) expect(['limit', 'timeout']).toContain(failure);
  await expectNoProcess(root);
});
