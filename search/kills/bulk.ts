// bulk-tag killed at any moment, directly or in batches: nothing that was stored or submitted by then is paid for again.
import { openAnswers } from '../../src/bulk/outcome/answers.ts';
import { parseScheme } from '../../src/bulk/task/scheme.ts';
import { fingerprintIn } from '../../src/bulk/task/task.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { startMessagesServer } from '../../test/support/messages-server.ts';
import { must } from '../area.ts';
import {
  type Box,
  boxIn,
  linesOf,
  mustEndWell,
  mustHoldAll,
  mustNotPayKnown,
  mustPayOncePerRun,
} from '../box.ts';
import { type KilledCase, killedRun, pause } from './killed.ts';

const OPTIONS = ['--no-escalate', '--out', 'out', '--json', '--pack', '5', '--concurrency', '4'];

export const killedBulk =
  (batch: boolean): KilledCase =>
  async ({ folder, mark, random, kills }) => {
    const server = await startMessagesServer({ react: () => pause(random.below(40)).then(() => undefined) });
    try {
      const box = boxIn(folder, server.url);
      const lines = linesOf(100, mark);
      box.write('a.log', lines.join('\n'));
      const args = ['bulk-tag', 'a.log', 'sev.md', ...OPTIONS, ...(batch ? ['--batch'] : [])];
      const known: Set<string>[] = [new Set()];
      for (let kill = 0; kill < kills; kill++) {
        await killedRun(box.start(args), 150 + random.below(600));
        const submitted = server.packs.flatMap(({ inBatch, items }) => (inBatch ? items : []));
        known.push(new Set([...(await storedOf(box, lines)), ...submitted]));
        server.run++;
      }
      const last = await box.start(args);
      mustEndWell(last);
      must(last.code === 0, () => `exit ${last.code}: ${last.stderr}${last.stdout}`);
      mustHoldAll(box.read('out'), lines);
      must((await storedOf(box, lines)).length === lines.length, () => 'a result without a stored answer');
      mustPayOncePerRun(server.packs);
      mustNotPayKnown(server.packs, (run) => known[run] as Set<string>);
      mustBeSound(box);
    } finally {
      await server.close();
    }
  };

/** Those lines that have a stored answer. */
async function storedOf(box: Box, lines: readonly string[]): Promise<string[]> {
  const task = parseScheme(box.read('sev.md'), 'sev.md');
  const store = await openAnswers(box.home, task, 'haiku');
  must(!store.passedOver.length, () => `answers are damaged: ${JSON.stringify(store.passedOver)}`);
  const stored = lines.filter((text) => store.get(fingerprintIn(task, { text })));
  store.close();
  return stored;
}

function mustBeSound({ home }: Box): void {
  const { calls, passedOver } = readLedger(home);
  must(!passedOver.length, () => `the ledger is damaged: ${JSON.stringify(passedOver)}`);
  must(new Set(calls.map(({ id }) => id)).size === calls.length, () => 'the ledger counts a call twice');
}
