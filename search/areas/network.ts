// A bad week of the network and the API, within one run: resets, torn replies, pages, limits, overload. It ends whole, within its ceiling.
import { type Reaction, startMessagesServer } from '../../test/support/messages-server.ts';
import { type Area, inFolder, must, type Random, tryCases } from '../area.ts';
import { boxIn, linesOf, mustEndWell, mustHoldAll } from '../box.ts';

const CEILING_USD = 0.02;

export const network: Area = {
  name: 'network',
  tries: 'resets, torn and empty replies, pages, 408 to 529, wrong usage and ids, under a ceiling',
  run: (seed, effort) =>
    tryCases(seed, effort, (random, number) =>
      inFolder(async (folder) => {
        const share = random.pick([0.1, 0.3, 0.6]);
        const server = await startMessagesServer({
          react: () => (random.next() < share ? fault(random) : undefined),
        });
        try {
          const box = boxIn(folder, server.url);
          const lines = linesOf(60, `${seed}.${number}.`);
          box.write('a.log', lines.join('\n'));
          const args = [
            'bulk-tag',
            'a.log',
            'sev.md',
            '--no-escalate',
            '--pack',
            '6',
            '--out',
            'out',
            '--json',
          ];
          const first = await box.start([...args, '--max-cost', String(CEILING_USD)]);
          mustEndWell(first);
          if (first.stdout.startsWith('{')) {
            const { items, tagged, review, failed, costUsd, uncertainUsd } = JSON.parse(first.stdout);
            must(
              items === lines.length && tagged + review + failed === items,
              () => `items in, items out: ${first.stdout}`,
            );
            must(costUsd + uncertainUsd <= CEILING_USD, () => `over the ceiling: ${first.stdout}`);
          }
          await server.close();
          // The week after: everything that is still open is answered.
          const calm = await startMessagesServer();
          const last = await box.start(args, { ANTHROPIC_BASE_URL: calm.url }).finally(calm.close);
          mustEndWell(last);
          if (last.code === 0) mustHoldAll(box.read('out'), lines);
        } finally {
          await server.close();
        }
      }),
    ),
};

function fault(random: Random): Reaction {
  return random.pick<Reaction>([
    { reset: 'before' },
    { reset: 'within' },
    ...[408, 409, 429, 500, 502, 503, 504, 529].map((status) => ({ status })),
    { status: 429, headers: { 'retry-after': '0' } },
    { status: 200, error: { type: 'api_error', message: 'an error with status 200' } },
    { text: '' },
    { text: '<html>Please log in</html>' },
    { text: '{"results":[' },
    { text: '{"results":[{"id":1,"tags":["error"]}]}' },
    { text: '{"results":[]}', usage: { output_tokens: -5 } },
    { text: '{"results":[]}', stopReason: 'max_tokens' },
  ]);
}
