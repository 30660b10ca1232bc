// The formats of a report as the command gives them: on stdout, in a file, and what they refuse.
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { CART, finding, panel } from '../support/opinions.ts';

const DIFF = `--- /dev/null\n+++ b/pay.js\n@@ -0,0 +1,8 @@\n${CART.trimEnd().replace(/^/gm, '+')}\n`;
const EVIL = 'It fails.\n::error::from a model';
const REPORTS = [finding(6, '} catch (error) {}', { severity: 'critical', claim: EVIL })];

async function reviewed(
  more: string[],
): Promise<{ box: Sandbox; code: number | null; stdout: string; stderr: string }> {
  const server = await serve({ react: panel({}, REPORTS) });
  const box = sandbox(server.url);
  const args = ['opinion', '--review', '--diff', '-', '--ask', 'opus', '--fail-on', 'critical', ...more];
  return { box, ...(await box.run(args, { input: DIFF })) };
}

test('github: annotations and the comment on stdout, and no line of a model is a command; the exit code is as ever', async () => {
  const { code, stdout, stderr } = await reviewed(['--format', 'github']);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^::error file=pay\.js,line=6,title=critical%2C confirmed \(opus\)::It fails\.%0A::error::from/,
  );
  expect(stdout).toContain('#### critical, confirmed: `pay.js:6`');
  expect(stdout.match(/^\s*::/gm)).toHaveLength(1);
  expect(stderr).not.toMatch(/^\s*::/m);
});

test('github with --out: the comment is in the file, the annotations are on stdout', async () => {
  const { box, stdout } = await reviewed(['--format', 'github', '--out', 'comment.md']);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(box.read('comment.md')).toContain('<!-- tierwise opinion -->');
});

test.each([
  ['sarif', /^\{\n {2}"\$schema"/],
  ['html', /^<!doctype html>/],
  ['md', /^# Review: the diff on standard input/],
])('%s goes to stdout, or to the file with the comparison on the terminal', async (format, begin) => {
  expect((await reviewed(['--format', format])).stdout).toMatch(begin);
  const { box, stdout } = await reviewed(['--format', format, '--out', 'report']);
  expect(box.read('report')).toMatch(begin);
  expect(stdout).toContain('pay.js:6  critical, confirmed');
});

test.each([
  [['Which?', '--format', 'sarif'], '--format sarif is about findings: give --review, too.'],
  [['Which?', '--format', 'html', '--json'], 'name a file for the report with --out'],
  [['--review', '--format', 'github', '--json', '--out', 'c.md'], 'would both be on stdout: leave one out'],
  [['Which?', '--format', 'pdf'], 'md, html, sarif, github'],
])('%j is refused before anything is sent', async (args, message) => {
  const server = await serve({ react: panel({}) });
  const { code, stderr } = await sandbox(server.url).run(['opinion', ...args]);
  expect([code, server.requests]).toEqual([2, []]);
  expect(stderr).toContain(message);
});
