// An item goes up a tier only on evidence, and never comes down again: abstention, refusal, invalid replies, disagreement.
import { expect, test } from 'vitest';
import { sandbox } from '../../support/command.ts';
import { bySight, label, lines, serve, text } from '../../support/lines.ts';
import {
  newItems,
  once,
  type Reaction,
  results,
  type ServedRequest,
  tagNames,
} from '../../support/messages-server.ts';

const tierOf = ({ model }: ServedRequest): string => /haiku|sonnet|opus/.exec(model)?.[0] ?? model;

/** Answers each item by its tier: a word for the item, or what the whole reply is instead. */
const byTier =
  (answer: (tier: string, item: string, request: ServedRequest) => string) =>
  (request: ServedRequest): Reaction =>
    results(request.items.map(({ id, item }) => ({ id, tags: [answer(tierOf(request), item, request)] })));

const SCHEME = '---\ntags: { error: It failed., info: Normal. }\nabstain: unsure\nEXTRA\n---\nJudge.\n';
const scheme = (extra = ''): string => SCHEME.replace('EXTRA\n', extra && `${extra}\n`);
const asked = (requests: ServedRequest[], tier: string): string[] =>
  requests
    .filter((request) => tierOf(request) === tier)
    .flatMap(({ items }) => items.map(({ item }) => item));

test('what haiku cannot settle goes to sonnet, what sonnet cannot to opus, and the same command again asks nothing', async () => {
  const server = await serve({
    react: byTier((tier, item) => {
      if (item === 'doubt two' && tier !== 'opus') return 'unsure';
      if (item === 'doubt one' && tier === 'haiku') return 'unsure';
      return bySight(item)[0] as string;
    }),
  });
  const box = sandbox(server.url);
  box.write('s.md', scheme());
  box.write('a.log', text([...lines(10), 'doubt one', 'doubt two']));
  const { code, stdout } = await box.run(['bulk-tag', 'a.log', './s.md', '--json']);
  expect(code).toBe(0);
  expect(asked(server.requests, 'sonnet')).toEqual(['doubt one', 'doubt two']);
  expect(asked(server.requests, 'opus')).toEqual(['doubt two']);
  expect(JSON.parse(stdout)).toMatchObject({
    tagged: 12,
    review: 0,
    requests: 3,
    byTier: {
      haiku: { items: 10, requests: 1 },
      sonnet: { items: 1, requests: 1 },
      opus: { items: 1, requests: 1 },
    },
  });
  const again = JSON.parse((await box.run(['bulk-tag', 'a.log', './s.md', '--json'])).stdout);
  expect(again).toMatchObject({
    requests: 0,
    tagged: 12,
    byTier: { haiku: { items: 10 }, sonnet: { items: 1 }, opus: { items: 1 } },
  });
});

test.each<[string, Reaction, string]>([
  ['a refusal', { text: '', stopReason: 'refusal' }, 'the model refused it'],
  ['no JSON', { text: 'well' }, 'the reply was not the JSON asked for'],
])(
  '%s goes up with the one item that caused it; the top tier gets the last word, a person what every tier said',
  async (_, reaction, why) => {
    let opusKnows = true;
    const server = await serve({
      react: (request) => {
        const odd = request.items.some(({ item }) => item === 'the odd one');
        return odd && !(opusKnows && tierOf(request) === 'opus') ? reaction : undefined;
      },
    });
    const box = sandbox(server.url);
    box.write('a.log', text([...lines(12), 'the odd one']));
    expect((await box.run(['bulk-tag', 'a.log', './sev.md'])).code).toBe(0);
    expect(asked(server.requests, 'opus')).toEqual(['the odd one']);
    opusKnows = false;
    box.write('sev.md', box.read('sev.md').replace('Judge the line.', 'Judge it.'));
    expect((await box.run(['bulk-tag', 'a.log', './sev.md'])).code).toBe(1);
    expect(JSON.parse(box.read('a.log.review.jsonl'))).toMatchObject({
      reason: `haiku, sonnet, opus: ${why}`,
      answers: ['haiku', 'sonnet', 'opus'].map((tier) => ({ tier, tags: [], why })),
    });
  },
);

