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
export async function labelUntilDecided(loop: LabelLoop): Promise<Map<string, Value>> {
  const { known, decide, item, person, most } = loop;
  const state: State = { labels: new Map(known), skipped: new Set(), given: [], again: undefined };
  for (;;) {
    const place = state.again ?? decide(state.labels).next.find((next) => !state.skipped.has(next));
    if (!person || place === undefined || state.given.length >= most) return state.labels;
    state.again = undefined;
    const done = await person(item(place), `${state.given.length + 1} of at most ${most}`);
    if (done === 'stop') return state.labels;
    take(done, place, state, loop);
  }
}

interface State {
  labels: Map<string, Value>;
  skipped: Set<number>;
  /** The places that got a label here, in order. */
  given: number[];
  /** The place whose label was taken back, to be asked about again. */
  again: number | undefined;
}

function take(
  done: Exclude<Labelled, 'stop'>,
  place: number,
  state: State,
  { item, keep }: Pick<LabelLoop, 'item' | 'keep'>,
): void {
  const { labels, skipped, given } = state;
  if (done === 'skip') skipped.add(place);
  else if (done === 'undo') {
    state.again = given.pop() ?? place;
    const { fingerprint } = item(state.again);
    if (labels.delete(fingerprint)) keep?.takeBack(fingerprint);
  } else {
    const { fingerprint } = item(place);
    keep?.keep(fingerprint, done.value);
    labels.set(fingerprint, done.value);
    given.push(place);
  }
}
