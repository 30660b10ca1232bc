// What a shell offers after Tab, by the words so far and in the shells themselves.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SEVERITY, sandbox } from '../support/command.ts';
import { REPOSITORY } from '../support/repository.ts';

const offered = async (...words: string[]): Promise<string[]> => {
  const box = sandbox();
  mkdirSync(box.file('schemes'));
  box.write('schemes/mine.md', SEVERITY);
  const { code, stdout, stderr } = await box.run(['completion', '--words', '--', ...words]);
  expect(code, stderr).toBe(0);
  return stdout.split('\n').slice(0, -1);
};

test.each<[string[], string[]]>([
  [['bulk-t'], ['bulk-tag']],
  [['plan', 'st'], ['status']],
  [
    ['plan', ''],
    ['check', 'run', 'status', 'show'],
  ],
  [['bulk-tag', '--max'], ['--max-cost']],
  [['bulk-tag', 'a.log', 'm'], ['mine']],
  [['bulk-tag', 'a.log', 'log'], ['log-severity']],
  [['bulk-tag', '--limit', '5', 'a.log', 'sent'], ['sentiment']],
  [['bulk-tag', 'a.log', 'mine', '--tier', 'h'], ['haiku']],
  [['bulk-map', 'a.log', 'ticket'], ['ticket-fields']],
])('%j: %j', async (words, expected) => {
  expect(await offered(...words)).toEqual(expect.arrayContaining(expected));
});

test('where a file is meant, nothing: the shell offers its files', async () => {
  expect(await offered('bulk-tag', 'a')).toEqual([]);
  expect(await offered('report', '--since', '')).toEqual([]);
});

test('an unknown shell is named with those there are', async () => {
  expect(await sandbox().run(['completion', 'fissh'])).toMatchObject({
    code: 2,
    stderr: 'tierwise: completion: which shell? Expected one of: bash, zsh, fish. Did you mean "fish"?\n',
  });
});

const HAS = (shell: string): boolean =>
  ['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'].some((bin) => existsSync(join(bin, shell)));

// Each asks its own completion for what follows, with the built command on the PATH.
const ASKED: [shell: string, args: string[]][] = [
  [
    'bash',
    [
      '-c',
      `eval "$(tierwise completion bash)"; COMP_WORDS=(tierwise bulk-tag a.log log-s); COMP_CWORD=3; _tierwise; echo "\${COMPREPLY[@]}"`,
    ],
  ],
  [
    'zsh',
    [
      '-fc',
      `compdef() { :; }; compadd() { shift; print -l -- \${(P)1}; }; eval "$(tierwise completion zsh)"; words=(tierwise bulk-tag a.log log-s); CURRENT=4; _tierwise`,
    ],
  ],
  ['fish', ['-Nc', 'tierwise completion fish | source; complete -C "tierwise bulk-tag a.log log-s"']],
];

test.each(ASKED.filter(([shell]) => HAS(shell)))('%s completes the name of a scheme', async (shell, args) => {
  const box = sandbox();
  mkdirSync(box.file('bin'));
  box.write('bin/tierwise', `#!/bin/sh\nexec "${process.execPath}" "${REPOSITORY}/bin/tierwise" "$@"\n`);
  chmodSync(box.file('bin/tierwise'), 0o755);
  const env = { PATH: `${box.file('bin')}:${process.env.PATH}` };
  const { stdout, stderr } = await box.start([], { command: [shell, ...args], env });
  expect(stdout.trim(), stderr).toBe('log-severity');
});
