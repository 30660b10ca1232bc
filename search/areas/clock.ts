// A clock that is set back, or forward and back, between runs and within one: what was paid for is known, no time is below
// nothing, and nobody waits for the clock to come back.
import { join } from 'node:path';
import { readLedger } from '../../src/usage/ledger.ts';
import {
  type Reaction,
  type ServedRequest,
  startMessagesServer,
} from '../../test/support/messages-server.ts';
import { type Area, inFolder, must, type Random, tryCases } from '../area.ts';
import { type Box, boxIn, mustEndWell } from '../box.ts';
import { JOBS, type Job, reactTo } from '../jobs.ts';

const CLOCK = join(import.meta.dirname, '..', 'faults', 'clock.cjs');
const HOUR_MS = 3_600_000;
const OFF_MS = [-1000, -HOUR_MS, -30 * HOUR_MS, -400 * 24 * HOUR_MS, -40 * 8766 * HOUR_MS, 30 * HOUR_MS];
/** A run takes a second or two. */
const MOST_MS = 120_000;

export const clock: Area = {
  name: 'clock',
  tries: 'clocks set by a second to forty years, between runs and within them',
  run: (seed, effort) =>
    tryCases(seed, effort, async (random, number) => {
      const job = JOBS[number % JOBS.length] as Job;
      await inFolder((folder) => withClocks(job, folder, random));
      return job.name;
    }),
};

async function withClocks(job: Job, folder: string, random: Random): Promise<void> {
  const server = await startMessagesServer({ react: busyNowAndThen(random) });
  try {
    const box = boxIn(folder, server.url);
    job.prepare(box);
    const [first, later] = [random, random].map(clockOf);
    await ends(box, job, job.args, first);
    const outcome = job.look(box, server);
    const asked = server.requests.length;
    await ends(box, job, job.again ?? job.args, later);
    must(job.look(box, server) === outcome, () => 'the second run comes to something else');
    if (job.name.startsWith('bulk'))
      must(server.requests.length === asked, () => 'the second run asked again');
    await reportMustAddUp(box, later);
  } finally {
    await server.close();
  }
}

/** The API asks for a pause now and then, as pauses are kept by a clock. */
function busyNowAndThen(random: Random): (request: ServedRequest) => Reaction {
  let left = 2;
  return (request) =>
    left > 0 && random.below(4) === 0 && left--
      ? { status: 429, headers: { 'retry-after': '1' } }
      : reactTo(request);
}

function clockOf(random: Random): Record<string, string> {
  return {
    NODE_OPTIONS: `--require ${CLOCK}`,
    SEARCH_CLOCK: String(random.pick(OFF_MS)),
    ...random.pick<Record<string, string>>([
      {},
      { SEARCH_JUMP_MS: String(100 + random.below(1400)) },
      { SEARCH_JUMP_IN_WAIT: '1' },
    ]),
  };
}

async function ends(box: Box, job: Job, args: string[], env: Record<string, string> = {}): Promise<void> {
  const run = box.start(args, env, job.below);
  const timer = setTimeout(() => run.child.kill('SIGKILL'), MOST_MS);
  const ended = await run;
  clearTimeout(timer);
  const told = (): string => `${JSON.stringify(env)} exit ${ended.code}\n${ended.stderr}${ended.stdout}`;
  must(ended.signal === null, () => `it waits for ever: ${told()}`);
  mustEndWell(ended);
  must(ended.code === 0, told);
  must(
    !/(?<![\w.-])-\d[\d.]* (?:s|min|h)\b|\$-|-\$/.test(ended.stdout + ended.stderr),
    () => `below 0: ${told()}`,
  );
}

async function reportMustAddUp(box: Box, env: Record<string, string> = {}): Promise<void> {
  const { calls, passedOver } = readLedger(box.home);
  must(!passedOver.length, () => `the ledger is damaged: ${JSON.stringify(passedOver)}`);
  const report = await box.start(['report', '--since', 'all', '--json'], env);
  mustEndWell(report);
  must(report.code === 0, () => report.stderr);
  const { totals } = JSON.parse(report.stdout);
  must(totals.calls <= calls.length, () => `${totals.calls} calls of ${calls.length}`);
  must(totals.costUsd >= 0, () => `it cost ${totals.costUsd}`);
}
