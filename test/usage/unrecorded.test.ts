// A session that ends without a transcript is noted: nothing else would tell that it ever was.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeEvent } from '../../src/hooks/event.ts';
import { readUnrecorded } from '../../src/usage/ledger.ts';

test('the end of a session without a transcript is noted, other events and other sessions are not', () => {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const kept = join(home, 'kept.jsonl');
  writeFileSync(kept, '');
  const take = (hook_event_name: string, session_id: string, transcript_path: string) =>
    takeEvent(
      JSON.stringify({ hook_event_name, session_id, transcript_path }),
      { TIERWISE_HOME: home },
      () => {},
    );
  take('Stop', 's1', '/nowhere/s1.jsonl');
  take('SessionEnd', 's2', kept);
  expect(readUnrecorded(home, () => {})).toEqual([]);
  take('SessionEnd', 's3', '/nowhere/s3.jsonl');
  take('SessionEnd', 's3', '/nowhere/s3.jsonl');
  expect(readUnrecorded(home, () => {}).map(({ session }) => session)).toEqual(['s3']);
});
