// The action for GitHub workflows, its steps carried out as the runner does: on loopback, with a `gh` that writes down what it is asked.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { addressIn } from '../scripts/repository-address.ts';
import { ACTION, runAction } from './support/action.ts';
import { type Sandbox, sandbox } from './support/command.ts';
import { serve } from './support/lines.ts';
import { CART, finding, panel } from './support/opinions.ts';
import { readPage, withExamples } from './support/page.ts';
import { start } from './support/process.ts';
import { REPOSITORY } from './support/repository.ts';
import { ticketModels } from './support/ticket-models.ts';

const EVIL = 'ERROR it failed ::error::from an item%0A::set-output name=cost::0';

function scheme(box: Sandbox): void {
  box.write(
    'level.md',
    '---\nname: level\ntags: { bad: { description: It failed., match: [ERROR] }, odd: { description: It is slow., match: [WARN] }, fine: { description: The rest., match: [INFO] } }\n---\nx\n',
  );
}

test('a text, by rules: annotations at their lines, outputs, a summary, and fail-on fails the step', async () => {
  const box = sandbox();
  scheme(box);
  box.write('app.log', `INFO a\n\n${EVIL}\nWARN slow\nINFO b\n`);
  const inputs = {
    task: 'tag',
    'max-cost': '0.5',
    input: 'app.log',
    scheme: 'level.md',
    'warn-on': 'odd',
    'fail-on': 'bad, none',
  };
  const { steps, outputs, summary, failed } = await runAction(box, inputs);
  expect(steps).toHaveLength(1);
  expect(steps[0]).toMatchObject({ code: 1 });
  const lines = steps[0]?.stdout.trim().split('\n');
  expect(lines).toEqual([
    `::error file=app.log,line=3,title=tagged bad::${EVIL.replaceAll('%', '%25')}`,
    '::warning file=app.log,line=4,title=tagged odd::WARN slow',
  ]);
  expect([outputs.cost, failed]).toEqual(['0', true]);
  const items = readFileSync(outputs.result as string, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).tags);
  expect(items).toEqual([['fine'], ['bad'], ['odd'], ['fine']]);
  expect(summary).toContain('**4 of 4 tagged**, for $0 of at most $0.5.');
  expect(summary).toContain('| `fine` | 2 |');
});

test('rows, by a model: what is left to a person is a notice, the step passes, and the ceiling is kept', async () => {
  const server = await serve(ticketModels);
  const box = withExamples(sandbox(server.url));
  const inputs = { ...exampleIn(1), 'warn-on': '' };
  const { steps, outputs, summary, failed } = await runAction(box, inputs);
  expect([failed, steps[0]?.stdout]).toEqual([
    false,
    '::notice file=examples/tickets.csv,title=needs a look%3A no tier could decide::1017 · 2026-11-07 · Hello?\n',
  ]);
  expect(Number(outputs.cost)).toBeCloseTo(0.006, 3);
  expect(summary).toContain('**19 of 20 tagged**, 1 need a look');
  expect(steps[0]?.stderr).toContain('billed to the key in ANTHROPIC_API_KEY');
  const stopped = await runAction(box, { ...inputs, scheme: 'sentiment', 'max-cost': '0.00001' });
  expect([stopped.failed, stopped.steps[0]?.code]).toEqual([true, 3]);
  expect(stopped.summary).toContain('Stopped before the end');
});

/** What the n-th example of the documentation gives the action. */
function exampleIn(n: number): Record<string, string> {
  const blocks = [...readPage('docs/github-action.md').matchAll(/```yaml\n([\s\S]*?)```/g)];
  const { jobs } = parse(blocks[n]?.[1] ?? '') as {
    jobs: Record<string, { steps: Record<string, never>[] }>;
  };
  const [step] = Object.values(jobs).flatMap(({ steps }) =>
    steps.filter(({ uses = '' }) => uses === `${addressIn(readPage('package.json'))}@<commit>`),
  );
  const given = step?.with as unknown as Record<string, string>;
  expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
  return given;
}

