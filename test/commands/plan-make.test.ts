// From a goal to a plan: explored, planned, repaired, and shown; nothing of it runs before somebody has approved it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type PlanBox, plan, planBox, planText } from '../support/plan.ts';
import { COMMAND, start } from '../support/process.ts';

const good = planText([{ id: 'one', verify: 'grep 1 one.txt' }]);
const bad = good.replace('tier: haiku', 'tier: tiny');
const says = (text: string): string =>
  JSON.stringify({ type: 'result', subtype: 'success', is_error: false, result: text, total_cost_usd: 0.1 });

/** The planner writes a plan with a mistake first, and a good one in a fence. */
function goalBox(): PlanBox {
  const box = planBox({
    maker: `case "$prompt" in *"Its problems"*) cat "$STAND_IN/good" ;; *"<format>"*) cat "$STAND_IN/bad" ;; *) cat "$STAND_IN/found" ;; esac; exit`,
    one: 'echo 1 > one.txt',
  });
  const texts = { good: `Here it is:\n\n\`\`\`markdown\n${good}\`\`\`\n`, bad, found: 'README.md:1' };
  for (const [name, text] of Object.entries(texts)) box.write(join('stand-in', name), says(text));
  return box;
}

test('the explorer, the planner, and the planner again with the problems; then the outline, and nothing runs', async () => {
  const box = goalBox();
  const made = await plan(
    box,
    'make',
    'plans/new.md',
    'Make',
    'the',
    'one.',
    '--review',
    'opus',
    '--cleanup',
  );
  expect(made.code, made.stderr).toBe(0);
  expect(made.stdout).toContain('Run it with: tierwise plan run plans/new.md');
  expect(made.stderr).toContain('plans/new.md is written, for $0.30.');
  expect(readFileSync(join(box.repository, 'plans/new.md'), 'utf8')).toBe(
    good.replace('---\n', '---\nreview: opus\ncleanup: true\n'),
  );
  expect(box.calls()).toEqual([
    'maker claude-haiku-5-5 medium',
    ...Array(2).fill('maker claude-opus-5-5 medium'),
  ]);
  expect(box.prompts()[1]).toContain('<goal>\nMake the one.\n</goal>');
  expect(box.prompts()[1]).toContain('README.md:1');
  expect(box.prompts()[2]).toContain('step one: tier: Invalid option');
  const again = await plan(box, 'make', 'plans/new.md', 'x');
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('the file exists already') });
});

test.skipIf(!existsSync('/usr/bin/script') || process.platform !== 'linux')(
  'on a terminal it asks, and carries the plan out',
  async () => {
    const box = goalBox();
    const command = [...COMMAND, 'plan make plans/new.md Make it.'].join(' ');
    const ended = await start(['/usr/bin/script', '-qec', command, '/dev/null'], {
      ...{ cwd: box.repository, env: box.env, input: 'y\n' },
    });
    expect(ended.stdout).toContain('Run it? [y/N]');
    expect(ended.code).toBe(0);
    expect(box.git('show', 'tierwise/plan-new:one.txt')).toBe('1');
  },
);
