// What a hook costs, with 200 new turns and with nothing new: the median of 20 runs beside `node -e 0`, alternating.   tsx bench/hook.ts
// The hook before an agent starts is run without a policy, and with one that enforces. Wall time, and CPU time of all threads, which is
// the one to compare on a machine that does other work. Needs bash.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** New turns at each event. */
const TURNS = 200;
const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));
const transcript = path.join(folder, 's1.jsonl');
const record = (turn: number): object => ({
  message: {
    id: `m${turn}`,
    model: 'claude-opus-5-5',
    content: [],
    usage: { input_tokens: 10, output_tokens: 5 },
  },
  requestId: `r${turn}`,
  type: 'assistant',
  timestamp: new Date().toISOString(),
  sessionId: 's1',
});
const hook = path.join(__dirname, '..', 'dist', 'hook.cjs');
const env = { PATH: process.env.PATH, HOME: folder };
const input = JSON.stringify({ hook_event_name: 'Stop', transcript_path: transcript });

const delegation = path.join(__dirname, '..', 'dist', 'delegation.cjs');
const policy = path.join(folder, '.claude', 'tierwise', 'tierwise.md');
const agentCall = JSON.stringify({
  hook_event_name: 'PreToolUse',
  session_id: 's1',
  transcript_path: transcript,
  tool_name: 'Agent',
  tool_input: { description: 'look', prompt: 'Where is it?', subagent_type: 'Explore' },
});

interface Taken {
  ms: number;
  cpuMs: number;
}

const timed = (args: readonly string[], given = input): Taken => {
  const start = performance.now();
  const script = 'TIMEFORMAT="%3U %3S"; time "$0" "$@"';
  const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath, ...args], {
    env,
    input: given,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args} ended with ${status}`);
  const [user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { ms: performance.now() - start, cpuMs: (user + system) * 1000 };
};
const medianOf = (taken: readonly Taken[], what: keyof Taken): number =>
  taken.map((one) => one[what]).sort((a, b) => a - b)[taken.length >> 1] ?? Number.NaN;

const bare: Taken[] = [];
const hooked: Taken[] = [];
const idle: Taken[] = [];
const unasked: Taken[] = [];
const enforced: Taken[] = [];
const again: Taken[] = [];
mkdirSync(path.dirname(policy), { recursive: true });
let lines = '';
for (let run = 0; run < 20; run++) {
  for (let turn = 0; turn < TURNS; turn++) lines += `${JSON.stringify(record(run * TURNS + turn))}\n`;
  writeFileSync(transcript, lines);
  bare.push(timed(['-e', '0']));
  hooked.push(timed([hook]));
  idle.push(timed([hook]));
  unasked.push(timed([delegation], agentCall));
  writeFileSync(policy, '---\nmode: enforce\nbudgets: { day: 12 }\n---\n');
  enforced.push(timed([delegation], agentCall));
  again.push(timed([delegation], agentCall));
  rmSync(policy);
}
rmSync(folder, { recursive: true });
for (const [what, taken] of [
  ['node -e 0', bare],
  ['a hook with nothing new', idle],
  [`a hook with ${TURNS} new turns`, hooked],
  ['before an agent starts, without a policy', unasked],
  [`with one that enforces, after ${TURNS} new turns`, enforced],
  ['with one that enforces, after none', again],
] as const) {
  const parts = (['cpuMs', 'ms'] as const).map((one) => {
    const each = medianOf(taken, one);
    return `${each.toFixed(1).padStart(6)} ms (${(each / medianOf(bare, one)).toFixed(2)})`;
  });
  console.log(`${what.padEnd(48)} CPU ${parts[0]}   wall ${parts[1]}`);
}
