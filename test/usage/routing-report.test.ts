// What a policy is worth, worked out by hand: Opus 5.5 is $4 per million tokens of input, Sonnet 5.5 $2, Haiku 5.5 $0.10.
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { inForce, NO_POLICY } from '../../src/routing/in-force.ts';
import { parsePolicy } from '../../src/routing/parse.ts';
import { readDelegated } from '../../src/usage/delegated.ts';
import type { DelegationRecord } from '../../src/usage/delegations.ts';
import type { PricedCall } from '../../src/usage/priced-call.ts';
import { type PricedDelegation, routingReport } from '../../src/usage/routing-report.ts';
import { routingLines } from '../../src/usage/routing-text.ts';
import { agentCall, HAIKU } from '../support/priced-calls.ts';
import { assistant, file, user } from '../support/transcript.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const policyOf = (header: string) =>
  inForce(parsePolicy(`---\n${header}\n---\n`, 'tierwise.md'), NO_POLICY).policy;

const AT = '2026-11-20T12:00:00.000Z';
const call = (id: string, agent: string, facts: Partial<PricedCall> = {}): PricedCall =>
  agentCall(agent, { id, at: AT, input: 50_000, costUsd: 0.2, ...facts });
const delegated = (
  agent: string,
  calls: PricedCall[],
  more: Partial<PricedDelegation> = {},
): PricedDelegation => ({
  agent,
  session: 's1',
  text: '',
  at: AT,
  calls,
  ended: true,
  ...more,
});

test('observed: what each rule would have saved, by the role of an agent and the words of its task', () => {
  const [a, b] = [call('a', 'Explore'), call('b', 'Explore')];
  const [c, d] = [call('c', 'general-purpose'), call('d', 'tierwise:debugger')];
  const { observed, enforced } = routingReport(
    [a, b, c, d],
    {
      policy: policyOf(''),
      records: [],
      delegated: [
        delegated('Explore', [a, b]),
        delegated('general-purpose', [c], { text: 'Implement pagination in the list' }),
        delegated('tierwise:debugger', [d]),
        delegated('Explore', []),
      ],
    },
    catalog,
  );
  // Explore on haiku: 2 x $0.005 instead of 2 x $0.20; general-purpose on sonnet: $0.10 instead of $0.20.
  expect(observed).toEqual({
    delegations: 3,
    moved: 2,
    savedUsd: expect.closeTo(0.39 + 0.1, 10),
    byRule: {
      exploring: {
        delegations: 1,
        actualUsd: expect.closeTo(0.4, 10),
        otherwiseUsd: expect.closeTo(0.01, 10),
      },
      building: { delegations: 1, actualUsd: 0.2, otherwiseUsd: expect.closeTo(0.1, 10) },
    },
  });
  expect(enforced.delegations).toBe(0);
});

test('enforced: what it saved, net; one that did not end saved nothing and cost what it cost', () => {
  const record = (more: Partial<DelegationRecord> = {}): DelegationRecord => ({
    at: '2026-11-20T11:59:00.000Z',
    session: 's1',
    agent: 'Explore',
    rule: 'exploring',
    from: 'opus',
    tier: 'haiku',
    ...more,
  });
  const cheap = { ...HAIKU, costUsd: 0.005 };
  const [a, b] = [call('a', 'Explore', cheap), call('b', 'Explore', cheap)];
  const [c, d] = [call('c', 'other:agent', cheap), call('d', 'Explore', { ...cheap, session: 's2' })];
  const { observed, enforced } = routingReport(
    [a, b, c, d],
    {
      policy: policyOf('mode: enforce'),
      records: [record(), record(), record({ agent: 'other:agent', from: null })],
      delegated: [
        delegated('Explore', [a]),
        delegated('Explore', [b], { ended: false }),
        delegated('other:agent', [c]),
        delegated('Explore', [d], { session: 's2' }),
      ],
    },
    catalog,
  );
  expect(enforced).toMatchObject({ delegations: 3, failed: 1, savedUsd: expect.closeTo(0.195 - 0.005, 10) });
  expect(enforced.byRule.exploring).toMatchObject({ delegations: 2, otherwiseUsd: expect.closeTo(0.2, 10) });
  expect(observed).toMatchObject({ delegations: 1, moved: 0 });
});

