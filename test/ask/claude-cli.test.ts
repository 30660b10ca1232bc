// Claude Code as a coding CLI: the real client, held to its folder, its commands and its budget.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claudeCli, simpleCommands } from '../../src/ask/claude-cli.ts';
import type { CliCall } from '../../src/ask/coding-cli.ts';
import { CLIENT, play, type Step } from '../support/claude-code.ts';
import { FAKE_KEY, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import type { Reaction, ServedRequest } from '../support/messages-server.ts';

const turnsOf = ({ body }: ServedRequest): number =>
  body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;

/** A call of the client whose model plays these steps. */
async function setUp(steps: (folder: string) => Step[], otherwise?: Reaction) {
  const box = sandbox();
  const server = await serve({
    react: (request) => {
      const all = steps(box.folder);
      return otherwise ?? play(all[Math.min(turnsOf(request), all.length - 1)] as Step, request.number);
    },
  });
  const env = {
    PATH: process.env.PATH,
    HOME: box.home,
    TIERWISE_HOME: join(box.home, 'tierwise'),
    CLAUDE_CODE_EXECPATH: CLIENT,
    ANTHROPIC_BASE_URL: server.url,
    ANTHROPIC_API_KEY: FAKE_KEY,
    OPENAI_API_KEY: 'sk-somebody-else',
    CLAUDE_CODE_EFFORT_LEVEL: 'max', // a user's, which is not meant for this
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  };
  const ask = (more: Partial<CliCall> = {}) =>
    claudeCli.run(
      {
        prompt: 'Do it.',
        model: 'claude-haiku-5-5',
        effort: 'high',
        folder: box.folder,
        access: 'write',
        timeoutMs: 120_000,
        ...more,
      },
      env,
    );
  return { box, server, ask, env };
}

const shownResults = ({ requests }: { requests: ServedRequest[] }): string[] =>
  (requests.at(-1)?.body.messages ?? []).flatMap(
    ({ content }: { content: { type: string; content: unknown }[] }) =>
      Array.isArray(content)
        ? content.filter(({ type }) => type === 'tool_result').map((one) => JSON.stringify(one.content))
        : [],
  );

test('with write access it edits in its folder, runs the commands it was given, and nothing outside', async () => {
  const { box, server, ask } = await setUp((folder) => [
    {
      tools: [
        { tool: 'Write', input: { file_path: join(folder, 'in.txt'), content: 'in\n' } },
        { tool: 'Write', input: { file_path: join(folder, '..', 'tierwise-out.txt'), content: 'out\n' } },
        {
          tool: 'Bash',
          input: {
            command: 'node -e \'process.stdout.write("checked")\' && grep in in.txt',
            description: 'x',
          },
        },
        { tool: 'Bash', input: { command: 'node -e 1', description: 'x' } },
        { tool: 'Read', input: { file_path: '/etc/hostname' } },
        { tool: 'Bash', input: { command: 'env', description: 'x' } },
      ],
    },
    { text: 'All is done.' },
  ]);
  writeFileSync(box.file('CLAUDE.md'), 'TRAP INSTRUCTIONS');
  const answer = await ask({ commands: ['node -e \'process.stdout.write("checked")\' && grep in in.txt'] });
  expect(answer).toMatchObject({ text: 'All is done.', served: 'claude-haiku-5-5' });
  expect(readFileSync(box.file('in.txt'), 'utf8')).toBe('in\n');
  expect(existsSync(join(box.folder, '..', 'tierwise-out.txt'))).toBe(false);
  const [, outside, check, other, read, environment] = shownResults(server);
  expect(outside).toContain('confines the file tools');
  expect(check).toContain('checked');
  expect(other).toContain('requires approval');
  expect(read).toContain('confines the file tools');
  expect(environment).toContain('requires approval');
  for (const { body } of server.requests) {
    expect(body.output_config.effort).toBe('high');
    expect(JSON.stringify(body)).not.toMatch(/TRAP INSTRUCTIONS|sk-somebody-else/);
  }
});

test.each(['none', 'read'] as const)('with access %s it changes nothing', async (access) => {
  const { box, server, ask } = await setUp((folder) => [
    { tool: 'Write', input: { file_path: join(folder, 'in.txt'), content: 'in\n' } },
    { text: 'No.' },
  ]);
  expect(await ask({ access })).toMatchObject({ text: 'No.' });
  expect(existsSync(box.file('in.txt'))).toBe(false);
  const tools = server.requests[0]?.body.tools ?? [];
  expect(
    tools
      .map(({ name }: { name: string }) => name)
      .filter((name: string) => name !== 'DeferredToolPlaceholder')
      .sort(),
  ).toEqual(access === 'read' ? ['Glob', 'Grep', 'Read'] : []);
});

test('it ends at its budget, and tells what it spent', async () => {
  const { ask } = await setUp(() => [{ tool: 'Bash', input: { command: 'ls', description: 'x' } }]);
  const failure = await ask({ maxCostUsd: 0.0001 });
  expect(failure).toMatchObject({
    failure: 'budget',
    message: 'Claude Code says: Reached maximum budget ($0.0001)',
  });
  expect((failure as { costUsd: number }).costUsd).toBeGreaterThan(0.0001);
});

test.each([
  ['refused', { text: '', stopReason: 'refusal' }],
  [
    'limit',
    {
      status: 400,
      error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the API' },
    },
  ],
  ['login', { status: 403, error: { type: 'permission_error', message: 'not for you' } }],
  ['failed', { status: 404, error: { type: 'not_found_error', message: 'model' } }],
] as const)('%s is told apart', async (kind, reaction) => {
  const { ask } = await setUp(() => [], reaction as Reaction);
  expect(await ask()).toMatchObject({ failure: kind });
});

test('its status says whether it is there and somebody is logged in', async () => {
  const { env } = await setUp(() => [{ text: 'x' }]);
  expect(await claudeCli.status(env)).toEqual({
    version: '2.1.329',
    loggedIn: true,
    billedTo: 'the key in ANTHROPIC_API_KEY',
    hint: '',
    trouble: '',
    sees: '',
  });
  expect(await claudeCli.status({ ...env, ANTHROPIC_API_KEY: '' })).toMatchObject({ loggedIn: false });
  expect(await claudeCli.status({ ...env, CLAUDE_CODE_EXECPATH: '/nowhere' })).toMatchObject({
    version: null,
  });
});

test.each([
  ['npm test', ['npm test']],
  ['npx tsc && npx vitest run "a && b.ts"', ['npx tsc', 'npx vitest run "a && b.ts"']],
  ["cat a | grep 'x|y' ; true", ['cat a', "grep 'x|y'", 'true']],
  ['a || b\nc 2>&1', ['a', 'b', 'c 2>&1']],
])('%j is made of %j', (line, parts) => expect(simpleCommands(line)).toEqual(parts));

test('a command it runs sees no credential, not even its own', async () => {
  const { box, server, ask } = await setUp(() => [
    {
      tools: [{ tool: 'Bash', input: { command: 'sh check.sh one two', description: 'x' } }],
    },
    { text: 'All is done.' },
  ]);
  box.write('check.sh', 'echo "$1-$2"; env | cut -d= -f1 | sort > seen.txt; exit 3\n');
  const answer = await ask({ commands: ['sh check.sh one two'] });
  expect(answer).toMatchObject({ text: 'All is done.' });
  expect(JSON.stringify(server.requests[0]?.headers)).toContain(FAKE_KEY);
  const names = box.read('seen.txt').split('\n');
  expect(names).toContain('PATH');
  expect(names).toContain('HOME');
  expect(names.filter((name) => /KEY|TOKEN|SECRET|AUTH/.test(name))).toEqual([]);
  const [result] = shownResults(server);
  expect(result).toContain('one-two');
  expect(result).toContain('Exit code 3');
});
