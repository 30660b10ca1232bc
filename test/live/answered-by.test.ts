// Which request of an agent is its answer is known when it is there: that one is made again, and nothing else waits.
import { expect, test } from 'vitest';
import { answeredBy } from '../../src/live/answered-by.ts';

const ANSWER = { answer: 'found', toolUses: [], stopReason: 'end_turn' };
const CALL = { answer: '', toolUses: [{ id: 't1' }], stopReason: 'tool_use' };

/** A request whose pieces are of these kinds; `taken` counts those that were asked for. */
function request(kinds: readonly string[], step: typeof ANSWER | typeof CALL) {
  const seen = { taken: 0 };
  async function* stream() {
    for (const kind of kinds) {
      seen.taken += 1;
      yield { kind };
    }
    return step;
  }
  return { seen, stream: stream() };
}

async function read(stream: AsyncGenerator<{ kind: string }, unknown>) {
  const kinds: string[] = [];
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return { kinds, step: value };
    kinds.push((value as { kind: string }).kind);
  }
}

const never = (): never => {
  throw new Error('nothing was to be asked again');
};

test('an answer is held back, and what the other model says stands in its place', async () => {
  const { stream } = request(['text', 'text'], ANSWER);
  const better = { ...ANSWER, answer: 'found, and understood' };
  const { kinds, step } = await read(answeredBy(stream, () => request(['engine', 'text'], better).stream));
  expect(kinds).toEqual(['engine', 'text']);
  expect(step).toBe(better);
});

test('a step that calls tools passes from its first call on, in order, and is not asked again', async () => {
  const { stream, seen } = request(['thinking', 'text', 'tool', 'input', 'input'], CALL);
  const passed = answeredBy(stream, never);
  await passed.next();
  expect(seen.taken).toBe(3); // the call was enough
  const { kinds, step } = await read(passed);
  expect(kinds).toEqual(['text', 'tool', 'input', 'input']);
  expect(step).toBe(CALL);
});

test.each([
  ['was cut off', { ...ANSWER, stopReason: 'max_tokens' }],
  ['says nothing', { ...ANSWER, answer: '' }],
])('a step that %s is no answer, and passes', async (_, step) => {
  expect(await read(answeredBy(request(['text'], step).stream, never))).toEqual({ kinds: ['text'], step });
});

test.each([
  ['fails', (): never => never()],
  ['is cut off', () => request(['engine'], { ...ANSWER, stopReason: 'max_tokens' }).stream],
  ['calls a tool', () => request(['tool'], CALL).stream],
])('where the other model %s, the first answer stands', async (_, again) => {
  expect(await read(answeredBy(request(['text'], ANSWER).stream, again))).toEqual({
    kinds: ['text'],
    step: ANSWER,
  });
});
