// What the client leaves behind, and what it tells the hook: whatever is in it, the ledger can be read afterwards.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeEvent } from '../../src/hooks/event.ts';
import { ingestSession } from '../../src/usage/ingest.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { CostStateSchema, EntrySchema } from '../../src/usage/schemas.ts';
import { findCost } from '../../src/usage/transcript-record.ts';
import { must } from '../area.ts';
import { CORPUS } from './corpus.ts';
import { type Targets, text } from './target.ts';

const NOW = '2026-11-20T00:00:00.000Z';
/** A ledger is read and thrown away after so many cases. */
const CASES_PER_LEDGER = 50;

/** Returns the targets; transcripts and ledgers are in `folder`. */
export function usageTargets(folder: string): Targets {
  const ingest = withLedger(join(folder, 'ledger-home'));
  const event = withLedger(join(folder, 'hook-home'));
  const transcript = join(folder, 'told.jsonl');
  writeFileSync(transcript, CORPUS.transcripts[0]);
  const payloads = ['Stop', 'SubagentStop', 'SessionEnd', 'SessionStart'].map((name) => ({
    ...{ session_id: 's1', cwd: '/p', permission_mode: 'default', hook_event_name: name, source: 'startup' },
    transcript_path: transcript,
  }));
  return {
    'a record of a transcript': {
      good: CORPUS.transcripts,
      weight: 6,
      read: text((it) => it.split('\n').forEach(mustBeReadAgain)),
    },
    'a transcript': {
      good: CORPUS.transcripts,
      read: ingest((home, bytes, number) => {
        const name = join(folder, `session-${number}.jsonl`);
        writeFileSync(name, bytes);
        ingestSession(home, name);
      }),
    },
    'a payload of a hook': {
      good: payloads.map((payload) => JSON.stringify(payload)),
      weight: 2,
      read: event((home, bytes) => tell(bytes.toString('utf8'), home)),
    },
  };
}

/** What the hook would write of a line is what the report reads. */
function mustBeReadAgain(line: string): void {
  const finding = findCost(line, NOW);
  if (finding?.kind === 'unusable' || !finding) return;
  const written =
    finding.kind === 'call'
      ? [finding.call, ...finding.advisors].map((record) => ({ record, schema: EntrySchema }))
      : [{ record: { ...finding.state, lastCall: null }, schema: CostStateSchema }];
  for (const { record, schema } of written) {
    const { error } = schema.safeParse(JSON.parse(JSON.stringify(record)));
    must(!error, () => `the ledger would hold what it cannot read: ${error?.message}`);
  }
}

/** As the hook's process does: nothing that is thrown counts, but what is said is JSON. */
function tell(payload: string, home: string): void {
  const env = { TIERWISE_HOME: home, CLAUDE_CODE_EFFORT_LEVEL: payload.slice(-20) };
  let said = '{}';
  try {
    takeEvent(payload, env, (json) => {
      said = json;
    });
  } catch {
    // src/hooks/main.ts goes on
  }
  JSON.parse(said);
}

/** Returns a reader that works in a ledger, which it looks at and throws away every so many cases. */
const withLedger = (home: string) => (read: (home: string, bytes: Buffer, number: number) => void) => {
  let cases = 0;
  return (bytes: Buffer): void => {
    const number = cases++ % CASES_PER_LEDGER;
    read(home, bytes, number);
    if (number < CASES_PER_LEDGER - 1) return;
    const { passedOver } = readLedger(home);
    rmSync(home, { recursive: true, force: true });
    must(!passedOver.length, () => `the ledger cannot be read: ${JSON.stringify(passedOver[0])}`);
  };
};
