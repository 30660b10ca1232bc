// Recipes: what is a choice is compared field by field, words by a judge whose own errors are measured.
import { expect, test } from 'vitest';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import type { ServedRequest } from '../support/messages-server.ts';

const RECIPE = `---
name: summary
output: summary
maxLength: 200
---
One line on what the ticket says.
`;

const TICKETS = Array.from(
  { length: 200 },
  (_, index) =>
    `ticket ${'abcdefghij'[index % 10]}${'klmnopqrst'[Math.floor(index / 10) % 10]}${index < 100 ? 'u' : 'v'} about parcel`,
);

/** Haiku says the same in other words, but for one ticket in fifty, where it is wrong; the judge sees that, and errs on none. */
const WRONG = new Set(TICKETS.filter((_, index) => index % 50 === 0));
const summaryBy = (model: string, item: string): string => {
  if (!model.includes('haiku')) return `Writes: ${item}`;
  return WRONG.has(item) ? 'Something else' : `It is ${item}`;
};

const topic = (output: string): string => /ticket \w+/.exec(output)?.[0] ?? output;

function verdict(item: string): string {
  const { A, B } = JSON.parse(item);
  return topic(A) === topic(B) ? 'same' : 'different';
}

async function judged() {
  const orders: string[] = [];
  const react = ({ body, model, items }: ServedRequest) => {
    const isJudge = JSON.stringify(body.system).includes('You do not');
    if (isJudge) orders.push(...items.map(({ item }) => item));
    const entries = items.map(({ id, item }) =>
      isJudge ? { id, tags: [verdict(item)] } : { id, output: summaryBy(model, item) },
    );
    return { text: JSON.stringify({ results: entries }) };
  };
  const server = await serve({ react });
  const box = sandbox(server.url);
  box.write('summary.md', RECIPE);
  box.write('t.log', `${TICKETS.join('\n')}\n`);
  return { box, server, orders };
}

test('texts are compared by the reference, blind and in both orders, and its errors are measured on planted pairs', async () => {
  const { box, server, orders } = await judged();
  const { code, stdout, stderr } = await box.run([
    'calibrate',
    't.log',
    './summary.md',
    '--tiers',
    'haiku',
    '--within',
    '6',
    '--json',
  ]);
  const result = JSON.parse(stdout || '{}');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(result.settings[0].agreement.value).toBeCloseTo(0.98, 5);
  expect(result.judge).toMatchObject({
    tier: 'opus',
    sameCalledDifferent: { value: 0, n: 40 },
    otherCalledSame: { value: 0, n: 40 },
  });
  expect(result.settings[0].accuracy).toBeNull();
  expect(orders.join()).not.toMatch(/haiku|opus/);
  const turned = (pair: string): string => {
    const { input, A, B } = JSON.parse(pair);
    return JSON.stringify({ input, A: B, B: A });
  };
  expect(orders.filter((pair) => !orders.includes(turned(pair)))).toEqual([]);
  const bill = server.requests.length;
  await box.run(['calibrate', 't.log', './summary.md', '--tiers', 'haiku', '--within', '6']);
  expect(server.requests.length).toBe(bill);
});

test('a judge that calls everything the same is found out', async () => {
  const server = await serve({
    react: ({ body, model, items }) => {
      const isJudge = JSON.stringify(body.system).includes('You do not');
      const entries = items.map(({ id, item }) =>
        isJudge ? { id, tags: ['same'] } : { id, output: summaryBy(model, item) },
      );
      return { text: JSON.stringify({ results: entries }) };
    },
  });
  const box = sandbox(server.url);
  box.write('summary.md', RECIPE);
  box.write('t.log', `${TICKETS.slice(0, 60).join('\n')}\n`);
  const { stdout } = await box.run(['calibrate', 't.log', './summary.md', '--tiers', 'haiku']);
  expect(stdout).toMatch(/of 40 with another item's text 100\.0 % \(9\d\.\d–100\.0\) the same\./);
});