test('a scheme may name its own ladder, and --tier where to start', async () => {
  const server = await serve({ react: byTier(() => 'unsure') });
  const box = sandbox(server.url);
  box.write('s.md', scheme('ladder: [haiku, opus]'));
  box.write('a.log', 'x\n');
  await box.run(['bulk-tag', 'a.log', './s.md']);
  expect(server.requests.map(tierOf)).toEqual(['haiku', 'opus']);
  box.write('t.md', scheme().replace('Judge.', 'Judge well.'));
  await box.run(['bulk-tag', 'a.log', './t.md', '--tier', 'sonnet']);
  expect(server.requests.slice(2).map(tierOf)).toEqual(['sonnet', 'opus']);
});

test('the ceiling holds over all tiers together', async () => {
  const server = await serve({ react: byTier((tier) => (tier === 'haiku' ? 'unsure' : 'info')) });
  const box = sandbox(server.url);
  box.write('s.md', scheme());
  box.write('a.log', text(lines(200)));
  const { code, stdout } = await box.run([
    'bulk-tag',
    'a.log',
    './s.md',
    '--max-cost',
    '0.02',
    '--json',
    '--pack',
    '10',
  ]);
  const summary = JSON.parse(stdout);
  expect(code).toBe(3);
  expect(summary.stopped).toBe('ceiling');
  expect(summary.costUsd).toBeLessThanOrEqual(0.02);
  expect(summary.byTier.haiku.costUsd + summary.byTier.sonnet.costUsd).toBeCloseTo(summary.costUsd, 12);
  expect(summary.byTier.sonnet.items).toBeGreaterThan(0);
  // Nothing comes down again: haiku has been asked once for all, and the next run starts on sonnet.
  server.requests.length = 0;
  expect((await box.run(['bulk-tag', 'a.log', './s.md'])).code).toBe(0);
  expect(new Set(server.requests.map(tierOf))).toEqual(new Set(['sonnet']));
});

test('every call is in the ledger, on its tier', async () => {
  const server = await serve({ react: byTier((tier) => (tier === 'haiku' ? 'unsure' : 'info')) });
  const box = sandbox(server.url);
  box.write('s.md', scheme());
  box.write('a.log', text(lines(3)));
  await box.run(['bulk-tag', 'a.log', './s.md']);
  const { byTier: tiers, bySource } = JSON.parse((await box.run(['report', '--json'])).stdout);
  expect(
    Object.fromEntries(Object.entries(tiers).map(([tier, sum]) => [tier, (sum as { calls: number }).calls])),
  ).toEqual({ haiku: 1, sonnet: 1 });
  expect(Object.keys(bySource)).toEqual(['bulk']);
});

// Haiku errs at random, another way in the 25 packs of each pass; the tiers above do not.
function noisyHaiku(errorRate: number) {
  let seed = 11;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const seen = new Map<string, string[]>();
  const passes = [new Map<string, string>(), new Map<string, string>()];
  const react = (request: ServedRequest): Reaction => {
    const names = tagNames(request.body);
    return results(
      request.items.map(({ id, item }) => {
        const right = bySight(item)[0] as string;
        if (tierOf(request) !== 'haiku') return { id, tags: [right] };
        const wrong = names.filter((name) => name !== right);
        const tag = random() < errorRate ? (wrong[Math.floor(random() * wrong.length)] as string) : right;
        const pass = passes[request.number < 25 ? 0 : 1] as Map<string, string>;
        if (!pass.has(item)) seen.set(item, [...(seen.get(item) ?? []), tag]);
        pass.set(item, pass.get(item) ?? tag);
        return { id, tags: [pass.get(item) as string] };
      }),
    );
  };
  return { react, seen };
}

