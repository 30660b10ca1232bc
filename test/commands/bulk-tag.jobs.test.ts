// Batch jobs in a cloud, by the clouds' real SDKs, against stand-ins of their stores and services on this machine.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CloudOptions, type CloudServer, serveClouds } from '../support/cloud-jobs-server.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { bySight, label, lines, text } from '../support/lines.ts';
import type { Started } from '../support/process.ts';

const PLACES = { bedrock: 'bedrock:s3://my-bucket/jobs', vertex: 'vertex:gs://my-bucket/jobs' } as const;
type Cloud = keyof typeof PLACES;
const CLOUDS: Cloud[] = ['bedrock', 'vertex'];
const ITEMS = lines(110);

interface Scene {
  server: CloudServer;
  box: Sandbox;
  args: string[];
  env: Record<string, string>;
  /** The names of pending batches. */
  pending(): string[];
}

async function scene(cloud: Cloud, options: Partial<CloudOptions> = {}): Promise<Scene> {
  const server = await serveClouds({ tag: bySight, ...options });
  const box = sandbox();
  box.write('a.log', text(ITEMS));
  return {
    server,
    box,
    args: ['bulk-tag', 'a.log', 'sev.md', '--batch', PLACES[cloud], '--pack', '1', '--json'],
    env: { ...server.env[cloud], TIERWISE_BATCH_POLL_MS: '20' },
    pending: () =>
      readdirSync(join(box.env.TIERWISE_HOME as string, 'batches')).map((name) => name.replace('.json', '')),
  };
}

test.each(CLOUDS)('%s: a job is written, started, followed and collected, at half price', async (cloud) => {
  const { server, box, args, env, pending } = await scene(cloud);
  const { code, stdout, stderr } = await box.run(args, { env });
  expect(code, stderr).toBe(0);
  expect(box.read('a.log.tagged')).toBe(text(ITEMS.map(label)));
  const [job, ...others] = server.jobs;
  expect(others).toEqual([]);
  expect(job?.records).toHaveLength(109);
  expect([...server.direct, ...server.inJobs].sort()).toEqual([...ITEMS].sort());
  const summary = JSON.parse(stdout);
  const half = { bedrock: 'AWS_ACCESS_KEY_ID', vertex: 'project p1' }[cloud];
  expect(summary).toMatchObject({
    tagged: 110,
    requests: 110,
    backend: cloud,
    uncertainUsd: 0,
    pendingUsd: 0,
  });
  expect(summary.billedTo).toContain(half);
  const whole = (summary.tokens.input * 0.1 + summary.tokens.output * 0.5) / 1e6;
  expect(summary.costUsd / whole).toBeCloseTo(1.1 * (0.5 + 0.5 / 110), 1);
  expect(pending()).toEqual([]);
  expect([...server.objects.keys()][0]).toBe(`my-bucket/jobs/${job?.key}/input.jsonl`);
});

test('killed as its job starts: the next run finds it by its name, and nothing is paid twice', async () => {
  let run: Started | undefined;
  const { server, box, args, env, pending } = await scene('bedrock', {
    onStarted: () => run?.child.kill('SIGKILL'),
  });
  run = box.start(args, { env });
  expect(await run).toMatchObject({ signal: 'SIGKILL' });
  run = undefined;
  expect(pending()).toHaveLength(1);
  const { code, stderr } = await box.run(args, { env });
  expect(code, stderr).toBe(0);
  expect(box.read('a.log.tagged')).toBe(text(ITEMS.map(label)));
  expect(server.jobs).toHaveLength(1);
  expect([...server.direct, ...server.inJobs].sort()).toEqual([...ITEMS].sort());
});

test.each(CLOUDS)('%s: the reply to a job is lost: it is found by its name', async (cloud) => {
  const { server, box, args, env } = await scene(cloud, { onStarted: () => true });
  const { stdout, stderr } = await box.run(args, { env });
  expect(stderr).toContain('It is not known whether a batch of 109 requests arrived: looking for it.');
  expect(JSON.parse(stdout)).toMatchObject({ tagged: 110, uncertainUsd: 0 });
  expect(server.jobs).toHaveLength(1);
});

