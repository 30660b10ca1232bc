import { expect, test } from 'vitest';
import type { AskRequest } from '../../../src/ask/backend.ts';
import { BEDROCK_LINES, VERTEX_LINES } from '../../../src/ask/jobs/lines.ts';

const REQUEST: AskRequest = {
  ...{ model: 'claude-haiku-5-5', system: 'Say.', cacheSystem: '1h', user: 'Well?', maxTokens: 9 },
  ...{ schema: { type: 'object' }, effort: 'low', thinking: null },
};
const BODY = {
  max_tokens: 9,
  system: [{ type: 'text', text: 'Say.' }],
  messages: [{ role: 'user', content: 'Well?' }],
};
const MESSAGE = {
  ...{
    id: 'msg_1',
    model: 'claude-haiku-5-5',
    stop_reason: 'end_turn',
    usage: { input_tokens: 3, output_tokens: 2 },
  },
  content: [{ type: 'text', text: 'Yes.' }],
};

test('Bedrock: eleven letters and digits, the body without model, cache or schema', () => {
  expect(JSON.parse(BEDROCK_LINES.write('twab-12', REQUEST))).toEqual({
    recordId: 'R0000000012',
    modelInput: { anthropic_version: 'bedrock-2023-05-31', ...BODY, output_config: { effort: 'low' } },
  });
});

test('Vertex: our id, the body without model and cache', () => {
  expect(JSON.parse(VERTEX_LINES.write('twab-12', REQUEST))).toEqual({
    custom_id: 'twab-12',
    request: {
      ...{ anthropic_version: 'vertex-2023-10-16', ...BODY },
      output_config: { effort: 'low', format: { type: 'json_schema', schema: { type: 'object' } } },
    },
  });
});

test('results are replies of a batch, whichever service has them', () => {
  const reply = expect.objectContaining({
    text: 'Yes.',
    batch: true,
    usage: expect.objectContaining({ input: 3, output: 2 }),
  });
  const bedrock = { recordId: 'R0000000012', modelInput: {}, modelOutput: MESSAGE };
  expect(BEDROCK_LINES.read(bedrock, 'twab')).toEqual({ id: 'twab-12', reply });
  const vertex = { custom_id: 'twab-12', request: {}, status: '' };
  expect(VERTEX_LINES.read({ ...vertex, response: MESSAGE }, 'twab')).toEqual({ id: 'twab-12', reply });
  expect(VERTEX_LINES.read({ ...vertex, response: JSON.stringify(MESSAGE) }, 'twab')).toEqual({
    id: 'twab-12',
    reply,
  });
});

test.each([
  [BEDROCK_LINES, { recordId: 'R0000000001', error: { errorCode: 400, errorMessage: 'bad' } }],
  [VERTEX_LINES, { custom_id: 'twab-1', response: {}, status: 'bad' }],
  [VERTEX_LINES, { custom_id: 'twab-1', response: { type: 'error', error: { message: 'bad' } }, status: '' }],
])('an error is no answer, and was not billed', (lines, line) => {
  expect(lines.read(line, 'twab')).toEqual({
    id: 'twab-1',
    reply: { unanswered: 'errored', message: 'bad' },
  });
});

test.each([
  [BEDROCK_LINES, { recordId: 'R0000000001', modelOutput: { odd: 1 } }],
  [VERTEX_LINES, { custom_id: 'twab-1', response: { content: 1 }, status: '' }],
])('what cannot be read may have been billed', (lines, line) => {
  expect(lines.read(line, 'twab')).toMatchObject({
    id: 'twab-1',
    reply: { unanswered: 'errored', maybeBilled: true },
  });
});

test.each([null, 3, {}, { recordId: 'x' }, { custom_id: 'other-1' }, { recordId: 'R1' }])(
  '%j names no request',
  (line) => {
    expect([BEDROCK_LINES.read(line, 'twab'), VERTEX_LINES.read(line, 'twab')]).toEqual([null, null]);
  },
);
