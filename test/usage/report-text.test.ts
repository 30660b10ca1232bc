// The report as people read it, word for word.
import { describe, expect, test } from 'vitest';
import { GROUPINGS, totalsOfGrouping } from '../../src/usage/groupings.ts';
import type { Totals } from '../../src/usage/priced-call.ts';
import type { Report } from '../../src/usage/report.ts';
import { formatReport } from '../../src/usage/report-text.ts';

const totals = (facts: Partial<Totals> = {}): Totals => ({
  calls: 2,
  input: 1000,
  output: 500,
  cacheRead: 3000,
  cacheWrite: 0,
  thinking: 100,
  costUsd: 4,
  seconds: 0,
  ...facts,
});

const NO_REST = { notInTranscripts: { sessions: 0, costUsd: 0, byModel: {} } };
const NO_SAVINGS = {
  ...{
    actualUsd: 0,
    baselineUsd: 0,
    grossUsd: 0,
    failedUsd: 0,
    cacheRebuildUsd: 0,
    verificationUsd: 0,
    netUsd: 0,
  },
  byKind: {},
  assumption: 'something',
};

function report(facts: Partial<Report> = {}): Report {
  return {
    from: '2026-11-01T10:00:00.000Z',
    to: '2026-11-20T10:00:00.000Z',
    totals: totals(),
    byTier: {},
    byModel: {},
    byAgent: {},
    bySkill: {},
    byProject: {},
    bySession: { s1: totals() },
    byDay: {},
    bySource: {},
    ...{ byWeek: {}, byMonth: {}, byBranch: {}, byTicket: {}, byKind: {}, byMachine: {}, branches: {} },
    timeZone: 'Europe/Berlin',
    rates: 'list',
    kindRule: '',
    savings: { ...NO_SAVINGS },
    audit: {
      servedNotRequested: [],
      clientTotals: { compared: 0, equal: 0, different: [], outOfDate: 0, ...NO_REST },
      withoutRecord: 0,
    },
    unpriced: {},
    advice: [],
    adviceFollowed: [],
    ...facts,
  };
}

const lines = (facts: Partial<Report>, groupings: Parameters<typeof formatReport>[1] = []): string[] =>
  formatReport(report(facts), groupings).split('\n');

test('the head says what it cost, from when to when, and where tokens came from', () => {
  expect(lines({})).toEqual([
    '$4.00  2026-11-01 to 2026-11-20 (Europe/Berlin)',
    '2 calls in 1 session, 4,000 tokens in, 75% from cache; 500 out, 20% thinking. Dollars are list price as of 2026-11-20.',
    '',
  ]);
  expect(lines({ rates: 'contract' })[1]).toMatch(
    /Dollars are at your organization's own rates, else list price as of/,
  );
  expect(lines({ from: null })[0]).toBe('$4.00  all time, to 2026-11-20 (Europe/Berlin)');
  const written = totals({ input: 0, cacheWrite: 1000, cacheRead: 1000, output: 0, thinking: 0 });
  expect(lines({ totals: written })[1]).toContain('2,000 tokens in, 50% from cache; 0 out, 0% thinking');
  expect(lines({ totals: totals({ input: 0, cacheRead: 0 }) })[1]).toContain('0 tokens in, 0% from cache');
});

test('without a call there is nothing to say', () => {
  expect(formatReport(report({ totals: totals({ calls: 0 }) }), ['tier'])).toBe(
    'No model calls are recorded for this period.',
  );
});

