// What happened to a plan, one JSON line per event, appended and on the disk before the next act. Killed at any moment, the next
// run reads here how far it came.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { appendRecords } from '../../append.ts';
import { systemCode, systemReason, UsageError } from '../../errors.ts';
import { EFFORTS, TIER_NAMES } from '../../models/table.ts';
import { SEVERITIES } from '../../opinion/findings.ts';
import { type PassedOver, type RecordReading, readRecord } from '../../records.ts';
import { EXECUTOR_NAMES } from '../executors.ts';
import { Proposal } from './proposal-shape.ts';

/** The version that is written. */
const EVENT_VERSION = 1;

/** Why a try failed. */
const TryFailure = z.enum(['check', 'files', 'time', 'budget', 'refused', 'review']);
export type TryFailure = z.infer<typeof TryFailure>;

/** How a step ended without being done. */
const Verdict = z.enum(['person', 'approval', 'conflict']);
export type Verdict = z.infer<typeof Verdict>;

const amount = z.number().nonnegative();
const StepRung = z.object({ tier: z.enum(TIER_NAMES).nullable(), effort: z.enum(EFFORTS).nullable() });
const Usage = z.object({
  input: amount,
  output: amount,
  cacheRead: amount,
  cacheWrite5m: amount,
  cacheWrite1h: amount,
  thinking: amount,
  webSearches: amount,
});
const Finding = z.object({
  file: z.string(),
  line: z.number(),
  severity: z.enum(SEVERITIES),
  claim: z.string(),
  evidence: z.string(),
});
const OfStep = z.object({
  step: z.string(),
  /** What the step was then: an event about another version of it counts for its cost only. */
  fingerprint: z.string(),
});

const PlanEvent = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('approved'), key: z.string() }),
    z.object({ type: z.literal('started'), base: z.string() }),
    /** The check ran before the first try; `green`: it passed, so it proves nothing. */
    OfStep.extend({ type: z.literal('before'), green: z.boolean() }),
    /** A try begins; `reservedUsd` is reserved for it. */
    OfStep.extend({
      type: z.literal('try'),
      rung: StepRung,
      executor: z.enum(EXECUTOR_NAMES),
      reservedUsd: amount.nullable(),
    }),
    /** The executor ended. `trouble`: it failed by itself, which says nothing about the step. */
    OfStep.extend({
      type: z.literal('answered'),
      costUsd: amount.nullable(),
      served: z.string().nullable(),
      usage: Usage.nullable(),
      seconds: amount,
      trouble: z.string().nullable(),
      /** Its last words, at most so many; missing: it said nothing. */
      words: z.string().optional(),
    }),
    /**
     * What it made of the files, as a git tree. Of files that are not on the step's list, those in `outside` are in the tree, for
     * the user to approve; those in `dropped` were new and are not.
     */
    OfStep.extend({
      type: z.literal('built'),
      tree: z.string(),
      outside: z.array(z.string()),
      dropped: z.array(z.string()),
    }),
    /** The try failed; the next one starts from `tree`, if any. */
    OfStep.extend({
      type: z.literal('failed'),
      why: TryFailure,
      output: z.string(),
      tree: z.string().nullable(),
      /** It only took back what the try before it had made. */
      undone: z.boolean().optional(),
    }),
    /** Done; `commit` is null when nothing had to change. */
    OfStep.extend({ type: z.literal('passed'), commit: z.string().nullable() }),
    /**
     * It was done, and a check failed on its work and that of the step `beside` together (null: on the finished branch). It is tried
     * again from `tree`, with that step's work in its copy.
     */
    OfStep.extend({
      type: z.literal('regressed'),
      beside: z.string().nullable(),
      output: z.string(),
      tree: z.string().nullable(),
      /** Missing: a check failed. */
      why: TryFailure.optional(),
    }),
    /** Its work, or with `step: '*'` the branch that `fingerprint` names, is looked at. */
    OfStep.extend({ type: z.literal('reviewing'), reservedUsd: amount }),
    /** What was found in `tree`; null: there was no answer, for `why`. */
    OfStep.extend({
      type: z.literal('reviewed'),
      costUsd: amount.nullable(),
      tree: z.string(),
      findings: z.array(Finding).nullable(),
      why: z.string(),
    }),
    OfStep.extend({
      type: z.literal('ended'),
      verdict: Verdict,
      reason: z.string(),
      commit: z.string().nullable(),
    }),
    /** The planner is asked about it; `reservedUsd` is reserved for that. */
    OfStep.extend({ type: z.literal('revising'), reservedUsd: amount }),
    /** It answered; null: its answer was no proposal. */
    OfStep.extend({
      type: z.literal('revised'),
      costUsd: amount.nullable(),
      reservedUsd: amount,
      proposal: Proposal.nullable(),
    }),
    /** The user wants it retried from its first rung. */
    OfStep.extend({ type: z.literal('again') }),
    /** Recorded by the user or a session: the step was carried out elsewhere. */
    OfStep.extend({
      type: z.literal('recorded'),
      passed: z.boolean(),
      commit: z.string().nullable(),
      rung: StepRung,
      tries: amount,
      costUsd: amount.nullable(),
      why: z.string(),
      /** Whether its check passed then; missing: it was not run. */
      checked: z.boolean().optional(),
    }),
    /** All checks have been run on the finished work that `key` names; those of the steps in `red`, recorded unchecked, failed. */
    z.object({ type: z.literal('proved'), key: z.string(), red: z.array(z.string()) }),
    /** The plan's branch is merged: all starts from `base` now, which holds the work of the steps in `merged`. */
    z.object({ type: z.literal('moved'), base: z.string(), merged: z.array(z.string()) }),
    /** Work that is not on the plan's branch was brought into the user's repository as a branch of its own. */
    z.object({ type: z.literal('left'), of: z.string(), branch: z.string(), commit: z.string() }),
    /** The plan's branch was brought there, without the steps that conflict with earlier ones. */
    z.object({
      type: z.literal('exported'),
      branch: z.string(),
      commit: z.string(),
      conflicts: z.array(z.object({ step: z.string(), files: z.array(z.string()) })),
    }),
  ],
  { error: 'not a known event' },
);
export type PlanEvent = z.infer<typeof PlanEvent>;

