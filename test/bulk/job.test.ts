// What can go wrong while a run is under way, and what is left afterwards.
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { expect, test } from 'vitest';
import { FAKE_KEY, type Sandbox, sandbox } from '../support/command.ts';
import { label, lines, serve, text } from '../support/lines.ts';
import { once, type Reaction, results, type ServedRequest } from '../support/messages-server.ts';

const quickly = { 'retry-after-ms': '1' };

test.each<[string, Reaction]>([
  [
    '429 with a wait',
    { status: 429, error: { type: 'rate_limit_error', message: 'slow down' }, headers: quickly },
  ],
  ['529', { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' }, headers: quickly }],
  ['500', { status: 500, headers: quickly }],
])('%s is tried again, by us alone, until it works', async (_, reaction) => {
  const server = await serve({ react: ({ number }) => (number < 4 ? reaction : undefined) });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(3)));
  const { code, stderr } = await box.run(['bulk-tag', 'a.log', './sev.md']);
  expect(code, stderr).toBe(0);
  expect(server.requests).toHaveLength(5);
  expect(stderr.match(/next try in/g)).toHaveLength(4);
});

test.each(['before', 'within'] as const)(
  'a connection that breaks %s the reply is tried again, and its cost is not forgotten',
  async (reset) => {
    const server = await serve({ react: ({ number }) => (number === 0 ? { reset } : undefined) });
    const box = sandbox(server.url);
    box.write('a.log', text(lines(3)));
    const { code, stdout } = await box.run(['bulk-tag', 'a.log', './sev.md', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).uncertainUsd).toBeGreaterThan(0);
  },
);

test.each([
  [
    'a bad key',
    { status: 401, error: { type: 'authentication_error', message: 'invalid x-api-key' } },
    'The credential was refused',
  ],
  [
    'a spend limit',
    {
      status: 429,
      error: {
        type: 'rate_limit_error',
        message: 'Spend limit reached',
        details: { error_code: 'enforced_spend_limit_reached' },
      },
    },
    'The account cannot pay for more',
  ],
  [
    'an unknown model',
    { status: 404, error: { type: 'not_found_error', message: 'model: claude-haiku-5-5' } },
    'does not know the model claude-haiku-5-5',
  ],
])('%s stops the run after one request, says so, and writes nothing', async (_, reaction, words) => {
  const server = await serve({ react: () => reaction });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(200)));
  const { code, stdout, stderr } = await box.run(['bulk-tag', 'a.log', './sev.md']);
  expect({ code, stdout, requests: server.requests.length }).toEqual({ code: 2, stdout: '', requests: 1 });
  expect(stderr.split('\n').filter((line) => line.startsWith('tierwise:'))).toEqual([
    expect.stringContaining(words),
  ]);
  expect(stderr).not.toContain(FAKE_KEY);
  expect(existsSync(box.file('a.log.tagged'))).toBe(false);
});

test('money that runs out in the middle stops within one request a worker; what was answered is kept and written', async () => {
  const server = await serve({
    react: ({ number }) =>
      number < 10
        ? undefined
        : {
            status: 400,
            error: { type: 'invalid_request_error', message: 'Your credit balance is too low' },
          },
  });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(100)));
  const { code, stdout } = await box.run([
    'bulk-tag',
    'a.log',
    './sev.md',
    '--pack',
    '1',
    '--concurrency',
    '4',
    '--json',
  ]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ tagged: 10, failed: 90, requests: 10, stopped: 'error' });
  expect(server.requests.length).toBeLessThanOrEqual(10 + 4);
  const out = box.read('a.log.tagged').trimEnd().split('\n');
  expect(out).toHaveLength(100);
  expect(out.filter((line) => !line.startsWith('\t'))).toHaveLength(10);
});

