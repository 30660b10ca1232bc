// How fast the engine asks, beside what people write instead, in one run: one item a request and packs of 40.
//   tsx bench/engine.ts [turns, default 3] [items, default 3000]
// Every reply takes 100 ms. Medians of the turns; each way takes its turn after the other, as the machine may be busy.
import { rmSync } from 'node:fs';
import { median, runCommand, runLoop, startServer, type Took, workFolder } from './engine/measure.ts';

const [turns = 3, items = 3000] = process.argv.slice(2).map(Number);
const LATENCY_MS = 100;

interface Way {
  name: string;
  concurrency: number;
  run(): Promise<Took>;
}

async function main(): Promise<void> {
  const server = await startServer({ latencyMs: LATENCY_MS });
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
  const took = new Map<Way, Took[]>(ways.map((way) => [way, []]));
  for (let turn = 0; turn < turns; turn++)
    for (const way of ways) (took.get(way) as Took[]).push(await way.run());
  server.stop();
  rmSync(folder, { recursive: true });
  print(took);
}

function print(took: ReadonlyMap<Way, readonly Took[]>): void {
  console.log(`${items} items, ${LATENCY_MS} ms a reply, medians of ${turns} turns\n`);
  console.log('| way | at once | requests | s | items/s | of ideal | CPU ms a request | MB |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const [{ name, concurrency }, all] of took) {
    const { seconds, requests, megabytes } = median(all, (one) => one.seconds);
    const { cpuMs } = median(all, (one) => one.cpuMs);
    const ideal = (Math.ceil(requests / concurrency) * LATENCY_MS) / 1000;
    const cells = [
      ...[name, concurrency, requests, seconds.toFixed(2), Math.round(items / seconds)],
      ...[`${((100 * ideal) / seconds).toFixed(1)} %`, (cpuMs / requests).toFixed(2), megabytes],
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

main();
