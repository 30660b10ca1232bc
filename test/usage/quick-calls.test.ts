// Calls read from bytes are what a parser makes of them, whatever a transcript holds; and those that clients write need no parser.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QuickCalls } from '../../src/usage/quick-calls.ts';
import { CALL, NO_CALL, UNSURE } from '../../src/usage/scan-lines.ts';
import { readTranscript } from '../../src/usage/transcript.ts';
import { assistant, costState, file, user } from '../support/transcript.ts';

/** What is read of a transcript: with the help of bytes, and without. */
function bothWays(text: string | Buffer): [unknown, unknown] {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  try {
    const transcript = join(folder, 's1.jsonl');
    writeFileSync(transcript, text);
    return [
      readTranscript(transcript, 0, Number.POSITIVE_INFINITY, new QuickCalls()),
      readTranscript(transcript, 0),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `QuickCalls` takes a line for. */
function taken(line: string): number {
  const bytes = Buffer.from(`${line}\n`);
  return new QuickCalls().read(bytes, 0, bytes.length - 1);
}

/** A record as the client writes it, with some things changed. */
function changed(change: { top?: object; message?: object; usage?: object }): string {
  const record = JSON.parse(REAL);
  const { usage } = record.message;
  Object.assign(record, change.top);
  Object.assign(record.message, change.message);
  if (change.usage) record.message.usage = { ...usage, ...change.usage };
  return JSON.stringify(record);
}

const REAL =
  '{"parentUuid":"f763818d-ae1b-4e57-9eea-a598848c9335","isSidechain":false,"message":{"id":"msg_1","request":"req_1","type":"message",' +
  '"role":"assistant","model":"claude-opus-5-5","content":[{"type":"text","text":"Said \\"1\\". {\\"ok\\": true}"}],"stop_reason":"end_turn",' +
  '"stop_sequence":null,"usage":{"input_tokens":1873,"cache_creation_input_tokens":539,"cache_read_input_tokens":5640,"output_tokens":173,' +
  '"output_tokens_details":{"thinking_tokens":12},"server_tool_use":{"web_search_requests":1,"web_fetch_requests":0},"service_tier":"standard",' +
  '"cache_creation":{"ephemeral_1h_input_tokens":100,"ephemeral_5m_input_tokens":439},"inference_geo":"","iterations":[],"speed":"standard",' +
  '"fallback_credit":null},"stop_details":null},"apiBlockIndex":0,"requestId":"req_1","requestedModel":"claude-opus-5-5","type":"assistant",' +
  '"uuid":"1c88c4e8-4b3f-41a5-9fe3-53e91b913e70","timestamp":"2026-11-22T01:48:56.399Z","effort":"medium","cwd":"/home/me/\u00e4","sessionId":"s1",' +
  '"version":"2.1.329","gitBranch":"HEAD"}';

const tool = (name: unknown, input: unknown = {}) => ({ type: 'tool_use', id: 't', name, input });
const sampling = { type: 'message', input_tokens: 1873, output_tokens: 173 };

test.each([
  ['as the client writes it', REAL],
  [
    'of an agent',
    changed({ top: { isSidechain: true, attributionAgent: 'Explore', attributionSkill: null } }),
  ],
  [
    'with tools',
    changed({ message: { content: [tool('Edit', { a: ['\u{1f600}\\n"'] }), tool('Read'), tool('mcp__x')] } }),
  ],
  [
    'with a block that names no tool',
    changed({ message: { content: [tool(7), tool('Bash'), 'x', null, []] } }),
  ],
  ['fast, in the US', changed({ usage: { speed: 'fast', inference_geo: 'us' } })],
  ['with one sampling', changed({ usage: { iterations: [sampling] } })],
  [
    'without what may be missing',
    changed({ top: { requestId: null, gitBranch: 'main', effort: '' }, usage: { cache_creation: null } }),
  ],
  ['with no content', changed({ message: { content: [] } })],
])('a record %s needs no parser', (_, line) => {
  expect(taken(line)).toBe(CALL);
  const [quick, parsed] = bothWays(file(user('hi'), line, line, assistant({ id: 'z' })));
  expect(quick).toEqual(parsed);
});

test.each([
  ['an escape in a name that is kept', changed({ top: { cwd: 'C:\\work' } })],
  ['an escaped name of a field', REAL.replace('"effort"', '"\\u0065ffort"')],
  ['a field that stands twice', REAL.replace('"effort"', '"effort":"high","effort"')],
  [
    'an advisor',
    changed({ usage: { iterations: [sampling, { type: 'advisor_message', model: 'claude-opus-5-5' }] } }),
  ],
  ['several samplings', changed({ usage: { iterations: [sampling, sampling] } })],
  ['counts as text', changed({ usage: { input_tokens: '12' } })],
  ['a fraction for a count', changed({ usage: { input_tokens: 1.5 } })],
  ['no moment', changed({ top: { timestamp: null } })],
  ['a day that does not exist', changed({ top: { timestamp: '2026-02-30T01:48:56.399Z' } })],
  ['no id', changed({ message: { id: '' } })],
  ['what the client made up', changed({ message: { model: '<synthetic>' } })],
  ['no usage', changed({ message: { usage: null } })],
  ['an end that is missing', REAL.slice(0, -1)],
  ['a comma too many', `${REAL.slice(0, -1)},}`],
  ['a name without a value', REAL.replace('"effort":"medium"', '"effort"')],
  ['a space', REAL.replace('"effort":', '"effort": ')],
  ['a control character', REAL.replace('medium', 'med\u0001um')],
  ['an escape that is none', REAL.replace('2.1.329', '2\\x1')],
  ['a number that is none', REAL.replace('"apiBlockIndex":0', '"apiBlockIndex":007')],
])('a record with %s is left to the parser', (_, line) => {
  expect(taken(line)).toBe(UNSURE);
  const [quick, parsed] = bothWays(file(user('hi'), REAL, line, REAL, assistant({ id: 'z' })));
  expect(quick).toEqual(parsed);
});

test('a record of another kind is none, unless a call stands behind a torn one', () => {
  expect(taken(user('hi'))).toBe(NO_CALL);
  const [quick, parsed] = bothWays(
    file(REAL, `${user('x'.repeat(5000)).slice(0, -9)}${REAL}`, costState('s1', 0.5), REAL),
  );
  expect(quick).toEqual(parsed);
  expect(quick).toMatchObject({ passedOver: 1, costStates: [{ session: 's1' }] });
});

test('records of one call, which change what is told before', () => {
  const lines = [
    ...[
      REAL,
      changed({ top: { timestamp: '2026-11-22T01:48:59.000Z' } }),
      changed({ usage: { output_tokens: 200 } }),
    ],
    ...[changed({ top: { requestId: 'req_2' } }), REAL, changed({ message: { content: [tool('Edit')] } })],
    ...[
      changed({ usage: { input_tokens: '1873' } }),
      REAL,
      changed({ top: { sessionId: 's2', effort: 'high' } }),
      REAL,
    ],
  ];
  const [quick, parsed] = bothWays(file(user('hi'), ...lines));
  expect(quick).toEqual(parsed);
});

const odd = fc.oneof(
  fc.constantFrom(
    null,
    '',
    'x',
    '12',
    '-1',
    0,
    -1,
    1.5,
    2 ** 60,
    true,
    [],
    {},
    [null],
    'fast',
    'us',
    '\u00e4',
    'a"b',
    REAL,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const dictionary = (...names: string[]) => fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 2 });
const record = fc
  .record({
    top: dictionary(
      'timestamp',
      'sessionId',
      'cwd',
      'requestId',
      'isSidechain',
      'attributionAgent',
      'effort',
      'type',
      'more',
    ),
    message: dictionary('id', 'model', 'usage', 'content', 'stop_reason', 'role', 'more'),
    usage: dictionary('input_tokens', 'cache_creation', 'iterations', 'speed', 'server_tool_use', 'more'),
  })
  .map(changed);
const torn = fc.tuple(record, fc.nat(1200)).map(([line, at]) => line.slice(0, at));
const broken = fc
  .tuple(record, fc.nat(1200), fc.constantFrom('"', '{', '}', ',', ':', '\\', ' ', '1', ']'))
  .map(([line, at, letter]) => line.slice(0, at) + letter + line.slice(at + 1));

test('whatever a transcript holds', () => {
  const line = fc.oneof(
    record,
    torn,
    broken,
    fc.constantFrom(REAL, user('hi'), costState('s1', 0.5)),
    fc.json(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
      const [quick, parsed] = bothWays(file(...lines));
      expect(quick).toEqual(parsed);
    }),
    { numRuns: 150 },
  );
});
