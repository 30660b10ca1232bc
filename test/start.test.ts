// The list of commands, where no terminal is, comes from what was built: nothing that makes it is loaded, and it is what would be made.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from './support/command.ts';
import { REPOSITORY } from './support/repository.ts';

test.each([['--help'], ['-h'], ['help']])('%s into a pipe', async (word) => {
  const box = sandbox();
  for (const part of ['bin/tierwise', 'dist/start.cjs', 'dist/help.txt'])
    cpSync(join(REPOSITORY, part), box.file(part));
  const command = [process.execPath, box.file('bin/tierwise')];
  const { stdout } = await box.run([word]);
  expect(stdout).toContain('bulk-tag [options] <input> <scheme>');
  expect(await box.start([word], { command })).toMatchObject({ code: 0, stdout, stderr: '' });
});
