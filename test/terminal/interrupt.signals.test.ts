// What every way of being stopped leaves behind: no process, no private folder, and everything that was paid for.
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { installFakes } from '../support/coding-clis.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { label, lines, serve, text } from '../support/lines.ts';
import { panel } from '../support/opinions.ts';
import { planBox, planText } from '../support/plan.ts';
import { COMMAND, type Started } from '../support/process.ts';
import { expectNoProcess, processesWith } from '../support/processes.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** Of a person and of a terminal that goes away. One list of signals is handled everywhere, and the tests of all four cover it. */
const TWO_SIGNALS = ['SIGINT', 'SIGHUP'] as const;

/** Closes our ends of its pipes, as a terminal or a reader that is gone does. */
function closePipes({ child }: Started): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

const ended = ({ child }: Started): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.on('exit', () => resolve()));

const privateFolders = (box: Sandbox): string[] => {
  const parent = join(box.home, 'tierwise', 'cli');
  return existsSync(parent) ? readdirSync(parent) : [];
};

/** The fake CLIs hang; their shell tools lead sessions of their own and ignore SIGTERM. */
async function hangingOpinion(command?: string[]): Promise<{ box: Sandbox; run: Started }> {
  const server = await serve({ react: panel({}) });
  const box = sandbox(server.url);
  Object.assign(box.env, { PATH: installFakes(box.home), XDG_FAKE_LOG: box.file('calls.jsonl') });
  Object.assign(box.env, { XDG_FAKE_CODEX: 'hang', XDG_FAKE_GEMINI: 'hang', GEMINI_API_KEY: 'test-key' });
  const run = command
    ? box.start([], { command })
    : box.start(['opinion', 'Queue?', '--ask', 'opus,codex,gemini']);
  await expect.poll(() => toolsIn(box).length).toBe(2);
  expect(privateFolders(box)).toHaveLength(2);
  return { box, run };
}

/** The processes of the shell tools that run in a box. */
function toolsIn(box: Sandbox): string[] {
  const tools = new Set(processesWith('sleep\x0087654'));
  return processesWith(box.folder).filter((pid) => tools.has(pid));
}

async function expectNothingLeft(box: Sandbox): Promise<void> {
  expect(privateFolders(box)).toEqual([]);
  // Killed is not yet gone; what was not killed stays for a day.
  await expectNoProcess(box.folder);
}

describe.skipIf(process.platform !== 'linux')('a question', () => {
  test.each(SIGNALS)('%s ends all it started', async (signal) => {
    const { box, run } = await hangingOpinion();
    await expect.poll(() => existsSync(join(box.env.TIERWISE_HOME as string, 'ledger'))).toBe(true); // opus has answered
    run.child.kill(signal);
    const { code, stdout } = await run;
    expect(code).toBe(130);
    expect(stdout).toContain('opus answers');
    await expectNothingLeft(box);
  });

  test.each(TWO_SIGNALS)('%s does, too, when nobody reads its output any more', async (signal) => {
    const { box, run } = await hangingOpinion();
    closePipes(run);
    run.child.kill(signal);
    await ended(run);
    await expectNothingLeft(box);
  });

  test.skipIf(!existsSync('/usr/bin/script'))('and so does a terminal that is closed', async () => {
    const command = [...COMMAND, 'opinion', 'Queue?', '--ask', 'opus,codex,gemini'].join(' ');
    const { box, run } = await hangingOpinion(['/usr/bin/script', '-qec', command, '/dev/null']);
    run.child.kill('SIGKILL'); // the other end of the terminal
    await expectNoProcess(box.folder);
    expect(privateFolders(box)).toEqual([]);
  });

  test.each(TWO_SIGNALS)('%s ends what is started before anything is asked', async (signal) => {
    const box = sandbox();
    mkdirSync(box.file('bin'));
    writeFileSync(box.file('bin/codex'), '#!/bin/sh\nsetsid sh -c "sleep 87654; true"\n');
    chmodSync(box.file('bin/codex'), 0o755);
    box.env.PATH = `${box.file('bin')}:${box.env.PATH}`;
    const run = box.start(['doctor']);
    await expect.poll(() => toolsIn(box).length).toBeGreaterThan(0);
    run.child.kill(signal);
    expect((await run).code).toBe(130);
    await expectNothingLeft(box);
  });
});

describe.each(['SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)('%s', (signal) => {
  test.each(signal === 'SIGHUP' ? [true, false] : [true])(
    'keeps the answers of a bulk run that are on their way; a reader: %s',
    async (reader) => {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const server = await serve({
        async react({ number }) {
          if (number >= 2) await held;
          return undefined;
        },
      });
      const box = sandbox(server.url);
      box.write('a.log', text(lines(20)));
      const run = box.start(['bulk-tag', 'a.log', './sev.md', '--pack', '1', '--concurrency', '3']);
      await server.arrived(5);
      if (!reader) closePipes(run);
      run.child.kill(signal);
      if (reader) await run.stderrHas('Stopping: waiting for what is already sent');
      if (signal === 'SIGHUP') run.child.kill(signal); // a shell and its terminal send one each
      release();
      await ended(run);
      expect(run.child.exitCode).toBe(130);
      if (reader) expect(server.requests).toHaveLength(5);
      expect((await box.run(['bulk-tag', 'a.log', './sev.md'])).code).toBe(0);
      expect(server.tagged).toHaveLength(20);
      expect(box.read('a.log.tagged').trimEnd().split('\n')).toEqual(lines(20).map(label));
    },
  );

  test.skipIf(signal === 'SIGQUIT')('lets the try of a plan end, and the plan goes on later', async () => {
    const box = planBox({
      one: 'while [ ! -e "$STAND_IN/go" ]; do sleep 0.02; done; echo 1 > one.txt',
      two: 'echo 2 > two.txt',
    });
    const steps = [
      { id: 'one', verify: 'grep 1 one.txt' },
      { id: 'two', needs: ['one'], verify: 'grep 2 two.txt' },
    ];
    box.put('plan.md', planText(steps));
    const run = box.start(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository });
    await run.stderrHas('one: try 1');
    run.child.kill(signal);
    await run.stderrHas('Stopping: waiting for the tries under way');
    closePipes(run);
    writeFileSync(join(box.folder, 'stand-in', 'go'), '');
    await ended(run);
    expect(privateFolders(box)).toEqual([]);
    expect((await box.run(['plan', 'resume', 'plan.md'], { cwd: box.repository })).code).toBe(0);
    expect(box.calls()).toHaveLength(2);
  });
});
