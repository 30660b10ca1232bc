// One POST over undici alone: what `fetch` puts around a request and its reply (streams, signals, header objects) takes five
// times the CPU of the exchange itself.
import type { Dispatcher } from 'undici';
import { MOST_REPLY_BYTES } from './exchange.ts';

export interface Post {
  origin: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** The clock runs until the last byte of the reply. */
  timeoutMs: number;
  /** Ends it early. */
  signal?: AbortSignal | null;
}

export interface Posted {
  status: number;
  /** The value of a header by its name in small letters; null without it. */
  headers: Pick<Headers, 'get'>;
  text: string;
}

/** Sends it once; redirects are not followed. Rejects with the connection's error, a TimeoutError, or the signal's reason. */
export const post = (dispatcher: Dispatcher, request: Post): Promise<Posted> =>
  new Promise((resolve, reject) => {
    const exchange = new Exchange(request, resolve, reject);
    const { origin, path, headers, body } = request;
    dispatcher.dispatch({ origin, path, method: 'POST', headers, body }, exchange);
  });

class Exchange implements Dispatcher.DispatchHandlers {
  readonly #chunks: Buffer[] = [];
  readonly #resolve: (posted: Posted) => void;
  readonly #reject: (error: unknown) => void;
  readonly #clock: NodeJS.Timeout;
  readonly #signal: AbortSignal | null;
  readonly #onAbort: () => void;
  #bytes = 0;
  #status = 0;
  #headers: readonly Buffer[] = [];
  #abort: ((reason?: Error) => void) | undefined;
  /** Why it was ended from here. */
  #ended: Error | undefined;

  constructor(
    { timeoutMs, signal = null }: Post,
    resolve: (posted: Posted) => void,
    reject: (error: unknown) => void,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = signal;
    this.#clock = setTimeout(
      () => this.#end(new DOMException('its clock ran out', 'TimeoutError')),
      timeoutMs,
    );
    this.#onAbort = () => this.#end(new Error('aborted'));
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (signal?.aborted) this.#onAbort();
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    if (this.#ended) abort(this.#ended); // it waited for a connection until then
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    this.#status = status;
    this.#headers = headers;
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (this.#bytes > MOST_REPLY_BYTES) this.#end(new Error(`it is longer than ${MOST_REPLY_BYTES} bytes`));
    else this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    this.#over();
    const text = Buffer.concat(this.#chunks).toString('utf8');
    this.#resolve({ status: this.#status, headers: headersOf(this.#headers), text });
  }

  onError(error: Error): void {
    this.#over();
    this.#reject(this.#ended ?? error);
  }

  #end(why: Error): void {
    this.#ended ??= why;
    this.#over();
    this.#reject(this.#ended);
    this.#abort?.(this.#ended);
  }

  #over(): void {
    clearTimeout(this.#clock);
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}

/** Names and values come in turns, as they stood in the reply. */
function headersOf(raw: readonly Buffer[]): Posted['headers'] {
  const values = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2)
    values.set(String(raw[index]).toLowerCase(), (raw[index + 1] as Buffer).toString('latin1'));
  return { get: (name) => values.get(name) ?? null };
}
