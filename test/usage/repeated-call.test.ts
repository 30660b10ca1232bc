// The records of one call: what each tells is told of the call.
import { expect, test } from 'vitest';
import { type LedgerEntry, lineOf } from '../../src/usage/ledger-entry.ts';
import { repeated } from '../../src/usage/repeated-call.ts';
import { findCost } from '../../src/usage/transcript-record.ts';

const record = (timestamp: string, tool: string | null, top: object = {}) =>
  JSON.stringify({
    type: 'assistant',
    sessionId: 's1',
    timestamp,
    gitBranch: 'feature/ABC-12-login',
    message: {
      id: 'm',
      model: 'claude-opus-5-5',
      usage: { input_tokens: 1, output_tokens: 1 },
      content: tool ? [{ type: 'tool_use', name: tool, input: {} }] : [{ type: 'text', text: 'ok' }],
    },
    ...top,
  });
function call(line: string, sentAt: number | null = null): LedgerEntry {
  const finding = findCost(line, '', sentAt);
  if (finding?.kind !== 'call') throw new Error('no call');
  return finding.call;
}
const START = Date.parse('2026-11-20T10:00:00.000Z');

test('a call knows its branch, what it did, and from when to when it ran', () => {
  const one = call(record('2026-11-20T10:00:02.000Z', 'Edit'), START);
  expect(one).toMatchObject({ branch: 'feature/ABC-12-login', did: 'edit', sent: START, ms: 2000 });
  const onNone = call(record('2026-11-20T10:00:02.000Z', null, { gitBranch: 'HEAD' }));
  expect(JSON.parse(lineOf(onNone))).not.toHaveProperty('branch');
  expect(call(record('2026-11-20T10:00:02.000Z', null))).toMatchObject({
    did: '',
    sent: START + 2000,
    ms: 0,
  });
});

test('two records of it are one call with all acts and the whole time, in either order and however often', () => {
  const first = call(record('2026-11-20T10:00:02.000Z', 'Read'), START);
  const second = call(record('2026-11-20T10:00:05.000Z', 'Edit'), START + 2000);
  const expected = { did: 'edit read', sent: START, ms: 5000 };
  expect(repeated(first, second)).toMatchObject({ ...expected, at: first.at });
  expect(repeated(second, first)).toMatchObject(expected);
  expect(repeated(repeated(first, second), second)).toMatchObject(expected);
});

test('a line of an older ledger adds nothing and takes nothing', () => {
  const { did: _, sent: __, ms: ___, ...old } = call(record('2026-11-20T10:00:02.000Z', 'Read'), START);
  const now = call(record('2026-11-20T10:00:02.000Z', 'Read'), START);
  expect(repeated(old, now)).toMatchObject({ did: 'read', sent: START, ms: 2000 });
  expect(repeated(now, old)).toMatchObject({ did: 'read', sent: START, ms: 2000 });
  expect(repeated(old, old)).not.toHaveProperty('did');
  expect(repeated(old, old)).not.toHaveProperty('sent');
});

test('a clock that went back makes no time', () => {
  expect(call(record('2026-11-20T10:00:00.000Z', null), START + 5000)).toMatchObject({ sent: START, ms: 0 });
});

test.each([
  ['Write', 'edit'],
  ['Grep', 'read'],
  ['Bash', 'run'],
  ['ExitPlanMode', 'plan'],
  ['WebSearch', 'web'],
  ['Agent', 'agent'],
  ['mcp__x__y', ''],
  ['constructor', ''],
])('the tool %s is %j', (tool, acts) => {
  expect(call(record('2026-11-20T10:00:00.000Z', tool)).did).toEqual(acts);
});
