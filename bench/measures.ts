// How long programs take and the most memory they have. Needs GNU time.
import { spawnSync } from 'node:child_process';

interface Measure {
  ms: number[];
  /** Of all threads; on a machine that does other work, these can be compared rather than times. */
  cpuMs: number[];
  megabytes: number;
}

/** Programs that are run in turns. */
export class Measures {
  readonly #env: Record<string, string>;
  readonly #measures = new Map<string, Measure>();

  constructor(env: Record<string, string>) {
    this.#env = env;
  }

  /** Runs a program once with a data home, and notes under `name` how long it took and the most memory it had. */
  run(name: string, { home, config }: { home: string; config?: string }, command: readonly string[]): void {
    const start = performance.now();
    const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', ...command], {
      env: {
        PATH: process.env.PATH,
        ...this.#env,
        TIERWISE_HOME: home,
        ...(config && { CLAUDE_CONFIG_DIR: config }),
      },
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ms = performance.now() - start;
    if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
    const found = this.#measures.get(name) ?? { ms: [], cpuMs: [], megabytes: 0 };
    const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
      .split(' ')
      .map(Number);
    found.ms.push(ms);
    found.cpuMs.push((user + system) * 1000);
    found.megabytes = Math.max(found.megabytes, kilobytes / 1024);
    this.#measures.set(name, found);
  }

  /** Prints the medians of the times, also as multiples of those of `base`, and the most memory of any run. */
  print(base: string): void {
    const ofBase = median(this.#measures.get(base)?.ms ?? []);
    for (const [name, { ms, cpuMs, megabytes }] of this.#measures)
      console.log(
        `${name.padEnd(34)} ${median(ms).toFixed(0).padStart(6)} ms ${(median(ms) / ofBase).toFixed(2).padStart(6)} x ${base} ${median(cpuMs).toFixed(0).padStart(6)} ms of CPU ${megabytes.toFixed(0).padStart(5)} MB`,
      );
  }
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