test('a service that stays down stops the run with everything kept, and the same command goes on later', async () => {
  let down = false;
  const server = await serve({
    react: ({ number }) => {
      down ||= number === 5;
      return down ? { status: 503, headers: quickly } : undefined;
    },
  });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(60)));
  const args = ['bulk-tag', 'a.log', './sev.md', '--pack', '1', '--concurrency', '2'];
  const first = await box.run([...args, '--json']);
  expect(first.code).toBe(1);
  expect(JSON.parse(first.stdout)).toMatchObject({ tagged: 5, failed: 55, stopped: 'error' });
  server.requests.length = 0; // numbers start again
  down = false;
  const second = await box.run(args);
  server.requests.length = 0;
  expect(second.code === 0 || second.code === 1).toBe(true);
  expect(new Set(server.tagged).size).toBe(server.tagged.length);
});

test('no network: three tries, one clear line', async () => {
  const server = await serve();
  await server.close(); // nobody listens there any more
  const box = sandbox(server.url);
  box.write('a.log', text(lines(3)));
  const { code, stderr } = await box.run(['bulk-tag', 'a.log', './sev.md']);
  expect(code).toBe(2);
  expect(stderr.match(/next try in/g)).toHaveLength(2);
  expect(stderr).toContain(`tierwise: no connection to ${server.url} (ECONNREFUSED)`);
});

test('the ceiling holds: no request is sent whose worst case would pass it', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', text(lines(400)));
  const args = (ceiling: number) => [
    'bulk-tag',
    'a.log',
    './sev.md',
    '--pack',
    '5',
    '--max-cost',
    `${ceiling}`,
  ];
  const { code, stdout } = await box.run([...args(0.003), '--json']);
  expect(code).toBe(3);
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({ stopped: 'ceiling', reason: expect.stringContaining('could cost up to') });
  expect(summary.costUsd).toBeLessThanOrEqual(0.003);
  expect(summary.costUsd).toBeGreaterThan(0.0015); // it used what it was given
  expect(summary.tagged).toBe(once(server.tagged).length);
  expect(summary.tagged + summary.failed).toBe(400);
  // It goes on from there, each time with a higher ceiling, until all is done.
  let runs = 1;
  while (runs++ < 11) if ((await box.run(args(0.003 * runs))).code === 0) break;
  expect(box.read('a.log.tagged')).toBe(text(lines(400).map(label)));
  expect(once(server.tagged, runs)).toHaveLength(400);
});

test('--max-cost 0 sends nothing', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', text(lines(3)));
  expect((await box.run(['bulk-tag', 'a.log', './sev.md', '--max-cost', '0'])).code).toBe(3);
  expect(server.requests).toHaveLength(0);
});

test('a model without a known price has no ceiling to keep, so it does not start with one; without, it says what is missing', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', text(lines(3)));
  const env = { ANTHROPIC_DEFAULT_HAIKU_MODEL: 'house-model' };
  const refused = await box.run(['bulk-tag', 'a.log', './sev.md', '--max-cost', '1'], { env });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('no price is known for house-model (haiku)');
  expect(server.requests).toHaveLength(0);
  // A model nobody described is not promised to hold a schema, so the server has to be told what the items are.
  const { stdout } = await box.run(['bulk-tag', 'a.log', './sev.md', '--no-escalate', '--json'], { env });
  expect(JSON.parse(stdout)).toMatchObject({ costUsd: 0, unpriced: ['house-model'] });
});

test('Ctrl-C: nothing more is sent, what was under way is kept, the output is written, exit 130', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await serve({
    react: async ({ number }) => {
      if (number >= 2) await held;
      return undefined;
    },
  });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(50)));
  const run = box.start(['bulk-tag', 'a.log', './sev.md', '--pack', '1', '--concurrency', '3']);
  await server.arrived(5);
  run.child.kill('SIGINT');
  await run.stderrHas('Stopping: waiting for what is already sent');
  release();
  const { code } = await run;
  expect(code).toBe(130);
  expect(server.requests).toHaveLength(5);
  const out = box.read('a.log.tagged').trimEnd().split('\n');
  expect(out).toHaveLength(50);
  expect(out.filter((line) => !line.startsWith('\t'))).toHaveLength(5);
  expect((await box.run(['bulk-tag', 'a.log', './sev.md'])).code).toBe(0);
  expect(once(server.tagged)).toHaveLength(50);
});