test('--votes 2: what two passes in different packs agree on stands, the rest goes up', async () => {
  const { react, seen } = noisyHaiku(0.1);
  const server = await serve({ react });
  const box = sandbox(server.url);
  box.write(
    'many.md',
    `---\ntags: [error, info, ${'abcdefghijklmnopqrst'.split('').join(', ')}]\n---\nJudge.\n`,
  );
  const items = lines(1000);
  box.write('a.log', text(items));
  const { code, stdout } = await box.run(['bulk-tag', 'a.log', './many.md', '--votes', '2', '--json']);
  expect(code).toBe(0);

  const twice = items.map((item) => seen.get(item) as string[]);
  expect(twice.every((tags) => tags.length === 2)).toBe(true);
  const disagreed = items.filter((item) => new Set(seen.get(item)).size === 2);
  expect(once(asked(server.requests, 'sonnet')).sort()).toEqual([...disagreed].sort());
  // Every error that was not made twice in the same way is caught.
  const out = box.read('a.log.tagged').trimEnd().split('\n');
  const wrong = items.filter((item, index) => out[index] !== label(item));
  expect(wrong.every((item) => new Set(seen.get(item)).size === 1)).toBe(true);
  expect(disagreed.length).toBeGreaterThan(100);
  expect(wrong.length).toBeLessThan(10);

  // The two passes had other neighbors.
  const packs = server.requests
    .filter((request) => tierOf(request) === 'haiku')
    .map(({ items: sent }) => sent.map(({ item }) => item));
  const [first, second] = [packs.slice(0, 25), packs.slice(25)];
  const together = new Set(first.map((pack) => [...pack].sort().join('\n')));
  expect(second.some((pack) => together.has([...pack].sort().join('\n')))).toBe(false);
  expect(JSON.parse(stdout).byTier).toMatchObject({
    haiku: { requests: 50 },
    sonnet: { items: disagreed.length },
  });

  const again = JSON.parse(
    (await box.run(['bulk-tag', 'a.log', './many.md', '--votes', '2', '--json'])).stdout,
  );
  expect(again).toMatchObject({ requests: 0, tagged: 1000 });
});

test('--votes 2 after a run without: only the second pass is asked; without a tier above, a person decides', async () => {
  const server = await serve({
    react: byTier((_, item, { number }) => (item === 'odd' && number > 0 ? 'error' : 'info')),
  });
  const box = sandbox(server.url);
  box.write('s.md', scheme());
  box.write('a.log', text(['odd', 'even']));
  await box.run(['bulk-tag', 'a.log', './s.md']);
  const dry = await box.run(['bulk-tag', 'a.log', './s.md', '--votes', '2', '--dry-run', '--json']);
  expect(JSON.parse(dry.stdout).requests).toBe(1);
  const { code } = await box.run(['bulk-tag', 'a.log', './s.md', '--votes', '2', '--no-escalate']);
  expect(code).toBe(1);
  expect(server.requests).toHaveLength(2);
  expect(JSON.parse(box.read('a.log.review.jsonl'))).toMatchObject({
    item: 'odd',
    reason: 'haiku: two passes disagree',
    answers: [{ tags: ['info'] }, { tags: ['error'] }],
  });
});

test('killed between the passes, nothing is asked again', async () => {
  let kill = (): void => {};
  const server = await serve({
    react: ({ number }) => {
      if (number !== 7) return undefined;
      kill();
      return { hang: true };
    },
  });
  const box = sandbox(server.url);
  box.write('s.md', scheme('votes: 2'));
  box.write('a.log', text(lines(50)));
  const args = ['bulk-tag', 'a.log', './s.md', '--pack', '10', '--concurrency', '1'];
  const run = box.start(args);
  kill = () => run.child.kill('SIGKILL');
  await run;
  kill = () => {};
  expect(newItems(server.requests).flat()).toHaveLength(50);
  const [first, second] = [server.tagged.slice(0, 51), server.tagged.slice(51)];
  expect([once(first).length, once(second).length]).toEqual([50, 20]);
  expect((await box.run(args)).code).toBe(0);
  expect(once(server.tagged.slice(51), 2)).toHaveLength(50);
  expect(box.read('a.log.tagged')).toBe(text(lines(50).map(label)));
});

