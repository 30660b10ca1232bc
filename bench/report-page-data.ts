// The page of a report over many calls of many kinds, for measuring it and for looking at it.
import { pageText } from '../src/commands/report-page.ts';
import { columnsOf } from '../src/report/columns.ts';
import type { PricedCall } from '../src/usage/priced-call.ts';
import type { Cells, ReportHead } from '../src/view/report/data.ts';

export const START = Date.parse('2026-08-01T06:00:00Z');
const MODELS = ['haiku-5-5', 'sonnet-5-5', 'opus-5-5', 'fable-5-2'] as const;
const TIERS = ['haiku', 'sonnet', 'opus', 'fable'] as const;
const USD = [0.004, 0.02, 0.09, 0.3];

/** Returns calls of 110 days: 40 agents, 25 skills, 60 projects, 300 branches, 3 machines, 900 sessions. */
export function manyCalls(many: number): PricedCall[] {
  const between = (110 * 86_400_000) / many;
  return Array.from({ length: many }, (_, index) => {
    const mixed = (index * 2_654_435_761) >>> 0;
    const tier = mixed % 7 < 3 ? 0 : mixed % 7 < 5 ? 1 : mixed % 7 < 6 ? 2 : 3;
    const session = Math.floor(index / (many / 300)) * 3 + (mixed % 3);
    const agent = mixed % 5 < 2 ? null : `agent-${(mixed >>> 4) % 40}`;
    const model = `claude-${MODELS[tier]}`;
    return {
      ...{ id: `c${index}`, at: new Date(START + index * between).toISOString(), stop: 'end_turn' },
      ...{ source: agent ? 'subagent' : mixed % 11 ? 'session' : 'bulk', session: `session-${session}` },
      ...{ project: `/home/somebody/a/long/path/of/project/number-${session % 60}`, agent },
      ...{ branch: `feature/ABC-${session % 300}-what-it-is-about`, who: agent ?? 'main' },
      ...{ skill: mixed % 3 ? null : `skill-${(mixed >>> 6) % 25}`, requested: model, served: model },
      ...{ tier: TIERS[tier] ?? 'haiku', effort: 'medium', thinking: 0, input: 900, output: mixed % 3000 },
      ...{ cacheRead: 40_000, cacheWrite5m: 2000, cacheWrite1h: 0 },
      costUsd: (USD[tier] ?? 0) * (1 + (mixed % 10) / 5),
      ...(mixed % 4 ? {} : { machine: mixed % 8 ? 'laptop' : 'build-host' }),
    } as PricedCall;
  });
}

const table = (head: string[], rows: number, row: (index: number) => Cells['rows'][number]): Cells => ({
  head,
  rows: Array.from({ length: rows }, (_, index) => row(index)),
});

const day = (index: number): string => `2026-11-${String(1 + (index % 18)).padStart(2, '0')}`;

/** Returns such a page as text: every section has something in it. */
export function manyCallsPage(many: number, head: Partial<ReportHead> = {}): string {
  const { names, blocks } = columnsOf(manyCalls(many), (folder) => folder);
  return pageText({ ...sectionsOfPage(), ...head, names }, blocks).join('');
}

const sectionsOfPage = (): Omit<ReportHead, 'names'> => ({
  ...{ from: null, to: '2026-11-19T00:00:00.000Z', isSingle: true },
  waterfall: {
    ...{ actualUsd: 5210, baselineUsd: 9120, grossUsd: 6110, failedUsd: 900, cacheRebuildUsd: 800.5 },
    ...{ verificationUsd: 499.5, netUsd: 3910, assumption: 'the usual model of each session' },
  },
  whatIf: {
    policies: ['the default policy', 'nothing above sonnet'].map((name) => ({
      ...{ name, delegations: 900 },
      moves: Array.from({ length: 600 }, (_, index) => ({
        ...{ at: START / 60_000 + index * 260, rule: 'exploring', actualUsd: 2, otherwiseUsd: 0.4 },
      })),
    })),
    held: { passed: 41, of: 50 },
    assumption: 'the same tokens at the price of the other tier',
  },
  limits: [
    {
      name: 'Five hours',
      usedPercent: 34,
      resetsAt: '2026-11-19T03:00:00.000Z',
      usdByTier: [1, 2, 3, 4, 0],
    },
    { name: 'Week', usedPercent: 88, resetsAt: '2026-11-23T03:00:00.000Z', usdByTier: [10, 20, 30, 40, 0] },
  ],
  notSettled: [
    { name: 'left at the ceiling', count: 168 },
    { name: 'refused', count: 84 },
    { name: 'too long', count: 56 },
  ],
  bulkRuns: table(
    ['Day', 'Task', 'Tier', 'Effort', 'Asked', 'Settled', 'Share', 'Cost', 'Not settled'],
    40,
    (index) => [
      ...[day(index), 'log-severity', 'haiku', 'low', 1000 + index, 990, '98.0%', '$0.12'],
      index % 3 ? null : '6 refused, 4 too long, 12 left at the ceiling',
    ],
  ),
  work: table(['Day', 'Kind', 'By', 'Tier', 'Tries', 'Outcome', 'Cost', 'Project'], 60, (index) => [
    ...[day(index), 'refactoring', 'claude', 'sonnet', 1 + (index % 3), index % 5 ? 'passed' : 'failed'],
    ...['$0.45', '/home/somebody/a/long/path/of/project/number-7'],
  ]),
  opinions: table(['Day', 'Asked', 'Models', 'Calls', 'Cost', 'Project'], 12, (index) => [
    ...[day(index), 'Is it worth it to put the books into a database that is a part of the runtime?'],
    ...['claude-opus-5-5, gpt-5.5, gemini-3-pro', 7, '$0.91', '/home/somebody/project'],
  ]),
  advice: ['explorer', 'formatter', 'test-writer'].map((agent) => ({
    text: `The agent ${agent} ran 212 times on Opus, and only read.`,
    ...{ savesUsd: 12.4, file: `.claude/agents/${agent}.md`, line: 'model: haiku' },
    evidence: { passed: 18, of: 20 },
  })),
  followed: [{ text: 'The agent commit-writer runs on Haiku since 2026-10-02.', savedUsd: 4.2 }],
  notes: ['Dollars are list price.', '3 lines of transcripts could not be read.'],
});
