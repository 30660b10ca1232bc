// How much of what a rate limit allows is used: ten minutes against limits of many kinds, simulated, and real runs against a
// local API that enforces a limit exactly.
//   tsx bench/limited.ts [seconds of each real run, default 60; 0 for none]
import { rmSync } from 'node:fs';
import { LIMITS } from '../test/support/limit-cases.ts';
import { simulate } from '../test/support/limited.ts';
import { runCommand, startServer, workFolder } from './engine/measure.ts';
import type { ServerSettings } from './engine/server.ts';

const [seconds = 60] = process.argv.slice(2).map(Number);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function simulated(): void {
  console.log('| the limit, ten minutes simulated | used | refused |\n| --- | --- | --- |');
  for (const [kind, cases] of Object.entries(LIMITS))
    for (const [what, limiter, more = {}] of cases) {
      const { used, refused } = simulate({ limiter: limiter(), seconds: 600, ...more });
      console.log(`| ${kind}: ${what} | ${percent(used)} | ${percent(refused)} |`);
    }
}

const REAL: [what: string, limit: NonNullable<ServerSettings['limit']>][] = [
  ['20 a second, told by headers', { perSecond: 20, burst: 20, tells: 'headers' }],
  ['20 a second, told by refusals', { perSecond: 20, burst: 20 }],
  ['8,000 tokens a second, told by refusals', { perSecond: 8000, burst: 8000, tokens: true }],
  [
    '10 a second, then 30, told by refusals',
    { perSecond: 10, burst: 10, later: { perSecond: 30, afterSeconds: seconds / 2 } },
  ],
];

async function real(): Promise<void> {
  console.log(`\n| the limit, real runs of ${seconds} s | used | refused |\n| --- | --- | --- |`);
  for (const [what, limit] of REAL) {
    const server = await startServer({ latencyMs: 500, limit });
    const folder = workFolder(20 * seconds);
    const { items } = await runCommand(folder, server.url, ['--pack', '1', '--concurrency', '50']);
    const { used, refused, requests } = await server.counts();
    console.log(`| ${what}: ${items} requests | ${percent(used)} | ${percent(refused / requests)} |`);
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

simulated();
if (seconds) real();
