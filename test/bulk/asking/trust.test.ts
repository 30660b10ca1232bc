// Which packs are believed: what makes one suspect, what acquits it, and when all are read again.
import { describe, expect, test } from 'vitest';
import { isMoved, majority, notCleared, Trust, verdict } from '../../../src/bulk/asking/trust.ts';
import { atLeast, isUnlikely } from '../../../src/bulk/asking/unlikely.ts';
import { waiting } from '../../support/bulk.ts';

const NONE = new Set<number>();
const reading = (...tags: (string | null)[]) => ({
  served: 'm',
  values: new Map(tags.flatMap((tag, index) => (tag ? [[index, [tag]] as const] : []))),
});

describe('packs that share an item', () => {
  const [a, b, c, d] = waiting(4) as [never, never, never, never];
  const watching = (): Trust => {
    const trust = new Trust();
    trust.watch('f1');
    return trust;
  };

  test('are believed when they say the same of it', () => {
    const trust = watching();
    trust.take([a, b], reading('error', 'info'), NONE);
    const { pack, suspects } = trust.take([c, b, d], reading('info', 'info', 'info'), new Set([1]));
    expect(suspects).toEqual([]);
    expect(pack.groups).toEqual([c, d]); // the shared one belongs to the other
    expect(trust.suspects.size).toBe(0);
  });

  test('are both suspect when they differ, whichever reply comes first', () => {
    const own = [[a, b], reading('error', 'info'), NONE] as const;
    const other = [[c, b], reading('info', 'error'), new Set([1])] as const;
    for (const order of [
      [own, other],
      [other, own],
    ]) {
      const trust = watching();
      for (const [groups, said, checks] of order) trust.take(groups, said, checks);
      expect(trust.packs.map(({ suspect }) => suspect)).toEqual([true, true]);
      expect(trust.suspects).toEqual(new Set([a, b, c]));
      expect([...trust.disputed.keys()]).toEqual([b]);
    }
  });

  test('tell nothing while one of them has no valid answer to it', () => {
    const trust = watching();
    trust.take([a, b], reading('error', null), NONE);
    trust.take([c, b], reading('info', 'error'), new Set([1]));
    expect(trust.suspects.size).toBe(0);
  });

  test('are of no interest once they have been dealt with', () => {
    const trust = watching();
    trust.take([a, b], reading('error', 'info'), NONE);
    trust.take([c, b], reading('info', 'error'), new Set([1]));
    trust.settle();
    expect([trust.packs.length, trust.suspects.size, trust.disputed.size]).toEqual([0, 0, 0]);
  });
});

test('when two thirds of at least six packs are suspect, asking stops until they have been looked at', () => {
  const trust = new Trust();
  const doubtful: boolean[] = [];
  for (let pack = 0; pack < 8; pack++) {
    const [own, shared] = waiting(2).map((group) => ({
      ...group,
      fingerprint: `${pack}${group.fingerprint}`,
    }));
    trust.watch(`${pack}f1`);
    trust.take([own, shared] as never, reading('info', 'info'), NONE);
    if (pack > 1) trust.take([own, shared] as never, reading('info', 'error'), new Set([1]));
    doubtful.push(trust.isDoubtful);
  }
  expect(doubtful).toEqual([false, false, false, false, true, true, true, true]);
});

describe('a suspect pack', () => {
  test('is cleared by a third reading that says what it says', () => {
    const trust = new Trust();
    const [a, b, c] = waiting(3) as [never, never, never];
    trust.watch('f1');
    trust.take([a, b], reading('error', 'info'), NONE);
    trust.take([c, b], reading('info', 'error'), new Set([1]));
    const [home, other] = trust.packs;
    expect(notCleared(trust.disputed, new Map([[b, ['info']]]))).toEqual(new Set([other]));
    expect(notCleared(trust.disputed, new Map([[b, ['error']]]))).toEqual(new Set([home]));
    expect(notCleared(trust.disputed, new Map([[b, ['warning']]]))).toEqual(new Set([home, other]));
    expect(notCleared(trust.disputed, new Map())).toEqual(new Set([home, other]));
  });

  test('was moved when its strangest item moved another, or three of the probes differ', () => {
    expect(isMoved({ probed: 5, differing: 0, proven: true })).toBe(true);
    expect(isMoved({ probed: 5, differing: 3, proven: false })).toBe(true);
    expect(isMoved({ probed: 5, differing: 2, proven: false })).toBe(false);
  });

  test('leaves an item in dispute to two readings of three', () => {
    expect(majority(['a'], ['b'], ['b'])).toEqual(['b']);
    expect(majority(['a'], ['b'], ['c'])).toBeUndefined();
    expect(majority(['a'], undefined, undefined)).toBeUndefined();
  });
});

describe('the verdict on all packs', () => {
  test('is enough when nothing is proven, or hardly anything', () => {
    expect(verdict({ compared: 50, suspect: 6, proven: 0 })).toBe('enough');
    expect(verdict({ compared: 1000, suspect: 20, proven: 10 })).toBe('enough');
  });

  test('is a second reading of all when more than one pack in a hundred had a culprit', () => {
    expect(verdict({ compared: 50, suspect: 2, proven: 1 })).toBe('all again');
    expect(verdict({ compared: 1000, suspect: 20, proven: 11 })).toBe('all again');
  });

  test('is not swayed by few proofs among many suspects: that is a model that wavers', () => {
    expect(verdict({ compared: 50, suspect: 20, proven: 3 })).toBe('enough');
    expect(verdict({ compared: 50, suspect: 20, proven: 4 })).toBe('all again');
  });

  test('is asking each item alone when a third of the packs had a culprit', () => {
    expect(verdict({ compared: 30, suspect: 25, proven: 11 })).toBe('all alone');
    expect(verdict({ compared: 30, suspect: 25, proven: 10 })).toBe('all again');
    expect(verdict({ compared: 5, suspect: 4, proven: 4 })).toBe('all again');
  });
});

describe('the spread of answers', () => {
  const counts = (error: number, info: number) => new Map(Object.entries({ error, info }));

  test('is judged by the exact binomial tail', () => {
    expect(atLeast(0, 40, 0.5)).toBe(1);
    expect(atLeast(1, 2, 0.5)).toBeCloseTo(0.75, 12);
    expect(atLeast(2, 3, 0.1)).toBeCloseTo(0.028, 12);
    expect(atLeast(40, 40, 0.5)).toBeCloseTo(0.5 ** 40, 15);
  });

  test('is unlikely when all of a pack are what is rare elsewhere, and not when all are the usual', () => {
    expect(isUnlikely(counts(40, 0), counts(20, 180))).toBe(true);
    expect(isUnlikely(counts(0, 40), counts(20, 180))).toBe(false);
    expect(isUnlikely(counts(8, 32), counts(20, 180))).toBe(false);
  });

  test('is not judged before there is anything to compare with', () => {
    expect(isUnlikely(counts(40, 0), counts(0, 39))).toBe(false);
    expect(isUnlikely(counts(40, 0), counts(0, 40))).toBe(true);
  });

  test('of an unlikely pack has more of its items watched, of many such packs no longer', () => {
    const trust = new Trust();
    const packOf = (tag: string) => {
      const { pack } = trust.take(waiting(40), reading(...Array(40).fill(tag)), NONE);
      return trust.unlikely(pack, 2);
    };
    for (let pack = 0; pack < 5; pack++) expect(packOf('info')).toEqual([]);
    expect(packOf('error')).toEqual([0, 20]);
    expect(packOf('warning')).toEqual([]); // the input is in an order of its own
  });
});
