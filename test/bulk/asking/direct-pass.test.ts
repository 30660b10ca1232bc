// In which order requests go out and replies are read.
import { expect, test } from 'vitest';
import type { Reply } from '../../../src/ask/backend.ts';
import { Budget } from '../../../src/ask/budget.ts';
import { askDirectly, type DirectOptions } from '../../../src/bulk/asking/direct-pass.ts';
import { newTally } from '../../../src/bulk/asking/tally.ts';
import type { Entry } from '../../../src/bulk/survey/open-packs.ts';

/** Asks packs of one item each; what is answered in one turn of the event loop comes together. Returns what happened, in order. */
async function order(packs: number, concurrency: number, problems = 0): Promise<string[]> {
  const log: string[] = [];
  let asked = 0;
  const left = new Map<string, number>();
  const entries = Array.from(
    { length: packs },
    (_, index) => [{ text: `${index}`, group: { fingerprint: `${index}`, items: 1 } }] as unknown as Entry[],
  );
  const options = {
    packs: entries,
    concurrency,
    likelyPacks: packs,
    pack: { items: 1, tokens: 1000 },
    trust: null,
    budget: new Budget(null),
    tally: newTally(),
    interrupted: new AbortController().signal,
    onProgress: (inFlight: number) => expect(inFlight).toBeLessThanOrEqual(concurrency),
    requests: {
      build: (items: Entry[]) => ({ request: { user: items[0]?.text }, ids: [1] }),
      worstUsd: () => 0,
      record: () => 0,
      read: ({ text }: Reply) => {
        log.push(`read ${text}`);
        left.set(text, (left.get(text) ?? problems) - 1);
        return { text, values: new Map(), problems: new Map() };
      },
    },
    advancer: {
      advance: (_: unknown, { text }: Reply) => ((left.get(text) ?? 0) >= 0 ? [0] : []),
      giveUp: () => null,
    },
    backend: {
      openAhead: (connections: number) => log.push(`open ${connections}`),
      ask: async ({ user }: { user: string }) => {
        log.push(`sent ${user}`);
        const number = asked++;
        // All that are in flight are answered at once, as one look at the sockets finds them.
        await new Promise<void>((resolve) => setTimeout(resolve, number === 0 ? 0 : 20));
        return { text: user, rateLimit: null, usage: null };
      },
    },
  };
  expect(await askDirectly(options as unknown as DirectOptions)).toBeNull();
  return log;
}

const numbered = (what: string, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `${what} ${from + index}`);

test('the first goes alone and is read at once, while connections are opened; then the next ones go out before replies are read', async () => {
  const log = await order(17, 8);
  expect(log.slice(0, 3)).toEqual(['sent 0', 'open 8', 'read 0']);
  expect(log.slice(3, 11)).toEqual(numbered('sent', 1, 9));
  // All that could go out has gone out before a reply is read.
  expect(log.slice(11, 19).sort()).toEqual(numbered('sent', 9, 17).sort());
  expect(log.slice(19)).toEqual(numbered('read', 1, 17));
});

test('with few in flight, a reply is read before another request goes out', async () => {
  expect(await order(3, 1)).toEqual(['sent 0', 'read 0', 'sent 1', 'read 1', 'sent 2', 'read 2']);
});

test('what is asked again goes before new packs', async () => {
  const log = await order(40, 8, 1);
  expect(log.indexOf('sent 0', 1)).toBeLessThan(log.indexOf('sent 1'));
  for (let pack = 1; pack < 8; pack++) {
    const again = log.indexOf(`sent ${pack}`, log.indexOf(`sent ${pack}`) + 1);
    expect(again).toBeGreaterThan(0);
    expect(again).toBeLessThan(log.indexOf('sent 39'));
  }
});
