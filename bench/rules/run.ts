// Programs run to their end, with what they took.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Used {
  /** User and system. */
  cpuMs: number;
  wallMs: number;
  /** The most that was resident; 0 where it was not looked at. */
  megabytes: number;
}

const OURS = path.join(__dirname, '..', '..');

/** Tags `log` by `scheme` without a model, by the build in `root`; what `folder` holds as its home is used. Throws when it does not succeed. */
export function bulkTag(folder: string, log: string, scheme: string, root = OURS): Used {
  const [task, usage, out] = ['s.md', 'usage.cjs', 'out'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(task, scheme);
  writeFileSync(
    usage,
    "process.on('exit', () => process.stderr.write('USAGE ' + JSON.stringify(process.resourceUsage()) + '\\n'));\n",
  );
  const args = ['bulk-tag', log, task, '--backend', 'rules', '--force', '--json', '--out', out];
  const env = { PATH: process.env.PATH, HOME: folder, TIERWISE_HOME: path.join(folder, 'home') };
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['-r', usage, path.join(root, 'bin', 'tierwise'), ...args],
    { env, encoding: 'utf8' },
  );
  const wallMs = performance.now() - started;
  if (status !== 0) throw new Error(stderr);
  rmSync(out);
  const used = JSON.parse(/USAGE (.*)/.exec(stderr)?.[1] ?? 'null');
  return {
    cpuMs: (used.userCPUTime + used.systemCPUTime) / 1000,
    wallMs,
    megabytes: Math.round(used.maxRSS / 1024),
  };
}

/** Runs another program by way of bash, which says what it took; null where it is missing. */
export function counter(program: string, args: readonly string[]): Used | null {
  if (spawnSync('which', [program]).status !== 0) return null;
  const started = performance.now();
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="TOOK %3U %3S"; time "$0" "$@"', program, ...args],
    { encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } },
  );
  const wallMs = performance.now() - started;
  const took = /TOOK ([\d.]+) ([\d.]+)/.exec(stderr);
  if (status !== 0 || !took) throw new Error(stderr);
  return { cpuMs: (Number(took[1]) + Number(took[2])) * 1000, wallMs, megabytes: 0 };
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;
