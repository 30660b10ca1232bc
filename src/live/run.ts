// One run whose packs the module answers: it fetches them, keeps the ceiling, asks the model, and brings the answers back.
import { Budget, CeilingReached } from '../ask/budget.ts';
import {
  ADDED_OUTPUT_TOKENS,
  type LiveAnswer,
  type LivePack,
  type LiveRunState,
  type LiveUsage,
  type Offer,
} from '../ask/live-protocol.ts';
import { costUsd, NO_USAGE } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import { maximumTokens } from '../models/tokens.ts';
import { readPacks } from './offer.ts';

/** What came of one call of the model. */
export type Called =
  | { text: string; usage: LiveUsage; served: string | null; requestId: string | null }
  | { failure: 'api' | 'empty' | 'aborted'; status: number | null; message: string; usage: LiveUsage };

/** What a run needs of the client. */
export interface RunDoor {
  /** Sends JSON over the run's socket and returns what is answered. Throws when there is nobody any more. */
  post(path: string, body: object): Promise<unknown>;
  complete(pack: LivePack): Promise<Called>;
  sleep(ms: number): Promise<void>;
  now(): number;
}

export type RunState = LiveRunState;

/** What the client adds to a prompt: who it is, in two lines. */
const PROMPT_ROOM_TOKENS = 500;
/** Answers that come close together travel together. */
const GATHER_MS = 10;
const NO_ANSWERS_AT_A_TIME = 100;

/** Answers the packs of a run until its command has ended. `width`: so many at once. Resolves when it is over. */
export async function answerRun(
  { secret, command }: Pick<Offer, 'secret' | 'command'>,
  { ceilingUsd, width, door, onChange }: RunOptions,
): Promise<RunState> {
  const budget = new Budget(ceilingUsd);
  const state: RunState = {
    ...{ command, share: null, ceilingUsd, spentUsd: 0 },
    ...{ answered: 0, failed: 0, inFlight: 0, limitedAt: null },
  };
  const post = new Post(secret, door);
  const answerOne = async (pack: LivePack): Promise<void> => {
    state.inFlight++;
    onChange(state);
    const answer = await answerTo(pack, budget, door);
    state.inFlight--;
    note(state, answer, budget, door.now());
    onChange(state);
    post.add(answer);
  };
  try {
    for (;;) {
      const said = await door.post('/packs', { secret, room: width - state.inFlight });
      const { packs, refused, share } = readPacks(said);
      state.share = share;
      for (const { id, why } of refused)
        post.add({ id, failure: 'refused', status: null, message: `The session refused a request: ${why}` });
      for (const pack of packs) void answerOne(pack);
      if (state.inFlight >= width) await door.sleep(GATHER_MS);
    }
  } catch {
    return state; // the command has ended
  }
}

export interface RunOptions {
  ceilingUsd: number;
  width: number;
  door: RunDoor;
  /** Called whenever something has changed. */
  onChange(state: RunState): void;
}

function note(state: RunState, answer: LiveAnswer, budget: Budget, now: number): void {
  state.spentUsd = budget.spentUsd + budget.uncertainUsd;
  if ('failure' in answer) state.failed++;
  else state.answered++;
  const isLimited = 'failure' in answer && (answer.status === 429 || answer.status === 529);
  if (isLimited) state.limitedAt = now;
  else if (!('failure' in answer)) state.limitedAt = null;
}

async function answerTo(pack: LivePack, budget: Budget, door: RunDoor): Promise<LiveAnswer> {
  const { id } = pack;
  try {
    const reservation = await budget.reserve(worstUsd(pack, door.now()));
    const called = await door.complete(pack);
    reservation.settle(settledUsd(pack, called, door.now()));
    if ('failure' in called) {
      const { failure, status, message } = called;
      return { id, failure, status, message };
    }
    const { text, usage, served, requestId } = called;
    return { id, text, usage, served: served ?? pack.model, requestId };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof CeilingReached)
      return {
        ...{ id, failure: 'ceiling', status: null },
        message: `The session's own ceiling for this run is reached: ${message}. What is answered is kept; the same command goes on`,
      };
    return { id, failure: 'api', status: null, message };
  }
}

/** The most a pack can cost, in US dollars. */
export function worstUsd({ model, system, user, maxTokens }: LivePack, now: number): number {
  const cacheWrite1h = maximumTokens(system + user) + PROMPT_ROOM_TOKENS;
  const usage = { ...NO_USAGE, cacheWrite1h, output: maxTokens + ADDED_OUTPUT_TOKENS };
  return costUsd(shippedModel(model), usage, { at: new Date(now), usOnly: true }) ?? Number.POSITIVE_INFINITY;
}

/** What it did cost; null where that cannot be known. */
function settledUsd({ model }: LivePack, called: Called, now: number): number | null {
  if ('failure' in called && called.failure === 'aborted') return null;
  const served = 'served' in called ? called.served : null;
  return costUsd(shippedModel(served ?? model), { ...NO_USAGE, ...called.usage }, { at: new Date(now) });
}

/** Brings answers back, many at a time. */
class Post {
  readonly #secret: string;
  readonly #door: RunDoor;
  #answers: LiveAnswer[] = [];
  #busy = false;

  constructor(secret: string, door: RunDoor) {
    this.#secret = secret;
    this.#door = door;
  }

  add(answer: LiveAnswer): void {
    this.#answers.push(answer);
    if (!this.#busy) void this.#send();
  }

  async #send(): Promise<void> {
    this.#busy = true;
    await this.#door.sleep(GATHER_MS);
    while (this.#answers.length) {
      const answers = this.#answers.splice(0, NO_ANSWERS_AT_A_TIME);
      await this.#door.post('/answers', { secret: this.#secret, answers }).catch(() => undefined);
    }
    this.#busy = false;
  }
}
