// What happened to a plan, one JSON line an event, appended and on the disk before the next act. Killed at any moment, the next
// run reads here how far it came.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendRecords } from '../../append.ts';
import { systemReason, UsageError } from '../../errors.ts';
import type { Usage } from '../../models/cost.ts';
import type { ExecutorName } from '../executors.ts';
import type { Rung } from './escalation.ts';

/** Why a try was no success. */
export type Failure = 'check' | 'files' | 'time' | 'budget' | 'refused';

/** How a step ended without being done. */
export type Verdict = 'person' | 'approval' | 'conflict';

interface OfStep {
  step: string;
  /** What the step was then: an event about another one counts for its cost only. */
  fingerprint: string;
}

export type PlanEvent =
  | { type: 'approved'; key: string }
  | { type: 'started'; base: string }
  /** A try begins: `reservedUsd` is set aside for it. */
  | ({ type: 'try'; rung: Rung; executor: ExecutorName; reservedUsd: number | null } & OfStep)
  /** The executor ended; `trouble`: it gave no result that says anything about the step. */
  | ({
      type: 'answered';
      costUsd: number | null;
      served: string | null;
      usage: Usage | null;
      seconds: number;
      trouble: string | null;
    } & OfStep)
  /**
   * What it made of the files, as a git tree. Files not on the step's list: `outside` are in it, for a person to approve; `dropped`
   * were new and are not.
   */
  | ({ type: 'built'; tree: string; outside: string[]; dropped: string[] } & OfStep)
  /** The try failed; the next one starts from `tree`, if any. */
  | ({ type: 'failed'; why: Failure; output: string; tree: string | null } & OfStep)
  /** Done; `commit` is null when nothing had to change. */
  | ({ type: 'passed'; commit: string | null } & OfStep)
  | ({ type: 'ended'; verdict: Verdict; reason: string; commit: string | null } & OfStep)
  /** A person wants it tried anew, from its first rung. */
  | ({ type: 'again' } & OfStep)
  /** Told by a person or a session: the step was carried out elsewhere. */
  | ({
      type: 'recorded';
      passed: boolean;
      commit: string | null;
      rung: Rung;
      tries: number;
      costUsd: number | null;
      why: string;
    } & OfStep)
  /** Work that is not on the plan's branch was brought into the user's repository as one of its own. */
  | { type: 'left'; of: string; branch: string; commit: string }
  /** The plan's branch was brought there, without the steps that do not fit together. */
  | { type: 'exported'; branch: string; commit: string; conflicts: { step: string; files: string[] }[] };

export type Recorded = PlanEvent & { at: string };

const fileIn = (folder: string): string => join(folder, 'events.jsonl');

/** Appends an event; when this returns, it is on the disk. Throws UsageError when the disk does not take it. */
export function appendEvent(folder: string, event: PlanEvent): Recorded {
  const recorded = { at: new Date().toISOString(), ...event };
  try {
    appendRecords(fileIn(folder), [recorded], { durable: true });
  } catch (error) {
    throw new UsageError(
      `${fileIn(folder)}: cannot be written: ${systemReason(error)}. Nothing further was done; repair that, then: tierwise plan resume.`,
    );
  }
  return recorded;
}

/** All events in order; a line torn by a crash never happened. */
export function readEvents(folder: string): Recorded[] {
  let text: string;
  try {
    text = readFileSync(fileIn(folder), 'utf8');
  } catch (error) {
    // Anything but "there is none" must not look like a plan that never ran: its steps would be paid for again.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UsageError(`${fileIn(folder)}: cannot read how far the plan came: ${systemReason(error)}.`);
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as Recorded] : [];
    } catch {
      return [];
    }
  });
}
