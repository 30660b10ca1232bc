// Before any work: checks that pass already prove nothing.
import { expect, test } from 'vitest';
import { planBox, planText } from '../support/plan.ts';

test('--dry runs setup and the checks in copies, asks nobody, and names those that pass already', async () => {
  const box = planBox();
  const step = (id: string, verify: string, more: string[] = []) => ({
    ...{ id, verify: `test -e made/dep && ${verify}; result=$?; touch made/litter; exit $result` },
    more: ['tier: haiku', ...more],
  });
  box.put('.gitignore', 'made\n');
  box.git('add', '.gitignore');
  box.git('commit', '-qm', 'ignore');
  box.put(
    'plan.md',
    planText(
      [
        step('green', 'grep sample README.md'),
        step('red', 'grep 1 red.txt'),
        step('meant', 'grep sample README.md', ['green: true']),
        step('litter', 'test -e made/litter'), // left by the one before it
      ],
      ['setup: mkdir -p made && touch made/dep'],
    ),
  );
  const before = box.git('status', '--porcelain', '--ignored');
  const dry = await box.run(['plan', 'check', 'plan.md', '--dry', '--json'], { cwd: box.repository });
  expect(dry.code, dry.stderr).toBe(0);
  const { warnings, ok } = JSON.parse(dry.stdout);
  expect(ok).toBe(true);
  expect(warnings).toEqual([
    { step: 'green', message: expect.stringContaining('passes before the work, so it proves nothing') },
  ]);
  expect(box.calls()).toEqual([]);
  expect(box.git('status', '--porcelain', '--ignored')).toBe(before);
  const shown = await box.run(['plan', 'check', 'plan.md', '--dry'], { cwd: box.repository });
  expect(shown.stdout).toContain('Warnings\n  green: its check passes before the work');
});
