// A disk that fails at any write, or is full: the run says so in the contract's words, and the next run pays for nothing again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMessagesServer } from '../../test/support/messages-server.ts';
import { type Area, inFolder, tryCases } from '../area.ts';
import {
  type Box,
  boxIn,
  linesOf,
  mustEndWell,
  mustHoldAll,
  mustNotPayKnown,
  mustPayOncePerRun,
  paidBefore,
} from '../box.ts';

const DISK = join(import.meta.dirname, '..', 'faults', 'disk.cjs');
const ARGS = [
  'bulk-tag',
  'a.log',
  'sev.md',
  '--no-escalate',
  '--pack',
  '5',
  '--concurrency',
  '4',
  '--out',
  'out',
];
/** Set aside for four requests in flight. */
const RESERVED = 4 * 128 * 1024;

export const disk: Area = {
  name: 'disk',
  tries: 'EIO and ENOSPC at each write in turn, and full disks',
  run: async (seed, effort) => {
    let most = 0;
    return tryCases(seed, effort, (random, number) =>
      inFolder(async (folder) => {
        const server = await startMessagesServer();
        try {
          const box = boxIn(folder, server.url);
          const lines = linesOf(60, `${seed}.${number}.`);
          box.write('a.log', lines.join('\n'));
          const batch = number % 5 === 4 ? ['--batch'] : [];
          most ||= await actsOf(box, server);
          const fault: Record<string, string> =
            number % 2
              ? { SEARCH_ROOM: String(RESERVED + 2000 + random.below(16_000)), SEARCH_CODE: 'ENOSPC' }
              : {
                  SEARCH_FAIL: String(1 + (Math.floor(number / 2) % most)),
                  SEARCH_CODE: random.pick(['EIO', 'ENOSPC']),
                };
          mustEndWell(await box.start([...ARGS, ...batch], { ...onDisk(box), ...fault }));
          server.run++;
          const again = await box.start([...ARGS, ...batch]);
          mustEndWell(again);
          mustHoldAll(box.read('out'), lines);
          mustPayOncePerRun(server.packs);
          mustNotPayKnown(server.packs, paidBefore(server.packs));
        } finally {
          await server.close();
        }
      }),
    );
  },
};

const onDisk = ({ folder }: Box): Record<string, string> => ({
  NODE_OPTIONS: `--require ${DISK}`,
  SEARCH_FOLDER: folder,
});

/** How many acts of an undisturbed run write something. */
async function actsOf(box: Box, server: { packs: unknown[] }): Promise<number> {
  const count = join(box.folder, 'count');
  mustEndWell(
    await box.start(
      ['bulk-tag', 'a.log', 'sev.md', '--no-escalate', '--pack', '5', '--concurrency', '4', '--out', 'calm'],
      { ...onDisk(box), TIERWISE_HOME: join(box.folder, 'calm-home'), SEARCH_COUNT: count },
    ),
  );
  server.packs.length = 0;
  return Number(readFileSync(count, 'utf8'));
}