describe('a table', () => {
  test('has a row for each name, with shares and a bar against the largest', () => {
    const byTier = { opus: totals({ costUsd: 3 }), haiku: totals({ costUsd: 1, cacheRead: 0, thinking: 0 }) };
    expect(lines({ byTier }, ['tier', 'agent']).slice(2, 6)).toEqual([
      '',
      'by tier  calls     in  cached  out  thinking  time   cost  share',
      'opus         2  4,000     75%  500       20%     –  $3.00    75%  ████████████',
      'haiku        2  1,000      0%  500        0%     –  $1.00    25%  ████',
    ]);
  });

  test('of what cost nothing has no bars and no shares', () => {
    const free = totals({ costUsd: 0, input: 0, cacheRead: 0, output: 0, thinking: 0 });
    expect(lines({ totals: free, byTier: { opus: free } }, ['tier'])[4]).toBe(
      'opus         2   0      0%    0        0%     –    $0     0%',
    );
  });

  const many = (count: number, name = (index: number) => `name-${index}`) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), totals()]));

  test('shows twelve names, and says how many more there are', () => {
    expect(lines({ byModel: many(12) }, ['model']).at(-2)).toContain('name-11');
    const cut = lines({ byModel: many(14) }, ['model']);
    expect(cut.at(-3)).toContain('name-11');
    expect(cut.at(-2)).toBe('… and 2 more: --by model --json');
  });

  test('of days shows the last 31 in their order', () => {
    const day = (index: number) =>
      `2026-${index < 20 ? '10' : '11'}-${String((index % 20) + 1).padStart(2, '0')}`;
    const backwards = Object.fromEntries(
      Object.entries(many(33, day)).sort(([a], [b]) => (a.at(-1) ?? '').localeCompare(b.at(-1) ?? '')),
    );
    const shown = lines({ byDay: backwards }, ['day']).filter((line) => line.startsWith('2026-'));
    expect(shown).toHaveLength(31);
    expect(shown[0]).toContain('2026-10-03');
    expect(shown.at(-1)).toContain('2026-11-13');
  });

  test('cuts long names: a path at its start, others at their end', () => {
    const forty = 'x'.repeat(40);
    expect(lines({ byModel: { [forty]: totals() } }, ['model'])[4]).toContain(`${forty} `);
    expect(lines({ byModel: { [`a${forty}`]: totals() } }, ['model'])[4]).toContain(`a${'x'.repeat(38)}… `);
    expect(lines({ byProject: { [`${forty}z`]: totals() } }, ['project'])[4]).toContain(
      `…${'x'.repeat(38)}z `,
    );
  });

  test('takes each grouping’s own sums', () => {
    const groupings = GROUPINGS;
    const facts = Object.fromEntries(
      groupings.map((name) => [`by${name[0]?.toUpperCase()}${name.slice(1)}`, { [name]: totals() }]),
    );
    for (const name of groupings) expect(Object.keys(totalsOfGrouping(report(facts), name))).toEqual([name]);
  });
});

describe('savings', () => {
  const savings = (facts: Partial<Report['savings']>) =>
    lines({
      savings: { ...NO_SAVINGS, actualUsd: 3, baselineUsd: 4, grossUsd: 1, netUsd: 1, ...facts },
    }).slice(3);

  test('are said with their share and their assumption', () => {
    expect(savings({})).toEqual([
      'The tiers saved $1.00 net (25%): $3.00 instead of $4.00.',
      'Assumed: something.',
    ]);
    expect(savings({ netUsd: 0, baselineUsd: 3 })[0]).toBe(
      'The tiers saved $0 net (0%): $3.00 instead of $3.00.',
    );
    expect(savings({ netUsd: 0, baselineUsd: 0 })[0]).toContain('net (0%)');
  });

  test('that are none are said as what they are', () => {
    expect(savings({ netUsd: -1, baselineUsd: 2 })[0]).toBe(
      "The mix of tiers cost $1.00 more than each session's usual model alone would have: $3.00 instead of $2.00.",
    );
  });

  test('say what was lost on the way, from gross to net', () => {
    expect(savings({ grossUsd: 2, failedUsd: 0.5, cacheRebuildUsd: 0.25, verificationUsd: 0.25 })[1]).toBe(
      '  $2.00 gross - $0.50 failed work - $0.25 rebuilt caches - $0.25 verification = $1.00 net',
    );
    expect(savings({ grossUsd: 1, failedUsd: 3, netUsd: -2 })[1]).toBe(
      '  $1.00 gross - $3.00 failed work = -$2.00 net',
    );
  });

  test('are not said where nothing was paid', () => {
    expect(savings({ actualUsd: 0 })).toEqual([]);
  });
});

