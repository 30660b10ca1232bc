import { dataHome } from '../data-home.ts';
import { visible } from '../terminal/visible.ts';
import { ingestSession } from '../usage/ingest.ts';
import { noteUnrecorded } from '../usage/unrecorded.ts';
import { misconfiguration } from './misconfiguration.ts';

/** An event reads no more than this; a transcript larger than that is caught up by the next ones and by the report. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Brings the ledger up to date with the session that an event's payload names. `say` is called with what the client is to show, as
 * JSON. Throws whatever goes wrong.
 */
export function takeEvent(payload: string, env: NodeJS.ProcessEnv, say: (json: string) => void): void {
  const event = JSON.parse(payload);
  if (event.hook_event_name === 'SessionStart' && event.source === 'startup') {
    const advice = misconfiguration(env);
    if (advice) say(JSON.stringify({ systemMessage: visible(`Tierwise: ${advice}`) }));
  }
  if (typeof event.transcript_path !== 'string') return;
  ingestSession(dataHome(env), event.transcript_path, MOST_BYTES);
  if (event.hook_event_name === 'SessionEnd' && typeof event.session_id === 'string')
    noteUnrecorded(dataHome(env), event.session_id, event.transcript_path);
}
