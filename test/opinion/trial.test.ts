// Tests of models, run in copies: with the change and without it, away from the user's files and from every credential.
import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openTrial, type Trial } from '../../src/opinion/trial.ts';
import { treeOf } from '../support/coding-clis.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { template } from '../support/template.ts';

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null' },
  });

const copyRepository = template((folder) => {
  git(folder, 'init', '-q');
  execFileSync('sh', ['-c', 'echo "echo old" > say.sh; ln -s / root'], { cwd: folder });
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'first');
});

const COMMAND = 'sh {test}';
const never = new AbortController().signal;

/** A repository whose say.sh says `new` in the working tree. */
function changed(): Sandbox {
  const box = sandbox();
  copyRepository(box.folder);
  box.write('say.sh', 'echo new\n');
  return box;
}

const opened = (
  box: Sandbox,
  range: string | true = true,
  text = git(box.folder, 'diff', 'HEAD', '--', 'say.sh'),
): Trial =>
  openTrial(
    { command: COMMAND, range, staged: false, diff: { origin: '', text, after: () => null } },
    { cwd: box.folder, env: { ...box.env, TIERWISE_SECRET: 'hidden', OPENAI_API_KEY: 'hidden' } },
  );

test('the change stands in one copy and not in the other; the user’s files stay, and nothing is left', async () => {
  const box = changed();
  const before = treeOf(box.folder);
  const trial = opened(box);
  const where = {
    file: 'here.sh',
    text: 'pwd; cd "$(dirname "$0")"; . ./say.sh; echo litter > say.sh; echo x > more.txt; exit 3',
  };
  const after = await trial.run(where, 'after', never);
  expect(after).toMatchObject({ passed: false, timedOut: false, output: expect.stringMatching(/new$/) });
  const again = await trial.run({ file: 'a/b.sh', text: '. ./say.sh; ls' }, 'after', never);
  expect(again).toMatchObject({ passed: true, output: expect.stringMatching(/^new\na\n/) });
  expect(again?.output).not.toContain('more.txt');
  expect(await trial.run({ file: 'a.sh', text: '. ./say.sh' }, 'before', never)).toMatchObject({
    output: 'old',
  });
  const { output: folder = '' } =
    (await trial.run({ file: 'a.sh', text: 'echo "$PWD" | tr / +' }, 'after', never)) ?? {};
  const copy = folder.replaceAll('+', '/');
  expect(existsSync(copy), folder).toBe(true);
  trial.end();
  expect(existsSync(copy)).toBe(false);
  expect(treeOf(box.folder)).toEqual(before);
});

test('of a range the copies are its two ends', async () => {
  const box = changed();
  git(box.folder, 'commit', '-qam', 'second');
  box.write('say.sh', 'echo dirty\n');
  const trial = opened(box, 'HEAD~1..HEAD');
  const say = { file: 'a.sh', text: '. ./say.sh' };
  expect(await trial.run(say, 'after', never)).toMatchObject({ output: 'new' });
  expect(await trial.run(say, 'before', never)).toMatchObject({ output: 'old' });
  trial.end();
});

test('no key is in the environment, and what is stopped ends', async () => {
  const trial = opened(changed());
  expect((await trial.run({ file: 'a.sh', text: 'env' }, 'after', never))?.output).not.toContain('hidden');
  const stopped = await trial.run({ file: 'a.sh', text: 'sleep 600' }, 'after', AbortSignal.abort());
  expect(stopped).toMatchObject({ passed: false, timedOut: true });
  trial.end();
});

test.each([
  'say.sh',
  '../out.sh',
  '/tmp/out.sh',
  '.git/hooks/x',
  'a/../../x.sh',
  'root/tmp/x.sh',
  '-x',
  "a'b.sh",
  'a b.sh',
  'new/.git/x',
])('a test may not stand at %s', async (file) => {
  const box = changed();
  const trial = opened(box);
  expect(await trial.run({ file, text: 'exit 0' }, 'after', never)).toBeNull();
  trial.end();
});

test('a link that leads out of the copy is not followed', async () => {
  const box = changed();
  symlinkSync(box.home, box.file('away'));
  git(box.folder, 'add', '.');
  const trial = opened(box, true, git(box.folder, 'diff', 'HEAD', '--', 'say.sh', 'away'));
  expect(await trial.run({ file: 'away/x.sh', text: 'exit 0' }, 'after', never)).toBeNull();
  expect(existsSync(box.file('home/x.sh'))).toBe(false);
  trial.end();
});

test('a command without a place for the test, and a change that no copy can hold, are refused', () => {
  const box = changed();
  const diff = { origin: '', text: '--- a/no.sh\n+++ b/no.sh\n@@ -1 +1 @@\n-x\n+y\n', after: () => null };
  const wanted = { range: true, staged: false, diff } as const;
  expect(() => openTrial({ ...wanted, command: 'npm test' }, { cwd: box.folder, env: box.env })).toThrow(
    '{test}',
  );
  expect(() => openTrial({ ...wanted, command: COMMAND }, { cwd: box.folder, env: box.env })).toThrow(
    'no copy',
  );
});
