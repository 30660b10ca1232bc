// Writes a Claude Code configuration folder with made-up transcripts of about so many megabytes:
//   tsx bench/make-transcripts.ts <folder> [megabytes = 1024]
// Prints what the calls in it cost at list price, per model, added up here independently of src/.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';

const [folder, megabytes = '1024'] = process.argv.slice(2);
if (!folder) throw new Error('usage: tsx bench/make-transcripts.ts <folder> [megabytes]');

// input, output, cache write 5 min, 1 h, cache read; dollars per million tokens
const PRICES: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  'claude-opus-5-5': [4, 20, 5, 8, 0.2],
  'claude-sonnet-5-5': [2, 10, 2.5, 4, 0.1],
  'claude-haiku-5-5': [0.1, 0.5, 0.125, 0.2, 0.01],
  'claude-fable-5-2': [8, 40, 10, 16, 0.2],
  'claude-opus-5': [5, 25, 6.25, 10, 0.5],
};
const models = Object.keys(PRICES);
const truth: Record<string, number> = Object.fromEntries(models.map((model) => [model, 0]));

let seed = 42;
const random = (below: number): number => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed % below;
};
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const filler = 'the quick brown fox jumps over the lazy dog and says \\"type\\" a lot of times \n'.repeat(
  400,
);

const project = path.join(folder, 'projects', '-home-me-project');
mkdirSync(project, { recursive: true });
let bytes = 0;
let calls = 0;
for (let session = 0; bytes < Number(megabytes) * 1e6; session++) {
  const id = uuid(session);
  const fd = openSync(path.join(project, `${id}.jsonl`), 'w');
  const write = (record: object): void => {
    bytes += writeSync(fd, `${JSON.stringify(record)}\n`);
  };
  const at = (turn: number): string =>
    new Date(Date.UTC(2026, 10, 20) - session * 600_000 + turn * 1000).toISOString();
  for (let turn = 0; turn < 60; turn++) {
    const model = models[random(models.length)] as string;
    const content = filler.slice(0, 500 + random(filler.length - 500));
    write({
      type: 'user',
      uuid: `u${session}-${turn}`,
      sessionId: id,
      timestamp: at(turn),
      message: { role: 'user', content },
    });
    const input = random(2000);
    const output = random(3000);
    const write5m = random(9000);
    const write1h = random(2000);
    const read = random(60_000);
    const [i, o, w5, w1, r] = PRICES[model] ?? [0, 0, 0, 0, 0];
    truth[model] =
      (truth[model] ?? 0) + (input * i + output * o + write5m * w5 + write1h * w1 + read * r) / 1e6;
    calls++;
    const usage = {
      input_tokens: input,
      output_tokens: output,
      cache_creation_input_tokens: write5m + write1h,
      cache_read_input_tokens: read,
      cache_creation: { ephemeral_5m_input_tokens: write5m, ephemeral_1h_input_tokens: write1h },
      service_tier: 'standard',
    };
    for (let block = 0; block < 2; block++) {
      write({
        parentUuid: `u${session}-${turn}`,
        isSidechain: false,
        message: {
          id: `msg_${session}_${turn}`,
          type: 'message',
          role: 'assistant',
          model,
          content: [{ type: 'text', text: content.slice(0, 2000) }],
          stop_reason: 'end_turn',
          usage,
        },
        requestId: `req_${session}_${turn}`,
        requestedModel: model,
        type: 'assistant',
        uuid: `a${session}-${turn}-${block}`,
        timestamp: at(turn),
        effort: 'medium',
        cwd: '/home/me/project',
        sessionId: id,
        version: '2.1.329',
      });
    }
  }
  closeSync(fd);
}
const total = Object.values(truth).reduce((sum, usd) => sum + usd, 0);
console.log(JSON.stringify({ bytes, calls, usd: total, byModel: truth }, null, 1));
