// What a hook costs, with 200 new turns and with nothing new: the median of 20 runs beside `node -e 0`, alternating.   tsx bench/hook.ts
// The hook before an agent starts is run without a policy, and with one that enforces.
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

const timed = (args: readonly string[], given = input): number => {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { env, input: given });
  if (status !== 0) throw new Error(`${args} ended with ${status}`);
  return performance.now() - start;
};
const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

const bare: number[] = [];
const hooked: number[] = [];
const idle: number[] = [];
const unasked: number[] = [];
const enforced: number[] = [];
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
  rmSync(policy);
}
rmSync(folder, { recursive: true });
const [node, tierwise] = [median(bare), median(hooked)];
console.log(
  `node -e 0: ${node.toFixed(1)} ms; a hook with ${TURNS} new turns: ${tierwise.toFixed(1)} ms; ratio ${(tierwise / node).toFixed(2)}`,
);
for (const [what, times] of [
  ['with nothing new', idle],
  ['before an agent starts, without a policy', unasked],
  ['before an agent starts, with one that enforces', enforced],
] as const) {
  const each = median(times);
  console.log(`${what}: ${each.toFixed(1)} ms; ratio ${(each / node).toFixed(2)}`);
}
