// A plan carried out by the real Codex CLI, in its own sandbox, against a model on loopback that makes real edits.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { PlanReport } from '../../src/plan/report/plan-report.ts';
import { planText } from '../support/plan.ts';
import { COMMAND, start } from '../support/process.ts';
import { startResponsesServer, type VendorReply, type VendorRequest } from '../support/vendor-servers.ts';
import { realHome } from './real.ts';

const MORE = ['executor: "codex:gpt-6.1-sol"', 'effort: low'];
const PLAN = planText([
  { id: 'one', verify: 'grep 1 one.txt', more: MORE },
  { id: 'two', verify: 'grep 2 two.txt', more: MORE },
  { id: 'hard', verify: 'grep 3 hard.txt', more: MORE },
  { id: 'sum', needs: ['one', 'two', 'hard'], verify: 'grep 6 sum.txt', more: MORE },
  { id: 'never', verify: 'grep 9 never.txt', more: MORE },
  { id: 'after', needs: ['never'], verify: 'true', more: MORE },
]);
const VALUES: Record<string, string> = { one: '1', two: '2', sum: '6', never: '0' };

const stepOf = ({ shown }: VendorRequest): string => /<step id=\\"([\w-]+)\\">/.exec(shown)?.[1] ?? '';
const effortOf = ({ body }: VendorRequest): string => body.reasoning?.effort ?? '';

/** Codex's models call their tools from JavaScript. */
function model(request: VendorRequest): VendorReply {
  if (request.afterTool) return 'It is done.';
  const step = stepOf(request);
  const value = step === 'hard' ? (effortOf(request) === 'medium' ? '3' : '0') : VALUES[step];
  const kept = request.shown.includes('The files are as that try left them');
  const patch = `*** Begin Patch\n*** Add File: ${step}.txt\n+${value}\n*** End Patch\n`;
  const input = kept
    ? `text(JSON.stringify(await tools.exec_command({cmd: "echo ${value} > ${step}.txt"})))`
    : `text(await tools.apply_patch(${JSON.stringify(patch)}))`;
  return { call: { type: 'custom_tool_call', name: 'exec', input } };
}

test('Codex carries out a plan: order, isolation, more effort after two failures, a person at the end, commits', async () => {
  const server = await startResponsesServer(model);
  const { root, env } = realHome({ responses: server.url });
  const project = join(root, 'repository');
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: root },
      encoding: 'utf8',
    }).trimEnd();
  mkdirSync(project);
  writeFileSync(join(project, 'README.md'), 'sample\n');
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.invalid', 'commit', '--quiet', '-m', 'start');
  writeFileSync(join(project, 'README.md'), 'half an edit\n');
  mkdirSync(dirname(join(project, 'plans/x')), { recursive: true });
  writeFileSync(join(project, 'plans/numbers.md'), PLAN);
  const tierwise = (...args: string[]) => start([...COMMAND, 'plan', ...args], { cwd: project, env });

  const run = await tierwise('run', 'plans/numbers.md', '--yes', '--json');
  expect(run.code, run.stderr).toBe(1);
  const report: PlanReport = JSON.parse(run.stdout);
  expect(report.steps.map(({ id, status, on, tries }) => [id, status, on, tries])).toEqual([
    ['one', 'passed', 'codex low', 1],
    ['two', 'passed', 'codex low', 1],
    ['hard', 'passed', 'codex medium', 3],
    ['sum', 'passed', 'codex low', 1],
    ['never', 'person', 'codex medium', 3],
    ['after', 'waits', null, 0],
  ]);
  expect(report.steps.map(({ costUsd, tokens }) => [costUsd, tokens > 0])[0]).toEqual([null, true]);
  expect(
    git('log', '--reverse', '--format=%s', '--name-only', `main..${report.branch}`)
      .split('\n')
      .filter(Boolean),
  ).toEqual(['one', 'two', 'hard', 'sum'].flatMap((id) => [`Make ${id}`, `${id}.txt`]));
  expect(readFileSync(join(project, 'README.md'), 'utf8')).toBe('half an edit\n');
  expect(git('status', '--porcelain')).toBe(' M README.md\n?? plans/');
  for (const { shown } of server.requests) expect(shown).not.toMatch(/TRAP INSTRUCTIONS/);
  for (const request of server.requests) expect(request.shown).not.toContain(project);
  expect(existsSync(join(root, 'TRAP-USER'))).toBe(false); // the user's servers, hooks and notify
  const before = server.requests.length;
  expect((await tierwise('resume', 'plans/numbers.md')).code).toBe(1);
  expect(server.requests).toHaveLength(before);
});
