// What a session was, by what it did: by the tools of its calls and those of its agents, by its skills, and by what it ran.
import { type Act, hasDone } from './acts.ts';
import { hasOneOf } from './agent-names.ts';
import type { Source } from './ledger-entry.ts';
import { bySession, type PricedCall } from './priced-call.ts';

const KINDS = ['bulk', 'building', 'reviewing', 'planning', 'exploring', 'chat', 'unknown'] as const;
export type SessionKind = (typeof KINDS)[number];

/** Work outside of a session is what its command is for. */
const OUTSIDE: Partial<Record<Source, SessionKind>> = {
  bulk: 'bulk',
  calibrate: 'bulk',
  opinion: 'reviewing',
  plan: 'building',
  route: 'planning',
};

/** The rule, as it is told to people. */
export const RULE =
  'bulk: most of its money went to bulk runs; else building: it changed files; reviewing: a reviewing skill or agent, or a second ' +
  'opinion; planning: plan mode, or a planning skill or agent; exploring: it read, ran or searched; chat: none of these';

/** Returns a function that tells what a call's session was. */
export function sessionKinds(calls: readonly PricedCall[]): (call: PricedCall) => SessionKind {
  const kinds = new Map([...bySession(calls)].map(([session, own]) => [session, kindOf(own)]));
  return ({ session, source }) => (session === null ? OUTSIDE[source] : kinds.get(session)) ?? 'unknown';
}

const REVIEW = ['review', 'reviewer', 'reviewing', 'audit', 'auditor', 'opinion', 'critic', 'critique'];
const PLAN = ['plan', 'planner', 'planning', 'architect', 'design', 'designer', 'roadmap'];

function kindOf(calls: readonly PricedCall[]): SessionKind {
  const did = (...acts: Act[]): boolean => calls.some((call) => acts.some((act) => hasDone(call.did, act)));
  const isNamed = (words: readonly string[]): boolean =>
    calls.some(({ agent, skill }) => [agent, skill].some((name) => name && hasOneOf(name, words)));
  const ran = (source: Source): boolean => calls.some((call) => call.source === source);
  if (isMostlyBulk(calls)) return 'bulk';
  if (did('edit') || ran('plan')) return 'building';
  if (isNamed(REVIEW) || ran('opinion')) return 'reviewing';
  if (did('plan') || isNamed(PLAN)) return 'planning';
  if (did('read', 'run', 'web', 'agent')) return 'exploring';
  return calls.some((call) => call.did !== undefined) ? 'chat' : 'unknown';
}

function isMostlyBulk(calls: readonly PricedCall[]): boolean {
  const sum = (some: readonly PricedCall[]): number =>
    some.reduce((usd, { costUsd }) => usd + (costUsd ?? 0), 0);
  const bulk = calls.filter(({ source }) => OUTSIDE[source] === 'bulk');
  return bulk.length > 0 && 2 * sum(bulk) >= sum(calls);
}
