// What the help says of commands without loading them is what they say of themselves. Of the built command, as it is loaded at once.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { OUTLINES } from '../src/command-outlines.ts';
import type { run as Run } from '../src/main.ts';
import { REPOSITORY } from './support/repository.ts';

const { run } = createRequire(import.meta.url)(join(REPOSITORY, 'dist', 'tierwise.cjs')) as {
  run: typeof Run;
};

async function said(...argv: string[]): Promise<string> {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const out = { write, columns: 500 };
  const world = { env: {}, cwd: REPOSITORY, stdin: Readable.from(['']), stdout: out, stderr: out };
  await run(argv, world as unknown as Parameters<typeof Run>[1]);
  return text;
}

/** The list of commands in a help. */
const listIn = (help: string): string => help.split('Commands:\n')[1]?.split('\n\n')[0] ?? '';

test.each(OUTLINES)('%s', async (usage, description) => {
  const [first, , described] = (await said(usage.split(' ')[0] ?? '', '--help')).split('\n');
  expect(described).toBe(description);
  // One with commands of its own is listed without saying so, and help is an option of each.
  const plain = (text = ''): string => text.replace(' [options]', '').replace(' [command]', '');
  expect(plain(first?.replace('Usage: tierwise ', ''))).toBe(plain(usage));
});

test('all of them are listed, with nothing loaded', async () => {
  const names = OUTLINES.map(([usage]) => usage.split(' ')[0]);
  for (const argv of [[], ['help'], ['--help'], ['--no-color', '-h']]) {
    const listed = [...listIn(await said(...argv)).matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name]) => name);
    expect(listed).toEqual([...names, 'help']);
  }
  const [, commands = ''] =
    /const COMMANDS[^{]*\{(.*?)^\};/ms.exec(readFileSync(join(REPOSITORY, 'src', 'main.ts'), 'utf8')) ?? [];
  expect([...commands.matchAll(/^ {2}'?([\w-]+)'?: async/gm)].map(([, name]) => name)).toEqual(names);
});
