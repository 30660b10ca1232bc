// One area on all cores: a process per core tries every so-manieth case, and one that no longer gets on is ended and told of.
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Area, type Effort, type Report, together } from './area.ts';

/** What a process is told: an area's name, and what to try. */
export interface Task {
  area: string;
  seed: number;
  effort: Effort;
}

/** What a process tells: the case it is at, now and then; what it finds, at once; and at its end all of it. */
export type Told = { at: number } | { finding: string } | { report: Report };

/** No case takes this long, on however busy a machine. */
const STUCK_MS = 300_000;

/** Runs the area in as many processes as there are cores. Returns what all of them found. */
export async function onAllCores({ name }: Area, seed: number, effort: Effort): Promise<Report> {
  const { cases, until, first = 0 } = effort;
  const cores = Math.min(availableParallelism(), cases);
  const reports = Array.from({ length: cores }, (_, index) =>
    inProcess(
      {
        area: name,
        seed,
        effort: { cases: Math.ceil((cases - index) / cores), until, first: first + index, step: cores },
      },
      effort.onFinding,
    ),
  );
  return together(await Promise.all(reports));
}

function inProcess(task: Task, onFinding: Effort['onFinding']): Promise<Report> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(task)]);
  return new Promise((resolve) => {
    let at = task.effort.first ?? 0;
    let report: Report | null = null;
    let clock = alarm(child);
    child.on('message', (told: Told) => {
      clearTimeout(clock);
      clock = alarm(child);
      if ('at' in told) at = told.at;
      else if ('finding' in told) onFinding?.(told.finding);
      else report = told.report;
    });
    child.on('close', (code, signal) => {
      clearTimeout(clock);
      if (report) return resolve(report);
      const failed = lost(task, at, signal ? 'hung or was killed' : `ended with ${code}`);
      for (const finding of failed.findings) onFinding?.(finding);
      resolve(failed);
    });
  });
}

const alarm = (child: ChildProcess): NodeJS.Timeout => setTimeout(() => child.kill('SIGKILL'), STUCK_MS);

const lost = ({ seed, effort }: Task, at: number, how: string): Report => ({
  tried: Math.floor((at - (effort.first ?? 0)) / (effort.step ?? 1)),
  failed: 1,
  findings: [`seed ${seed}, from case ${at} on: the process ${how}`],
  kinds: {},
});
