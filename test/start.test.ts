// How the command starts. The list of commands, where no terminal is, comes from what was built: nothing that makes it is loaded, and it
// is what would be made.
import { spawnSync } from 'node:child_process';
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

test('a long run loads what its parts would load later, and nothing else', () => {
  const script = `
    const { loadRest } = require('./dist/start.cjs');
    const there = () => ['yaml', 'gray-matter', 'zod', 'anthropic-ai-sdk'].filter((part) =>
      Object.hasOwn(require.cache, require.resolve('./dist/' + part + '.cjs')));
    require('./dist/doctor.cjs');
    const before = there();
    loadRest();
    process.stdout.write(JSON.stringify([before, there()]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([expect.not.arrayContaining(['yaml']), ['yaml', 'gray-matter', 'zod']]);
});
