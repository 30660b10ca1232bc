// Nothing that stands in a transcript or in the ledger stops the books: what is around it counts, and the report ends with 0.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBooks } from '../../src/usage/books/books.ts';
import { ingestSession } from '../../src/usage/ingest.ts';
import { numberOf } from '../../src/usage/priced-call.ts';
import { sandbox } from '../support/command.ts';
import { assistant, costState, file } from '../support/transcript.ts';

const FIELDS = [
  'timestamp',
  'sessionId',
  'cwd',
  'requestId',
  'isSidechain',
  'attributionAgent',
  'effort',
  'gitBranch',
];
const OF_MESSAGE = ['id', 'model', 'usage', 'content', 'stop_reason', 'role'];
const OF_USAGE = [
  'input_tokens',
  'output_tokens',
  'cache_creation',
  'iterations',
  'speed',
  'server_tool_use',
];

const odd = fc.oneof(
  fc.constantFrom(
    null,
    '',
    'x',
    '12',
    '-1',
    '1e400',
    0,
    -1,
    1.5,
    2 ** 60,
    true,
    [],
    {},
    [null],
    '0000-00-00',
    9e15,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A record in which some fields hold what nobody expects, or are missing. */
const record = fc
  .record({
    top: fc.dictionary(fc.constantFrom(...FIELDS), odd, { maxKeys: 3 }),
    message: fc.dictionary(fc.constantFrom(...OF_MESSAGE), odd, { maxKeys: 2 }),
    usage: fc.dictionary(fc.constantFrom(...OF_USAGE), odd, { maxKeys: 3 }),
    without: fc.subarray([...FIELDS, 'message'], { maxLength: 1 }),
  })
  .map(({ top, message, usage, without }) => {
    const plain = JSON.parse(assistant({ id: 'odd' }));
    const changed = { ...plain.message, usage: { ...plain.message.usage, ...usage }, ...message };
    const all = { ...plain, message: changed, ...top };
    for (const name of without) delete all[name];
    return JSON.stringify(all);
  });

const line = fc.oneof(
  record,
  fc.json(),
  fc.string().map((text) => text.replace(/[\r\n]/g, ' ')),
);

test('odd records in a transcript, and odd lines in the ledger', async () => {
  const box = sandbox();
  const home = box.env.TIERWISE_HOME as string;
  const { model: _, ...nameless } = JSON.parse(assistant({ id: 'nameless' })).message;
  const uncounted = JSON.stringify({ ...JSON.parse(assistant()), message: nameless });
  const transcript = box.write('s1.jsonl', file(uncounted));
  const now = new Date().toISOString();
  let known = 0;
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 8 }),
      fc.array(fc.oneof(fc.json(), fc.constant('{"id":')), { maxLength: 3 }),
      (lines, inLedger) => {
        appendFileSync(
          transcript,
          file(
            ...lines,
            assistant({ id: `plain${known++}`, session: 'plain', at: now }),
            costState('plain', 0.5),
          ),
        );
        ingestSession(home, transcript);
        if (inLedger.length) appendFileSync(`${home}/ledger/${now.slice(0, 7)}.jsonl`, file(...inLedger));
        const { calls } = readBooks(home, null);
        expect(numberOf(calls.filter(({ session }) => session === 'plain'))).toBe(known);
      },
    ),
    { numRuns: 15 },
  );
  appendFileSync(`${home}/ledger/${now.slice(0, 7)}.jsonl`, file('[]'));
  mkdirSync(`${home}/ledger/offsets`, { recursive: true });
  writeFileSync(`${home}/ledger/offsets/foreign.json`, '{"key":"x"}');
  const { code, stdout, stderr } = await box.run(['report', '--since', 'all', '--json']);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).bySession.plain.calls).toBe(known);
  expect(stderr).toContain('Not counted: ');
  expect(stderr).toContain('Passed over ');
});
