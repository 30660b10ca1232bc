// Calls that were read from bytes, as entries of the ledger. What many of them have in common, such as their session, folder and model,
// is made once.
import { costUsd } from '../models/cost.ts';
import { isRegional } from '../models/names.ts';
import { type Model, shippedModel } from '../models/table.ts';
import { actsOf } from './acts.ts';
import { CallBytes } from './call-bytes.ts';
import { COUNTS, TEXT_COUNT, TEXTS } from './call-fields.ts';
import { KeptBytes } from './kept-bytes.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { MOMENT_LENGTH, momentIn } from './moment-bytes.ts';
import { CALL, UNSURE } from './scan-lines.ts';
import { callOf } from './transcript-record.ts';

/** What some calls have in common. */
interface Common {
  /** The bytes that tell it. */
  key: Uint8Array;
  /** A call that has it. */
  call: LedgerEntry;
  model: Model | undefined;
  regional: boolean;
}

/** So many are known at once: of those of a session, which are few. */
const MOST_KNOWN = 64;
/** Between the ids of a message and its request: |. */
const BETWEEN_IDS = 0x7c;

/** Reads calls from bytes, one after the other. */
export class QuickCalls {
  /** When the record that was read last was written, in milliseconds. */
  at = 0;
  /** Whether it says the same as the one that was read before. */
  isSame = false;
  readonly #read = new CallBytes();
  readonly #known = new Map<number, Common>();
  readonly #id = new KeptBytes();
  readonly #facts = new KeptBytes();
  #common: Common | null = null;
  readonly #lastCounts = new Float64Array(Object.keys(COUNTS).length);

  /** Reads the line between two places, the second of which is that of its newline. Returns what it is. */
  read(lines: Buffer, start: number, end: number): number {
    const what = this.#read.read(lines, start, end);
    if (what !== CALL) return what;
    this.at = this.#moment();
    if (Number.isNaN(this.at)) return UNSURE;
    const { counts } = this.#read.usage;
    const before = this.#common;
    this.#findCommon();
    this.#putId();
    this.isSame = this.#id.isSame && this.#common === before && isEqual(counts, this.#lastCounts);
    if (!this.isSame) this.#lastCounts.set(counts);
    return CALL;
  }

  #moment(): number {
    const { from, to, json } = this.#read;
    const start = from[TEXTS.timestamp] ?? 0;
    return (to[TEXTS.timestamp] ?? 0) - start === MOMENT_LENGTH ? momentIn(json.bytes, start) : Number.NaN;
  }

  #putId(): void {
    const { from, to } = this.#read;
    const hasRequest = (to[TEXTS.request] ?? 0) > (from[TEXTS.request] ?? 0);
    this.#id.begin();
    this.#put(this.#id, TEXTS.id, hasRequest ? BETWEEN_IDS : 0);
    if (hasRequest) this.#put(this.#id, TEXTS.request, 0);
  }

  #put(bytes: KeptBytes, slot: number, behind: number): void {
    const { from, to, json } = this.#read;
    bytes.add(json.bytes, from[slot] ?? 0, to[slot] ?? 0, behind);
  }

  #findCommon(): void {
    const { isSidechain, usage, did } = this.#read;
    const facts = this.#facts;
    const flags = (isSidechain ? 1 : 0) + (usage.isFast ? 2 : 0) + (usage.isUsOnly ? 4 : 0);
    facts.begin();
    for (let slot: number = TEXTS.served; slot < TEXT_COUNT; slot++)
      this.#put(facts, slot, slot === TEXTS.stop ? flags : slot === TEXTS.served ? did : 0);
    if (this.#common && facts.isSame) return;
    const hash = facts.hash();
    const known = this.#known.get(hash);
    this.#common = known && facts.are(known.key) ? known : this.#newCommon(hash);
  }

  /** Made by those who parse records, of a record that says nothing else. */
  #newCommon(hash: number): Common {
    const { isSidechain, did } = this.#read;
    const { isFast, isUsOnly } = this.#read.usage;
    const usage = { speed: isFast ? 'fast' : null, inference_geo: isUsOnly ? 'us' : null };
    const model = this.#text(TEXTS.served) ?? '';
    const call = callOf({
      record: {
        isSidechain,
        requestedModel: this.#text(TEXTS.requested),
        sessionId: this.#text(TEXTS.session),
        cwd: this.#text(TEXTS.project),
        attributionAgent: this.#text(TEXTS.agent),
        attributionSkill: this.#text(TEXTS.skill),
        gitBranch: this.#text(TEXTS.branch),
        effort: this.#text(TEXTS.effort),
      },
      message: { stop_reason: this.#text(TEXTS.stop), usage },
      ...{ id: '', at: new Date(this.at).toISOString(), model, sentAt: null },
    });
    call.did = actsOf(did);
    const regional = isRegional(call.requested) || isRegional(call.served);
    const common = { key: this.#facts.copy(), call, model: shippedModel(model), regional };
    if (this.#known.size === MOST_KNOWN) this.#known.clear();
    this.#known.set(hash, common);
    return common;
  }

  #text(slot: number): string | null {
    const { from, to, json } = this.#read;
    const [start = 0, end = 0] = [from[slot], to[slot]];
    return end > start ? json.bytes.toString('utf8', start, end) : null;
  }

  /** Returns the call that was read last, field by field, in the order of a line of the ledger. `sentAt`: as in `findCost`. */
  call(sentAt: number | null): LedgerEntry {
    const { call, model, regional } = this.#common ?? this.#newCommon(0);
    const { from, to, json } = this.#read;
    const { counts, isFast: fast, isUsOnly: usOnly } = this.#read.usage;
    const written = counts[COUNTS.written] ?? 0;
    const cacheWrite1h = Math.min(written, counts[COUNTS.written1h] ?? 0);
    const usage = {
      input: counts[COUNTS.input] ?? 0,
      output: counts[COUNTS.output] ?? 0,
      cacheRead: counts[COUNTS.read] ?? 0,
      cacheWrite5m: written - cacheWrite1h,
      cacheWrite1h,
      thinking: counts[COUNTS.thinking] ?? 0,
      webSearches: counts[COUNTS.webSearches] ?? 0,
    };
    const sent = Math.min(sentAt ?? this.at, this.at);
    return {
      id: this.#id.text(),
      at: json.bytes.toString('latin1', from[TEXTS.timestamp], to[TEXTS.timestamp]),
      sent,
      input: usage.input,
      output: usage.output,
      cacheRead: usage.cacheRead,
      cacheWrite5m: usage.cacheWrite5m,
      cacheWrite1h,
      thinking: usage.thinking,
      webSearches: usage.webSearches || undefined,
      ms: this.at - sent,
      costUsd: costUsd(model, usage, { at: new Date(this.at), fast, usOnly, regional }),
      source: call.source,
      session: call.session,
      project: call.project,
      agent: call.agent,
      skill: call.skill,
      requested: call.requested,
      served: call.served,
      tier: call.tier,
      effort: call.effort,
      stop: call.stop,
      fast: call.fast,
      usOnly: call.usOnly,
      samplings: undefined,
      branch: call.branch,
      did: call.did,
    };
  }
}

function isEqual(one: Float64Array, other: Float64Array): boolean {
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
