// What goes on or has stopped: listed with its cost, taken up again, stopped, and its result.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { label, lines, serve, text } from '../support/lines.ts';
import { CART, finding, isJudging, panel, shownIn } from '../support/opinions.ts';
import { boxWith, one, plan } from '../support/plan.ts';

const LINES = lines(60);
const TAG = ['bulk-tag', 'a.log', 'sev.md', '--pack', '10', '--concurrency', '1'];

async function listed(box: Sandbox, ...more: string[]) {
  const { stdout, stderr } = await box.run(['runs', 'list', '--json', ...more]);
  expect(stderr).toBe('');
  return JSON.parse(stdout).runs;
}

describe('a bulk run', () => {
  test('that stopped at its ceiling is listed with its cost, and goes on under a higher one only', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    const many = lines(200);
    box.write('a.log', text(many));
    const { code } = await box.run(['bulk-tag', 'a.log', 'sev.md', '--pack', '5', '--max-cost=0.002']);
    expect(code).toBe(3);
    const asked = server.requests.length;
    expect(asked).toBeGreaterThan(0);
    const [run, ...others] = await listed(box);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ kind: 'bulk', state: 'ceiling', what: 'a.log sev.md', cwd: box.folder });
    expect(run.costUsd).toBeGreaterThan(0);
    const table = (await box.run(['runs'])).stdout;
    expect(table).toMatch(/^bulk-\w{6} +ceiling +\d+\.\d s +\$0\.\d+ +a\.log sev\.md$/m);
    expect(table).toContain(`in ${box.folder}: tierwise bulk-tag a.log sev.md`);

    const refused = await box.run(['runs', 'resume', run.run]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`tierwise runs resume ${run.run} --max-cost <usd>`);
    expect(server.requests).toHaveLength(asked);

    // From another folder, by the beginning of its name.
    const resumed = await box.run(['runs', 'resume', run.run.slice(0, 8), '--max-cost', '1'], {
      cwd: box.home,
    });
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(box.read('a.log.tagged')).toBe(text(many.map(label)));
    expect(server.requests.length).toBeGreaterThan(asked);

    // One job, one entry, and its result is told in counts and files.
    const [done, ...rest] = await listed(box);
    expect(rest).toEqual([]);
    expect(done).toMatchObject({ state: 'finished', result: { out: box.file('a.log.tagged') } });
    const result = await box.run(['runs', 'result', done.run]);
    expect(result.stdout).toBe(
      `Counted: 200 items, 200 tagged, 0 review, 0 failed.\nResult: ${box.file('a.log.tagged')}\n`,
    );
    const over = await box.run(['runs', 'resume', done.run]);
    expect([over.code, over.stderr]).toEqual([2, expect.stringContaining('It has finished')]);
  });

  test('that goes on is listed with its process, and stopped by name; killed, it is listed as stopped and goes on', async () => {
    let held = 2;
    const server = await serve({
      react: async ({ number }) => {
        if (number >= held) await new Promise(() => {});
        return undefined;
      },
    });
    const box = sandbox(server.url);
    box.write('a.log', text(LINES));
    const first = box.start(TAG);
    await server.arrived(3);
    const [running] = await listed(box);
    expect(running).toMatchObject({ state: 'running', pid: first.child.pid });
    const again = await box.run(['runs', 'resume', running.run]);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining(`runs cancel ${running.run}`)]);
    const forget = await box.run(['runs', 'forget', running.run]);
    expect(forget.code).toBe(2);
    first.child.kill('SIGKILL');
    await first;
    const [stopped] = await listed(box);
    expect(stopped).toMatchObject({ run: running.run, state: 'stopped', pid: null });
    expect((await box.run(['runs', 'show', stopped.run])).stdout).toContain(
      `Go on with: tierwise runs resume ${stopped.run}`,
    );
    const nothing = await box.run(['runs', 'cancel', stopped.run]);
    expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('does not run')]);

    held = Number.POSITIVE_INFINITY;
    expect((await box.run(['runs', 'resume', stopped.run])).code).toBe(0);
    expect(box.read('a.log.tagged')).toBe(text(LINES.map(label)));
  });

  test('is stopped by "cancel" as by Ctrl-C: what is under way is kept', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = await serve({
      react: async ({ number }) => {
        if (number >= 1) await gate;
        return undefined;
      },
    });
    const box = sandbox(server.url);
    box.write('a.log', text(LINES));
    const run = box.start(TAG);
    await server.arrived(2);
    const [{ run: name }] = await listed(box);
    const canceled = box.start(['runs', 'cancel', name]);
    await run.stderrHas('Stopping');
    release();
    expect((await run).code).toBe(130);
    expect((await canceled).stdout).toContain(`Go on with: tierwise runs resume ${name}`);
    expect(await listed(box)).toMatchObject([{ run: name, state: 'interrupted' }]);
  });

  test('that could not start leaves nothing, nor does a look', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    box.write('a.log', text(LINES));
    await box.run(['bulk-tag', 'nothing.log', 'sev.md']);
    await box.run([...TAG, '--dry-run']);
    expect((await box.run(['runs'])).stdout).toBe('No runs.\n');
    const unknown = await box.run(['runs', 'show', 'bulk-000000']);
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('Unknown run "bulk-000000".'),
    ]);
  });

  test('is private, and holds no item; a record that is damaged is named and can be dropped', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    box.write('a.log', text(LINES));
    await box.run(TAG);
    const folder = join(box.home, 'tierwise', 'runs');
    const [name = ''] = readdirSync(folder);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, name), 'utf8')).not.toContain(LINES[0]);
    writeFileSync(join(folder, 'bulk-000000.json'), '{"v":1,"id":"bulk-0');
    const { stdout } = await box.run(['runs']);
    expect(stdout).toContain('bulk-000000.json: not JSON. Drop it: tierwise runs forget bulk-000000\n');
    expect((await box.run(['runs', 'forget', 'bulk-000000'])).stdout).toContain('which could not be read');
    const close = await box.run(['runs', 'show', `${name.slice(0, 10)}x`]);
    expect(close.stderr).toContain(`Did you mean "${name.slice(0, -5)}"?`);
    expect((await box.run(['runs', 'forget', name.slice(0, -5)])).code).toBe(0);
    expect(await listed(box)).toEqual([]);
  });
});

