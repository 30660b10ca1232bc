// The hook as the client starts it: whatever it is told, whatever is in the transcript, it ends with 0, soon, silent or with JSON, and
// leaves a ledger that can be read.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLedger } from '../../src/usage/ledger.ts';
import { start } from '../../test/support/process.ts';
import { assistant, costState, file, user } from '../../test/support/transcript.ts';
import { type Area, inFolder, must, type Random, tryCases } from '../area.ts';
import { type Box, boxIn } from '../box.ts';
import { mutated } from '../mutate.ts';
import { mutatedJson } from '../mutate-json.ts';

const HOOK = [process.execPath, join(import.meta.dirname, '..', '..', 'dist', 'hook.cjs')];
const EVENTS = ['SessionStart', 'SubagentStop', 'Stop', 'SessionEnd'];
/** As hooks/hooks.json allows. */
const MOST_MS = 10_000;

export const hooks: Area = {
  name: 'hooks',
  tries: 'damaged payloads and transcripts, homes that cannot be written, several at once, nobody listening',
  run: (seed, effort) =>
    tryCases(seed, effort, (random, number) =>
      inFolder(async (folder) => {
        const box = boxIn(folder, '');
        box.env.CLAUDE_CODE_EFFORT_LEVEL = 'high'; // it has something to say at the start
        const damaged = number % 2 === 0;
        const transcript = transcriptIn(box, damaged, random);
        const payload = damaged
          ? Buffer.from(payloadOf(transcript, random))
          : brokenPayload(transcript, random);
        if (number % 8 === 5) box.env.TIERWISE_HOME = random.pick(['/proc/tierwise', join(folder, 'a.log')]);
        const ways = number % 8 === 3 ? 4 : 1;
        await Promise.all(Array.from({ length: ways }, () => ends(box, payload, number % 8 === 7)));
        const { passedOver } = readLedger(box.home);
        must(!passedOver.length, () => `the ledger cannot be read: ${JSON.stringify(passedOver[0])}`);
      }),
    ),
};

function transcriptIn(box: Box, damaged: boolean, random: Random): string {
  const good = file(
    assistant(),
    user('hello'),
    assistant({ agent: 'tierwise:explorer' }),
    costState('s1', 1),
  );
  const changed = mutatedJson(good, [], random) ?? good;
  const bytes = Buffer.from(changed);
  box.write('s1.jsonl', damaged ? mutated(bytes, bytes, random) : good);
  box.write('a.log', 'not a folder');
  mkdirSync(join(box.folder, 's1', 'subagents'), { recursive: true });
  box.write('s1/subagents/agent-1.jsonl', damaged ? mutated(bytes, bytes, random) : good);
  return join(box.folder, 's1.jsonl');
}

const payloadOf = (transcript: string, random: Random): string =>
  JSON.stringify({
    ...{ session_id: 's1', cwd: '/p', source: 'startup', stop_hook_active: false },
    hook_event_name: random.pick(EVENTS),
    transcript_path: transcript,
  });

function brokenPayload(transcript: string, random: Random): Buffer {
  const good = payloadOf(transcript, random);
  const changed = random.below(2) ? mutatedJson(good, [], random) : null;
  return changed === null ? mutated(Buffer.from(good), Buffer.from(good), random) : Buffer.from(changed);
}

async function ends({ env, folder }: Box, input: Buffer, deaf: boolean): Promise<void> {
  const started = performance.now();
  const run = start(HOOK, { cwd: folder, env, input });
  if (deaf) run.child.stdout?.destroy();
  const { code, signal, stdout, stderr } = await run;
  const ms = performance.now() - started;
  const told = (): string => `exit ${code} ${signal ?? ''} ${stderr}${stdout}\n${input.toString('base64')}`;
  must(code === 0 && stderr === '', told);
  must(ms < MOST_MS, () => `it took ${ms} ms: ${told()}`);
  if (stdout) must(typeof JSON.parse(stdout).systemMessage === 'string', told);
}
