// Everything that docs/performance.md says of time, memory and requests, measured anew, one after the other, on cores
// that should do nothing else. Peers are installed by the benches that need them, beside the temporary files.
//   pnpm run bench [part of a name …]
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

const BENCHES: readonly (readonly [name: string, ...args: string[]])[] = [
  ['engine', '2', '6000'],
  ['peers', '1000', '1'],
  ['bulk', '1000000', '50000', '500'],
  ['limited', '0'],
  ['features', '4000', '1'],
  ['rules', 'rules', '2000000', '1'],
  ['rules', 'memory', '1'],
  ['rules', 'warm', '200000', '3'],
  ['tokens'],
  ['hook'],
  ['start'],
  ['report', '1024', '3'],
  ['plan-steps', '1'],
];

/** Returns a line of what this is measured on. */
const machine = (): string =>
  `Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, ${os.type()} ${os.release()}, ${new Date().toISOString().slice(0, 10)}, load ${os.loadavg()[0]?.toFixed(1)}`;

function main(): void {
  const wanted = process.argv.slice(2);
  console.log(machine());
  for (const [name, ...args] of BENCHES) {
    if (wanted.length && !wanted.some((part) => name.includes(part))) continue;
    console.log(`\n## tsx bench/${[`${name}.ts`, ...args].join(' ')}\n`);
    const since = performance.now();
    const bench = path.join(__dirname, `${name}.ts`);
    const { status } = spawnSync(process.execPath, [...process.execArgv, bench, ...args], {
      stdio: 'inherit',
    });
    const took = ((performance.now() - since) / 1000).toFixed(0);
    console.log(status === 0 ? `\n(${took} s)` : `\nended with ${status} after ${took} s`);
    if (status !== 0) process.exitCode = 1;
  }
}

main();
