// Short programs beside `node -e 0`: wall time, and CPU time of all threads, which is the one to compare on a machine that does other
// work. Needs bash.
import { spawnSync } from 'node:child_process';

interface Taken {
  ms: number;
  cpuMs: number;
}

/** Programs of Node that are run in turns, each many times, in one environment. */
export class BesideNode {
  readonly #env: NodeJS.ProcessEnv;
  readonly #taken = new Map<string, Taken[]>();

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** Runs Node with some words and an input, and notes under `name` what it took. Throws where it fails. */
  run(name: string, args: readonly string[], input = ''): void {
    const start = performance.now();
    const script = 'TIMEFORMAT="%3U %3S"; time "$0" "$@"';
    const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath, ...args], {
      env: this.#env,
      input,
      encoding: 'utf8',
    });
    const ms = performance.now() - start;
    if (status !== 0) throw new Error(`${args} ended with ${status}: ${stderr}`);
    const [user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
    const taken = this.#taken.get(name) ?? [];
    this.#taken.set(name, [...taken, { ms, cpuMs: (user + system) * 1000 }]);
  }

  /** Prints the medians, and how often those of the program that was run first they are. */
  print(): void {
    const [bare = []] = this.#taken.values();
    for (const [name, taken] of this.#taken) {
      const parts = (['cpuMs', 'ms'] as const).map((one) => {
        const each = medianOf(taken, one);
        return `${each.toFixed(1).padStart(6)} ms (${(each / medianOf(bare, one)).toFixed(2)})`;
      });
      console.log(`${name.padEnd(48)} CPU ${parts[0]}   wall ${parts[1]}`);
    }
  }
}

const medianOf = (taken: readonly Taken[], what: keyof Taken): number =>
  taken.map((one) => one[what]).sort((a, b) => a - b)[taken.length >> 1] ?? Number.NaN;