test('an opinion is listed without its question; kept, its answers are the result', async () => {
  const server = await serve({ react: panel({}) });
  const box = sandbox(server.url);
  const ask = ['opinion', 'Is it xylophone?', '--ask', 'opus,sonnet'];
  await box.run(ask);
  const [run] = await listed(box);
  expect(run).toMatchObject({ kind: 'opinion', state: 'finished', what: 'question to opus, sonnet' });
  const home = join(box.home, 'tierwise');
  const kept = readdirSync(join(home, 'runs')).map((file) => readFileSync(join(home, 'runs', file), 'utf8'));
  expect(kept.join('')).not.toContain('xylophone');
  expect((await box.run(['runs', 'resume', run.run])).code).toBe(2);

  const { stdout } = await box.run([...ask, '--keep', '--json']);
  const id = JSON.parse(stdout).kept;
  expect((await listed(box)).map(({ run }: { run: string }) => run)).toEqual([id, run.run]);
  const result = await box.run(['runs', 'result', id]);
  expect(result.stdout).toMatch(/^## opus\n> Is it xylophone\?\n\nUse a queue\. Test it\.\n\n## sonnet/);
  expect((await box.run(['runs', 'forget', id])).stdout).toContain('Its answers are removed.');
  expect((await box.run(['opinion', '--kept'])).stdout).toBe('No opinion is kept.\n');
});

test('an opinion that is not over keeps its question for itself; taken up again, what was answered is not asked again', async () => {
  const asked: string[] = [];
  let broken = true;
  const server = await serve({
    react: (request) => {
      const kind = isJudging(shownIn(request.body)) ? 'judge' : (request.model.split('-')[1] ?? '');
      asked.push(kind);
      return broken && kind === 'sonnet' ? { status: 400 } : panel({})(request);
    },
  });
  const box = sandbox(server.url);
  const ask = ['opinion', 'Is it xylophone?', '--ask', 'opus,sonnet,haiku', '--json'];
  const first = await box.run(ask);
  expect(first.code).toBe(1);
  const [run] = await listed(box);
  expect(run).toMatchObject({ state: 'open', what: 'question to opus, sonnet, haiku' });
  const folder = box.file(`home/tierwise/runs/${run.run}`);
  expect(readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o077)).toEqual([0, 0]);
  expect(box.read(`home/tierwise/runs/${run.run}.json`)).not.toContain('xylophone');

  expect(first.stderr).toContain(`tierwise runs forget ${run.run} removes them`);
  broken = false;
  asked.length = 0;
  const { code, stdout, stderr } = await box.run(['runs', 'resume', run.run], { cwd: box.home });
  expect(code, stderr).toBe(0);
  expect(asked.filter((kind) => kind !== 'judge')).toEqual(['sonnet']);
  expect(JSON.parse(stdout).voices.map(({ answer }: { answer: string }) => answer)).toEqual(
    Array(3).fill('Use a queue. Test it.'),
  );
  expect(stderr).toContain('opus answered this before: it is not asked again.');
  const [done, ...others] = await listed(box);
  expect(others).toEqual([]);
  expect(done).toMatchObject({ run: run.run, state: 'finished' });
  expect(done.costUsd).toBeGreaterThan(run.costUsd);
  expect(existsSync(folder)).toBe(false);
});

test('of a review that everybody answered nothing is kept, whatever it found', async () => {
  const server = await serve({ react: panel({}, [finding(5, 'catch (error) {}')]) });
  const box = sandbox(server.url);
  box.write('pay.js', 'let total = 0;\n');
  for (const args of [
    ['init', '-q'],
    ['add', 'pay.js'],
    ['commit', '-qm', 'first'],
  ])
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
      cwd: box.folder,
      env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  box.write('pay.js', CART);
  const review = ['opinion', '--review', '--ask', 'opus,haiku', '--fail-on', 'minor'];
  const first = await box.run(review);
  expect(first.code, first.stderr).toBe(1);
  const [run] = await listed(box);
  expect(run.state).toBe('open');
  expect(readdirSync(box.file('home/tierwise/runs'))).toEqual([`${run.run}.json`]);
  const again = await box.run(['runs', 'resume', run.run]);
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is not kept. Call it again.')]);
});

test('a plan is listed by what it keeps, whoever ran it', async () => {
  const box = boxWith([one], { one: 'echo 2 > other.txt' });
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
  const file = join(box.repository, 'plan.md');
  const [run, ...others] = await listed(box);
  expect(others).toEqual([]);
  expect(run).toMatchObject({
    kind: 'plan',
    state: 'open',
    what: file,
    steps: { done: 0, total: 1, needYou: 1 },
  });
  expect(run.costUsd).toBeGreaterThan(0);
  expect((await box.run(['runs', 'show', run.run])).stdout).toContain(`tierwise plan status ${file}`);
  const forget = await box.run(['runs', 'forget', run.run]);
  expect([forget.code, forget.stderr]).toEqual([2, expect.stringContaining(`tierwise plan clean ${file}`)]);
});