test.each(CLOUDS)(
  '%s: records that fail are asked again, at once where they are too few for a job',
  async (cloud) => {
    const { server, box, args, env } = await scene(cloud, {
      result(record, usual, job) {
        const at = job.records.indexOf(record);
        if (at > 3 || job !== server.jobs[0]) return usual;
        if (at === 0) return null; // no line at all
        const { modelInput, request } = record;
        return modelInput
          ? { recordId: record.recordId, modelInput, error: { errorCode: 400, errorMessage: 'bad' } }
          : { custom_id: record.custom_id, request, response: {}, status: 'Bad Request: {"error": "bad"}' };
      },
      ends: ({ looks }) => looks > 0,
    });
    const { code, stdout, stderr } = await box.run(args, { env });
    expect(box.read('a.log.tagged'), stderr).toBe(text(ITEMS.map(label)));
    expect(JSON.parse(stdout)).toMatchObject({ tagged: 110, uncertainUsd: 0 });
    expect(code).toBe(0);
    if (cloud === 'bedrock') {
      expect(server.direct).toHaveLength(5);
      expect(stderr).toContain('4 requests left, and a job there needs 100: asked at once, at full price.');
    }
  },
);

test.each(CLOUDS)('%s: a job that fails says why, and stops the run', async (cloud) => {
  const { server, box, args, env, pending } = await scene(cloud, {
    fails: () => 'the role may not read the bucket',
  });
  const { code, stdout } = await box.run(args, { env });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ tagged: 1, stopped: 'error', pendingUsd: 0 });
  expect(JSON.parse(stdout).reason).toMatch(/failed: the role may not read the bucket/);
  expect(server.jobs).toHaveLength(1);
  expect(pending()).toEqual([]);
});

test.each(CLOUDS)(
  '%s: runs lists a pending job, and cancels it; another --batch names the place',
  async (cloud) => {
    const denied = { status: 403, body: { message: 'not now' } };
    let isDown = true;
    const { server, box, args, env } = await scene(cloud, {
      ends: () => false,
      fault: (method, path) => (isDown && method === 'GET' && /job/i.test(path) ? denied : null),
    });
    const { code, stderr } = await box.run(args, { env });
    expect(code, stderr).toBe(1);
    isDown = false;
    const [{ run: key, state, place }] = JSON.parse((await box.run(['runs', '--json'], { env })).stdout).runs;
    expect([state, place]).toEqual(['waiting', `${PLACES[cloud]}/`]);
    const other = await box.run(['bulk-tag', 'a.log', 'sev.md', '--backend', cloud, '--pack', '1'], { env });
    expect(other.stderr).toContain(
      `Collect them with --batch ${PLACES[cloud]}/ (tierwise runs resume ${key})`,
    );
    expect(server.direct).toHaveLength(1);
    const cancelled = await box.run(['runs', 'cancel', key], { env });
    expect(cancelled.stdout).toContain('0 had already been answered');
    expect(server.jobs[0]?.state).toBe('stopped');
  },
);

test('refused before anything is sent: no role, a wrong place, another backend', async () => {
  const { server, box, args, env } = await scene('bedrock');
  const refused = async (more: string[], change: Record<string, string> = {}) =>
    (await box.run([...args, ...more], { env: { ...env, ...change } })).stderr;
  expect(await refused([], { TIERWISE_BEDROCK_ROLE: '' })).toContain('Name its ARN with --batch-role');
  expect(await refused(['--backend', 'api'])).toContain('leave --backend api out');
  expect(await refused(['--batch', 'bedrock:gs://bucket/a'])).toContain('Expected nothing, bedrock:s3://');
  expect(await refused([], { AWS_ENDPOINT_URL_S3: 'https://evil.example' })).toContain(
    'go to that cloud only',
  );
  expect(server.seen).toEqual([]);
});

test('--max-cost is reserved for a job at batch price, and what does not fit is not sent', async () => {
  const { server, box, args, env } = await scene('vertex', { ends: () => true });
  const { code, stdout } = await box.run([...args, '--max-cost', '0.0006'], { env });
  expect(code).toBe(3);
  const { costUsd, stopped } = JSON.parse(stdout);
  expect(stopped).toBe('ceiling');
  expect(costUsd).toBeLessThanOrEqual(0.0006);
  expect(server.jobs.length).toBeGreaterThan(0);
});

test('a dry run prices what is too little for a job at full price', async () => {
  const { server, box, args, env } = await scene('bedrock');
  const priced = async (...more: string[]) =>
    JSON.parse((await box.run([...args, '--dry-run', ...more], { env })).stdout);
  const [job, few] = [await priced(), await priced('--pack', '10')];
  expect(job.batchUsd / job.costUsd).toBeLessThan(0.7);
  expect(few.batchUsd).toBe(few.costUsd);
  expect(server.seen).toEqual([]);
});
