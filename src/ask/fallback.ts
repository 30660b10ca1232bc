// Several backends as one: the first that answers, and the next one of the list when it is out of service or its allowance is used
// up. Never on a bad key: that is a mistake to be told, and no reason to bill somebody else.
import pLimit from 'p-limit';
import {
  AskError,
  type AskRequest,
  type Backend,
  type Batches,
  type Reply,
  type Standing,
} from './backend.ts';

/**
 * Returns one backend for a list that is not empty. `tell` gets a line whenever the next one takes over. What costs, waits and
 * limits requests is always as of the one that answers now.
 */
export const fallbackBackend = (list: readonly Backend[], tell: (line: string) => void): Backend =>
  new FallbackList(list, tell);

interface Member {
  backend: Backend;
  standing: Standing;
  ask: Backend['ask'];
}

class FallbackList implements Backend {
  readonly #members: readonly Member[];
  readonly #tell: (line: string) => void;
  /** Whose error it is: several requests may fail alike before the first of them is told. */
  readonly #failedAt = new WeakMap<AskError, number>();
  #now = 0;

  constructor(list: readonly Backend[], tell: (line: string) => void) {
    this.#members = list.map(memberOf);
    this.#tell = tell;
  }

  get #current(): Member {
    return this.#members[this.#now] as Member;
  }

  get name(): string {
    return this.#current.backend.name;
  }

  get via(): string {
    const [first, ...others] = this.#members.slice(this.#now).map(({ backend }) => backend.via);
    return [first, ...others.map((via) => `if that is out of service ${via}`)].join(', ');
  }

  get billedTo(): string {
    return this.#current.backend.billedTo;
  }

  get mostConcurrent(): number | undefined {
    return this.#current.backend.mostConcurrent;
  }

  get requestsPerAsk(): number | undefined {
    return this.#current.backend.requestsPerAsk;
  }

  get thinks(): boolean | undefined {
    return this.#current.backend.thinks;
  }

  get cachesForAnHour(): boolean | undefined {
    return this.#current.backend.cachesForAnHour;
  }

  get firstWaitMs(): number | undefined {
    return this.#current.backend.firstWaitMs;
  }

  get onThisMachine(): boolean | undefined {
    return this.#current.backend.onThisMachine;
  }

  /** Batches are collected where they were submitted, so they stay with the first. */
  get batches(): Batches | undefined {
    return this.#now === 0 ? this.#current.backend.batches : undefined;
  }

  async ask(request: AskRequest): Promise<Reply> {
    const at = this.#now;
    const { ask, standing } = this.#current;
    try {
      const reply = await ask(request);
      standing.requests++;
      return reply;
    } catch (error) {
      if (error instanceof AskError) this.#failedAt.set(error, at);
      throw error;
    }
  }

  openAhead(connections: number): void {
    this.#current.backend.openAhead?.(connections);
  }

  fallBack(error: AskError): boolean {
    const at = this.#failedAt.get(error);
    if (at === undefined) return false;
    if (at < this.#now) return true;
    const next = this.#members[at + 1];
    if (!isOutage(error) || !next) return false;
    const { standing } = this.#current;
    standing.left = error.message;
    this.#now = at + 1;
    const { via, billedTo } = next.backend;
    this.#tell(
      `${standing.name}: ${error.message}. ${next.backend.name} goes on with what is left: ${via}, billed to ${billedTo}.`,
    );
    return true;
  }

  standing(): Standing[] {
    return this.#members.map(({ standing }) => standing);
  }
}

function memberOf(backend: Backend): Member {
  const { name, via, billedTo, mostConcurrent, onThisMachine = false } = backend;
  // A run decides on its first backend how many requests are in flight; each keeps to its own most.
  const limit = mostConcurrent ? pLimit(mostConcurrent) : null;
  return {
    backend,
    standing: { name, via, billedTo, requests: 0, onThisMachine, left: null },
    ask: (request) => (limit ? limit(() => backend.ask(request)) : backend.ask(request)),
  };
}

/** Whether it is the service that failed, or an allowance that has ended; what would fail anywhere, or is a mistake, is not. */
const isOutage = ({ failure, exhausted }: AskError): boolean =>
  failure === 'again' || failure === 'unreachable' || exhausted;
