// Transcripts read into the ledger, killed at any moment and read again: every call is counted, and once.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLedger } from '../../src/usage/ledger.ts';
import { assistant, file } from '../../test/support/transcript.ts';
import { must } from '../area.ts';
import { boxIn, mustEndWell } from '../box.ts';
import { type KilledCase, killedRun } from './killed.ts';

const SESSIONS = 20;
const CALLS = 200;

export const killedLedger: KilledCase = async ({ folder, mark, random, kills }) => {
  const box = boxIn(folder, 'http://127.0.0.1:1');
  const sessions = join(folder, 'home', '.claude', 'projects', 'one');
  mkdirSync(sessions, { recursive: true });
  for (let session = 0; session < SESSIONS; session++) {
    const records = Array.from({ length: CALLS }, (_, call) =>
      assistant({ id: `msg_${mark}${session}.${call}`, session: `s${session}` }),
    );
    writeFileSync(join(sessions, `s${session}.jsonl`), file(...records));
  }
  const args = ['report', '--backfill', '--since', 'all', '--json'];
  for (let kill = 0; kill < kills; kill++) await killedRun(box.start(args), 80 + random.below(250));
  const last = await box.start(args);
  mustEndWell(last);
  must(last.code === 0, () => `exit ${last.code}: ${last.stderr}${last.stdout}`);
  const { calls, passedOver } = readLedger(box.home);
  // A write that a kill cuts short is at most one line; it is named, and what it said is read again.
  must(passedOver.length <= kills, () => `the ledger is damaged: ${JSON.stringify(passedOver)}`);
  must(calls.length === SESSIONS * CALLS, () => `${SESSIONS * CALLS} calls, ${calls.length} in the ledger`);
  const told = JSON.parse(last.stdout).totals.calls;
  must(told === calls.length, () => `${calls.length} calls in the ledger, the report says ${told}`);
};