/** A checkout with a change on top of origin/main, and a `gh` that knows one comment of ours. */
function pullRequest(box: Sandbox, comments: string): Record<string, string> {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.invalid', ...args], {
      cwd: box.folder,
      env: box.env,
    });
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'base');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  box.write('pay.js', CART);
  git('add', 'pay.js');
  git('commit', '-qm', 'pay');
  const gh = `#!/bin/sh\nprintf '%s\\n' "$*" >> "${box.file('gh.log')}"\ncase "$*" in *--paginate*) printf '${comments}';; esac\n`;
  chmodSync(box.write('gh', gh), 0o755);
  return {
    PATH: `${box.folder}:${box.env.PATH}`,
    GITHUB_BASE_REF: 'main',
    GITHUB_REPOSITORY: 'o/r',
  };
}

test('a pull request is reviewed, annotated, and commented on', async () => {
  const report = finding(6, '} catch (error) {}', {
    severity: 'critical',
    claim: 'It fails.\n::error::from a model',
  });
  const server = await serve({ react: panel({}, [report]) });
  const box = sandbox(server.url);
  const env = pullRequest(box, '');
  const inputs = { ...exampleIn(0), ask: 'opus' };
  const { steps, outputs, summary, failed } = await runAction(box, inputs, env);
  expect(
    steps.map(({ code }) => code),
    steps.map(({ stderr }) => stderr).join('\n'),
  ).toEqual([1, 0]);
  expect(failed).toBe(true);
  expect(steps[0]?.stdout).toMatch(/^::error file=pay\.js,line=6,title=critical/);
  expect(steps[0]?.stdout.match(/^\s*::/gm)).toHaveLength(1);
  expect(Number(outputs.cost)).toBeGreaterThan(0);
  expect(summary).toContain('#### critical, confirmed: ');
  const asked = box.read('gh.log');
  expect(asked).toContain(`--method POST repos/o/r/issues/7/comments --field body=@${outputs.result}\n`);
  // Without fail-on, findings fail nothing, and without `comment` nothing is written.
  const quiet = await runAction(box, { ...inputs, 'fail-on': '', comment: 'false' }, env);
  expect([quiet.failed, quiet.steps.length, box.read('gh.log')]).toEqual([false, 1, asked]);
});

test('a comment of an earlier run is written over', async () => {
  const box = sandbox();
  const env = { ...box.env, ...pullRequest(box, '41\\n42\\n'), PULL_REQUEST: '7', COMMENT: 'c.md' };
  const { code, stderr } = await start(['bash', join(REPOSITORY, 'action/comment.sh')], {
    cwd: box.folder,
    env,
  });
  expect(code, stderr).toBe(0);
  expect(box.read('gh.log')).toContain('--method PATCH repos/o/r/issues/comments/42 --field body=@c.md\n');
});

test.each([
  [{ task: 'tag', 'max-cost': '' }, 'max-cost: "". Expected dollars, for example 1.50.'],
  [{ task: 'tag', 'max-cost': '1; rm' }, 'Expected dollars'],
  [{ task: 'tags', 'max-cost': '1' }, 'task: "tags". Expected one of: tag, review.'],
  [{ task: 'tag', 'max-cost': '1', scheme: 'x' }, 'input: missing, for the task "tag".'],
  [{ task: 'tag', 'max-cost': '1', input: '$(touch pwned)', scheme: '`touch pwned`' }, 'tierwise: '],
  [{ task: 'tag', 'max-cost': '1', input: '--out=x', scheme: '--help' }, 'tierwise: '],
  [{ task: 'review', 'max-cost': '1' }, 'diff: missing. Outside of a pull request'],
])('%j ends with an error that says why, and nothing is sent', async (inputs, message) => {
  const server = await serve();
  const box = sandbox(server.url);
  const { steps, failed } = await runAction(box, inputs as Record<string, string>);
  expect([failed, steps[0]?.code, server.requests]).toEqual([true, 2, []]);
  expect(steps[0]?.stdout).toMatch(/^::error title=tierwise::.*\n$/);
  expect(steps[0]?.stdout).toContain(message);
  expect(existsSync(box.file('pwned'))).toBe(false);
});

test('nothing of a workflow stands in a script, and each input and output is in the documentation', () => {
  expect(ACTION.runs.using).toBe('composite');
  for (const { run, shell } of ACTION.runs.steps)
    expect([run.includes('${{'), shell]).toEqual([false, 'bash']);
  expect(ACTION.inputs['max-cost']).toMatchObject({ required: true });
  const page = readPage('docs/github-action.md');
  for (const name of [...Object.keys(ACTION.inputs), ...Object.keys(ACTION.outputs)])
    expect(page).toContain(`| \`${name}\` |`);
});
