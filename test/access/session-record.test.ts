// What one session has set aside: in the order of its lines, whoever wrote them.
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SessionRecord, type SetAside } from '../../src/access/session-record.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tierwise-record-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const day = new Date('2026-11-21T10:00:00Z');
const record = (session = 's', cwd = '/p', now = day): SessionRecord =>
  new SessionRecord(home, { env: session ? { CLAUDE_CODE_SESSION_ID: session } : {}, cwd }, now);
const settled = (found: ReturnType<SessionRecord['setAside']>, usd: number): void =>
  (found as SetAside).settle(usd);

test('what is set aside counts until it is known what was spent, and for ever when that is never told', () => {
  settled(record().setAside(1, 2), 0.25);
  expect(record().setAside(1, 2)).not.toHaveProperty('leftUsd'); // never settled, as if it had been killed
  expect(record().setAside(1, 2)).toEqual({ leftUsd: 0.75 });
  expect(record().setAside(0.75, 2)).not.toHaveProperty('leftUsd');
  expect(record().setAside(0.01, 2)).toEqual({ leftUsd: 0 });
});

test('of two at once that would both take the last dollar, the first has it', () => {
  const one = record();
  const file = (): string => join(home, 'in-session', readdirSync(join(home, 'in-session'))[0] as string);
  settled(one.setAside(0.5, 1), 0);
  appendFileSync(file(), '{"id":"another","setAsideUsd":1}\n');
  expect(one.setAside(0.5, 1)).toEqual({ leftUsd: 0 });
  appendFileSync(file(), '{"id":"another","spentUsd":0.1}\n{"id":"torn","setAs');
  expect(one.setAside(0.5, 1)).not.toHaveProperty('leftUsd');
});

test('a session has its own sum; without one, a folder has one for each day', () => {
  const full = (which: SessionRecord): boolean => 'leftUsd' in which.setAside(1, 1);
  expect([full(record('a')), full(record('a')), full(record('b'))]).toEqual([false, true, false]);
  expect([full(record('')), full(record('')), full(record('', '/q'))]).toEqual([false, true, false]);
  expect(full(record('', '/p', new Date('2026-11-22T10:00:00Z')))).toBe(false);
});
