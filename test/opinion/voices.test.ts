// Who a name means, who is asked when none is named, and who may judge.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { OPEN } from '../../src/access/access.ts';
import { loadCatalog } from '../../src/models/catalog.ts';
import type { Respondent } from '../../src/opinion/respondent.ts';
import { Respondents } from '../../src/opinion/voices.ts';
import { type CliName, installFakes } from '../support/coding-clis.ts';

/** The respondents of a machine with these CLIs and, with a key, the API. */
function machine({
  key = true,
  clis = [] as CliName[],
  env = {} as NodeJS.ProcessEnv,
  settings = '',
  project = '',
  tell = (_: string): void => {},
} = {}): Respondents {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const all: NodeJS.ProcessEnv = {
    PATH: installFakes(home, clis),
    HOME: home,
    TIERWISE_HOME: join(home, 'tierwise'),
    CLAUDE_CODE_EXECPATH: '/nowhere/claude',
    ...(key && { ANTHROPIC_API_KEY: 'test-key', ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' }),
    ...env,
  };
  if (settings) writeFileSync(join(home, 'tierwise.md'), `---\n${settings}\n---\n`);
  const folder = join(home, 'project');
  if (project) {
    mkdirSync(join(folder, '.claude'), { recursive: true });
    writeFileSync(join(folder, '.claude', 'tierwise.md'), `---\n${project}\n---\n`);
  }
  return new Respondents(loadCatalog(home, project ? folder : home, all), {
    env: all,
    stderr: { write: (text: string) => Boolean(tell(text) ?? true) } as typeof process.stderr,
    access: OPEN,
  });
}

const named = (respondents: Respondents, names: string): Promise<Respondent[]> =>
  Promise.all(names.split(' ').map((name) => respondents.find(name)));

describe('the judge', () => {
  test.each([
    ['opus', 'sonnet'],
    ['sonnet', 'opus'],
    ['opus sonnet', 'haiku'],
    ['opus sonnet haiku', 'fable'],
    ['api:sonnet', 'opus'],
    ['openai:claude-sonnet-5-5@http://127.0.0.1:9/v1', 'opus'],
    ['haiku openai:llama3@http://127.0.0.1:9/v1', 'sonnet'],
  ])('of %s is %s: never a model that answered', async (voices, judge) => {
    const respondents = machine();
    const asked = await named(respondents, voices);
    const chosen = await respondents.judge(asked);
    expect(chosen?.name).toBe(judge);
    expect(asked.map(({ requested }) => requested)).not.toContain(chosen?.requested);
  });

  test('is one of the voices only when no tier is left', async () => {
    const respondents = machine();
    expect((await respondents.judge(await named(respondents, 'haiku sonnet opus fable')))?.name).toBe(
      'sonnet',
    );
  });

  test('follows the models that tiers stand for, not their names', async () => {
    const respondents = machine({ env: { ANTHROPIC_DEFAULT_SONNET_MODEL: 'claude-opus-5-5' } });
    expect((await respondents.judge(await named(respondents, 'opus')))?.name).toBe('haiku');
  });

  const three: CliName[] = ['codex', 'gemini', 'copilot'];

  test('is a tier where nobody else is allowed: who is logged in is sent nothing for that', async () => {
    const all = machine({ clis: three, env: { GEMINI_API_KEY: 'k' } });
    expect((await all.judge(await named(all, 'opus codex')))?.name).toBe('sonnet');
  });

  test.each([
    ['[gemini]', 'opus codex', 'gemini'],
    ['[gemini]', 'opus gemini', 'sonnet'], // a voice
    ['[codex]', 'opus openai:gpt-6.1-sol@http://127.0.0.1:9/v1', 'sonnet'], // of a voice's maker
    ['[codex, gemini]', 'opus codex', 'gemini'],
    ['[copilot]', 'opus codex', 'copilot'], // whose models are of several makers
    [
      '["openai:mistral-large@http://127.0.0.1:9/v1"]',
      'opus codex',
      'openai:mistral-large@http://127.0.0.1:9/v1',
    ],
    ['["openai:x@ftp://nowhere", nonsense]', 'opus codex', 'sonnet'],
  ])('of a third maker is who the settings allow, %s, for %s: %s', async (judges, voices, judge) => {
    const all = machine({ clis: three, env: { GEMINI_API_KEY: 'k' }, settings: `judges: ${judges}` });
    const asked = await named(all, voices);
    const first = await all.judge(asked);
    expect(first?.name).toBe(judge);
    // Who fills in is a tier.
    if (first && judge !== 'sonnet') expect((await all.judge(asked, [first]))?.name).toBe('sonnet');
  });

  test('of the settings that cannot be asked is told of, with what to do', async () => {
    const said: string[] = [];
    const all = machine({ settings: 'judges: [gemini, nonsense]', tell: (line) => said.push(line) });
    expect((await all.judge(await named(all, 'opus haiku')))?.name).toBe('sonnet');
    expect(said.join('')).toMatch(
      /^judges in tierwise\.md: Gemini CLI is not installed: .*\njudges in tierwise\.md: Unknown voice "nonsense"\. .*\n$/,
    );
  });

  test('is allowed by the user alone: a project names none', async () => {
    const all = machine({ clis: three, env: { GEMINI_API_KEY: 'k' }, project: 'judges: [gemini]' });
    expect((await all.judge(await named(all, 'opus codex')))?.name).toBe('sonnet');
  });

  test('without Claude is a CLI that is not a voice, else the first voice', async () => {
    const three = machine({ key: false, clis: ['codex', 'gemini', 'copilot'], env: { GEMINI_API_KEY: 'k' } });
    expect((await three.judge(await named(three, 'codex:some-model gemini')))?.name).toBe('copilot');
    const two = machine({ key: false, clis: ['codex', 'gemini'], env: { GEMINI_API_KEY: 'k' } });
    expect((await two.judge(await named(two, 'gemini codex')))?.name).toBe('gemini');
    expect(await machine({ key: false }).judge([])).toBeNull();
  });
});

describe('scouts', () => {
  const scouts = async (options: Parameters<typeof machine>[0]): Promise<string[]> => {
    const respondents = machine({ ...options, env: { OLLAMA_HOST: '127.0.0.1:9', ...options?.env } });
    const panel = await respondents.byDefault();
    return (await respondents.scouts(panel)).map(({ name }) => name);
  };

  test.each([
    ['are haiku and the other maker of the panel', { clis: ['gemini', 'codex'] }, ['haiku', 'codex']],
    ['are nobody with Claude alone', {}, []],
    ['are nobody with a CLI that may ask Claude, too', { clis: ['copilot'] }, []],
    ['are nobody without Claude', { key: false, clis: ['codex', 'copilot'] }, []],
  ] as [string, { key?: boolean; clis?: CliName[] }, string[]][])('%s', async (_, options, names) => {
    expect(await scouts(options)).toEqual(names);
  });
});

describe('by default', () => {
  const defaults = async (options: Parameters<typeof machine>[0]) =>
    (await machine(options).byDefault()).map(({ name }) => name);

  test.each([
    [
      'with Claude and CLIs the best tier and the first of them',
      { clis: ['gemini', 'codex'] },
      ['opus', 'codex'],
    ],
    ['with Claude alone two tiers', {}, ['opus', 'sonnet']],
    ['without Claude two CLIs', { key: false, clis: ['codex', 'copilot'] }, ['codex', 'copilot']],
  ] satisfies [string, Parameters<typeof machine>[0], string[]][])('%s', async (_, options, names) => {
    expect(await defaults(options)).toEqual(names);
  });

  test('a known login goes before one that only a call can show', async () => {
    const clis: CliName[] = ['codex', 'copilot', 'gemini'];
    const env = { XDG_FAKE_CODEX: 'nologin', GEMINI_API_KEY: 'k' };
    expect(await defaults({ clis, env })).toEqual(['opus', 'gemini']);
    expect(await defaults({ key: false, clis, env })).toEqual(['gemini', 'copilot']);
  });

  test.each([
    [{ key: false }, 'No model is available, and an opinion needs two.'],
    [{ key: false, clis: ['codex'] }, 'Only codex is available, and an opinion needs two.'],
  ] satisfies [Parameters<typeof machine>[0], string][])('%j is too few', async (options, message) => {
    await expect(defaults(options)).rejects.toThrow(message);
  });
});

describe('a name', () => {
  test.each([
    ['opus', 'claude-opus-5-5', 'claude-opus-5-5 through http://127.0.0.1:9'],
    ['api:haiku', 'claude-haiku-5-5', 'claude-haiku-5-5 through http://127.0.0.1:9'],
    ['codex', null, 'its default model through Codex CLI 0.169.0'],
    ['codex:gpt-6.1-sol', 'gpt-6.1-sol', 'gpt-6.1-sol through Codex CLI 0.169.0'],
    ['openai:a:b@http://127.0.0.1:11434/v1', 'a:b', 'a:b through 127.0.0.1:11434'],
  ])('%s is a model by a way', async (name, requested, via) => {
    expect(await machine({ clis: ['codex'] }).find(name)).toMatchObject({ name, requested, via });
  });

  test('a tier’s low effort is raised for an opinion', async () => {
    expect((await machine().find('haiku')).effort).not.toBe('low');
  });

  test.each([
    ['gpt', 'Unknown voice "gpt". Expected one of: a tier (haiku, sonnet, opus, fable;'],
    ['opus:', 'Unknown voice "opus:"'],
    ['api:gpt', 'Unknown voice "api:gpt"'],
    ['api', 'Unknown voice "api"'],
    ['openai', 'Unknown voice "openai"'],
    ['codex:', 'Unknown voice "codex:"'],
    ['', 'Unknown voice ""'],
    ['openai:@http://127.0.0.1:9/v1', 'does not name a model. Expected openai:<model>@<url>.'],
    ['claude:opus', 'claude:opus is not available: install Claude Code and log in'],
    ['codex', 'Codex CLI is not installed: npm install -g @openai/codex'],
  ])('%s is refused with what to do', async (name, message) => {
    await expect(machine().find(name)).rejects.toThrow(message);
  });

  test.each([
    ['opus', 'set ANTHROPIC_API_KEY, or log in to Claude Code'],
    ['api:opus', 'set ANTHROPIC_API_KEY to an Anthropic API key'],
  ])('without a key %s says how to get it', async (name, message) => {
    await expect(machine({ key: false }).find(name)).rejects.toThrow(message);
  });

  test('a CLI that is not logged in is refused', async () => {
    const respondents = machine({ clis: ['codex'], env: { XDG_FAKE_CODEX: 'nologin' } });
    await expect(respondents.find('codex')).rejects.toThrow('Not logged in to Codex CLI: run codex login');
  });

  test('a CLI that is too old, or whose settings cannot be read, is refused with what to do', async () => {
    const old = machine({ clis: ['codex'], env: { XDG_FAKE_CODEX_VERSION: 'codex-cli 0.99.0' } });
    const message =
      /^Codex CLI 0\.99\.0 is too old: .* or later is needed \(npm install -g @openai\/codex\)\.$/;
    await expect(old.find('codex')).rejects.toThrow(message);
    const home = settings('model = "a"\nmodel = "b"\n');
    const unreadable = machine({ clis: ['codex', 'copilot'], env: { CODEX_HOME: home } });
    await expect(unreadable.find('codex')).rejects.toThrow(`${home}/config.toml:2 cannot be read: `);
    expect((await unreadable.byDefault()).map(({ name }) => name)).toEqual(['opus', 'copilot']);
  });

  test('what of its user’s set-up cannot be kept from a CLI is said beside it', async () => {
    const env = { CODEX_HOME: settings('cli_auth_credentials_store = "keyring"\n') };
    const { via } = await machine({ clis: ['codex'], env }).find('codex');
    expect(via).toContain('Codex CLI 0.169.0, which sees your AGENTS.md, as its login is in the key chain');
  });
});

/** A folder with Codex's settings. */
function settings(text: string): string {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  writeFileSync(join(home, 'config.toml'), text);
  return home;
}
