// Bulk work for people without an API key: the real client answers, on its own login.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { bySight, label, lines, serve, text } from '../support/lines.ts';
import { REPOSITORY } from '../support/repository.ts';

const CLIENT = join(REPOSITORY, 'node_modules', '.bin', 'claude');

function loggedIn(url: string): Sandbox {
  const box = sandbox();
  Object.assign(box.env, {
    CLAUDE_CODE_EXECPATH: CLIENT,
    ANTHROPIC_BASE_URL: url,
    CLAUDE_CODE_OAUTH_TOKEN: 'test-not-a-real-token',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  });
  return box;
}

test('without a key, the logged-in client answers: lean requests, on Haiku, billed to the subscription, said beforehand', async () => {
  const server = await serve();
  const box = loggedIn(server.url);
  box.write('a.log', text(lines(90)));
  const { code, stdout, stderr } = await box.start(['bulk-tag', 'a.log', './sev.md', '--json'], {
    env: { CLAUDE_CODE_EFFORT_LEVEL: 'max' }, // what the user thinks at is not what tags are worth
  });
  expect(code, stderr).toBe(0);
  expect(box.read('a.log.tagged')).toBe(text(lines(90).map(label)));
  expect(stderr).toContain('through your own Claude Code (claude -p), billed to your Claude subscription');
  const packs = server.requests.filter(({ items }) => items.length);
  expect(packs).toHaveLength(3);
  for (const { model, headers, body } of packs) {
    expect(model).toBe('claude-haiku-5-5');
    expect(headers.authorization).toBe('Bearer test-not-a-real-token');
    const tools = body.tools.map(({ name }: { name: string }) => name);
    expect(tools.filter((name: string) => name !== 'DeferredToolPlaceholder')).toEqual(['StructuredOutput']);
    expect(body.output_config.effort).toBe('low');
    expect(body.max_tokens).toBeLessThan(7000); // bounded, so that a ceiling can be kept
  }
  expect(server.maxInFlight).toBeLessThanOrEqual(2 * availableParallelism());
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({
    backend: 'claude',
    billedTo: 'your Claude subscription',
    requests: 3,
    served: { 'claude-haiku-5-5': 3 },
  });
  const served = server.requests.reduce((sum, { usage }) => sum + (usage.output_tokens ?? 0), 0);
  expect(summary.tokens.output).toBe(served);
  // The same again is free.
  expect(JSON.parse((await box.start(['bulk-tag', 'a.log', './sev.md', '--json'])).stdout).requests).toBe(0);
});

test('images go to the client as images', async () => {
  const server = await serve();
  const box = loggedIn(server.url);
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  writeFileSync(box.file('a.png'), Buffer.from(png, 'base64'));
  const { code, stdout, stderr } = await box.start(['bulk-tag', 'a.png', './sev.md', '--json']);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ tagged: 1, backend: 'claude' });
  const [pack] = server.requests.filter(({ items }) => items.length);
  const content: { type: string; source?: object }[] = pack?.body.messages[0].content;
  expect(content.find(({ type }) => type === 'image')?.source).toMatchObject({ media_type: 'image/png' });
});

test('a key in the environment is not billed when the subscription is asked for', async () => {
  const server = await serve();
  const box = loggedIn(server.url);
  box.write('a.log', text(lines(3)));
  const env = { ANTHROPIC_API_KEY: 'test-key-not-to-be-used' };
  expect((await box.start(['bulk-tag', 'a.log', './sev.md', '--backend', 'claude'], { env })).code).toBe(0);
  for (const { headers } of server.requests) expect(JSON.stringify(headers)).not.toContain('not-to-be-used');
  expect(server.tagged.length + server.requests.length).toBeGreaterThan(0);
});

test('an allowance that is used up stops the run after one process, and says so', async () => {
  const error = { type: 'rate_limit_error', message: "You've hit your limit · resets 3pm" };
  const server = await serve({
    react: () => ({ status: 429, error, headers: { 'x-should-retry': 'false' } }),
  });
  const box = loggedIn(server.url);
  box.write('a.log', text(lines(200)));
  const { code, stderr } = await box.start(['bulk-tag', 'a.log', './sev.md']);
  expect(code).toBe(2);
  expect(stderr).toContain('when your allowance is back');
});

test('an installed client without a login is no model', async () => {
  const server = await serve();
  const box = loggedIn(server.url);
  box.write('a.log', text(lines(3)));
  const { code, stderr } = await box.start(['bulk-tag', 'a.log', './sev.md'], {
    env: { CLAUDE_CODE_OAUTH_TOKEN: '' },
  });
  expect(code).toBe(2);
  expect(stderr).toContain('log in to Claude Code (run claude)');
  const forced = await box.start(['bulk-tag', 'a.log', './sev.md', '--backend', 'claude'], {
    env: { CLAUDE_CODE_OAUTH_TOKEN: '' },
  });
  expect(forced.stderr).toContain('--backend claude needs Claude Code, with a login');
  expect(server.requests).toHaveLength(0);
});

test('Ctrl-C while the client works: what is under way is kept, nothing more is started, no process is left', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await serve({
    react: async ({ number }) => {
      if (number >= 1) await held;
      return undefined;
    },
    tag: bySight,
  });
  const box = loggedIn(server.url);
  writeFileSync(box.file('a.log'), text(lines(10)));
  const run = box.start(['bulk-tag', 'a.log', './sev.md', '--pack', '1', '--concurrency', '1']);
  await server.arrived(2);
  run.child.kill('SIGINT');
  await run.stderrHas('Ctrl-C again');
  release();
  expect((await run).code).toBe(130);
  expect(
    box
      .read('a.log.tagged')
      .split('\n')
      .filter((line) => line.length > 0 && !line.startsWith('\t')),
  ).toHaveLength(2);
});
