// One session with the module in it: its runs, its books, its line.
import { isRecord, parseJson } from '../../ask/foreign.ts';
import {
  type LivePack,
  type LiveUsage,
  liveFolder,
  type Offer,
  PRESENCE_FILE,
  PROTOCOL,
  type Presence,
  runFile,
  type Taken,
  takenFile,
} from '../../ask/live-protocol.ts';
import { Grants } from '../grants.ts';
import { readOffer } from '../offer.ts';
import { answerRun, type Called, type RunState } from '../run.ts';
import { statusLine } from '../status.ts';
import { Books } from './books.ts';

/** The client, as far as the module needs it. */
export interface Door {
  version(): Promise<string>;
  session(): Promise<string>;
  root(): Promise<string>;
  pluginRoot: string;
  /** The data home that the command has, too. */
  home(): Promise<string>;
  list(folder: string): Promise<string[]>;
  read(file: string): Promise<string>;
  exists(file: string): Promise<boolean>;
  write(file: string, text: string): Promise<void>;
  append(file: string, text: string): Promise<void>;
  /** Where the session's transcript is; '' where it keeps none. */
  transcript(): Promise<string>;
  /** The last part of a file. */
  tail(file: string, bytes: number): Promise<string>;
  /** Throws when there is nobody at the socket. */
  post(socket: string, path: string, body: object): Promise<unknown>;
  complete(pack: LivePack): Promise<Called>;
  sleep(ms: number): Promise<void>;
  every(ms: number, work: () => void): { cancel(): void };
  status(text: string | undefined): void;
  usage(): Promise<{ costUsd: number; limits: readonly Limit[] }>;
}

export interface Limit {
  kind: string;
  percentUsed: number;
}

const LOOK_MS = 50;
const FLUSH_MS = 1000;
const DRAW_MS = 500;
const DEFAULT_MOST_USD = 5;
const DEFAULT_WIDTH = 128;

export class Live {
  readonly #door: Door;
  readonly #folder: string;
  readonly #presence: Presence;
  readonly #grants: Grants;
  readonly #width: number;
  readonly #books: Books;
  readonly #runs = new Set<RunState>();
  readonly #seen = new Set<string>();
  #looking: { cancel(): void } | null = null;
  #limits: readonly Limit[] = [];
  #drawn = 0;

  /** Begins in a session: says that it is there, and keeps its books. Throws what the client throws. */
  static async start(door: Door, options: Readonly<Record<string, unknown>>): Promise<Live> {
    const [session, home, project, client] = await Promise.all([
      door.session(),
      door.home(),
      door.root(),
      door.version(),
    ]);
    const presence: Presence = {
      ...{ v: PROTOCOL, session, client },
      since: new Date().toISOString(),
      open: false,
    };
    const live = new Live(door, { presence, home, project, options });
    await live.#say();
    return live;
  }

  private constructor(
    door: Door,
    {
      presence,
      home,
      project,
      options,
    }: {
      presence: Presence;
      home: string;
      project: string;
      options: Readonly<Record<string, unknown>>;
    },
  ) {
    this.#door = door;
    this.#presence = presence;
    this.#folder = liveFolder(home, presence.session);
    this.#grants = new Grants(numberOr(options.most_per_run, DEFAULT_MOST_USD));
    this.#width = numberOr(options.width, DEFAULT_WIDTH);
    this.#books = new Books(door, { home, session: presence.session, project });
    door.every(FLUSH_MS, () => void this.flush());
  }

  /** The client made a request, or anything else that it counts. */
  counted(event: string, attributes: unknown): void {
    this.#books.counted(event, attributes);
  }

  /** An agent was started. */
  spawned(agentId: string, name: string): void {
    this.#books.agents.set(agentId, name);
  }

  /** A step that asked for one model was answered. */
  stepped(requested: string, { model, ...usage }: LiveUsage & { model: string }): void {
    if (model !== requested) this.#books.stepped(requested, model, usage);
  }

  /** A Bash call may run. Resolves once a run that it starts would find the module looking. */
  async allowed(call: string, input: unknown): Promise<void> {
    const line = isRecord(input) && typeof input.command === 'string' ? input.command : '';
    this.#grants.allow(call, line, Date.now());
    if (this.#grants.isOpen(Date.now())) await this.#look();
  }

  /** It has returned. */
  returned(call: string): void {
    this.#grants.returned(call, Date.now());
  }

  measured(limits: readonly Limit[]): void {
    this.#limits = limits;
    this.#draw(true);
  }

  /** `settled`: a turn has ended, so what belongs to its requests is there. */
  async flush(settled = false): Promise<void> {
    await this.#books.flush(settled);
    this.#draw(false);
  }

  async end(): Promise<void> {
    this.#looking?.cancel();
    await this.#books.flush(true);
    this.#presence.since = null;
    await this.#say();
  }

  #say(): Promise<void> {
    return this.#door.write(`${this.#folder}/${PRESENCE_FILE}`, JSON.stringify(this.#presence));
  }

  /** Looks for runs that were allowed, as long as there are any to come. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = this.#door.every(LOOK_MS, () => {
      if (this.#grants.isOpen(Date.now())) return void this.#takeOffers();
      this.#looking?.cancel();
      this.#looking = null;
      this.#presence.open = false;
      void this.#say();
    });
    this.#presence.open = true;
    await this.#say();
  }

  async #takeOffers(): Promise<void> {
    const names = await this.#door.list(this.#folder).catch(() => []);
    for (const name of names.filter((one) => one.startsWith('run-') && !this.#seen.has(one))) {
      this.#seen.add(name);
      const text = await this.#door.read(`${this.#folder}/${name}`).catch(() => '');
      const offer = readOffer(parseJson(text));
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
        : { v: PROTOCOL, run, ceilingUsd, width: this.#width };
    await this.#door.write(`${this.#folder}/${takenFile(run)}`, JSON.stringify(taken));
    if (ceilingUsd !== null) void this.#answer(offer, ceilingUsd);
  }

  async #answer(offer: Offer, ceilingUsd: number): Promise<void> {
    const door = this.#door;
    let state: RunState | undefined;
    state = await answerRun(offer, {
      ceilingUsd,
      width: this.#width,
      door: {
        post: (path, body) => door.post(offer.socket, path, body),
        complete: (pack) => this.#complete(pack),
        sleep: door.sleep,
        now: Date.now,
      },
      onChange: (now) => {
        this.#runs.add(now);
        state = now;
        this.#draw(false);
      },
    });
    this.#runs.delete(state);
    this.#draw(true);
  }

  async #complete(pack: LivePack): Promise<Called> {
    const called = await this.#door.complete(pack);
    if ('failure' in called && called.failure !== 'empty') return called;
    const counted = await this.#books.own(called.usage);
    if ('failure' in called || !counted) return called;
    const { model: served, requestId, usage } = counted;
    return { ...called, served, requestId, usage };
  }

  #draw(now: boolean): void {
    if (!now && Date.now() - this.#drawn < DRAW_MS) return;
    this.#drawn = Date.now();
    const { byTier, costUsd, savedUsd } = this.#books.sums;
    const facts = { byTier, costUsd, savedUsd, limits: this.#limits, runs: [...this.#runs], offer: null };
    this.#door.status(statusLine(facts, Date.now()));
  }
}

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && value > 0 ? value : otherwise;