test('the day beside what is usual, or the target of the policy', () => {
  const calls = [
    call('a', 'Explore', { costUsd: 9 }),
    call('b', 'Explore', { costUsd: 3, at: '2026-11-19T12:00:00.000Z' }),
  ];
  const facts = { policy: policyOf(''), records: [], delegated: [] };
  const usual = routingReport(calls, facts, catalog);
  expect(usual.perDay).toEqual({ days: 2, averageUsd: 6, lowUsd: 6, highUsd: 12 });
  expect(routingLines(usual)).toEqual([
    '',
    '$6.00 per day over 2 days with calls; $6.00 to $12.00 is usual for one developer.',
  ]);
  const own = routingReport(calls, { ...facts, policy: policyOf('budgets: { target: 5 }') }, catalog);
  expect(routingLines(own)[1]).toContain('your target is $5.00 for one developer');
});

test('in words: what observing shows and what enforcing came to', () => {
  const lines = routingLines({
    mode: 'enforce',
    perDay: { days: 1, averageUsd: 1, lowUsd: 6, highUsd: 12 },
    observed: {
      delegations: 4,
      moved: 1,
      savedUsd: -0.1,
      byRule: { debugging: { delegations: 1, actualUsd: 0.1, otherwiseUsd: 0.2 } },
    },
    enforced: {
      delegations: 3,
      failed: 1,
      savedUsd: 0.19,
      byRule: { exploring: { delegations: 2, actualUsd: 0.01, otherwiseUsd: 0.2 } },
    },
    assumption: 'something',
  });
  expect(lines.slice(2)).toEqual([
    expect.stringContaining(
      '3 delegations on another tier, 1 of which (33%) did not end and count in full (exploring $0.19).',
    ),
    'Outside of what it enforced, the policy would have cost $0.10 more (enforce): 1 of 4 delegations on another tier (debugging $0.10).',
    expect.stringContaining('Assumed: something.'),
  ]);
});

test('delegations are read from the transcripts of agents: task, calls and whether they ended', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 's1', 'subagents'), { recursive: true });
  const transcript = join(folder, 's1.jsonl');
  const write = (name: string, ...records: string[]): void =>
    writeFileSync(join(folder, 's1', 'subagents', name), file(...records));
  write(
    'agent-a.jsonl',
    user('Find it'),
    assistant({ id: 'm1', agent: 'Explore' }),
    assistant({ id: 'm2', agent: 'Explore' }),
  );
  write('agent-b.jsonl', user('Nothing came of it'));
  expect(readDelegated(folder, [transcript], null)).toEqual([
    {
      agent: 'Explore',
      session: 's1',
      text: 'Find it',
      at: '2026-11-20T10:00:00.000Z',
      calls: [expect.objectContaining({ id: 'm1|req_m1' }), expect.objectContaining({ id: 'm2|req_m2' })],
      ended: true,
    },
  ]);
  expect(readDelegated(folder, [transcript], new Date('2126-01-01'))).toEqual([]);
});

test('what was read of an agent is kept, without what it was asked, until its transcript changes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 's1', 'subagents'), { recursive: true });
  const transcript = join(folder, 's1.jsonl');
  const kept = join(folder, 'ledger', 'books', 'delegated.jsonl');
  const agent = (name: string, ...ids: string[]): void =>
    writeFileSync(
      join(folder, 's1', 'subagents', `agent-${name}.jsonl`),
      file(user('Find "it"'), ...ids.map((id) => assistant({ id, agent: 'Explore' }))),
    );
  const calls = (from: Date | null = null) =>
    readDelegated(folder, [transcript], from).map(({ calls: own }) => own.map(({ id }) => id));
  agent('a', 'm1');
  agent('b', 'm2', 'm3');
  expect(calls()).toEqual([['m1|req_m1'], ['m2|req_m2', 'm3|req_m3']]);
  expect(readFileSync(kept, 'utf8')).not.toContain('Find');
  writeFileSync(kept, readFileSync(kept, 'utf8').replace('m1|req_m1', 'm1|kept'));
  expect(calls()).toEqual([['m1|kept'], ['m2|req_m2', 'm3|req_m3']]);
  expect(readDelegated(folder, [transcript], null)[0]?.text).toBe('Find "it"');
  expect(calls(new Date('2126-01-01'))).toEqual([]);
  expect(calls()[0]).toEqual(['m1|kept']); // also after a report on another period
  agent('a', 'm1', 'm4');
  expect(calls()[0]).toEqual(['m1|req_m1', 'm4|req_m4']);
  appendFileSync(kept, '["/torn');
  agent('b', 'm5');
  expect(calls()).toEqual([['m1|req_m1', 'm4|req_m4'], ['m5|req_m5']]);
  expect(calls()).toEqual([['m1|req_m1', 'm4|req_m4'], ['m5|req_m5']]);
  for (let time = 0; time < 12; time++) {
    agent('b', `n${time}`, ...Array.from({ length: time }, (_, index) => `x${index}`));
    calls();
  }
  expect(readFileSync(kept, 'utf8').split('\n').filter(Boolean).length).toBeLessThan(7);
});
