// Whether an event leaves nothing to be done: most that start or end a session.
import { statSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { dataHome } from '../data-home.ts';
import { readProgress } from '../usage/ingest.ts';
import { subagentTranscripts } from '../usage/transcript.ts';

/** Settings without which there is nothing to advise about at the start. */
const ADVISED_ON = [
  'CLAUDE_CODE_SUBAGENT_MODEL',
  'ANTHROPIC_DEFAULT_HAIKU_MODEL',
  'CLAUDE_CODE_EFFORT_LEVEL',
] as const;

/** Returns whether the event of a payload brings nothing, as far as the sizes of the session's files tell. Throws whatever goes wrong. */
export function isNothingNew(payload: string, env: NodeJS.ProcessEnv): boolean {
  const { hook_event_name: name, transcript_path: transcript } = JSON.parse(payload);
  if (env.CLAUDE_PLUGIN_OPTION_RECORD_USAGE === 'false') return true; // the plugin's option record_usage
  if (name === 'SessionStart' && ADVISED_ON.some((setting) => env[setting])) return false;
  if (typeof transcript !== 'string') return true;
  const size = sizeOf(transcript);
  if (name === 'SessionEnd' && size === undefined) return false;
  const { offsets = {} } = readProgress(dataHome(env), transcript) ?? {};
  return [transcript, ...subagentTranscripts(transcript)].every((file) => {
    const read = offsets[relative(dirname(transcript), file)] ?? 0;
    return (sizeOf(file) ?? read) === read;
  });
}

const sizeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.size;