const StoredEvent = PlanEvent.and(z.object({ at: z.string() }));
export type StoredEvent = z.infer<typeof StoredEvent>;

const fileIn = (folder: string): string => join(folder, 'events.jsonl');

/** Appends an event and returns it as stored; then it is on the disk. Throws UsageError when it cannot be written. */
export function appendEvent(folder: string, event: PlanEvent): StoredEvent {
  const stored = { at: new Date().toISOString(), ...event };
  try {
    appendRecords(fileIn(folder), [stored], { durable: true });
  } catch (error) {
    throw new UsageError(
      `${fileIn(folder)}: cannot be written: ${systemReason(error)}. Nothing further was done; repair that, then: tierwise plan resume.`,
    );
  }
  return stored;
}

export interface EventLog {
  /** In the order they happened. */
  events: StoredEvent[];
  /** Damaged or foreign lines, and those of a newer version. A last line that was cut off by a crash never happened. */
  passedOver: PassedOver[];
}

/** Reads a plan's events; none when it never ran. Throws UsageError when the file cannot be read. */
export function readEvents(folder: string): EventLog {
  const file = fileIn(folder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // Anything but "no such file" must not look like a plan that never ran: its steps would be paid for again.
    if (systemCode(error) === 'ENOENT') return { events: [], passedOver: [] };
    throw new UsageError(`${file}: cannot read how far the plan came: ${systemReason(error)}.`);
  }
  const lines = text.split('\n');
  const log: EventLog = { events: [], passedOver: [] };
  for (const [index, line] of lines.entries()) {
    if (!line) continue;
    const reading = readEvent(line);
    if ('record' in reading) log.events.push(reading.record);
    else if (index < lines.length - 1) {
      log.passedOver.push({ file, line: index + 1, problem: reading.problem });
    }
  }
  return log;
}

const readEvent = (line: string): RecordReading<StoredEvent> => readRecord(StoredEvent, line, EVENT_VERSION);
