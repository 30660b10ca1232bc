import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { whyNotExpanded } from '../../src/hooks/mentioned.ts';

function expanded(args: unknown): string | null {
  const cwd = mkdtempSync(join(tmpdir(), 'tierwise-mention-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'big.csv'), 'x'.repeat(58_000));
  writeFileSync(join(cwd, 'my big.csv'), 'x'.repeat(58_000));
  writeFileSync(join(cwd, 'small.csv'), 'x');
  mkdirSync(join(cwd, 'tickets'));
  for (let number = 0; number < 200; number++)
    writeFileSync(join(cwd, 'tickets', `a-long-name-${number}`), '');
  vi.stubEnv('HOME', cwd);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return whyNotExpanded(JSON.stringify({ command_name: 'tierwise:bulk-tag', command_args: args, cwd }));
}

test.each([
  ['@big.csv sev', 'big.csv', '/bulk-tag big.csv sev'],
  ['sev @./big.csv', './big.csv', '/bulk-tag sev ./big.csv'],
  ['@~/big.csv sev', '~/big.csv', '/bulk-tag ~/big.csv sev'],
  ['@"my big.csv" by area', 'my big.csv', '/bulk-tag "my big.csv" by area'],
])('%s is not read into the conversation: what to type instead is said', (args, path, command) => {
  expect(expanded(args)).toBe(
    `Tierwise: the @ would read ${path} into this conversation, about 14,500 tokens. Without it the file stays out, which is what makes this cheap: ${command}`,
  );
});

test.each(['big.csv sev', '@small.csv', '@nothing.csv', '@tickets', 'mail me@big.csv', '', undefined])(
  '%s is left alone',
  (args) => {
    expect(expanded(args)).toBeNull();
  },
);
