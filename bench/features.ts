// What each thing that makes answers sure costs, on the same items: requests, tokens, CPU, time.
//   tsx bench/features.ts [items, default 8000] [turns, default 3]
// A reply takes 200 ms; 16 are in flight. Packs of 40; medians of the turns.
import { rmSync } from 'node:fs';
import { median, runCommand, startServer, type Took, workFolder } from './engine/measure.ts';
import type { ServerCounts, ServerSettings } from './engine/server.ts';

const [items = 8000, turns = 3] = process.argv.slice(2).map(Number);

const WAYS: [what: string, options: string[], server: Partial<ServerSettings>][] = [
  ['each item asked alone, once', ['--pack', '1'], {}],
  ['packs of 40, one item in 35 asked again in another pack', [], {}],
  ['and two passes that have to agree (`--votes 2`)', ['--votes', '2'], {}],
  ['one pass; one item in 100 left out of its reply, and asked again', [], { loses: 100 }],
  ['one pass; one item in 100 wavers, doubted packs read again', [], { wavers: 100 }],
];

interface Cost {
  took: Took;
  counts: ServerCounts;
}

async function main(): Promise<void> {
  const folder = workFolder(items);
  const costs: Cost[][] = WAYS.map(() => []);
  for (let turn = 0; turn < turns; turn++)
    for (const [index, [, options, settings]] of WAYS.entries()) {
      const server = await startServer({ latencyMs: 200, ...settings });
      const took = await runCommand(folder, server.url, ['--concurrency', '16', ...options]);
      costs[index]?.push({ took, counts: await server.counts() });
      server.stop();
    }
  rmSync(folder, { recursive: true });
  console.log(
    `${items} items, medians of ${turns} turns; CPU with the start of the process and the reading\n`,
  );
  console.log('| what | requests | items asked | input tokens | output tokens | CPU s | s |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const [index, [what]] of WAYS.entries()) {
    const all = costs[index] as Cost[];
    const { requests, items: asked, input, output } = (all[0] as Cost).counts;
    const { cpuMs } = median(
      all.map(({ took }) => took),
      (took) => took.cpuMs,
    );
    const { seconds } = median(
      all.map(({ took }) => took),
      (took) => took.seconds,
    );
    const cells = [requests, asked, input, output].map((count) => count.toLocaleString('en-US'));
    console.log(`| ${[what, ...cells, (cpuMs / 1000).toFixed(2), seconds.toFixed(1)].join(' | ')} |`);
  }
}

main();
