// A file that grows, tagged as it grows: its new lines are a job of their own, whose result is appended before the position is noted.
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { least } from '../../ask/budget.ts';
import { UsageError } from '../../errors.ts';
import type { Format } from '../../formats/table.ts';
import { closeJob, prepareJob, runJob } from '../job.ts';
import type { Destination } from '../result/destination.ts';
import type { Summary } from '../result/summary.ts';
import type { JobEvents, JobSettings } from '../settings.ts';
import { Appended, appendResult } from './append.ts';
import type { GrowingFile, Piece } from './growing.ts';
import { headerOf, linesIn, pieceItems } from './piece-items.ts';
import type { Position, PositionFile } from './position.ts';

export interface FollowOptions {
  settings: JobSettings;
  /** Of the input. */
  format: Format;
  destination: Destination;
  growing: GrowingFile;
  position: Omit<Position, 'place'> & { place: Position['place'] | null };
  positions: PositionFile;
  events: JobEvents;
  interrupted: AbortSignal;
  /** Lines wait for others until a pack is full, but no longer than this. */
  waitMs: number;
  pollMs: number;
  /** Called after each piece. */
  onPiece(summary: Summary): void;
}

/** What following came to, from when it was started. */
export interface FollowEnd {
  items: number;
  reviewed: number;
  costUsd: number;
  /** Null: it was interrupted while nothing was asked. */
  stopped: { by: NonNullable<Summary['stopped']>; reason: string } | null;
}

/** Follows until it is interrupted, or nothing more may be asked. Throws UsageError, with all that was appended kept. */
export const follow = (options: FollowOptions): Promise<FollowEnd> => new Follower(options).run();

class Follower {
  readonly #options: FollowOptions;
  readonly #out: Appended;
  readonly #review: Appended;
  readonly #end: FollowEnd = { items: 0, reviewed: 0, costUsd: 0, stopped: null };
  #position: FollowOptions['position'];
  /** Lines that wait, and how far the file is read with them. */
  #text = '';
  #place: Position['place'] | null = null;
  #since = 0;

  constructor(options: FollowOptions) {
    const { destination, position, settings } = options;
    this.#options = options;
    this.#position = position;
    const how = { stdout: settings.host.results, newMode: destination.newMode };
    this.#out = new Appended(destination.out, position.outBytes, how);
    this.#review = new Appended(destination.reviewFile, position.reviewBytes, how);
    if (!position.reviewBytes) rmSync(destination.reviewFile, { force: true }); // an earlier run's
  }

  async run(): Promise<FollowEnd> {
    const { interrupted, growing, pollMs } = this.#options;
    while (!interrupted.aborted && !this.#end.stopped) {
      const piece = await growing.next();
      if (piece.happened) await this.#begin(piece.happened);
      if (this.#end.stopped) break;
      this.#take(piece);
      if (this.#isDue()) await this.#work();
      else if (!piece.text) await sleep(pollMs, null, { signal: interrupted }).catch(() => {});
    }
    return this.#end;
  }

  /** Another file, or the same from its beginning: what waits is of the old one. */
  async #begin(happened: NonNullable<Piece['happened']>): Promise<void> {
    const { settings, events } = this.#options;
    if (this.#text) await this.#work();
    events.note(`${settings.inputPath} was ${happened}: it is read from its beginning.`);
    this.#position = { ...this.#position, lines: 0 };
  }

  #take({ text, place }: Piece): void {
    if (!text) return;
    if (!this.#text) this.#since = performance.now();
    this.#text += text;
    this.#place = place;
  }

  #isDue(): boolean {
    if (!this.#text.trim()) return false;
    const { settings, waitMs } = this.#options;
    return linesIn(this.#text) >= settings.pack.items || performance.now() - this.#since >= waitMs;
  }

  /** Tags the lines that wait, and appends them. */
  async #work(): Promise<void> {
    const { format, settings, events } = this.#options;
    const rest = this.#withoutHeader();
    if (!rest.trim()) return;
    const { lines, header } = this.#position;
    const piece = await pieceItems(rest, { path: settings.inputPath, format, header, lines }, settings.items);
    const job = await prepareJob(
      { ...settings, piece, output: null, maxCostUsd: null, leftUsd: this.#leftUsd() },
      events,
    );
    try {
      const { summary } = await runJob(job, events, this.#options.interrupted);
      this.#count(summary);
      if (!summary.stopped) await this.#append(job, rest);
      this.#options.onPiece(summary);
    } finally {
      await closeJob(job);
    }
  }

  /** The header stands once at the beginning of each file, and all have the same. */
  #withoutHeader(): string {
    const { format, settings } = this.#options;
    if (this.#position.lines) return this.#text;
    const { header, rest } = headerOf(this.#text, format);
    const known = this.#position.header;
    if (known && header && header !== known)
      throw new UsageError(
        `${settings.inputPath} has other columns now: ${header.trim()}. Follow it into another result with --out.`,
      );
    this.#position = { ...this.#position, header, lines: linesIn(header) };
    return rest;
  }

  async #append(job: Parameters<typeof appendResult>[0], text: string): Promise<void> {
    const { destination, settings } = this.#options;
    const [out, review] = [this.#out, this.#review];
    const to = { out, review, firstIndex: this.#position.items };
    const guardFormulas = settings.output?.guardFormulas ?? false;
    const { items, reviewed } = await appendResult(job, destination, { ...to, guardFormulas });
    await out.flush();
    await review.flush();
    this.#end.items += items;
    this.#end.reviewed += reviewed;
    this.#position = {
      ...this.#position,
      place: this.#place,
      items: this.#position.items + items,
      lines: this.#position.lines + linesIn(text),
      outBytes: out.bytes,
      reviewBytes: review.bytes,
    };
    this.#text = '';
    this.#note();
  }

  #count({ costUsd, uncertainUsd, stopped, reason }: Summary): void {
    this.#end.costUsd += costUsd;
    this.#position = { ...this.#position, spentUsd: this.#position.spentUsd + costUsd + uncertainUsd };
    if (!stopped) return;
    this.#end.stopped = { by: stopped, reason: reason ?? '' };
    this.#note();
  }

  #note(): void {
    const { place } = this.#position;
    if (place && this.#options.destination.out !== '-')
      this.#options.positions.write({ ...this.#position, place });
  }

  /** One ceiling for all that was followed into this result. */
  #leftUsd(): number | null {
    const { maxCostUsd, leftUsd } = this.#options.settings;
    const left = maxCostUsd === null ? null : Math.max(0, maxCostUsd - this.#position.spentUsd);
    return least(left, leftUsd == null ? null : Math.max(0, leftUsd - this.#end.costUsd));
  }
}