test('Ctrl-C while waiting to try again stops at once', async () => {
  const server = await serve({ react: () => ({ status: 429, headers: { 'retry-after': '3600' } }) });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(3)));
  const run = box.start(['bulk-tag', 'a.log', './sev.md']);
  await run.stderrHas('next try in 120.0 s'); // an hour was asked for: obeyed, but bounded
  run.child.kill('SIGINT');
  expect((await run).code).toBe(130);
});

test('a second Ctrl-C ends it there and then', async () => {
  const server = await serve({ react: () => ({ hang: true }) });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(3)));
  const run = box.start(['bulk-tag', 'a.log', './sev.md']);
  await server.arrived(1);
  run.child.kill('SIGINT');
  await run.stderrHas('Ctrl-C again');
  run.child.kill('SIGINT');
  expect((await run).code).toBe(130);
});

// The first reply stands alone; the others come from packs that are compared with others, and the last pack is one of them.
test.each([1, 2, 19])(
  'killed after %i replies, the same command completes, in order, and asks nothing twice whose answer had arrived',
  async (replies) => {
    let kill = (): void => {};
    const server = await serve({
      react: ({ number, items }: ServedRequest) => {
        if (number === replies) {
          kill();
          return { hang: true };
        }
        return results(
          items.map(({ id, item }) => ({ id, tags: [item.includes('failed') ? 'error' : 'info'] })),
        );
      },
    });
    const box = sandbox(server.url);
    box.write('a.log', text(lines(100).flatMap((line) => [line, line])));
    const args = ['bulk-tag', 'a.log', './sev.md', '--pack', '5', '--concurrency', '1'];
    const run = box.start(args);
    kill = () => run.child.kill('SIGKILL');
    expect((await run).signal).toBe('SIGKILL');
    expect(existsSync(box.file('a.log.tagged'))).toBe(false);
    const arrived = once(server.tagged).length;
    expect(arrived).toBe(replies * 5);
    kill = () => {};
    const asked = server.requests.length;
    server.requests.length = 0;
    for (let index = 0; index <= replies; index++) server.requests.push({} as ServedRequest); // past the killing one
    expect((await box.run(args)).code).toBe(0);
    expect(box.read('a.log.tagged')).toBe(text(lines(100).flatMap((line) => [label(line), label(line)])));
    expect(once(server.tagged, 2)).toHaveLength(100);
    expect(asked).toBe(replies + 1);
  },
);

test('killed at any moment with many requests in flight, nothing that is on disk is asked again', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', text(lines(300)));
  const args = ['bulk-tag', 'a.log', './sev.md', '--pack', '3', '--concurrency', '8'];
  for (const wanted of [20, 45, 70]) {
    const run = box.start(args);
    await server.arrived(wanted);
    run.child.kill('SIGKILL');
    await run;
    const kept = new Set(storedFingerprints(box));
    const before = server.tagged.length;
    const probe = JSON.parse((await box.run([...args, '--dry-run', '--json'])).stdout);
    expect(probe.toAskDistinct).toBe(300 - kept.size);
    // What had been served and is not on disk was in flight, or had just come in: at most two packs a worker.
    expect(new Set(server.tagged).size - kept.size).toBeLessThanOrEqual(2 * 8 * 3);
    expect(server.tagged.length).toBe(before);
  }
  expect((await box.run(args)).code).toBe(0);
  expect(box.read('a.log.tagged')).toBe(text(lines(300).map(label)));
});

function answerFiles(box: Sandbox): string[] {
  const root = `${box.env.TIERWISE_HOME}/answers`;
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => `${root}/${name}`);
}

function storedFingerprints(box: Sandbox): string[] {
  return answerFiles(box).flatMap((file) =>
    box
      .read(file.slice(box.folder.length + 1))
      .split('\n')
      .flatMap((line) => {
        try {
          return [JSON.parse(line).fingerprint as string];
        } catch {
          return [];
        }
      }),
  );
}

