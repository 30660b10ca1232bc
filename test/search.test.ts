// The search for what breaks Tierwise, in its short form: a few cases of each area, always the same ones. Kills hit where the
// machine's speed puts them, so they are for the long form; test/bulk/job and batched-pass kill at fixed places.
import { expect, test } from 'vitest';
import { AREAS } from '../search/areas.ts';

/** So many cases of each area; the long form (pnpm run search) goes on for an hour. */
const CASES: Record<string, number> = {
  torn: 150,
  together: 2,
  disk: 2,
  network: 2,
  mutations: 1500,
};

test.each(AREAS.filter(({ name }) => name in CASES))('$name: nothing breaks', async ({ name, run }) => {
  const { cases, findings } = await run(1, { cases: CASES[name] ?? 1, until: Date.now() + 120_000 });
  expect(findings).toEqual([]);
  expect(cases).toBeGreaterThan(0);
});
