// The counting rules, on transcripts made by hand with sums worked out by hand.
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import type { TierName } from '../../src/models/table.ts';
import { readBooks } from '../../src/usage/books/books.ts';
import { ingestAll, ingestKnown } from '../../src/usage/catch-up.ts';
import { ingestSession } from '../../src/usage/ingest.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { buildReport, type Report } from '../../src/usage/report.ts';
import { formatReport } from '../../src/usage/report-text.ts';
import { bornAt, readTranscript } from '../../src/usage/transcript.ts';
import { assistant, costState, file, user } from '../support/transcript.ts';

interface Place {
  home: string;
  write(name: string, content: string): string;
  report(options?: { from?: Date | null; declared?: [string, TierName][]; settings?: string }): Report;
}

function place(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const home = join(folder, 'data');
  return {
    home,
    write(name, content) {
      const path = join(folder, 'projects', 'p', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    report({ from = null, declared = [], settings } = {}) {
      if (settings) writeFileSync(join(home, 'tierwise.md'), settings);
      const catalog = loadCatalog(home, '/nowhere', {});
      const declaredTiers = new Map(declared);
      return buildReport(readBooks(home, from), {
        from,
        to: new Date('2027-01-01T10:00:00.000Z'),
        catalog,
        declaredTiers,
      });
    },
  };
}

test('a message id counts once, however many records repeat it, and the last one counts', () => {
  const { home, write, report } = place();
  const first = { id: 'm1', usage: { input_tokens: 100, output_tokens: 1 } };
  const last = { id: 'm1', usage: { input_tokens: 100, output_tokens: 40 } };
  const transcript = write('s1.jsonl', file(assistant(first), user('hi')));
  ingestSession(home, transcript);
  appendFileSync(
    transcript,
    file(assistant(last), assistant({ id: 'm2', usage: { input_tokens: 7, output_tokens: 2 } })),
  );
  ingestSession(home, transcript);
  expect(report().totals).toMatchObject({ calls: 2, input: 107, output: 42 });
});

test('a call runs from the record in front of it to its last one, and did what all its records did', () => {
  const { home, write } = place();
  const part = (at: string, tool: string): string => {
    const record = JSON.parse(assistant({ id: 'm1', at: `2026-11-20T10:00:0${at}.000Z` }));
    record.message.content = [{ type: 'tool_use', name: tool, input: {} }];
    return JSON.stringify(record);
  };
  const prompt = JSON.stringify({
    type: 'user',
    message: { content: 'hi' },
    timestamp: '2026-11-20T10:00:01.000Z',
  });
  const transcript = write('s1.jsonl', file(prompt, part('3', 'Read'), part('4', 'Read')));
  ingestSession(home, transcript);
  appendFileSync(transcript, file(part('6', 'Edit')));
  ingestSession(home, transcript);
  const from = Date.parse('2026-11-20T10:00:01.000Z');
  expect(readLedger(home).calls).toMatchObject([{ did: 'edit read', sent: from, ms: 5000 }]);
});

test('API errors are not calls, and neither is text that looks like a record', () => {
  const { home, write, report } = place();
  const odd = JSON.stringify({
    type: 'user',
    toolUseResult: { type: 'assistant', message: { id: 'x', model: 'm', usage: {} } },
  });
  ingestSession(
    home,
    write(
      's1.jsonl',
      file(assistant({ model: '<synthetic>' }), odd, user('"type":"assistant"'), '{"type":"assistant"'),
    ),
  );
  expect(report().totals.calls).toBe(0);
});

test('cache writes of both lengths, the long-prompt step of each request, web searches and thinking', () => {
  const { home, write, report } = place();
  const usage = (tokens: object) => ({ usage: { input_tokens: 0, output_tokens: 0, ...tokens } });
  const creation = {
    cache_creation_input_tokens: 3000,
    cache_creation: { ephemeral_5m_input_tokens: 1000, ephemeral_1h_input_tokens: 2000 },
  };
  ingestSession(
    home,
    write(
      's1.jsonl',
      file(
        assistant(usage(creation)), // 1000 × 5 + 2000 × 8 = 21,000
        assistant({
          model: 'claude-haiku-5-5',
          ...usage({ input_tokens: 50_000, cache_read_input_tokens: 50_000, output_tokens: 1000 }),
        }), // $0.006
        assistant({
          model: 'claude-haiku-5-5',
          ...usage({ input_tokens: 50_001, cache_read_input_tokens: 50_000, output_tokens: 1000 }),
        }), // $0.0300005
        assistant(
          usage({
            output_tokens: 100,
            output_tokens_details: { thinking_tokens: 60 },
            server_tool_use: { web_search_requests: 2 },
          }),
        ), // $0.022
      ),
    ),
  );
  const { totals, byTier } = report();
  expect(totals).toMatchObject({ calls: 4, cacheWrite: 3000, cacheRead: 100_000, thinking: 60 });
  expect(byTier.opus?.costUsd).toBeCloseTo(0.021 + 0.022, 10);
  expect(byTier.haiku?.costUsd).toBeCloseTo(0.0360005, 10);
});

test('subagents are read from their own files, those of workflows too, and belong to their agent', () => {
  const { home, write, report } = place();
  const transcript = write('s1.jsonl', file(assistant()));
  write(
    's1/subagents/agent-1.jsonl',
    file(assistant({ agent: 'tierwise:explorer', model: 'claude-haiku-5-5' })),
  );
  write('s1/subagents/workflows/wf_1/agent-2.jsonl', file(assistant({ agent: 'workflow-subagent' })));
  write('s1/subagents/workflows/wf_1/journal.jsonl', file(assistant({ agent: 'no agent' })));
  ingestSession(home, transcript);
  const { byAgent, bySource } = report();
  expect(Object.fromEntries(Object.entries(byAgent).map(([who, { calls }]) => [who, calls]))).toEqual({
    main: 1,
    'workflow-subagent': 1,
    'tierwise:explorer': 1,
  });
  expect(bySource.subagent?.calls).toBe(2);
});

test('only what is new is read: what was read is not looked at again', () => {
  const { home, write, report } = place();
  const before = file(assistant({ id: 'aa' }));
  const transcript = write('s1.jsonl', before);
  ingestSession(home, transcript);
  // The old part now says something else, of the same length.
  writeFileSync(
    transcript,
    before.replaceAll('"aa"', '"zz"').replaceAll('req_aa', 'req_zz') + file(assistant({ id: 'bb' })),
  );
  ingestKnown(home);
  expect(readLedger(home).calls.map(({ id }) => id)).toEqual(['aa|req_aa', 'bb|req_bb']);
  expect(report().totals.calls).toBe(2);
});

test('a line that is still being written waits until it is whole', () => {
  const { home, write, report } = place();
  const whole = file(assistant({ id: 'm2' }));
  const transcript = write('s1.jsonl', file(assistant({ id: 'm1' })) + whole.slice(0, 50));
  ingestSession(home, transcript);
  expect(report().totals.calls).toBe(1);
  appendFileSync(transcript, whole.slice(50));
  ingestSession(home, transcript);
  expect(report().totals.calls).toBe(2);
});

test('a line longer than what is read at once', () => {
  const { home, write, report } = place();
  ingestSession(home, write('s1.jsonl', file(assistant(), user('x'.repeat(9_000_000)), assistant())));
  expect(report().totals.calls).toBe(2);
});

test('a fork’s copies count once, for the session that made the calls; backfill reads the parent first', async () => {
  const { home, write, report } = place();
  const call = { id: 'm1', usage: { input_tokens: 1000, output_tokens: 0 } };
  const parent = write(
    'parent.jsonl',
    file(assistant({ ...call, session: 'parent' }), costState('parent', 0.004)),
  );
  let fork: string;
  do {
    rmSync(join(home, '..', 'projects', 'p', 'fork.jsonl'), { force: true });
    fork = write(
      'fork.jsonl',
      file(
        assistant({ ...call, session: 'fork' }),
        assistant({ ...call, id: 'm2', session: 'fork', at: '2026-11-20T11:00:00.000Z' }),
        costState('fork', 0.008),
      ),
    );
  } while (bornAt(fork) === bornAt(parent)); // the clock of the disk is coarse
  await ingestAll(home, join(home, '..'));
  const { totals, bySession, audit } = report();
  expect(totals.calls).toBe(2);
  expect(Object.keys(bySession).sort()).toEqual(['fork', 'parent']);
  expect(audit.clientTotals).toMatchObject({ compared: 2, equal: 2, different: [], outOfDate: 0 });
});

test('a difference from the client’s total is shown, and one from a session that went on is not', () => {
  const { home, write, report } = place();
  const call = { usage: { input_tokens: 1000, output_tokens: 0 } }; // $0.004 each
  ingestSession(home, write('a.jsonl', file(assistant({ ...call, session: 'a' }), costState('a', 0.0051))));
  ingestSession(
    home,
    write(
      'b.jsonl',
      file(assistant({ ...call, session: 'b' }), costState('b', 0.004), assistant({ ...call, session: 'b' })),
    ),
  );
  expect(report().audit.clientTotals).toMatchObject({
    compared: 1,
    equal: 0,
    different: [{ session: 'a', oursUsd: 0.004, clientUsd: 0.0051 }],
    outOfDate: 1,
  });
});

test('another model that answered, and a model without a price, are named', () => {
  const { home, write, report } = place();
  ingestSession(
    home,
    write(
      's1.jsonl',
      file(
        assistant({ requested: 'claude-opus-5-5', model: 'claude-sonnet-5-5' }),
        assistant({ requested: 'claude-haiku-4-5', model: 'claude-haiku-4-5-20251001' }), // the same, with its date
        assistant({ model: 'house-model' }),
      ),
    ),
  );
  const { audit, unpriced, byTier } = report();
  expect(audit.servedNotRequested).toEqual([
    { requested: 'claude-opus-5-5', served: 'claude-sonnet-5-5', who: 'main', calls: 1 },
  ]);
  expect(unpriced).toMatchObject({ 'house-model': { calls: 1, input: 10, output: 5, costUsd: 0 } });
  expect(byTier.unknown?.calls).toBe(1);
  // A price that the user adds later counts for what was recorded before.
  const settings = '---\nmodels: { house-model: { input: 1000000, output: 0, tier: haiku } }\n---\n';
  expect(report({ settings })).toMatchObject({ unpriced: {}, byTier: { haiku: { calls: 2 } } });
  expect(report().byModel['house-model']?.costUsd).toBeCloseTo(10, 9);
});

test('savings: the same tokens on the session’s usual model, net of caches rebuilt by switching', () => {
  const { home, write, report } = place();
  const cached = { input_tokens: 0, output_tokens: 0, cache_creation_input_tokens: 100_000 };
  const transcript = write(
    's1.jsonl',
    file(
      assistant({ usage: { input_tokens: 0, output_tokens: 0 } }), // most calls are on opus
      assistant({ usage: cached }), // opus writes 100,000: $0.50
      assistant({ model: 'claude-sonnet-5-5', usage: cached }), // sonnet writes them again: $0.25; had it read them: $0.01
    ),
  );
  write(
    's1/subagents/agent-1.jsonl',
    file(
      assistant({
        agent: 'tierwise:explorer',
        model: 'claude-haiku-5-5',
        usage: { input_tokens: 10_000, output_tokens: 2000 },
      }),
    ),
  ); // $0.002; on opus $0.08
  ingestSession(home, transcript);
  const { savings } = report();
  expect(savings.actualUsd).toBeCloseTo(0.752, 10);
  // Opus would have read its own cache: 100,000 × $0.20 a million.
  expect(savings.baselineUsd).toBeCloseTo(0.5 + 0.02 + 0.08, 10);
  expect(savings.netUsd).toBeCloseTo(-0.152, 10);
  expect(savings.cacheRebuildUsd).toBeCloseTo(0.24, 10);
});

test('advice: what would have cost less, with the money, and what nobody checked', () => {
  const { home, write, report } = place();
  const big = { input_tokens: 500_000, output_tokens: 20_000 }; // opus $2.40, sonnet $1.20
  const transcript = write('s1.jsonl', file(assistant({ usage: big, effort: 'high' })));
  write(
    's1/subagents/agent-1.jsonl',
    file(
      ...Array.from({ length: 3 }, () =>
        assistant({ agent: 'Explore', usage: { input_tokens: 50_000, output_tokens: 1000 } }),
      ),
    ), // $0.66; haiku $0.0165
  );
  write('s1/subagents/agent-2.jsonl', file(assistant({ agent: 'general-purpose', usage: big })));
  write(
    's1/subagents/agent-3.jsonl',
    file(assistant({ agent: 'mine:implementer', model: 'claude-haiku-5-5', tools: ['Edit'] })),
  );
  write(
    's1/subagents/agent-4.jsonl',
    file(
      assistant({
        agent: 'tierwise:explorer',
        effort: 'high',
        usage: {
          input_tokens: 100_000,
          output_tokens: 10_000,
          output_tokens_details: { thinking_tokens: 9000 },
        },
      }),
    ),
  );
  ingestSession(home, transcript);
  const { advice } = report({ declared: [['tierwise:explorer', 'haiku']] });
  const said = Object.fromEntries(
    advice.map(({ kind, text, savesUsd }) => [
      kind + (text.includes('Explore ') ? ' Explore' : ''),
      { text, savesUsd },
    ]),
  );
  expect(said['mechanical-on-top Explore']?.text).toContain(
    'Explore called a model 3 times on opus: $0.66; on haiku $0.017',
  );
  expect(said['mechanical-on-top Explore']?.savesUsd).toBeCloseTo(0.66 - 0.0165, 6);
  expect(said['everything-on-top']?.text).toContain(
    'general-purpose inherited it once: $2.40; on sonnet $1.20',
  );
  expect(said['tier-overridden']?.text).toContain('tierwise:explorer asks for haiku and ran once on opus');
  expect(said.thinking).toBeUndefined(); // 9,000 of 30,000 at effort high
  expect(said['haiku-unchecked']?.text).toContain('In 1 session');
  const amounts = advice.map(({ savesUsd }) => savesUsd ?? 0);
  expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
});

test('advice: thinking that takes most of the output', () => {
  const { home, write, report } = place();
  const usage = { input_tokens: 0, output_tokens: 10_000, output_tokens_details: { thinking_tokens: 8000 } };
  ingestSession(home, write('s1.jsonl', file(assistant({ effort: 'max', usage }))));
  expect(report().advice).toMatchObject([
    {
      kind: 'thinking',
      text: expect.stringContaining(
        '80% of what main wrote on claude-opus-5-5 at effort max was thinking, in calls of $0.20. At xhigh such work costs about 48% of that',
      ),
      savesUsd: expect.closeTo(0.2 * (1 - 1.66 / 3.44), 6),
    },
  ]);
});

test('--since leaves out what came before', () => {
  const { home, write, report } = place();
  const midnight = new Date(2026, 10, 1); // days are those of the machine
  const before = new Date(midnight.getTime() - 1000);
  ingestSession(
    home,
    write('s1.jsonl', file(...[before, midnight].map((at) => assistant({ at: at.toISOString() })))),
  );
  expect(report({ from: midnight }).totals.calls).toBe(1);
  expect(Object.keys(report().byDay).sort()).toEqual(['2026-10-31', '2026-11-01']);
});

test('no text of a prompt or an answer is kept', () => {
  const { home, write } = place();
  ingestSession(home, write('s1.jsonl', file(user('my secret'), assistant())));
  const stored = readFileSync(join(home, 'ledger', '2026-11.jsonl'), 'utf8');
  expect(stored).not.toContain('secret');
  expect(stored).not.toContain('in the text');
});

test('the report for people fits a screen and says the main things', () => {
  const { home, write, report } = place();
  const transcript = write(
    's1.jsonl',
    file(
      assistant({ usage: { input_tokens: 1000, output_tokens: 1000, cache_read_input_tokens: 9000 } }),
      costState('s1', 0.0258),
    ),
  );
  write(
    's1/subagents/agent-1.jsonl',
    file(assistant({ agent: 'tierwise:explorer', model: 'claude-haiku-5-5' })),
  );
  ingestSession(home, transcript);
  const text = formatReport(report(), ['tier', 'agent']);
  expect(text).toContain('2 calls in 1 session, 10,010 tokens in, 90% from cache');
  expect(text).toMatch(/^opus +1 +10,000 +90% +1,000 +0% +– +\$0\.026 +100% +█{12}$/m);
  expect(text).toMatch(/^\$0\.026 {2}all time, to 2027-01-01 \(.+\)$/m);
  expect(text).toContain('Dollars are list price as of 2026-11-20.');
  expect(text).toContain("Compared with Claude Code's own totals: 0 of 1 session equal.");
  expect(
    Math.max(
      ...text
        .split('\n')
        .filter((line) => line.includes('█'))
        .map((line) => line.length),
    ),
  ).toBeLessThan(100);
});

test('a line that no record takes is passed over part by part, and what comes after it counts', () => {
  const { home, write, report } = place();
  const transcript = write('s1.jsonl', '');
  truncateSync(transcript, 150_000_000);
  appendFileSync(transcript, `\n${file(assistant())}`);
  const { offset } = readTranscript(transcript, 0, 1024);
  expect(offset).toBeLessThan(100_000_000);
  expect(offset).toBeGreaterThan(1024);
  for (let events = 0; events < 3; events++) ingestSession(home, transcript, 1024);
  expect(report().totals.calls).toBe(1);
});
