// Ten processes on one input and task at the same moment: each ends with the whole result, and every item is paid once.
import { readLedger } from '../../src/usage/ledger.ts';
import { startMessagesServer } from '../../test/support/messages-server.ts';
import { type Area, inFolder, must, tryCases } from '../area.ts';
import { boxIn, linesOf, mustEndWell, mustHoldAll, mustPayOncePerRun } from '../box.ts';

const PROCESSES = 10;

export const together: Area = {
  name: 'together',
  tries: `${PROCESSES} processes on one input, directly and in batches, some killed`,
  run: (seed, effort) =>
    tryCases(seed, effort, (random, number) =>
      inFolder(async (folder) => {
        const server = await startMessagesServer();
        try {
          const batch = number % 2 === 1;
          const box = boxIn(folder, server.url);
          const lines = linesOf(20 + random.below(80), `${seed}.${number}.`);
          box.write('a.log', lines.join('\n'));
          const args = [
            'bulk-tag',
            'a.log',
            'sev.md',
            '--no-escalate',
            '--pack',
            '10',
            ...(batch ? ['--batch'] : []),
          ];
          const runs = Array.from({ length: PROCESSES }, (_, index) =>
            box.start([...args, '--json', '--out', `out-${index}`]),
          );
          // One in three cases loses a process that may be the one all others wait for.
          const killed = number % 3 === 2 ? random.below(PROCESSES) : -1;
          if (killed >= 0) setTimeout(() => runs[killed]?.child.kill('SIGKILL'), 300 + random.below(700));
          const ended = await Promise.all(runs);
          let costUsd = 0;
          for (const [index, one] of ended.entries()) {
            if (index === killed && one.signal) continue;
            mustEndWell(one);
            must(one.code === 0, () => `exit ${one.code}: ${one.stderr}${one.stdout}`);
            mustHoldAll(box.read(`out-${index}`), lines);
            costUsd += JSON.parse(one.stdout).costUsd;
          }
          // What a killed process had in flight is asked again; those that live pay as one run.
          if (killed >= 0) return;
          mustPayOncePerRun(server.packs);
          const { calls } = readLedger(box.home);
          const answered = server.requests.filter((request) => request.answered).length;
          must(
            calls.length === answered,
            () => `${answered} requests answered, ${calls.length} in the ledger`,
          );
          const known = calls.reduce((sum, call) => sum + (call.costUsd ?? 0), 0);
          must(
            Math.abs(known - costUsd) < 1e-9,
            () => `the ledger says $${known}, the summaries $${costUsd}`,
          );
        } finally {
          await server.close();
        }
      }),
    ),
};
