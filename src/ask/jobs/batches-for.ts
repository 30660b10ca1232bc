// Who knows of a batch that was submitted: the API, or the cloud that has its files.
import { UsageError } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { apiBackend } from '../api.ts';
import type { Batches } from '../backend.ts';
import { batchesAt } from '../cloud.ts';
import { jobPlace } from './place.ts';

/** Returns what finds the batches that one with this record is among; undefined where nobody can be asked, as nothing is set up. */
export function batchesFor(
  host: Pick<Host, 'env' | 'stderr'>,
): (record: { place?: string | undefined }) => Batches | undefined {
  const found = new Map<string, Batches | undefined>();
  return ({ place = '' }) => {
    if (!found.has(place)) found.set(place, place ? atPlace(place, host) : apiBackend(host)?.batches);
    return found.get(place);
  };
}

function atPlace(text: string, host: Pick<Host, 'env' | 'stderr'>): Batches | undefined {
  const place = jobPlace(text);
  try {
    return place ? batchesAt(place, host) : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined; // its state is unknown
    throw error;
  }
}
