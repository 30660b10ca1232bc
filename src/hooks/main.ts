// What every hook event does: bring the ledger up to date with the session, and at its start say in one line when a
// setting defeats the tiers. Whatever goes wrong here, the session goes on: exit 0, nothing on stdout.
import { readFileSync } from 'node:fs';
import { dataHome } from '../data-home.ts';
import { visible } from '../terminal/visible.ts';
import { ingestSession } from '../usage/ingest.ts';
import { misconfiguration } from './misconfiguration.ts';

/** An event reads no more than this; a transcript larger than that is caught up by the next ones and by the report. */
const MOST_BYTES = 16 * 1024 * 1024;

try {
  const event = JSON.parse(readFileSync(0, 'utf8'));
  if (event.hook_event_name === 'SessionStart' && event.source === 'startup') {
    const advice = misconfiguration(process.env);
    if (advice) process.stdout.write(JSON.stringify({ systemMessage: visible(`Tierwise: ${advice}`) }));
  }
  if (typeof event.transcript_path === 'string')
    ingestSession(dataHome(process.env), event.transcript_path, MOST_BYTES);
} catch {
  // A hook never breaks a session. What could not be written now is read again at the next event.
}
