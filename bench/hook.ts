// What a hook costs: the median of 20 runs beside `node -e 0`, alternating.   tsx bench/hook.ts
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

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

const timed = (args: readonly string[]): number => {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { env, input });
  if (status !== 0) throw new Error(`${args} ended with ${status}`);
  return performance.now() - start;
};
const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

const bare: number[] = [];
const hooked: number[] = [];
let lines = '';
for (let run = 0; run < 20; run++) {
  for (let turn = 0; turn < 10; turn++) lines += `${JSON.stringify(record(run * 10 + turn))}\n`;
  writeFileSync(transcript, lines); // ten new calls at each event
  bare.push(timed(['-e', '0']));
  hooked.push(timed([hook]));
}
rmSync(folder, { recursive: true });
const [node, tierwise] = [median(bare), median(hooked)];
console.log(
  `node -e 0: ${node.toFixed(1)} ms; a hook with ten new calls: ${tierwise.toFixed(1)} ms; ratio ${(tierwise / node).toFixed(2)}`,
);
