// Each answer is shown as it arrives: the quick one while the slow one is still at work.
import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../src/main.ts';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { panel } from '../support/opinions.ts';

const SONNET = 'claude-sonnet-5-5';
const OPUS = 'claude-opus-5-5';

test('an answer is on stderr under its name before the next one comes, and not on stdout with --json', async () => {
  let release = (): void => {};
  const shown = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answers = panel({ [OPUS]: 'Avoid a queue. Test it.', [SONNET]: 'Use a \u001b[2Jqueue.\nTest it.' });
  const server = await serve({
    react: async (request) => {
      // Opus answers only once what Sonnet said has been shown.
      if (request.model === OPUS) await shown;
      return answers(request);
    },
  });
  const box = sandbox(server.url);
  const printed = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk, _, done) {
        printed[name] += chunk;
        if (printed.stderr.includes('Test it.')) release();
        done();
      },
    });
  const code = await run(['opinion', 'Queue?', '--ask', 'opus,sonnet', '--json'], {
    ...{ env: box.env, cwd: box.folder, stdin: Readable.from([]) },
    ...{ stdout: into('stdout'), stderr: into('stderr') },
  });
  expect(code).toBe(0);
  const [first, second] = [/sonnet has answered \(\d/, /opus has answered \(\d/].map((head) =>
    printed.stderr.search(head),
  );
  expect(first).toBeGreaterThan(0);
  expect(second).toBeGreaterThan(first as number);
  expect(printed.stderr).toContain('  Use a \\x1b[2Jqueue.\n  Test it.');
  expect(JSON.parse(printed.stdout).voices).toHaveLength(2);
});

test('on a terminal, who saw the answers come does not get them again below the comparison', async () => {
  const answers = panel({ [OPUS]: 'Use a queue. Test it. Watch it.', [SONNET]: 'Use a queue. Test it.' });
  const server = await serve({ react: answers });
  const box = sandbox(server.url);
  const printed = async (isTTY: boolean): Promise<string> => {
    let text = '';
    const stream = new Writable({
      write(chunk, _, done) {
        text += chunk;
        done();
      },
    });
    const terminal = Object.assign(stream, { isTTY, columns: 100 });
    const args = ['--no-color', 'opinion', 'Queue?', '--ask', 'opus,sonnet'];
    await run(args, {
      ...{ env: box.env, cwd: box.folder, stdin: Readable.from([]) },
      ...{ stdout: terminal, stderr: terminal },
    });
    return text;
  };
  expect((await printed(true)).match(/Use a queue\. Test it\. Watch it\./g)).toHaveLength(1);
  expect((await printed(false)).match(/Use a queue\. Test it\. Watch it\./g)).toHaveLength(2);
});
