// A month of one developer's work as the hooks would have kept it: three projects, agents of several tiers, two bulk runs. Made up,
// and the same one every time.
import { appendEntries, type LedgerEntry } from '../../src/usage/ledger-entry.ts';

const DAY = 86_400_000;
const DAYS = 28;
const PROJECTS = ['shop', 'shop', 'billing', 'website'];
/** Who works in a session, by turns; the main thread between them. */
const TURNS: [agent: string | null, model: string][] = [
  [null, 'claude-opus-5-5'],
  ['tierwise:explorer', 'claude-haiku-5-5'],
  [null, 'claude-opus-5-5'],
  ['tierwise:implementer', 'claude-sonnet-5-5'],
  ['tierwise:test-writer', 'claude-sonnet-5-5'],
  ['general-purpose', 'claude-opus-5-5'],
  ['tierwise:code-reviewer', 'claude-opus-5-5'],
];
const CALLS_PER_TURN = 9;

/** Writes the month before `now` (milliseconds of the epoch) into the ledger of a data home. */
export function writeMonth(home: string, now: number): void {
  const random = randomFrom(7);
  const entries: LedgerEntry[] = [];
  for (let day = DAYS; day >= 0; day--) {
    const noon = now - day * DAY;
    if ([0, 6].includes(new Date(noon).getUTCDay())) continue;
    for (let session = 0, most = 1 + random(4); session < most; session++)
      entries.push(...sessionOf(day * 10 + session, noon + session * 3_600_000, random));
    if (day === 18 || day === 5) entries.push(...bulkRun(day, noon));
  }
  appendEntries(
    home,
    entries.filter(({ at }) => Date.parse(at) < now),
  );
}

function* sessionOf(
  number: number,
  begins: number,
  random: (below: number) => number,
): Generator<LedgerEntry> {
  const calls = 12 + random(TURNS.length * CALLS_PER_TURN - 12);
  for (let call = 0; call < calls; call++) {
    const [agent, model] = TURNS[Math.floor(call / CALLS_PER_TURN)] as (typeof TURNS)[number];
    yield {
      ...entry(`s${number}c${call}`, begins + call * 45_000, model),
      source: agent ? 'subagent' : 'session',
      session: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      project: `/home/you/${PROJECTS[number % PROJECTS.length]}`,
      agent,
      input: random(900),
      output: 200 + random(1500),
      cacheRead: 18_000 + (call % CALLS_PER_TURN) * 4_000 + random(9_000),
      cacheWrite5m: random(4_000),
    };
  }
}

function* bulkRun(day: number, at: number): Generator<LedgerEntry> {
  for (let pack = 0; pack < 60; pack++)
    yield {
      ...entry(`b${day}p${pack}`, at + pack * 900, pack < 56 ? 'claude-haiku-5-5' : 'claude-sonnet-5-5'),
      source: 'bulk',
      project: '/home/you/shop',
      skill: 'bulk-tag',
      input: 1_900,
      output: 480,
    };
}

const entry = (id: string, at: number, model: string): LedgerEntry => ({
  id: `msg_${id}|req_${id}`,
  at: new Date(at).toISOString(),
  source: 'session',
  session: null,
  project: null,
  agent: null,
  skill: null,
  requested: model,
  served: model,
  effort: 'medium',
  stop: 'end_turn',
  tier: model.includes('haiku') ? 'haiku' : model.includes('sonnet') ? 'sonnet' : 'opus',
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  thinking: 0,
  costUsd: null,
});

/** Numbers below what is asked for, the same ones for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
