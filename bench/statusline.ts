// What a status line costs: the median of 20 runs beside `node -e 0`, alternating.   tsx bench/statusline.ts
// With a ledger of 20,000 calls and limits to forecast, as the client would call it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const CALLS = 10_000;
const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));
const now = Date.now();
const lines = Array.from({ length: CALLS }, (_, call) =>
  JSON.stringify({
    ...{
      id: `m${call}`,
      at: new Date(now - (CALLS - call) * 60_000).toISOString(),
      source: 'session',
      session: 's',
    },
    ...{ project: '/p', agent: null, skill: null, requested: 'claude-opus-5-5', served: 'claude-opus-5-5' },
    ...{ tier: 'opus', effort: 'medium', input: 10, output: 500, cacheRead: 40_000, cacheWrite5m: 2000 },
    ...{ cacheWrite1h: 0, thinking: 0, costUsd: 0.03, stop: 'end_turn' },
  }),
);
const ledger = path.join(folder, '.claude', 'tierwise', 'ledger');
mkdirSync(ledger, { recursive: true });
writeFileSync(path.join(ledger, `${new Date(now).toISOString().slice(0, 7)}.jsonl`), `${lines.join('\n')}\n`);
const reset = (hours: number): number => Math.round(now / 1000) + hours * 3600;
const input = JSON.stringify({
  session_id: 's',
  model: { id: 'claude-opus-5-5' },
  cost: { total_cost_usd: 1 },
  rate_limits: {
    five_hour: { used_percentage: 62, resets_at: reset(2) },
    seven_day: { used_percentage: 31, resets_at: reset(72) },
  },
});
const env = { PATH: process.env.PATH, HOME: folder };

const timed = (args: readonly string[]): number => {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env, input });
  if (status !== 0) throw new Error(`${args} ended with ${status}: ${stderr}`);
  return performance.now() - start;
};
const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

const bare: number[] = [];
const shown: number[] = [];
for (let run = 0; run < 20; run++) {
  bare.push(timed(['-e', '0']));
  shown.push(timed([path.join(__dirname, '..', 'bin', 'tierwise'), 'statusline']));
}
rmSync(folder, { recursive: true });
const [node, tierwise] = [median(bare), median(shown)];
console.log(
  `node -e 0: ${node.toFixed(1)} ms; a status line over ${CALLS} calls: ${tierwise.toFixed(1)} ms; ratio ${(tierwise / node).toFixed(2)}`,
);
