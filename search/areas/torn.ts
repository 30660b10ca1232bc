// Stores cut off at every byte of their last kilobyte, as a crash leaves them: what was whole is still known, the rest is asked again.
import { createHash } from 'node:crypto';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appendRecords } from '../../src/append.ts';
import { BatchRecords } from '../../src/bulk/asking/batch/records.ts';
import { JobCost } from '../../src/bulk/job-cost.ts';
import { openAnswers } from '../../src/bulk/outcome/answers.ts';
import { parseScheme } from '../../src/bulk/task/scheme.ts';
import { appendEvent, readEvents } from '../../src/plan/run/events.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import type { LedgerEntry } from '../../src/usage/ledger-entry.ts';
import { type Area, inFolder, must, tryCases } from '../area.ts';

const task = parseScheme('---\ntags: { error: It failed., info: Normal. }\n---\nJudge.\n', 'sev.md');
const LAST_BYTES = 1024;

/** A store of so many whole records in `folder`: its file, and how many are read back. Throws what is a finding. */
interface Store {
  file(folder: string): string;
  lines: string[];
  /** A record is one line, and those before the cut are known. Otherwise the whole file is one record. */
  count(folder: string): number | Promise<number>;
  /** Adds one more record, which a torn one before it must not swallow. */
  add?(folder: string): unknown;
}

const answer = (fingerprint: string): string =>
  JSON.stringify({
    v: 1,
    fingerprint,
    tier: 'haiku',
    model: 'm',
    served: 'm',
    tags: ['error'],
    at: '2026-11-20T10:00:00.000Z',
  });
const call = (id: string): LedgerEntry => ({
  ...{
    id,
    at: '2026-11-20T10:00:00.000Z',
    source: 'session',
    session: 's',
    project: null,
    agent: null,
    skill: null,
  },
  ...{ requested: 'claude-haiku-5-5', served: 'claude-haiku-5-5', tier: 'haiku', effort: null, stop: null },
  ...{ input: 1, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, thinking: 0, costUsd: 0.1 },
});
const names = Array.from({ length: 12 }, (_, index) => `name-${index}`);

const AT = '2026-11-20T10:00:00.000Z';
const JOB = { taskHash: 'h', input: 'i' };

const STORES: Record<string, Store> = {
  answers: {
    file: (folder) => join(folder, 'answers', task.hash, 'haiku', 'a.jsonl'),
    lines: names.map(answer),
    async count(folder) {
      const store = await openAnswers(folder, task, 'haiku');
      must(!store.passedOver.length, () => 'a torn last line is named as damage');
      return names.filter((name) => store.get(name)).length;
    },
  },
  ledger: {
    file: (folder) => join(folder, 'ledger', '2026-11.jsonl'),
    lines: names.map((name) => JSON.stringify(call(name))),
    count: (folder) => readLedger(folder).calls.length,
    add: (folder) => appendRecords(join(folder, 'ledger', '2026-11.jsonl'), [call('added')]),
  },
  'events of a plan': {
    file: (folder) => join(folder, 'events.jsonl'),
    lines: names.map((step) => JSON.stringify({ v: 1, at: AT, type: 'again', step, fingerprint: 'f' })),
    count: (folder) => readEvents(folder).events.length,
    add: (folder) => appendEvent(folder, { type: 'again', step: 'added', fingerprint: 'f' }),
  },
  'the cost of a job': {
    // Its name is a hash of these two.
    file: (folder) =>
      join(folder, 'jobs', `${createHash('sha256').update('h\0i').digest('hex').slice(0, 32)}.jsonl`),
    lines: names.map(() => JSON.stringify({ v: 1, at: AT, usd: 1, certain: true })),
    count: (folder) => new JobCost(folder, JOB).before.certainUsd,
    add(folder) {
      const cost = new JobCost(folder, JOB);
      cost.add(1, true);
      cost.close();
    },
  },
  batches: {
    file: (folder) => join(folder, 'batches', 'tw01.json'),
    lines: [
      JSON.stringify({
        ...{ v: 1, key: 'tw01', batch: 'b', account: 'a', at: '2026-11-20T10:00:00.000Z' },
        task: { kind: 'scheme', name: 'sev', hash: task.hash },
        ...{ tier: 'haiku', store: 'haiku', model: 'm', command: { cwd: '/', args: [] } },
        packs: [{ firstId: 1, fingerprints: names, worstUsd: 0.1 }],
      }),
    ],
    count(folder) {
      const { records, passedOver } = new BatchRecords(folder).read();
      must(records.length + passedOver.length === 1, () => 'a damaged batch is neither read nor named');
      return records.length;
    },
  },
};

export const torn: Area = {
  name: 'torn',
  tries: 'answers, ledger, events of plans, costs of jobs and batches cut at each byte of the last kilobyte',
  run: (seed, effort) =>
    tryCases(
      seed,
      { ...effort, cases: Math.min(effort.cases, Object.keys(STORES).length * LAST_BYTES) },
      (_, number) =>
        inFolder(async (folder) => {
          const [name, store] = Object.entries(STORES)[number % Object.keys(STORES).length] as [
            string,
            Store,
          ];
          const cut = Math.floor(number / Object.keys(STORES).length);
          const text = store.lines.map((line) => `${line}\n`).join('');
          const file = store.file(folder);
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, text);
          const left = Math.max(0, text.length - cut);
          truncateSync(file, left);
          const whole = text.slice(0, left + 1).split('\n').length - 1; // a line whose end alone is gone is whole
          const known = await store.count(folder);
          must(
            known === whole,
            () => `${name} cut by ${cut} bytes: ${whole} records are whole, ${known} are read`,
          );
          if (!store.add) return;
          store.add(folder);
          const after = await store.count(folder);
          must(
            after === whole + 1,
            () => `${name} cut by ${cut} bytes: the next record is lost, ${after} are read`,
          );
        }),
    ),
};
