// What `tierwise env` prints, run by a shell: what counts is what a started `claude` gets.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Sandbox, sandbox } from '../support/command.ts';

/** What a `claude` sees that the lines of a script start: its model by the environment, and its arguments. */
function shown(box: Sandbox, lines: string, command: string): string[] {
  mkdirSync(box.file('bin'), { recursive: true });
  chmodSync(box.write('bin/claude', '#!/bin/sh\nprintf "%s\\n" "$ANTHROPIC_MODEL" "$@"\n'), 0o755);
  const script = box.write('lines.sh', `${lines}\n${command}\n`);
  const env = { PATH: `${box.file('bin')}:/usr/bin:/bin` };
  return execFileSync('sh', [script], { env, encoding: 'utf8' }).trimEnd().split('\n');
}

async function envOf(box: Sandbox, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await box.run(['env', ...args]);
  expect(code, stderr).toBe(0);
  return stdout;
}

test('a tier becomes the model of what the shell starts, by the tiers of the policy', async () => {
  const box = sandbox();
  expect(shown(box, await envOf(box, '--tier', 'haiku'), 'claude')).toEqual(['claude-haiku-5-5']);
  mkdirSync(`${box.home}/tierwise`);
  box.write(
    'home/tierwise/tierwise.md',
    `---\ntiers: { sonnet: { model: "it's $(touch pwned) \`x\`" } }\n---\n`,
  );
  expect(shown(box, await envOf(box, '--tier', 'sonnet'), 'claude')).toEqual(["it's $(touch pwned) `x`"]);
  expect(shown(box, await envOf(box, '--aliases'), 'code-suggest "what now"')).toEqual([
    '',
    '--model',
    "it's $(touch pwned) `x`",
    '--permission-mode',
    'plan',
    'what now',
  ]);
});

test('aliases start Claude Code on their tier, and pass on what follows', async () => {
  const box = sandbox();
  const lines = await envOf(box, '--aliases');
  expect(shown(box, lines, 'code-claude -p hello')).toEqual([
    '',
    '--model',
    'claude-opus-5-5',
    '-p',
    'hello',
  ]);
  expect(shown(box, lines, 'code-fast')).toEqual(['', '--model', 'claude-haiku-5-5']);
});

test('opusplan is the alias, and what it does not do', async () => {
  const box = sandbox();
  const lines = await envOf(box, '--opusplan');
  expect(shown(box, lines, 'claude')).toEqual(['opusplan']);
  expect(lines).toContain('does not choose by task');
});

test('Continue.dev gets a model for each role, from the rules', async () => {
  const { models } = parse(await envOf(sandbox(), '--continue'));
  const of = (role: string) => models.find(({ roles }: { roles: string[] }) => roles.includes(role)).model;
  expect([of('chat'), of('apply'), of('edit')]).toEqual([
    'claude-sonnet-5-5',
    'claude-haiku-5-5',
    expect.stringMatching(/^claude-/),
  ]);
});

test('nothing named, or two things at once, is a mistake', async () => {
  const box = sandbox();
  for (const args of [[], ['--aliases', '--opusplan'], ['--tier', 'gpt']]) {
    const { code, stdout, stderr } = await box.run(['env', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.toLowerCase()).toContain('expected one of');
  }
});
