// The command's side of the channel: a server on a socket that nobody else can reach, from which the module of the session takes
// packs and to which it brings answers.
import { createHash, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, listAt, parseJson } from './foreign.ts';
import type { LiveAnswer, LivePack, Packs } from './live-protocol.ts';

/** How long the module waits for packs at a time. */
const WAIT_MS = 1000;
/** The module asks again at once, so one that has not for so long is gone. */
const GONE_MS = 20_000;
const MOST_BYTES = 64 * 1024 * 1024;

export interface Outcome {
  answer: LiveAnswer | null;
  /** Why there is none. */
  lost: string | null;
  /** Whether the module had taken the pack, so that it may be paid. */
  sent: boolean;
}

interface Pending {
  pack: LivePack;
  sent: boolean;
  done(outcome: Outcome): void;
}

/** Packs that wait for the module, and those that it has. */
export class LiveSocket {
  readonly path: string;
  /** How far the run has come, from 0 to 1. */
  share: number | null = null;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tierwise-')); // 0700
  readonly #secret: Buffer;
  readonly #server: Server;
  readonly #pending = new Map<number, Pending>();
  #waiting: (() => void)[] = [];
  #heardAt = Date.now();
  #lost: string | null = null;
  readonly #watch: NodeJS.Timeout;

  /** `secret`: what the module has to show with each request. */
  constructor(secret: string) {
    this.path = join(this.#folder, 's');
    this.#secret = digest(secret);
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.listen(this.path);
    this.#server.unref();
    this.#server.on('connection', (socket) => socket.unref());
    this.#watch = setInterval(() => this.#look(), 1000);
    this.#watch.unref();
    process.on('exit', () => this.close());
  }

  /** Hands a pack to the module. Resolves with its answer, or with why there is none. */
  ask(pack: LivePack, signal: AbortSignal | undefined): Promise<Outcome> {
    if (this.#lost) return Promise.resolve({ answer: null, lost: this.#lost, sent: false });
    return new Promise((resolve) => {
      const alive = setInterval(() => {}, 60_000); // the socket alone keeps no process
      const done = (outcome: Outcome): void => {
        clearInterval(alive);
        signal?.removeEventListener('abort', stop);
        this.#pending.delete(pack.id);
        resolve(outcome);
      };
      const pending: Pending = { pack, sent: false, done };
      const stop = (): void =>
        done({ answer: null, lost: 'stopped before it was answered', sent: pending.sent });
      signal?.addEventListener('abort', stop);
      if (this.#pending.size === 0) this.#heardAt = Date.now();
      this.#pending.set(pack.id, pending);
      this.#wake();
    });
  }

  close(): void {
    clearInterval(this.#watch);
    this.#server.close();
    this.#server.closeAllConnections();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = parseJson(await textOf(request).catch(() => ''));
    const shown = at(body, 'secret');
    if (typeof shown !== 'string' || !timingSafeEqual(digest(shown), this.#secret)) {
      response.writeHead(403).end();
      return;
    }
    this.#heardAt = Date.now();
    const said =
      request.url === '/answers' ? this.#takeAnswers(body) : await this.#packs(Number(at(body, 'room')));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  }

  #takeAnswers(body: unknown): object {
    for (const value of listAt(body, 'answers')) {
      const answer = value as LiveAnswer;
      this.#pending.get(answer.id)?.done({ answer, lost: null, sent: true });
    }
    return {};
  }

  async #packs(room: number): Promise<Packs> {
    if (room > 0 && !this.#unsent().length) await this.#wait();
    const taken = this.#unsent().slice(0, Math.max(0, room || 0));
    for (const pending of taken) pending.sent = true;
    return { packs: taken.map(({ pack }) => pack), share: this.share };
  }

  #unsent(): Pending[] {
    return [...this.#pending.values()].filter(({ sent }) => !sent);
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, WAIT_MS).unref();
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Gives up on a module that is no longer there. */
  #look(): void {
    if (!this.#pending.size || Date.now() - this.#heardAt < GONE_MS) return;
    this.#lost = 'the session has ended, or no longer answers';
    for (const { sent, done } of [...this.#pending.values()]) done({ answer: null, lost: this.#lost, sent });
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