describe('the audit', () => {
  const audit = (facts: Partial<Report['audit']['clientTotals']>, mismatches = 0, withoutRecord = 0) =>
    lines({
      audit: {
        servedNotRequested: Array.from({ length: mismatches }, (_, index) => ({ requested: 'a', served: `b${index}`, who: 'main', calls: index + 1 })),
        clientTotals: { compared: 0, equal: 0, different: [], outOfDate: 0, ...NO_REST, ...facts },
        withoutRecord,
      },
    }).slice(3); // biome-ignore format: one line per part

  test('names three models that answered in place of others', () => {
    expect(audit({}, 4)).toEqual([
      '',
      'main asked for a and was answered by b0: 1 call.',
      'main asked for a and was answered by b1: 2 calls.',
      'main asked for a and was answered by b2: 3 calls.',
    ]);
  });

  test('compares with the client’s totals, three differences at most', () => {
    const different = Array.from({ length: 5 }, (_, index) => ({
      session: `s${index}`,
      oursUsd: 2,
      clientUsd: 1,
      why: 'price' as const,
    }));
    const said = audit({ compared: 7, equal: 2, different, outOfDate: 1 });
    expect(said).toHaveLength(7);
    expect(said.slice(1, 3)).toEqual([
      "Compared with Claude Code's own totals: 2 of 7 sessions equal.",
      '  s0: $2.00 here, $1.00 there, $1.00 apart (the same tokens at other prices).',
    ]);
    expect(said.slice(5)).toEqual([
      '  and 2 more: --json',
      'Not compared: 1 session that continued after the last total or is still running.',
    ]);
    expect(audit({ compared: 3, different: different.slice(0, 3) }).join()).not.toContain('more: --json');
    expect(audit({ outOfDate: 2 })).toEqual([
      '',
      'Not compared: 2 sessions that continued after the last total or are still running.',
    ]);
  });

  test('names models that did not say what they used', () => {
    expect(lines({ silent: { mine: totals({ calls: 2 }) } }).slice(3)).toEqual([
      '',
      'mine did not say what it used (2 calls): its tokens and cost are not known, and not included in the totals.',
    ]);
  });

  test('names what only the client knows, by model', () => {
    const byModel = { 'claude-haiku-5-5': totals({ costUsd: 0.25 }) };
    expect(
      audit({ compared: 1, equal: 1, notInTranscripts: { sessions: 1, costUsd: 0.25, byModel } })[2],
    ).toBe(
      '$0.25 of 1 session is not in transcripts (compaction, hooks that ask a model, titles, answers cut off) and is booked from those totals: claude-haiku-5-5 $0.25.',
    );
  });

  test('says how many sessions kept no transcript', () => {
    expect(audit({}, 0, 1)).toEqual(['', '1 session kept no transcript (--no-session-persistence): what it cost is not known.']);
    expect(audit({}, 0, 2)[1]).toContain('2 sessions kept no transcript (--no-session-persistence): what they cost');
  }); // biome-ignore format: one line each

  test('names models without a price', () => {
    expect(lines({ unpriced: { mine: totals({ calls: 1 }) } }).slice(3)).toEqual([
      '',
      'No price is known for mine (1 call): not included in the totals. Add its price under "models" in tierwise.md.',
    ]);
  });
});

test('advice is a list, with the money where there is some, the line to put there, and what following it came to', () => {
  const more = { subject: 'main', evidence: null, change: null, setting: { file: 'x.md', line: 'model: haiku' } };
  const advice: Report['advice'] = [
    { kind: 'thinking', text: 'Think less.', savesUsd: 2, ...more },
    { kind: 'haiku-unchecked', text: 'Check it.', savesUsd: null, ...more },
  ];
  const followed = { ...{ kind: 'thinking' as const, subject: 'explorer', from: 'opus', to: 'haiku' }, since: '2026-11-12T10:00:00.000Z' };
  const adviceFollowed = [{ ...followed, calls: 14, savedUsd: 3.2 }, { ...followed, calls: 1, savedUsd: -1 }];
  expect(lines({ advice, adviceFollowed }).slice(3)).toEqual([
    '',
    'Advice',
    '- Save $2.00: Think less.',
    '  In x.md: model: haiku',
    '- Check it.',
    '  In x.md: model: haiku',
    '- Since you did this (explorer on haiku instead of opus, 14 calls since 2026-11-12): $3.20 saved.',
    '- Since you did this (explorer on haiku instead of opus, 1 call since 2026-11-12): $1.00 more.',
  ]);
}); // biome-ignore format: one line each
