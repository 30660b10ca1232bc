// A bad night: three requests in ten go wrong, each in another way, and every item ends right or with a reason.
import { expect, test } from 'vitest';
import { sandbox } from '../../support/command.ts';
import { bySight, lines, serve, text } from '../../support/lines.ts';
import { type Reaction, results, type ServedRequest } from '../../support/messages-server.ts';

const right = ({ items }: ServedRequest) => items.map(({ id, item }) => ({ id, tags: bySight(item) }));
const quickly = { 'retry-after-ms': '5' };

const FAULTS: ((request: ServedRequest) => Reaction)[] = [
  () => ({ status: 429, error: { type: 'rate_limit_error', message: 'slow down' }, headers: quickly }),
  () => ({ status: 529, error: { type: 'overloaded_error', message: 'Overloaded' }, headers: quickly }),
  () => ({ status: 500, headers: quickly }),
  () => ({ reset: 'before' }),
  () => ({ reset: 'within' }),
  (request) => ({
    text: JSON.stringify({ results: right(request) }).slice(0, 120),
    stopReason: 'max_tokens',
  }),
  () => ({ text: 'Sure! Here are the tags you asked for.' }),
  (request) => results(right(request).slice(1)),
  (request) => results([...right(request), ...right(request).slice(0, 1)]),
  (request) => results(right(request).map(({ id, tags }, index) => ({ id: index ? id : id + 5000, tags }))),
  (request) =>
    results(right(request).map(({ id, tags }, index) => ({ id, tags: index ? tags : ['disaster'] }))),
];

test('3,000 items through 30 % mixed faults: all tagged right, none lost, none twice', async () => {
  let seed = 3;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed % below;
  };
  const hit = new Set<number>();
  const server = await serve({
    react: (request) => {
      if (random(100) >= 30) return undefined;
      const fault = random(FAULTS.length);
      hit.add(fault);
      return FAULTS[fault]?.(request);
    },
  });
  const box = sandbox(server.url);
  const items = lines(3000);
  box.write('a.log', text(items));
  const run = async () => box.run(['bulk-tag', 'a.log', './sev.md', '--json']);
  let ended = await run();
  // Three packs in a row may fail with all their retries; the same command goes on from there.
  for (let runs = 0; runs < 3 && JSON.parse(ended.stdout).failed > 0; runs++) ended = await run();
  const summary = JSON.parse(ended.stdout);
  expect(hit.size).toBe(FAULTS.length);
  expect(summary.tagged + summary.review).toBe(3000);
  const out = box.read('a.log.tagged').trimEnd().split('\n');
  expect(out.map((line) => line.slice(line.indexOf('\t') + 1))).toEqual(items);
  const wrong = out.filter(
    (line, index) => !line.startsWith('\t') && !line.startsWith(`${bySight(items[index] as string)[0]}\t`),
  );
  expect(wrong).toEqual([]);
  expect(summary.review).toBe(0);
});

test('a server that lets through a hundred a second, and says so by refusing only, answers all', async () => {
  let [level, at] = [5, performance.now()];
  const server = await serve({
    react: () => {
      const now = performance.now();
      level = Math.min(5, level + (now - at) / 10);
      at = now;
      return level < 1 ? { status: 429 } : void level--;
    },
  });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(60)));
  const { code, stderr } = await box.run([
    'bulk-tag',
    'a.log',
    './sev.md',
    '--pack',
    '1',
    '--concurrency',
    '16',
  ]);
  expect(code, stderr).toBe(0);
  expect(server.tagged).toHaveLength(60);
  expect(server.requests.length).toBeLessThan(200);
});
