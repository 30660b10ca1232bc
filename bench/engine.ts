// How fast the engine asks, beside what people write instead, in one run: one item a request and packs of 40.
//   tsx bench/engine.ts [turns, default 3] [items, default 3000] [milliseconds per reply, default 100]
// Medians of the turns; each way takes its turn after the other, as the machine may be busy: then ratios tell more where replies take
// as many times longer as programs do. `before` and `after`: from the start of the process to its first request, and from the last
// answer to its end.
import { rmSync } from 'node:fs';
import {
  median,
  runCommand,
  runLoop,
  startServer,
  type Took,
  withEnds,
  workFolder,
} from './engine/measure.ts';

const [turns = 3, items = 3000, latencyMs = 100] = process.argv.slice(2).map(Number);

type Timed = Took & { before: number; after: number };

interface Way {
  name: string;
  concurrency: number;
  run(): Promise<Took>;
}

async function main(): Promise<void> {
  const server = await startServer({ latencyMs });
  const folder = workFolder(items);
  const { url } = server;
  const ours = (...options: string[]) => runCommand(folder, url, options);
  const ways: Way[] = [50, 200].flatMap((concurrency) => {
    const at = ['--concurrency', String(concurrency)];
    return [
      { name: 'fetch + p-limit', concurrency, run: () => runLoop('fetch', folder, url, concurrency) },
      { name: 'SDK + p-limit', concurrency, run: () => runLoop('sdk', folder, url, concurrency) },
      { name: 'tierwise --pack 1', concurrency, run: () => ours(...at, '--pack', '1') },
      { name: 'tierwise', concurrency, run: () => ours(...at) },
    ];
  });
  const took = new Map<Way, Timed[]>(ways.map((way) => [way, []]));
  for (let turn = 0; turn < turns; turn++)
    for (const way of ways) took.get(way)?.push(await withEnds(server, () => way.run()));
  server.stop();
  rmSync(folder, { recursive: true });
  print(took);
}

function print(took: ReadonlyMap<Way, readonly Timed[]>): void {
  console.log(`${items} items, ${latencyMs} ms a reply, medians of ${turns} turns\n`);
  console.log(
    '| way | at once | requests | s | items/s | of ideal | of the SDK loop | CPU ms a request | MB | before | after |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  const sdk = new Map<number, number>();
  for (const [{ name, concurrency }, all] of took)
    if (name.startsWith('SDK')) sdk.set(concurrency, median(all, (one) => one.seconds).seconds);
  for (const [{ name, concurrency }, all] of took) {
    const { seconds, requests, megabytes, before, after } = median(all, (one) => one.seconds);
    const { cpuMs } = median(all, (one) => one.cpuMs);
    const ideal = (Math.ceil(requests / concurrency) * latencyMs) / 1000;
    const cells = [
      ...[name, concurrency, requests, seconds.toFixed(2), Math.round(items / seconds)],
      ...[
        `${((100 * ideal) / seconds).toFixed(1)} %`,
        `${((sdk.get(concurrency) ?? 0) / seconds).toFixed(2)} ×`,
      ],
      ...[(cpuMs / requests).toFixed(2), megabytes, before.toFixed(2), after.toFixed(2)],
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

main();
