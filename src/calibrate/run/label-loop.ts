// Labels one by one, the most telling first, until the question is decided or there is nobody to ask.
import type { Value } from '../../bulk/task/task.ts';
import type { Walk } from '../calibration.ts';
import type { PersonLabels } from '../labels/person.ts';
import type { Labelled, Unlabelled } from '../labels/terminal.ts';

/** Asks a person about an item; `place` says how far they are, in words. */
export type AskPerson = (item: Unlabelled, place: string) => Promise<Labelled>;

export interface LabelLoop {
  /** Labels that are there already, by fingerprint. */
  known: ReadonlyMap<string, Value>;
  /** What they decide. */
  decide(labels: ReadonlyMap<string, Value>): Pick<Walk, 'next'>;
  /** The item at a place in the sample. */
  item(place: number): Unlabelled;
  person: AskPerson | null;
  /** Where labels are kept; null: nowhere. */
  keep: Pick<PersonLabels, 'keep' | 'takeBack'> | null;
  /** A person is asked for so many at most. */
  most: number;
}

/** Asks until it is decided. Returns all labels. An item that was skipped stays open, and counts as badly as it can. */
export async function labelUntilDecided({
  known,
  decide,
  item,
  person,
  keep,
  most,
}: LabelLoop): Promise<Map<string, Value>> {
  const labels = new Map(known);
  const skipped = new Set<number>();
  const given: number[] = [];
  let again: number | undefined;
  for (;;) {
    const place = again ?? decide(labels).next.find((next) => !skipped.has(next));
    if (!person || place === undefined || given.length >= most) return labels;
    again = undefined;
    const asked = item(place);
    const done = await person(asked, `${given.length + 1} of at most ${most}`);
    if (done === 'stop') return labels;
    if (done === 'skip') skipped.add(place);
    else if (done === 'undo') {
      again = given.pop() ?? place;
      const { fingerprint } = item(again);
      if (labels.delete(fingerprint)) keep?.takeBack(fingerprint);
    } else {
      keep?.keep(asked.fingerprint, done.value);
      labels.set(asked.fingerprint, done.value);
      given.push(place);
    }
  }
}
