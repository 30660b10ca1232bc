// What is spent of each budget: of whom, since when, each call once.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Spender } from '../../src/usage/budgets.ts';
import { appendEntries } from '../../src/usage/ledger-entry.ts';
import { budgetStates } from '../../src/usage/spend.ts';
import { pricedCall } from '../support/priced-calls.ts';

const NOON = new Date(2026, 10, 20, 12);
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
