// What a Bash call that was allowed lets the session answer, and for how much.
import { expect, test } from 'vitest';
import { AFTER_CALL_MS, commandsIn, GRANT_MS, Grants } from '../../src/live/grants.ts';

test.each([
  ['tierwise bulk-tag a.log sev', [{ command: 'bulk-tag', maxCostUsd: null }]],
  [
    'cd x && tierwise in-session bulk-map "a b.csv" r --max-cost 0.50',
    [{ command: 'bulk-map', maxCostUsd: 0.5 }],
  ],
  ["'/opt/my tools/bin/tierwise' opinion 'a; b' --max-cost=2", [{ command: 'opinion', maxCostUsd: 2 }]],
  [
    'tierwise calibrate a sev; tierwise bulk-tag b sev | head',
    [
      { command: 'calibrate', maxCostUsd: null },
      { command: 'bulk-tag', maxCostUsd: null },
    ],
  ],
  ['tierwise bulk-tag a sev --max-cost nonsense', [{ command: 'bulk-tag', maxCostUsd: null }]],
  ['A=1 timeout -k 5 60s nice -n 5 tierwise opinion q', [{ command: 'opinion', maxCostUsd: null }]],
  ['for f in *; do tierwise bulk-tag "$f" sev; done', [{ command: 'bulk-tag', maxCostUsd: null }]],
  ['node ./bin/tierwise bulk-tag a sev', [{ command: 'bulk-tag', maxCostUsd: null }]],
  // What only speaks of one starts none, and may have been allowed for that.
  ['echo tierwise bulk-tag a sev', []],
  ['git commit -m "x" -- tierwise bulk-tag', []],
  ['sh build.sh tierwise bulk-tag', []],
  ['tierwise report', []],
  ['echo bulk-tag', []],
  ['mytierwise bulk-tag a sev', []],
  ['tierwise --help bulk-tag', []],
])('%s', (line, expected) => {
  expect(commandsIn(line)).toEqual(expected);
});

test('a grant is good for one run, for its own command, and no more than the module spends on any', () => {
  const grants = new Grants(5);
  grants.allow('toolu_1', 'tierwise bulk-tag a sev --max-cost 50', 0);
  expect(grants.use({ command: 'opinion', maxCostUsd: null }, 1)).toBeNull();
  expect(grants.use({ command: 'bulk-tag', maxCostUsd: null }, 1)).toBe(5);
  expect(grants.use({ command: 'bulk-tag', maxCostUsd: null }, 1)).toBeNull();
  grants.allow('toolu_2', 'tierwise bulk-tag a sev --max-cost 0.2', 2);
  expect(grants.use({ command: 'bulk-tag', maxCostUsd: 9 }, 3)).toBe(0.2);
  grants.allow('toolu_3', 'tierwise bulk-tag a sev', 4);
  expect(grants.use({ command: 'bulk-tag', maxCostUsd: 0.1 }, 5)).toBe(0.1);
});

test('it ends a while after its call has returned, and in any case after ten minutes', () => {
  const grants = new Grants(5);
  grants.allow('toolu_1', 'tierwise bulk-tag a sev', 0);
  grants.returned('toolu_other', 0);
  expect(grants.isOpen(GRANT_MS - 1)).toBe(true);
  grants.returned('toolu_1', 1000);
  expect(grants.isOpen(1000 + AFTER_CALL_MS - 1)).toBe(true);
  expect(grants.isOpen(1000 + AFTER_CALL_MS)).toBe(false);
  grants.allow('toolu_2', 'tierwise bulk-tag a sev', 0);
  expect(grants.isOpen(GRANT_MS)).toBe(false);
});
