// The search for what breaks Tierwise, in its short form: a few cases of each area, always the same ones. Kills hit where the
// machine's speed puts them; at fixed places they are in test/bulk/job and batched-pass.kill.
import { expect, test } from 'vitest';
import { AREAS } from '../search/areas.ts';
import { BROWSER } from './support/chromium.ts';

/** So many cases of each area; the long form (pnpm run search) goes on for an hour. */
const CASES: Record<string, number> = {
  torn: 60,
  together: 1,
  kills: 4,
  disk: 3,
  clock: 1,
  hooks: 2,
  delegations: 10,
  network: 1,
  terminal: 12,
  page: BROWSER ? 1 : 0,
  mutations: 400,
};

test.each(AREAS.filter(({ name }) => CASES[name]))('$name: nothing breaks', async ({ name, run }) => {
  const { tried, findings } = await run(1, { cases: CASES[name] ?? 1, until: Date.now() + 120_000 });
  expect(findings).toEqual([]);
  expect(tried).toBeGreaterThan(0);
});
