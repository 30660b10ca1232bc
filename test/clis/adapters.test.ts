// The real CLIs through their adapters: they answer, keep their hands off a folder they may only read, and change one they may.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codex } from '../../src/ask/codex.ts';
import type { CliCall, CodingCli } from '../../src/ask/coding-cli.ts';
import { copilot } from '../../src/ask/copilot.ts';
import { gemini } from '../../src/ask/gemini.ts';
import { treeOf } from '../support/coding-clis.ts';
import { expectNoProcess } from '../support/processes.ts';
import {
  startGeminiServer,
  startResponsesServer,
  type VendorReply,
  type VendorRequest,
} from '../support/vendor-servers.ts';
import { realHome } from './real.ts';

const MODELS = { codex: 'gpt-6.1-sol', gemini: 'gemini-3.8-flash', copilot: 'gpt-6.1-sol', claude: '' };

async function setUp(cli: CodingCli, react: (request: VendorRequest) => VendorReply) {
  const start = cli.name === 'gemini' ? startGeminiServer : startResponsesServer;
  const server = await start(react);
  const home = realHome(cli.name === 'gemini' ? { gemini: server.url } : { responses: server.url });
  const call: CliCall = {
    prompt: 'What is the answer?',
    model: MODELS[cli.name],
    effort: null,
    folder: home.folder,
    access: 'read',
    timeoutMs: 40_000,
  };
  const ask = (more: Partial<CliCall> = {}) => cli.run({ ...call, ...more }, home.env);
  return { ...home, server, ask };
}

/** What programs of the user's or the folder's have left behind. */
const traps = (root: string): string[] => readdirSync(root).filter((name) => name.startsWith('TRAP'));

// A shell command in each client's own terms; Codex's models call tools from JavaScript.
const shell: Record<string, (command: string) => { call: object }> = {
  codex: (command) => ({
    call: {
      type: 'custom_tool_call',
      name: 'exec',
      input: `text(JSON.stringify(await tools.exec_command({cmd: ${JSON.stringify(command)}})))`,
    },
  }),
  copilot: (command) => ({
    call: {
      type: 'function_call',
      name: 'bash',
      arguments: JSON.stringify({ command, description: 'x', mode: 'sync', initial_wait: 30 }),
    },
  }),
  gemini: (command) => ({ call: { name: 'run_shell_command', args: { command, description: 'x' } } }),
};

describe.each([codex, gemini, copilot])('$title', (cli) => {
  test.each(['none', 'read'] as const)(
    'answers with access %s, untouched by what the folder and its user’s home hold',
    async (access) => {
      const { root, folder, server, ask } = await setUp(cli, () => 'The answer is 42.');
      const before = treeOf(folder);
      const answer = await ask({ access });
      expect(answer).toMatchObject({ text: 'The answer is 42.', served: MODELS[cli.name] });
      expect('usage' in answer && answer.usage?.output).toBeGreaterThan(20);
      expect(server.requests).toHaveLength(1);
      expect(server.requests[0]?.shown).toContain('What is the answer?');
      expect(server.requests[0]?.shown).not.toContain('TRAP INSTRUCTIONS');
      expect(treeOf(folder)).toEqual(before);
      expect(traps(root)).toEqual([]);
      await expectNoProcess(root);
    },
  );

  test.each(['none', 'read'] as const)(
    'cannot write with access %s, whatever the model asks for',
    async (access) => {
      const { root, folder, ask } = await setUp(cli, ({ afterTool }) =>
        afterTool
          ? 'Written.'
          : (shell[cli.name]?.(`echo x > ${root}/project/made.txt; echo y > made.txt`) ?? ''),
      );
      const before = treeOf(folder);
      await ask({ access });
      expect(treeOf(folder)).toEqual(before);
    },
  );

  test('runs a command in the folder with write access, which sees no key, and starts nothing of its user’s', async () => {
    const { root, folder, ask, env, server } = await setUp(cli, ({ afterTool }) =>
      afterTool ? 'Written.' : (shell[cli.name]?.('env > made.txt; cat made.txt') ?? ''),
    );
    env.ANTHROPIC_API_KEY = 'test-not-a-real-key';
    expect(await ask({ access: 'write' })).toMatchObject({ text: 'Written.' });
    const made = readFileSync(join(folder, 'made.txt'), 'utf8');
    expect(made).toContain('PATH=');
    expect(made).not.toContain('not-a-real-key');
    expect(server.requests.length).toBeGreaterThan(1);
    expect(traps(root)).not.toContain('TRAP-USER');
  });

  test('a bad key, an unknown model and silence are told apart', async () => {
    let reply: VendorReply = { status: 401, error: { message: 'Incorrect API key provided', code: 401 } };
    const { root, ask } = await setUp(cli, () => reply);
    expect(await ask()).toMatchObject({ failure: 'login' });
    reply = { status: 404, error: { message: 'The model does not exist', code: 404, status: 'NOT_FOUND' } };
    expect(await ask()).toMatchObject({ failure: 'failed' });
    reply = { hang: true };
    expect(await ask({ timeoutMs: 6000 })).toMatchObject({ failure: 'timeout' });
    await expectNoProcess(root);
  });

  test('an empty answer is a failure', async () => {
    const { ask } = await setUp(cli, () => '');
    expect(await ask()).toMatchObject({ failure: 'empty' });
  });

  test('its status tells version and login', async () => {
    const { env } = await setUp(cli, () => '');
    expect(await cli.status(env)).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      loggedIn: true,
    });
  });
});

test('Codex is held to a schema', async () => {
  const { server, ask } = await setUp(codex, () => '{"verdict":"ok"}');
  const schema = {
    type: 'object',
    properties: { verdict: { type: 'string' } },
    required: ['verdict'],
    additionalProperties: false,
  };
  expect(await ask({ schema })).toMatchObject({ text: '{"verdict":"ok"}' });
  expect(server.requests[0]?.body.text.format).toMatchObject({ type: 'json_schema', schema });
});
