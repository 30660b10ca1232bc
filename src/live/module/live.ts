// One session with the module in it: its runs, its books, its policy, its line.
import {
  type LivePack,
  type LiveState,
  PROTOCOL,
  type Presence,
  STATE_FILE,
} from '../../ask/live-protocol.ts';
import type { Accounts } from '../account.ts';
import { Circles, type Edit } from '../circles.ts';
import type { Called } from '../run.ts';
import { statusLine } from '../status.ts';
import { MAIN } from '../steps.ts';
import type { Stepped } from '../waiting.ts';
import { Books } from './books.ts';
import { Channel } from './channel.ts';
import type { Door, Limit } from './door.ts';
import { Router, type Spawn, type Spawned, type WantedStep } from './router.ts';

const FLUSH_MS = 1000;
const DRAW_MS = 500;
/** How often it says that it is still there. */
const BEAT_MS = 20_000;
const DEFAULT_MOST_USD = 5;
const DEFAULT_WIDTH = 128;

interface Place {
  home: string;
  session: string;
  project: string;
}

interface Start {
  options: Readonly<Record<string, unknown>>;
  /** What the client has counted in this process, by session. */
  accounts: Accounts;
  /** Whether the session has begun with a /clear. */
  isCleared: boolean;
}

export class Live {
  readonly #door: Door;
  readonly #books: Books;
  readonly channel: Channel;
  readonly session: string;
  readonly #router: Router;
  readonly #circles = new Circles();
  readonly #agents = new Map<string, string>();
  readonly #timers: readonly { cancel(): void }[];
  #limits: readonly Limit[] = [];
  #offer: string | null = null;
  #drawn = 0;
  #state = '';

  /** Begins in a session: says that it is there, and keeps its books. Throws what the client throws. */
  static async start(door: Door, { options, accounts, isCleared }: Start): Promise<Live> {
    const [session, home, project, client] = await Promise.all([
      door.session(),
      door.home(),
      door.root(),
      door.version(),
    ]);
    const presence = { v: PROTOCOL, session, client, since: new Date().toISOString(), open: false };
    const live = new Live(door, { home, session, project }, { presence, options, accounts });
    if (isCleared) live.#books.beginAtZero();
    else await live.#books.begin().catch(() => undefined);
    await live.channel.say();
    return live;
  }

  private constructor(
    door: Door,
    place: Place,
    { presence, options, accounts }: { presence: Presence } & Omit<Start, 'isCleared'>,
  ) {
    this.#door = door;
    this.session = place.session;
    this.#books = new Books(door, { ...place, accounts, agents: this.#agents });
    this.channel = new Channel(door, {
      ...{ home: place.home, presence },
      mostUsd: numberOr(options.most_per_run, DEFAULT_MOST_USD),
      width: numberOr(options.width, DEFAULT_WIDTH),
      complete: (pack) => this.#complete(pack),
      onChange: () => this.#draw(false),
    });
    this.#router = new Router(
      {
        ...door,
        limits: () => this.#limits,
        unwritten: () => this.#books.unwritten(),
      },
      place,
    );
    this.#timers = [
      door.every(FLUSH_MS, () => void this.flush()),
      door.every(BEAT_MS, () => {
        presence.since = new Date().toISOString();
        void this.channel.say();
      }),
    ];
  }

  /** The client made a request, or anything else that it counts. */
  counted(event: string, attributes: unknown): void {
    const counted = this.#books.counted(event, attributes);
    if (counted?.agentId) this.#router.heard(counted.agentId);
  }

  /** Returns what becomes of an agent that is to be started. */
  spawn(spawn: Spawn): Promise<Spawned> {
    return this.#router.spawn(spawn);
  }

  /** An agent was started, or was not after all. */
  started(agentId: string | undefined, { subagentType }: Spawn, spawned: Spawned): void {
    if (agentId) this.#agents.set(agentId, subagentType);
    if (!('deny' in spawned)) this.#router.started(agentId, spawned);
  }

  /** Returns what the policy wants of a single request. */
  async step(
    { index, model, effort }: { index: number; model: string; effort?: unknown },
    agentId: string | undefined,
  ): Promise<WantedStep> {
    this.#books.asks(model, agentId);
    const agent = agentId ? (this.#agents.get(agentId) ?? 'unnamed agent') : MAIN;
    const step = index ? 'tool-results' : 'first';
    const wanted = await this.#router.step({ agent, step, model, effort }, agentId);
    if (agentId && wanted.model) this.#books.asks(wanted.model, agentId);
    return wanted;
  }

  /** A step was answered. Resolves once the books know what its agent has used, before it does anything else. */
  async stepped(step: Omit<Stepped, 'used'>): Promise<void> {
    const { agentId, usage } = step;
    const used = agentId ? await this.#door.usedBy(agentId).catch(() => null) : null;
    this.#books.stepped({ ...step, used });
    const { input, cacheRead, cacheWrite5m, cacheWrite1h, output } = usage;
    this.#router.answered(agentId, input + cacheRead + cacheWrite5m + cacheWrite1h, output);
  }

  /** A file was edited, or a command ended. */
  edited(edit: Edit): void {
    this.#offerFor(this.#circles.edited(edit));
  }

  ran(command: string, failed: boolean): void {
    this.#offerFor(this.#circles.ran(command, failed));
  }

  measured(limits: readonly Limit[]): void {
    this.#limits = limits;
    this.#draw(true);
  }

  async flush(): Promise<void> {
    await this.#books.flush();
    this.#draw(false);
    await this.#keepState();
  }

  /** The session has ended: what it paid for is written, and nothing is answered any more. What it is still told, the next call writes. */
  async end(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    await this.#books.flush(true);
    await this.channel.close();
  }

  #offerFor(what: string | null): void {
    if (!what) return;
    this.#offer = `${what}: /model takes a higher tier`;
    this.#door.say(`tierwise: ${what}. A higher tier may see why: /model. Nothing was changed.`);
    this.#draw(true);
  }

  async #complete(pack: LivePack): Promise<Called> {
    const called = await this.#door.complete(pack);
    if ('failure' in called && called.failure !== 'empty') return called;
    const counted = this.#books.own(pack.model, called.usage);
    if ('failure' in called || !counted) return called;
    const { model: served, requestId, usage } = counted;
    return { ...called, served, requestId, usage };
  }

  /** What `report --live` shows beside the ledger, once a second where it has changed. */
  async #keepState(): Promise<void> {
    const state: LiveState = {
      v: PROTOCOL,
      limits: this.#limits,
      runs: [...this.channel.runs],
      offer: this.#offer,
    };
    const text = JSON.stringify(state);
    if (text === this.#state) return;
    this.#state = text;
    await this.channel.keep(STATE_FILE, text).catch(() => undefined);
  }

  #draw(now: boolean): void {
    if (!now && Date.now() - this.#drawn < DRAW_MS) return;
    this.#drawn = Date.now();
    const { byTier, costUsd, savedUsd } = this.#books.sums;
    const runs = [...this.channel.runs];
    const facts = { byTier, costUsd, savedUsd, limits: this.#limits, runs, offer: this.#offer };
    this.#door.status(statusLine(facts, Date.now()));
  }
}

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && value > 0 ? value : otherwise;
