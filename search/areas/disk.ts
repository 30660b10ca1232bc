// A disk that fails at any write, or is full: the run says so in the contract's words, and the next run comes to what an undisturbed
// one comes to, and pays for nothing again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMessagesServer } from '../../test/support/messages-server.ts';
import { type Area, inFolder, must, type Random, tryCases } from '../area.ts';
import { type Box, boxIn, mustEndWell } from '../box.ts';
import { JOBS, type Job, reactTo } from '../jobs.ts';

const DISK = join(import.meta.dirname, '..', 'faults', 'disk.cjs');
/** Set aside for four requests in flight. */
const RESERVED = 4 * 128 * 1024;

/** An undisturbed run of a job. */
interface Calm {
  /** How many acts of it write something. */
  acts: number;
  outcome: string;
}

export const disk: Area = {
  name: 'disk',
  tries: 'EIO or ENOSPC at each write of each kind of job in turn, then full disks',
  run: (seed, effort) => {
    const runs = new Map<Job, Promise<Calm>>();
    const calm: CalmOf = (job) => {
      const known = runs.get(job) ?? inFolder((folder) => calmRun(job, folder));
      runs.set(job, known);
      return known;
    };
    return tryCases(seed, effort, async (random, number) => {
      const { job, act } = await turnOf(number, calm);
      const { acts, outcome } = await calm(job);
      const fault: Record<string, string> =
        act <= acts
          ? { SEARCH_FAIL: String(act), SEARCH_CODE: (act + seed) % 2 ? 'EIO' : 'ENOSPC' }
          : { SEARCH_ROOM: String(roomFor(job, random)), SEARCH_CODE: 'ENOSPC' };
      await inFolder((folder) => disturbed(job, folder, fault, outcome));
      return job.name;
    });
  },
};

type CalmOf = (job: Job) => Promise<Calm>;

/** Which job, and which of its writes: the first of each, then the second … Once each has failed, one behind the last. */
async function turnOf(number: number, calm: CalmOf): Promise<{ job: Job; act: number }> {
  let left = number;
  let open: readonly Job[] = JOBS;
  for (let act = 1; open.length; act++) {
    const job = open[left];
    if (job) return { job, act };
    left -= open.length;
    const acts = await Promise.all(JOBS.map(async (one) => (await calm(one)).acts));
    open = JOBS.filter((_, at) => (acts[at] ?? 0) > act);
  }
  return { job: JOBS[left % JOBS.length] as Job, act: Number.POSITIVE_INFINITY };
}

const roomFor = ({ name }: Job, random: Random): number =>
  name.startsWith('bulk') ? RESERVED + 2000 + random.below(16_000) : random.below(12_000);

async function disturbed(
  job: Job,
  folder: string,
  fault: Record<string, string>,
  outcome: string,
): Promise<void> {
  const server = await startMessagesServer({ react: reactTo });
  try {
    const box = boxIn(folder, server.url);
    job.prepare(box);
    const first = await box.start(job.args, { ...onDisk(box), ...fault }, job.below);
    mustEndWell(first);
    server.run++;
    const again = await box.start(first.code === 2 ? job.args : (job.again ?? job.args), {}, job.below);
    mustEndWell(again);
    const told = `${JSON.stringify(fault)}\n${first.stderr}${again.stderr}`;
    must(again.code === 0, () => `exit ${again.code} of the next run: ${told}`);
    must(job.look(box, server) === outcome, () => `the next run comes to something else: ${told}`);
  } finally {
    await server.close();
  }
}

const onDisk = ({ folder }: Box): Record<string, string> => ({
  NODE_OPTIONS: `--require ${DISK}`,
  SEARCH_FOLDER: folder,
});

async function calmRun(job: Job, folder: string): Promise<Calm> {
  const server = await startMessagesServer({ react: reactTo });
  try {
    const box = boxIn(folder, server.url);
    job.prepare(box);
    const count = join(folder, 'count');
    const calm = await box.start(job.args, { ...onDisk(box), SEARCH_COUNT: count }, job.below);
    must(calm.code === 0, () => `${job.name} does not work: ${calm.stderr}`);
    return { acts: Number(readFileSync(count, 'utf8')), outcome: job.look(box, server) };
  } finally {
    await server.close();
  }
}