test('a torn last line is passed over in silence, a damaged one in the middle is told; both are asked again', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', text(lines(4)));
  await box.run(['bulk-tag', 'a.log', './sev.md']);
  const [file] = answerFiles(box) as [string];
  const kept = box
    .read(file.slice(box.folder.length + 1))
    .trimEnd()
    .split('\n');
  writeFileSync(file, `${kept[0]}\n{"finger\n${kept[2]}\n${kept[3]?.slice(0, 20)}`);
  const { code, stderr } = await box.run(['bulk-tag', 'a.log', './sev.md']);
  expect(code).toBe(0);
  expect(stderr).toContain(`Passed over ${file} line 2: not JSON. What it answered is asked again.`);
  expect(stderr.match(/Passed over/g)).toHaveLength(1);
  expect(server.tagged).toHaveLength(6);
});

test('two runs at once write whole files, and neither harms the answers of the other', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  const halves = [lines(200).slice(0, 120), lines(200).slice(80)];
  for (const [index, half] of halves.entries()) box.write(`${index}.log`, text(half));
  const ended = await Promise.all(
    [0, 1].map((index) => box.start(['bulk-tag', `${index}.log`, './sev.md', '--pack', '3'])),
  );
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  for (const [index, half] of halves.entries())
    expect(box.read(`${index}.log.tagged`)).toBe(text(half.map(label)));
  const asked = server.tagged.length;
  box.write('all.log', text(lines(200)));
  expect((await box.run(['bulk-tag', 'all.log', './sev.md'])).code).toBe(0);
  expect(server.tagged).toHaveLength(asked);
});

test('lines added while the run goes on are left for the next one', async () => {
  const box = sandbox();
  const server = await serve({
    react: ({ number }) => {
      if (number === 0) appendFileSync(box.file('a.log'), 'unit zz failed\n');
      return undefined;
    },
  });
  Object.assign(box.env, { ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: FAKE_KEY });
  box.write('a.log', text(lines(10)));
  expect((await box.run(['bulk-tag', 'a.log', './sev.md'])).code).toBe(0);
  expect(box.read('a.log.tagged')).toBe(text(lines(10).map(label)));
});

test('a file that is changed while it is tagged is not written with the wrong tags', async () => {
  const box = sandbox();
  const server = await serve({
    react: ({ number }) => {
      if (number === 0) box.write('a.log', text([...lines(10)].reverse()));
      return undefined;
    },
  });
  Object.assign(box.env, { ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: FAKE_KEY });
  box.write('a.log', text(lines(10)));
  const { code, stderr } = await box.run(['bulk-tag', 'a.log', './sev.md']);
  expect(code).toBe(1);
  expect(stderr).toContain('a.log changed while it was being tagged');
  expect(readdirSync(box.folder).sort()).toEqual(['a.log', 'home', 'sev.md']);
  expect((await box.run(['bulk-tag', 'a.log', './sev.md'])).code).toBe(0);
  expect(server.tagged).toHaveLength(10);
});

test('progress: a plain line now and then where there is no terminal', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await serve({
    react: async ({ number }) => {
      if (number === 3) await held;
      return undefined;
    },
  });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(5)));
  const run = box.start(['bulk-tag', 'a.log', './sev.md', '--pack', '1', '--concurrency', '1']);
  await run.stderrHas('60%  3 of 5 items');
  release();
  expect((await run).code).toBe(0);
});

test('a file larger than the memory it is given is tagged all the same', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  const filler = 'the quick brown fox jumps over the lazy dog and back '.repeat(240);
  const line = (index: number): string => `unit ${index} ${index % 5 ? 'is up' : 'failed'} ${filler}`;
  const file = openSync(box.file('big.log'), 'w');
  for (let index = 0; index < 5000; index += 100)
    writeSync(file, text(Array.from({ length: 100 }, (_, offset) => line(index + offset))));
  closeSync(file);
  expect(statSync(box.file('big.log')).size).toBeGreaterThan(60_000_000);
  const { code, stdout, stderr } = await box.start(['bulk-tag', 'big.log', './sev.md', '--json'], {
    env: { NODE_OPTIONS: '--max-old-space-size=48' },
  });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    items: 5000,
    distinct: 2,
    tags: { error: 1000, info: 4000 },
  });
  expect(server.requests.length).toBeLessThanOrEqual(2);
  expect(statSync(box.file('big.log.tagged')).size).toBeGreaterThan(60_000_000);
});
