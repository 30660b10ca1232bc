// The tables of a report in each of its forms.
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { buildReport } from '../../src/usage/report.ts';
import { csv, markdown, table, timeOf } from '../../src/usage/report-table.ts';
import { agentCall, pricedCall } from '../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const MILLION = 1_000_000;
const calls = [
  pricedCall({ input: MILLION, ms: 90_000, branch: 'pr/7-ABC-1', project: '/home/me/app' }),
  agentCall('=odd,"agent"|x', { input: MILLION, ms: 30_000 }),
];
const report = buildReport(
  { calls, threads: new Map(), costStates: new Map() },
  { from: null, to: new Date('2027-01-01'), catalog, declaredTiers: new Map() },
);

test('time stands beside money', () => {
  expect(report.byAgent.main).toMatchObject({ costUsd: 4, seconds: 90 });
  expect(report.byTier.opus?.seconds).toBe(120);
  expect(table('tier', report)[2]).toMatch(/opus .* 2 min +\$8\.00/);
  expect([0, 59, 60, 3599, 5400].map(timeOf)).toEqual(['–', '59 s', '1 min', '60 min', '1.5 h']);
});

test('cells are the smallest totals, and all others are sums of them', () => {
  const { cells = [] } = buildReport(
    { calls: [...calls, pricedCall({ input: MILLION, at: '2026-11-21T10:00:00.000Z' })], threads: new Map(), costStates: new Map() },
    { from: null, to: new Date('2027-01-01'), catalog, declaredTiers: new Map(), detail: true },
  );
  expect(report).not.toHaveProperty('cells');
  expect(cells).toHaveLength(3);
  expect(cells[0]).toMatchObject({ day: '2026-11-20', tier: 'opus', session: 's1', kind: 'unknown', skill: null, calls: 1 });
  expect(cells.at(-1)?.day).toBe('2026-11-21');
  expect(cells.reduce((sum, { costUsd }) => sum + costUsd, 0)).toBeCloseTo(12, 9);
}); // biome-ignore format: one line each

test('a branch is told with its project, its ticket and its pull request', () => {
  expect(report.branches).toEqual({ 'app:pr/7-ABC-1': { ticket: 'ABC-1', pullRequest: '#7' } });
  expect(report.byTicket).toMatchObject({ 'ABC-1': { calls: 1 } });
  expect(table('branch', report).join('\n')).toContain('app:pr/7-ABC-1 (ABC-1, PR #7)');
  expect(table('branch', report).join('\n')).toContain('no branch');
});

test('as CSV, figures are whole, and no name becomes a formula', () => {
  expect(csv(report, ['agent', 'branch']).split('\r\n')).toEqual([
    'by,name,calls,input,output,cacheRead,cacheWrite,thinking,costUsd,seconds,ticket,pullRequest',
    'agent,main,1,1000000,0,0,0,0,4,90,,',
    `agent,"'=odd,""agent""|x",1,1000000,0,0,0,0,4,30,,`,
    'branch,app:pr/7-ABC-1,1,1000000,0,0,0,0,4,90,ABC-1,#7',
    'branch,no branch,1,1000000,0,0,0,0,4,30,,',
  ]);
});

test('as Markdown, a name changes nothing of the table', () => {
  const lines = markdown(report, ['agent']).split('\n');
  expect(lines[0]).toBe('| agent | calls | in | cached | out | thinking | time | cost | share |');
  expect(lines[3]).toContain('| =odd,"agent"\\|x | 1 |');
});