test('--dry-run counts both passes and names the tiers that may follow', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('s.md', scheme('votes: 2'));
  box.write('a.log', text(lines(100)));
  const estimate = JSON.parse((await box.run(['bulk-tag', 'a.log', './s.md', '--dry-run', '--json'])).stdout);
  expect(estimate).toMatchObject({
    requests: 6,
    models: ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'],
  });
  const { stdout } = await box.run(['bulk-tag', 'a.log', './s.md', '--dry-run']);
  expect(stdout).toContain('for what haiku may not decide, which goes to sonnet, then opus');
  const summary = JSON.parse((await box.run(['bulk-tag', 'a.log', './s.md', '--json'])).stdout);
  expect(summary.requests).toBe(6);
  const withoutClimbUsd = estimate.costUsd - estimate.climbUsd; // nothing went up
  expect(withoutClimbUsd / summary.costUsd).toBeGreaterThan(0.7);
  expect(withoutClimbUsd / summary.costUsd).toBeLessThan(1.5);
});

test('a tier that answers hardly anything is broken, not in doubt: no more expensive tier is asked', async () => {
  const server = await serve({ react: () => ({ text: 'A gateway that drops the schema.' }) });
  const box = sandbox(server.url);
  box.write('a.log', text(lines(2000)));
  const { code, stdout } = await box.run(['bulk-tag', 'a.log', './sev.md', '--json', '--concurrency', '4']);
  expect(code).toBe(1);
  expect(new Set(server.requests.map(tierOf))).toEqual(new Set(['haiku']));
  expect(server.requests.length).toBeLessThan(300); // of 2,250 that asking each item to the end would take
  expect(JSON.parse(stdout)).toMatchObject({
    stopped: 'error',
    review: 0,
    reason: expect.stringMatching(
      /^haiku gave no valid answer to \d+ of \d+ items \(the reply was not the JSON asked for\)/,
    ),
  });
});

test('a pack that fails half way strands only whom nobody answered', async () => {
  // In the second pass haiku leaves one item out, and is down when that one is asked again.
  let down = false;
  const server = await serve({
    react: (request) => {
      if (down) return { status: 503, headers: { 'retry-after-ms': '1' } };
      if (tierOf(request) !== 'haiku' || request.number === 0) return undefined;
      down = true;
      return results(
        request.items
          .filter(({ item }) => item !== 'odd')
          .map(({ id, item }) => ({ id, tags: bySight(item) })),
      );
    },
  });
  const box = sandbox(server.url);
  box.write('s.md', scheme('votes: 2'));
  box.write('a.log', text([...lines(5), 'odd']));
  const { stdout } = await box.run(['bulk-tag', 'a.log', './s.md', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ tagged: 5, failed: 1, review: 0 });
  down = false;
});

test('a pack that fails after an item was handed up does not hold that item back', async () => {
  let down = false;
  const server = await serve({
    react: (request) => {
      if (tierOf(request) !== 'haiku') return undefined;
      if (down) return { status: 503, headers: { 'retry-after-ms': '1' } };
      down = true;
      const [first] = request.items;
      return results([{ id: first?.id ?? 0, tags: ['unsure'] }]); // abstains on one, leaves the other out
    },
  });
  const box = sandbox(server.url);
  box.write('s.md', scheme());
  box.write('a.log', text(['one', 'two']));
  const { stdout } = await box.run(['bulk-tag', 'a.log', './s.md', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ tagged: 1, failed: 1, byTier: { sonnet: { items: 1 } } });
});
