// What is spent of each budget: of whom, since when, each call once.
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { LedgerMonths } from '../../src/usage/books/months.ts';
import { readSpent } from '../../src/usage/books/new-calls.ts';
import { type Spender, statesOf } from '../../src/usage/budgets.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { appendEntries } from '../../src/usage/ledger-entry.ts';
import { budgetStates } from '../../src/usage/spend.ts';
import { pricedCall } from '../support/priced-calls.ts';

const NOON = new Date(2026, 10, 20, 12);
// What is stored of a month is for whoever asks from then on.
beforeEach(() => {
  vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
  return () => vi.useRealTimers();
});
const hoursBefore = (hours: number): string => new Date(NOON.getTime() - hours * 3_600_000).toISOString();

function ledger(...calls: Parameters<typeof pricedCall>[0][]): string {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  mkdirSync(join(home, 'ledger'));
  appendEntries(
    home,
    calls.map((facts) => pricedCall({ at: hoursBefore(1), ...facts })),
  );
  return home;
}

const who: Spender = { session: 's1', project: '/p', agent: 'tierwise:debugger', at: NOON };
const spent = (home: string, budgets: Parameters<typeof budgetStates>[1], of: Spender = who) =>
  Object.fromEntries(budgetStates(home, budgets, of).map(({ name, spentUsd }) => [name, spentUsd]));

test('each budget counts its own calls', () => {
  const home = ledger(
    { costUsd: 1, agent: 'tierwise:debugger' },
    { costUsd: 2, session: 's2', project: '/q' },
    { costUsd: 4, at: hoursBefore(30) },
    { costUsd: 8, at: hoursBefore(24 * 25), session: 's2' },
    { costUsd: 16, at: hoursBefore(24 * 25) },
    { costUsd: null },
  );
  const budgets = { session: 1, day: 1, month: 1, project: 1, run: 1, target: 1, agents: { '*debugger': 1 } };
  expect(spent(home, budgets)).toEqual({
    session: 1 + 4 + 16,
    day: 1 + 2,
    month: 1 + 2 + 4,
    project: 1 + 4,
    'agent *debugger': 1,
  });
  expect(spent(home, budgets, { ...who, session: null, project: null, agent: 'Explore' })).toEqual({
    day: 3,
    month: 7,
  });
});

test('a call that was written twice counts once, with its last counts; a damaged line is passed over', () => {
  const home = ledger({ id: 'a', costUsd: 1 }, { id: 'a', costUsd: 3 });
  appendFileSync(join(home, 'ledger', '2026-11.jsonl'), '{"id":\n[]\nnull\n');
  expect(spent(home, { day: 10 })).toEqual({ day: 3 });
});

test('without a budget nothing is read', () => {
  expect(budgetStates('/proc/nowhere', {}, who)).toEqual([]);
});

// Months of 200 calls, which are worth storing; calls again, with other counts or as copies; asked about at any hour.
const oneCall = fc.record({
  id: fc.integer({ min: 0, max: 500 }),
  ...{ session: fc.constantFrom('s1', 's2'), cents: fc.integer({ min: 0, max: 99 }) },
});
/** Another record of a call with the same counts says the same of it. */
const factsOf = (cents: number) => ({
  agent: ['tierwise:debugger', 'Explore', null, null, null][cents % 5] ?? null,
  project: cents % 2 ? '/p' : '/q',
});

test('what is stored and what came since say what all calls say', () => {
  const budgets = { session: 1, day: 1, month: 1, project: 1, agents: { '*debugger': 1 } };
  const history = fc.array(
    fc.record({ calls: fc.array(oneCall, { maxLength: 20 }), isStored: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  const first = Array.from({ length: 400 }, (_, id) => ({
    ...{ id, session: `s${id % 3}`, cents: id % 100 },
  }));
  let quick = 0;
  fc.assert(
    fc.property(history, fc.integer({ min: -30, max: 30 }), (rounds, later) => {
      const home = ledger();
      for (const { calls, isStored } of [{ calls: first, isStored: true }, ...rounds]) {
        const entries = calls.map(({ id, cents, ...facts }) =>
          pricedCall({
            ...{ ...facts, ...factsOf(cents) },
            id: `msg_${id}|req`,
            at: hoursBefore((id * 7) % 960),
            ...{ costUsd: cents / 100, output: cents },
          }),
        );
        appendEntries(home, entries);
        if (isStored) new LedgerMonths(home);
        if (readSpent(home, '2026-10')) quick++;
        const of = { ...who, at: new Date(NOON.getTime() + later * 3_600_000) };
        const known = readLedger(home).calls.map((call) => ({ ...call, costUsd: call.costUsd ?? 0 }));
        const states = budgetStates(home, budgets, of);
        for (const [index, { spentUsd, ...which }] of statesOf(known, budgets, of).entries())
          expect(states[index]).toEqual({ ...which, spentUsd: expect.closeTo(spentUsd, 6) });
      }
    }),
    { numRuns: 8 },
  );
  expect(quick).toBeGreaterThan(8); // it is told without the rows
});

test('a hook looks at what is stored and at the end of the ledger, not at all of it', () => {
  const at = hoursBefore(1);
  const home = ledger(...Array.from({ length: 400 }, (_, id) => ({ id: `m${id}`, costUsd: 0.01, at })));
  expect(spent(home, { day: 9 })).toEqual({ day: expect.closeTo(4) });
  const file = join(home, 'ledger', '2026-11.jsonl');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"costUsd":0.01', '"costUsd":9.99'));
  expect(spent(home, { day: 9 })).toEqual({ day: expect.closeTo(4) });
  writeFileSync(file, text.split('\n').slice(0, 200).join('\n')); // another file: it is read from its start
  expect(spent(home, { day: 9 })).toEqual({ day: expect.closeTo(2) });
});
