// What a hook costs, with 200 new turns and with nothing new: the median of 20 runs beside `node -e 0`, alternating.   tsx bench/hook.ts
// The hook before an agent starts is run without a policy, and with one that enforces.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BesideNode } from './beside-node.ts';

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
const event = JSON.stringify({ hook_event_name: 'Stop', transcript_path: transcript });

const delegation = path.join(__dirname, '..', 'dist', 'delegation.cjs');
const policy = path.join(folder, '.claude', 'tierwise', 'tierwise.md');
const agentCall = JSON.stringify({
  hook_event_name: 'PreToolUse',
  session_id: 's1',
  transcript_path: transcript,
  tool_name: 'Agent',
  tool_input: { description: 'look', prompt: 'Where is it?', subagent_type: 'Explore' },
});

const programs = new BesideNode({ PATH: process.env.PATH, HOME: folder });
mkdirSync(path.dirname(policy), { recursive: true });
let lines = '';
for (let run = 0; run < 20; run++) {
  for (let turn = 0; turn < TURNS; turn++) lines += `${JSON.stringify(record(run * TURNS + turn))}\n`;
  writeFileSync(transcript, lines);
  programs.run('node -e 0', ['-e', '0']);
  programs.run(`a hook with ${TURNS} new turns`, [hook], event);
  programs.run('a hook with nothing new', [hook], event);
  programs.run('before an agent starts, without a policy', [delegation], agentCall);
  writeFileSync(policy, '---\nmode: enforce\nbudgets: { day: 12 }\n---\n');
  programs.run(`with one that enforces, after ${TURNS} new turns`, [delegation], agentCall);
  programs.run('with one that enforces, after none', [delegation], agentCall);
  rmSync(policy);
}
rmSync(folder, { recursive: true });
programs.print();
