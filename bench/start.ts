// How long the command takes where it has nearly nothing to do, in a small home that it has seen before: the median of 20 runs beside
// `node -e 0`, alternating.   tsx bench/start.ts
// Run it with Node 22.1 or later, too: from there on, Node keeps what V8 made of the parts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BesideNode } from './beside-node.ts';

const command = path.join(__dirname, '..', 'bin', 'tierwise');
const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-bench-'));
const session = path.join(folder, '.claude', 'projects', 'p', 's1.jsonl');
const calls = Array.from({ length: 20 }, (_, turn) => ({
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
}));
mkdirSync(path.dirname(session), { recursive: true });
writeFileSync(session, calls.map((call) => `${JSON.stringify(call)}\n`).join(''));

const warmUp = new BesideNode({ PATH: process.env.PATH, HOME: folder });
const programs = new BesideNode({ PATH: process.env.PATH, HOME: folder });
for (let run = -2; run < 20; run++) {
  const one = run < 0 ? warmUp : programs;
  one.run('node -e 0', ['-e', '0']);
  for (const args of [['--help'], ['--version'], ['report'], ['runs']])
    one.run(`tierwise ${args.join(' ')}`, [command, ...args]);
}
rmSync(folder, { recursive: true });
programs.print();
