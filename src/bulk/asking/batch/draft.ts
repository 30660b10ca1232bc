// Requests that are to be submitted together, as many as fit.
import type { BatchLimits } from '../../../ask/backend.ts';
import type { Reservation } from '../../../ask/budget.ts';
import type { CheckedPack } from '../../survey/checks.ts';
import type { PackRequest } from '../requests.ts';
import type { SentPack } from './records.ts';

/** The API takes 100,000 requests and 256 MB; a smaller batch is made and sent in bounded memory. */
const MOST_REQUESTS = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** One batch in the making, with the money set aside for each request. */
export class Draft {
  readonly requests: PackRequest['request'][] = [];
  readonly packs: SentPack[] = [];
  readonly reservations: Reservation[] = [];
  worstUsd = 0;
  readonly #most: Pick<BatchLimits, 'most' | 'bytes'>;
  #bytes = 0;

  constructor(
    { most, bytes }: Pick<BatchLimits, 'most' | 'bytes'> = { most: MOST_REQUESTS, bytes: MOST_BYTES },
  ) {
    this.#most = { most: Math.min(most, MOST_REQUESTS), bytes: Math.min(bytes, MOST_BYTES) };
  }

  isFullWith(packed: PackRequest): boolean {
    return this.requests.length >= this.#most.most || this.#bytes + sizeOf(packed) > this.#most.bytes;
  }

  add(packed: PackRequest, { entries, checks, strangest, worstUsd, reservation }: Planned): void {
    this.requests.push(packed.request);
    this.packs.push({
      firstId: packed.ids[0] ?? 0,
      ids: packed.ids,
      fingerprints: entries.map(({ group }) => group.fingerprint),
      ...(checks.size && { checks: [...checks] }),
      ...(strangest && { strangest: entries.findIndex(({ group }) => group === strangest) }),
      worstUsd,
    });
    this.reservations.push(reservation);
    this.worstUsd += worstUsd;
    this.#bytes += sizeOf(packed);
  }

  /** Settles what was set aside: nothing was billed, or null when that cannot be known. */
  release(billedUsd: 0 | null = 0): void {
    for (const reservation of this.reservations) reservation.settle(billedUsd);
  }
}

interface Planned extends CheckedPack {
  /** The most the request can cost, in US dollars. */
  worstUsd: number;
  reservation: Reservation;
}

const FRAME_BYTES = 1000;
const sizeOf = ({ request: { system, user, schema } }: PackRequest): number =>
  Buffer.byteLength(JSON.stringify([system, user, schema])) + FRAME_BYTES;
