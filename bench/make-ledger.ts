// A ledger of a year of heavy use, as the hooks leave it: sessions of 60 calls, half of them by agents, spread over 365 days.
import { createHash } from 'node:crypto';
import { appendEntries, type LedgerEntry } from '../src/usage/ledger-entry.ts';

const MODELS = ['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5'] as const;
const AGENTS = [null, 'Explore', null, 'tierwise:implementer', null, 'general-purpose'] as const;
const CALLS_OF_SESSION = 60;
const YEAR_MS = 365 * 86_400_000;

/** Writes `calls` calls of the year before now into the ledger of a data home. */
export function writeYear(home: string, calls: number): void {
  const now = Date.now();
  const sessions = Math.ceil(calls / CALLS_OF_SESSION);
  let entries: LedgerEntry[] = [];
  for (let session = 0; session < sessions; session++) {
    const begins = now - YEAR_MS + (session / sessions) * (YEAR_MS - 3_600_000);
    for (let call = 0; call < CALLS_OF_SESSION; call++)
      entries.push(entryOf(session, call, begins + call * 40_000));
    if (entries.length < 30_000 && session < sessions - 1) continue;
    appendEntries(home, entries);
    entries = [];
  }
}

function entryOf(session: number, call: number, at: number): LedgerEntry {
  const agent = AGENTS[Math.floor(call / 10)] ?? null;
  const model = MODELS[agent ? Math.floor(call / 10) % 3 : 0] ?? MODELS[0];
  return {
    id: idOf(session, call),
    at: new Date(at).toISOString(),
    source: agent ? 'subagent' : 'session',
    session: `00000000-0000-4000-8000-${String(session).padStart(12, '0')}`,
    project: `/home/me/projects/${session % 7}`,
    agent,
    skill: null,
    requested: model,
    served: model,
    effort: 'medium',
    stop: call % 10 === 9 ? 'end_turn' : 'tool_use',
    tier: agent === null ? 'opus' : 'sonnet',
    input: (call * 37) % 900,
    output: 200 + ((call * 61) % 1500),
    cacheRead: 20_000 + call * 900,
    cacheWrite5m: (call * 811) % 4000,
    cacheWrite1h: 0,
    thinking: call % 3 ? 0 : 90,
    costUsd: 0.02,
  };
}

/** As long as real ones, and like them the same nowhere: what is packed is hardly smaller for them. */
function idOf(session: number, call: number): string {
  const hash = createHash('sha256').update(`${session} ${call}`).digest('base64').replace(/[+/=]/g, 'x');
  return `msg_01${hash.slice(0, 22)}|req_011C${hash.slice(22, 42)}`;
}
