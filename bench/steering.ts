// What items that give a model instructions do to their neighbors, with a model that obeys every instruction it can see.
//   tsx bench/steering.ts [plain items] [runs of each kind] [more options of bulk-tag …]
// Hostile items in 40 phrasings among plain ones; prints what ends wrong without being flagged, and what it took beside the
// same plain items alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SCOPES, type Scope } from '../test/support/obeying-model.ts';
import { type Steered, steered } from '../test/support/steering.ts';

const [plain = 2000, runs = 3] = process.argv.slice(2, 4).map(Number);
const options = process.argv.slice(4);

const KINDS: [string, readonly Scope[]][] = [
  ['every kind', SCOPES],
  ['one neighbor', ['next', 'previous', 'one']],
];

async function measure(): Promise<void> {
  console.log(
    `${plain} plain items, ${runs} runs each; wrong and flagged in % of the plain items, mean (worst)`,
  );
  console.log('hostile  moves          wrong           flagged  requests    tokens  twice  distrusted runs');
  for (const share of [0, 0.001, 0.01, 0.1])
    for (const [name, scopes] of share ? KINDS : KINDS.slice(0, 1)) {
      const ends: Steered[] = [];
      for (let seed = 1; seed <= runs; seed++)
        ends.push(await steered(plain, Math.round(plain * share), { seed, scopes, options, folder }));
      const mean = (of: (end: (typeof ends)[number]) => number): number =>
        ends.reduce((sum, end) => sum + of(end), 0) / ends.length;
      const wrong = `${((100 * mean((end) => end.wrong)) / plain).toFixed(3)} (${((100 * Math.max(...ends.map((end) => end.wrong))) / plain).toFixed(3)})`;
      console.log(
        [
          `${(100 * share).toFixed(1)} %`.padStart(7),
          name.padEnd(13),
          wrong.padEnd(14),
          ((100 * mean((end) => end.flagged)) / plain).toFixed(3).padStart(7),
          String(Math.round(mean((end) => end.requests))).padStart(8),
          String(Math.round(mean((end) => end.tokens))).padStart(8),
          `${(100 * mean((end) => end.againTokens / (end.tokens - end.againTokens))).toFixed(1)} %`.padStart(
            7,
          ),
          ends.filter((end) => end.said).length,
        ].join('  '),
      );
    }
}

const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-steering-'));
measure().finally(() => rmSync(folder, { recursive: true }));
