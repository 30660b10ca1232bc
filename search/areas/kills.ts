// Runs killed at any moment, again and again: the last one ends like an undisturbed run, and what had been stored is not paid again.
import { setTimeout as sleep } from 'node:timers/promises';
import { readLedger } from '../../src/usage/ledger.ts';
import { startMessagesServer } from '../../test/support/messages-server.ts';
import { type Area, inFolder, must, tryCases } from '../area.ts';
import { boxIn, linesOf, mustEndWell, mustHoldAll } from '../box.ts';

const CONCURRENCY = 4;
const PACK = 5;
const KILLS = 3;

export const kills: Area = {
  name: 'kills',
  tries: `SIGKILL ${KILLS} times per case, directly and in batches; answers, batches and ledger after it`,
  run: (seed, effort) =>
    tryCases(seed, effort, (random, number) =>
      inFolder(async (folder) => {
        const batch = number % 2 === 1;
        const server = await startMessagesServer({
          react: () => sleep(random.below(40)).then(() => undefined),
        });
        try {
          const box = boxIn(folder, server.url);
          const lines = linesOf(100, `${seed}.${number}.`);
          box.write('a.log', lines.join('\n'));
          const args = [
            ...['bulk-tag', 'a.log', 'sev.md', '--no-escalate', '--out', 'out', '--json'],
            ...['--pack', String(PACK), '--concurrency', String(CONCURRENCY), ...(batch ? ['--batch'] : [])],
          ];
          for (let killed = 0; killed < KILLS; killed++) {
            const run = box.start(args);
            await sleep(150 + random.below(600));
            run.child.kill('SIGKILL');
            await run;
          }
          const last = await box.start(args);
          mustEndWell(last);
          must(last.code === 0, () => `exit ${last.code}: ${last.stderr}${last.stdout}`);
          mustHoldAll(box.read('out'), lines);
          // Each kill may lose what was in flight then, and nothing else. A batch is never lost, its probe may be.
          const paid = server.tagged.length - lines.length;
          const checks = Math.ceil(lines.length * 0.06);
          const most = checks + KILLS * (batch ? PACK : CONCURRENCY * PACK);
          must(
            paid <= most,
            () => `${paid} items paid again after ${KILLS} kills, at most ${most} were in flight`,
          );
          const { calls, passedOver } = readLedger(box.home);
          must(!passedOver.length, () => `the ledger is damaged: ${JSON.stringify(passedOver)}`);
          must(
            new Set(calls.map(({ id }) => id)).size === calls.length,
            () => 'the ledger counts a call twice',
          );
        } finally {
          await server.close();
        }
      }),
    ),
};
