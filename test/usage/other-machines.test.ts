// Several machines as one: a call that two ledgers have counts once, and folders have the names that their own machine gave them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { appendCostStates, appendEntries } from '../../src/usage/ledger-entry.ts';
import { machineIn, projectsOf, readTogether } from '../../src/usage/other-machines.ts';
import { pricedCall } from '../support/priced-calls.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}
const entry = (id: string, session = 's1') => {
  const { who: _, ...call } = pricedCall({ id, session });
  return call;
};

test('a data home is found as it was copied, and has the name of its folder', () => {
  const at = folder();
  for (const [path, name] of [['laptop', 'laptop'], ['desk/.claude/tierwise', 'desk'], ['server/tierwise', 'server']] as const) {
    mkdirSync(join(at, path, 'ledger'), { recursive: true });
    const [top = ''] = path.split('/');
    expect(machineIn(join(at, top))).toEqual({ name, home: join(at, path) });
  }
  expect(machineIn(join(at, 'desk/.claude/tierwise')).name).toBe('desk');
  expect(() => machineIn(join(at, 'nothing'))).toThrow(/nothing holds no ledger\. Expected a copy of another machine's data home/);
}); // biome-ignore format: one line each

test('their calls stand beside this machine’s, a session that both have once', () => {
  const [home, other] = [folder(), folder()];
  appendEntries(home, [entry('a')]);
  appendEntries(other, [entry('a'), entry('b', 's2'), { ...entry('c'), session: null }]);
  appendCostStates(other, [{ session: 's2', totalCostUsd: 1, lastCall: 'b' }]);
  const { calls, costStates, threads } = readTogether(home, [{ name: 'laptop', home: other }], null);
  expect(calls.map(({ session, machine }) => [session, machine])).toEqual([['s1', undefined], ['s2', 'laptop'], [null, 'laptop']]);
  expect([...costStates.keys()]).toEqual(['s2']);
  expect(threads.get('s2')?.calls).toMatchObject([{ machine: 'laptop' }]);
}); // biome-ignore format: one line each

test('a folder has the name that its own machine remembered', () => {
  const [home, other] = [folder(), folder()];
  mkdirSync(join(other, 'ledger'));
  writeFileSync(join(other, 'ledger', 'projects.json'), '{"/home/me/app":"github.com/acme/app"}');
  const { projectOf } = projectsOf(home, [{ name: 'laptop', home: other }]);
  expect(projectOf('/home/me/app', 'laptop')).toBe('github.com/acme/app');
  expect(projectOf('/home/me/app', undefined)).toBe('/home/me/app');
});
