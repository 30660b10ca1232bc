// Bounds of one exchange with a server: a clock that runs until the last byte of its body, and a most of bytes.

/** A reply of the longest answer there is takes less; what is longer has no end. */
export const MOST_REPLY_BYTES = 8 * 1024 * 1024;
/** The same answer in pieces, each in a frame of its own. */
export const MOST_STREAM_BYTES = 8 * MOST_REPLY_BYTES;
const USUAL_TIMEOUT_MS = 300_000;

/** Returns how long one request and its reply may take, in milliseconds: TIERWISE_REQUEST_TIMEOUT_MS, else five minutes. */
export function requestTimeoutMs(env: NodeJS.ProcessEnv): number {
  const said = Number(env.TIERWISE_REQUEST_TIMEOUT_MS);
  return said > 0 && Number.isFinite(said) ? Math.min(said, LONGEST_TIMER_MS) : USUAL_TIMEOUT_MS;
}

/** A timer of Node's that is longer than this fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Returns a signal that aborts with `ms` milliseconds gone by, or with `signal`. */
export function withClock(ms: number, signal: AbortSignal | null | undefined): AbortSignal {
  const clock = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([signal, clock]) : clock;
}

/** Returns `body`, which fails once it has brought more than `most` bytes, or more than `mostInLine` without a line's end. */
export function bounded(
  body: ReadableStream<Uint8Array>,
  most: number,
  mostInLine: number = most,
): ReadableStream<Uint8Array> {
  let [bytes, inLine] = [0, 0];
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        const lineEnd = chunk.lastIndexOf(NEWLINE);
        inLine = lineEnd < 0 ? inLine + chunk.byteLength : chunk.byteLength - lineEnd - 1;
        if (bytes > most || inLine > mostInLine)
          controller.error(new Error(`it is longer than ${Math.min(most, mostInLine)} bytes`));
        else controller.enqueue(chunk);
      },
    }),
  );
}

const NEWLINE = 10;

/** Returns the body of a response as text. Throws when it is longer than `most` bytes. */
export async function textWithin(response: Response, most: number = MOST_REPLY_BYTES): Promise<string> {
  return response.body ? new Response(bounded(response.body, most)).text() : '';
}
