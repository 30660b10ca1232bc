// What a job costs is the sum of its runs, and one ceiling covers them together.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { lines, serve, text } from '../support/lines.ts';

async function arrange(options: Parameters<typeof serve>[0] = {}): Promise<Sandbox> {
  const box = sandbox((await serve(options)).url);
  box.write('a.log', text(lines(200)));
  return box;
}

/** Runs it, and returns the summary with the exit code. */
async function tag(box: Sandbox, ...args: string[]) {
  const { code, stdout, stderr } = await box.run([
    'bulk-tag',
    ...['a.log', './sev.md', '--pack', '10', '--concurrency', '1', '--json', ...args],
  ]);
  expect(stdout, stderr).not.toBe('');
  return { code, ...JSON.parse(stdout) };
}

const jobs = (box: Sandbox): string[] => {
  const folder = box.file('home/tierwise/jobs');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('what a job cost', () => {
  test('includes its samples and the runs that stopped, until it is complete', async () => {
    const box = await arrange();
    const sample = await tag(box, '--sample', '20');
    expect(sample.jobCostUsd).toBe(sample.costUsd);
    const part = await tag(box, '--limit', '50');
    const whole = await tag(box);
    expect(whole.costUsd).toBeGreaterThan(0);
    expect(whole.jobCostUsd).toBeCloseTo(sample.costUsd + part.costUsd + whole.costUsd, 10);
    expect(jobs(box)).toEqual([]);
    expect(await tag(box)).toMatchObject({ costUsd: 0, jobCostUsd: 0 });
  });

  test('is said to people, of the sample, of the run and before it', async () => {
    const box = await arrange();
    const run = (...args: string[]) => box.run(['bulk-tag', 'a.log', './sev.md', ...args]);
    await run('--sample', '20');
    expect((await run('--sample', '20')).stdout).toMatch(
      /, \$0\.\d+ \(\$0\.\d+ with earlier runs of this job\)/,
    );
    expect((await run('--dry-run')).stdout).toMatch(
      /spent +\$0\.\d+ by earlier runs of this job, samples included/,
    );
    expect((await run()).stdout).toMatch(
      /The whole job cost \$0\.\d+: \$0\.\d+ before this run, samples included\./,
    );
  });

  test('is of one task and one input', async () => {
    const box = await arrange();
    await tag(box, '--sample', '20');
    box.write('sev.md', box.read('sev.md').replace('It failed.', 'Something failed.'));
    const other = await tag(box, '--sample', '20');
    expect(other.jobCostUsd).toBe(other.costUsd);
    expect(jobs(box)).toHaveLength(2);
  });

  test('is kept without text, and a damaged line takes no other with it', async () => {
    const box = await arrange();
    const { costUsd } = await tag(box, '--sample', '20');
    const [name] = jobs(box);
    const file = `home/tierwise/jobs/${name}`;
    for (const line of box.read(file).trim().split('\n'))
      expect(Object.keys(JSON.parse(line)).sort()).toEqual(['at', 'certain', 'usd', 'v']);
    box.write(file, `{"v":1,\n{"v":9}\n${readFileSync(box.file(file))}{"v":1,"us`);
    expect((await tag(box)).jobCostUsd).toBeGreaterThan(costUsd);
  });
});

describe('a ceiling', () => {
  test('covers all runs of the job together, however often it is repeated', async () => {
    const box = await arrange();
    box.write('a.log', text(lines(400)));
    const ceiling = ['--pack', '5', '--concurrency', '8', '--max-cost'];
    const spent: number[] = [];
    for (const _ of [1, 2, 3]) {
      const run = await tag(box, ...ceiling, '0.003');
      expect(run.code).toBe(3);
      spent.push(run.costUsd);
    }
    expect(spent[0]).toBeGreaterThan(0);
    expect(spent.reduce((sum, usd) => sum + usd)).toBeLessThanOrEqual(0.003);
    const last = await tag(box, ...ceiling, '0.003');
    expect(last.reason).toContain(
      '--max-cost $0.0030 covers all runs of this job, and earlier ones spent $0.',
    );
    expect((await tag(box, ...ceiling, '5')).code).toBe(0);
  });

  test('counts what might have been billed by an earlier run', async () => {
    const box = await arrange({ react: () => ({ text: '{"results":[]}', usage: { input_tokens: -1 } }) });
    const { uncertainUsd, jobCostUsd } = await tag(box, '--sample', '20');
    expect({ certain: jobCostUsd, possible: uncertainUsd > 0 }).toEqual({ certain: 0, possible: true });
    const dry = JSON.parse(
      (await box.run(['bulk-tag', 'a.log', './sev.md', '--dry-run', '--json', '--max-cost', '9'])).stdout,
    );
    expect(dry.spentUsd).toBeCloseTo(uncertainUsd, 10);
  });
});

test('a sample says only of answers that it has that they are kept', async () => {
  const box = await arrange({ tag: (item) => [item.includes('failed') ? 'no such tag' : 'info'] });
  const { stdout } = await box.run(['bulk-tag', 'a.log', './sev.md', '--sample', '20', '--no-escalate']);
  expect(stdout).toMatch(
    /\n\S.* \d+ answers are kept: the whole run does not ask them again\. \d+ without one may be asked again\./,
  );
});

test('records in are records out, and a summary says so', async () => {
  const box = await arrange();
  box.write('a.log', 'unit a failed\n\nunit b is up\n  \n');
  expect((await tag(box)).records).toEqual({ in: 4, out: 4 });
  for (const format of ['csv', 'tsv', 'jsonl', 'json'])
    expect((await tag(box, '--format', format, '--out', `out.${format}`)).records).toEqual({ in: 2, out: 2 });
  expect((await tag(box, '--sample', '1')).records).toBe(null);
  // The name of the result says its format.
  await tag(box, '--out', 'by-name.csv');
  expect(box.read('by-name.csv')).toMatch(/^\w+,tags,tagged_by\n/);
});

test('an estimate names the tier that is next, and contains what may go up', async () => {
  const box = await arrange();
  box.write('a.log', text(lines(3)));
  const estimate = async (...args: string[]) =>
    JSON.parse((await box.run(['bulk-tag', 'a.log', './sev.md', '--dry-run', '--json', ...args])).stdout);
  const all = await estimate();
  expect(all.climbUsd).toBeGreaterThan(0);
  expect((await estimate('--no-escalate')).climbUsd).toBe(0);
  expect(all.costUsd).toBeGreaterThan((await estimate('--no-escalate')).costUsd);
  const { stdout } = await box.run(['bulk-tag', 'a.log', './sev.md', '--dry-run']);
  expect(stdout).toMatch(/requests +1 on haiku \(claude-haiku-5-5\)/);
  expect(stdout).toMatch(
    /included +about \$0\.\d+ for what haiku may not decide, which goes to sonnet, then opus/,
  );
});

test('a run that stopped is priced on the tiers that its items wait for', async () => {
  // Haiku abstains; of the tier above comes nothing.
  const box = await arrange({
    react: ({ body }) => (body.model.includes('haiku') ? undefined : { status: 401 }),
    tag: () => ['unsure'],
  });
  box.write('sev.md', box.read('sev.md').replace('mask:', 'abstain: unsure\nmask:'));
  await box.run(['bulk-tag', 'a.log', './sev.md']);
  const { stdout } = await box.run(['bulk-tag', 'a.log', './sev.md', '--dry-run']);
  expect(stdout).toMatch(/requests +5 on sonnet \(claude-sonnet-5-5\)/);
  expect(stdout).not.toContain('on haiku');
});
