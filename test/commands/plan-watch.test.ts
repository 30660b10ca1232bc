// Following a run, and being told of its end.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { boxWith, one, type PlanBox, plan } from '../support/plan.ts';
import { COMMAND, start } from '../support/process.ts';

const WAITS = {
  one: 'touch "$STAND_IN/begun"; while [ ! -e "$STAND_IN/go" ]; do sleep 0.02; done; echo 1 > one.txt',
};

describe('status --watch', () => {
  test('follows a run and ends with it, as status would', async () => {
    const box = boxWith([one], WAITS);
    const run = box.start(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository });
    await run.stderrHas('one: try 1');
    const watching = box.start(['plan', 'status', 'plan.md', '--watch'], { cwd: box.repository });
    await watching.stderrHas('one  running');
    writeFileSync(join(box.folder, 'stand-in', 'go'), '');
    expect((await run).code).toBe(0);
    const watched = await watching;
    expect(watched.code, watched.stderr).toBe(0);
    expect(watched.stdout).toContain('1 of 1 step done');
  });

  test('of a plan that does not run is status', async () => {
    const box = boxWith([one], { one: 'echo 1 > one.txt' });
    const { code, stdout, stderr } = await plan(box, 'status', 'plan.md', '--watch');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('0 of 1 step done');
  });
});

describe('the end of a run', () => {
  const inTerminal = (box: PlanBox, more = '') =>
    start(['/usr/bin/script', '-qec', [...COMMAND, 'plan run plan.md --yes', more].join(' '), '/dev/null'], {
      cwd: box.repository,
      env: box.env,
      input: '',
    });
  const NOTICE = '\x1b]9;plan plan: 1 of 1 step done\x07\x07';

  test.skipIf(!existsSync('/usr/bin/script') || process.platform !== 'linux')(
    'rings on a terminal, unless that is switched off',
    async () => {
      expect((await inTerminal(boxWith([one], { one: 'echo 1 > one.txt' }))).stdout).toContain(NOTICE);
      const quiet = await inTerminal(boxWith([one], { one: 'echo 1 > one.txt' }), '--no-notify');
      expect(quiet.stdout).not.toContain('\x07');
    },
  );

  test.skipIf(process.platform !== 'linux')(
    'elsewhere is told by the system’s notifier on request, and by nothing otherwise',
    async () => {
      const box = boxWith([one], { one: 'echo 1 > one.txt' });
      const bin = join(box.folder, 'bin');
      mkdirSync(bin);
      writeFileSync(join(bin, 'notify-send'), `#!/bin/sh\nprintf '%s|' "$@" >> '${bin}/told'\n`);
      chmodSync(join(bin, 'notify-send'), 0o755);
      box.env.PATH = `${bin}:${box.env.PATH}`;
      const first = await plan(box, 'run', 'plan.md', '--yes');
      expect(first.stderr).not.toContain('\x07');
      expect(existsSync(join(bin, 'told'))).toBe(false);
      expect((await plan(box, 'run', 'plan.md', '--notify')).code).toBe(0);
      expect(readFileSync(join(bin, 'told'), 'utf8')).toBe(
        '--app-name=tierwise|--|tierwise|plan plan: 1 of 1 step done|',
      );
    },
  );
});
