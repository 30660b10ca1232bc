// The runs that the session answers: those that were allowed to start, each under its own ceiling.
import { parseJson } from '../../ask/foreign.ts';
import {
  type LivePack,
  liveFolder,
  type Offer,
  PRESENCE_FILE,
  PROTOCOL,
  type Presence,
  runFile,
  type Taken,
  takenFile,
} from '../../ask/live-protocol.ts';
import { type Grant, Grants } from '../grants.ts';
import { readOffer } from '../offer.ts';
import { answerRun, type Called, type RunState } from '../run.ts';
import type { Door } from './door.ts';

const LOOK_MS = 50;

export interface ChannelOptions {
  home: string;
  presence: Presence;
  /** US dollars that one run may spend, whatever it says. */
  mostUsd: number;
  width: number;
  complete(pack: LivePack): Promise<Called>;
  /** Called whenever a run has got further. */
  onChange(): void;
}

export class Channel {
  readonly #door: Door;
  readonly #options: ChannelOptions;
  readonly #folder: string;
  readonly #grants: Grants;
  readonly #seen = new Set<string>();
  readonly runs = new Set<RunState>();
  #looking: { cancel(): void } | null = null;

  constructor(door: Door, options: ChannelOptions) {
    this.#door = door;
    this.#options = options;
    this.#folder = liveFolder(options.home, options.presence.session);
    this.#grants = new Grants(options.mostUsd);
  }

  /** Says in the session's folder that the module is there, or no longer. */
  say(): Promise<void> {
    return this.#door.write(`${this.#folder}/${PRESENCE_FILE}`, JSON.stringify(this.#options.presence));
  }

  /** Leaves a file in the session's folder. */
  keep(name: string, text: string): Promise<void> {
    return this.#door.write(`${this.#folder}/${name}`, text);
  }

  /** A Bash call may run. Resolves once a run that it starts would find the module looking. */
  async allowed(call: string, line: string): Promise<void> {
    this.#grants.allow(call, line, Date.now());
    if (this.#grants.isOpen(Date.now())) await this.#look();
  }

  /** A run of the module's own doing may ask. */
  async grant(grant: Grant): Promise<void> {
    this.#grants.add(grant);
    await this.#look();
  }

  /** A Bash call has returned. */
  returned(call: string): void {
    this.#grants.returned(call, Date.now());
  }

  close(): Promise<void> {
    this.#looking?.cancel();
    this.#options.presence.since = null;
    return this.say();
  }

  /** Looks for runs that were allowed, as long as there are any to come. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = this.#door.every(LOOK_MS, () => {
      if (this.#grants.isOpen(Date.now())) return void this.#takeOffers();
      this.#looking?.cancel();
      this.#looking = null;
      this.#options.presence.open = false;
      void this.say();
    });
    this.#options.presence.open = true;
    await this.say();
  }

  async #takeOffers(): Promise<void> {
    const names = await this.#door.list(this.#folder).catch(() => []);
    for (const name of names.filter((one) => one.startsWith('run-') && !this.#seen.has(one))) {
      this.#seen.add(name);
      const text = await this.#door.text(`${this.#folder}/${name}`).catch(() => null);
      const offer = readOffer(parseJson(text ?? ''));
      if (offer && name === runFile(offer.run)) await this.#take(offer);
      else this.#seen.delete(name); // it may still be being written
    }
  }

  async #take(offer: Offer): Promise<void> {
    const { run } = offer;
    const ceilingUsd = this.#grants.use(offer, Date.now());
    const taken: Taken =
      ceilingUsd === null
        ? { v: PROTOCOL, run, refused: 'nobody has allowed it to start in this session' }
        : { v: PROTOCOL, run, ceilingUsd, width: this.#options.width };
    await this.#door.write(`${this.#folder}/${takenFile(run)}`, JSON.stringify(taken));
    if (ceilingUsd !== null) void this.#answer(offer, ceilingUsd);
  }

  async #answer(offer: Offer, ceilingUsd: number): Promise<void> {
    const door = this.#door;
    let state: RunState | undefined;
    state = await answerRun(offer, {
      ceilingUsd,
      width: this.#options.width,
      door: {
        post: (path, body) => door.post(offer.socket, path, body),
        complete: this.#options.complete,
        sleep: door.sleep,
        now: Date.now,
      },
      onChange: (now) => {
        this.runs.add(now);
        state = now;
        this.#options.onChange();
      },
    });
    this.runs.delete(state);
    this.#options.onChange();
  }
}
