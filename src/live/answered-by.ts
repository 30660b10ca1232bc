// The answer of an agent by another model than its search: which request brings the answer is known when it is there.

interface Answered {
  answer: string;
  toolUses: readonly unknown[];
  stopReason: string | null;
}

type Stream<Chunk, Step> = AsyncGenerator<Chunk, Step>;

/**
 * Passes a request of an agent on from its first call of a tool. One that ends as the agent's answer is held back, and `again` makes the same
 * request of another model; what that says stands, or the first answer where that fails. Returns the step that stands.
 */
export async function* answeredBy<Chunk extends { kind: string }, Step extends Answered | undefined>(
  stream: Stream<Chunk, Step>,
  again: () => Stream<Chunk, Step>,
): Stream<Chunk, Step> {
  const first = yield* unlessAnswer(stream);
  if (!first.held) return first.step;
  const second = await whole(again).catch(() => null);
  if (!second || !isAnswer(second.step)) {
    yield* first.held;
    return first.step;
  }
  yield* second.held;
  return second.step;
}

/** An answer is held back whole; anything else passes. */
async function* unlessAnswer<Chunk extends { kind: string }, Step extends Answered | undefined>(
  stream: Stream<Chunk, Step>,
): Stream<Chunk, { held: Chunk[] | null; step: Step }> {
  const held: Chunk[] = [];
  for (;;) {
    const { done, value } = await stream.next();
    if (done) {
      if (isAnswer(value)) return { held, step: value };
      yield* held;
      return { held: null, step: value };
    }
    held.push(value);
    if (value.kind !== 'tool') continue;
    yield* held;
    return { held: null, step: yield* stream };
  }
}

async function whole<Chunk, Step>(open: () => Stream<Chunk, Step>): Promise<{ held: Chunk[]; step: Step }> {
  const [stream, held]: [Stream<Chunk, Step>, Chunk[]] = [open(), []];
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return { held, step: value };
    held.push(value);
  }
}

const isAnswer = (step: Answered | undefined): boolean =>
  step?.stopReason === 'end_turn' && step.toolUses.length === 0 && step.answer !== '';
