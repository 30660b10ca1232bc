// Connections to one server, some of them opened before there is a request for them: TCP and TLS take round trips of their own.
import type { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import buildConnector, { type buildConnector as undici } from 'undici/lib/core/connect.js';
import Pool from 'undici/lib/dispatcher/pool.js';

/** A connection that nobody has asked for yet: open, or wanted by the time it is. */
interface Ahead {
  socket: Socket | null;
  wanted: undici.Callback | null;
}

export class Connections {
  readonly dispatcher: Dispatcher;
  readonly #where: undici.Options;
  readonly #connector: undici.connector = buildConnector({});
  /** Those that are open or opening. */
  #count = 0;
  #ahead: Ahead[] = [];

  /** `options`: as of undici's Pool. */
  constructor({ origin, protocol, host, hostname, port }: URL, options: Pool.Options) {
    this.#where = { protocol, host, hostname: hostname.replace(/^\[|\]$/g, ''), port };
    this.dispatcher = new Pool(origin, { ...options, connect: (where, done) => this.#give(where, done) });
  }

  /** Sees to it that so many are open for the next requests. What cannot be opened is left to them. */
  openAhead(wanted: number): void {
    while (this.#count < wanted) this.#open();
  }

  #open(): void {
    const ahead: Ahead = { socket: null, wanted: null };
    const gone = (): void => {
      this.#ahead = this.#ahead.filter((one) => one !== ahead);
    };
    this.#ahead.push(ahead);
    this.#connect(this.#where, (...args) => {
      const [, socket] = args;
      if (ahead.wanted) ahead.wanted(...args);
      else if (socket) {
        ahead.socket = socket.unref().resume().once('close', gone); // read from, it tells when the server closes it
      } else gone();
    });
  }

  #give(where: undici.Options, done: undici.Callback): void {
    const ahead = this.#ahead.shift();
    if (!ahead) this.#connect(where, done);
    else if (ahead.socket) done(null, ahead.socket.pause().ref());
    else ahead.wanted = done;
  }

  #connect(where: undici.Options, done: undici.Callback): void {
    this.#count++;
    const ended = (): void => {
      this.#count--;
    };
    this.#connector(where, (...args) => {
      const [, socket] = args;
      if (socket) socket.once('close', ended);
      else ended();
      done(...args);
    });
  }
}
