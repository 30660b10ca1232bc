// Labels one by one until it is decided: in the order that decides soonest, with skipping, going back, and an end.
import { expect, test } from 'vitest';
import type { Value } from '../../../src/bulk/task/task.ts';
import type { Labelled } from '../../../src/calibrate/labels/terminal.ts';
import { labelUntilDecided } from '../../../src/calibrate/run/label-loop.ts';

/** Six items, decided with three labels; a person who does what the list says. */
async function labelled(does: Labelled[], most = 10) {
  const shown: string[] = [];
  const kept: string[] = [];
  const labels = await labelUntilDecided({
    known: new Map<string, Value>(),
    decide: (soFar) => ({
      next: soFar.size >= 3 ? [] : [0, 1, 2, 3, 4, 5].filter((place) => !soFar.has(`f${place}`)),
    }),
    item: (place) => ({ fingerprint: `f${place}`, line: place, text: '', label: undefined, said: [] }),
    person: async ({ fingerprint }, place) => {
      shown.push(`${fingerprint} ${place}`);
      return does[shown.length - 1] ?? 'stop';
    },
    keep: {
      keep: (fingerprint) => kept.push(`+${fingerprint}`),
      takeBack: (fingerprint) => kept.push(`-${fingerprint}`),
    },
    most,
  });
  return {
    labels: [...labels.keys()],
    shown: shown.map((one) => one.split(' ')[0]),
    kept,
    last: shown.at(-1),
  };
}

const A: Labelled = { value: ['a'] };

test('it ends as soon as it is decided', async () => {
  expect(await labelled([A, A, A, A])).toMatchObject({
    labels: ['f0', 'f1', 'f2'],
    kept: ['+f0', '+f1', '+f2'],
  });
});

test('what is skipped is not asked again; the person may stop at any time, and all is kept', async () => {
  expect(await labelled(['skip', A, 'stop'])).toMatchObject({ shown: ['f0', 'f1', 'f2'], labels: ['f1'] });
});

test('back takes the last label back and asks that item again', async () => {
  const { shown, kept } = await labelled([A, A, 'undo', A, 'stop']);
  expect(shown).toEqual(['f0', 'f1', 'f2', 'f1', 'f2']);
  expect(kept).toEqual(['+f0', '+f1', '-f1', '+f1']);
});

test('no more are asked for than were agreed to', async () => {
  expect(await labelled([A, A, A], 2)).toMatchObject({ labels: ['f0', 'f1'], last: 'f1 2 of at most 2' });
});
