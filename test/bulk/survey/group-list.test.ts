// Groups as numbers stand as they would as objects, whenever somebody looks at one, and whoever changes it.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { START } from '../../../src/bulk/outcome/ladder.ts';
import { doneBy, type Outcome } from '../../../src/bulk/outcome/outcome.ts';
import type { Group } from '../../../src/bulk/survey/group.ts';
import { GroupList } from '../../../src/bulk/survey/group-list.ts';
import { fingerprintOf } from '../../../src/bulk/task/fingerprint.ts';
import { Fingerprints } from '../../../src/bulk/task/fingerprints.ts';

const ENDS: readonly (Outcome | undefined)[] = [
  undefined,
  doneBy('haiku', ['error']),
  doneBy('rules', ['info']),
  { status: 'done', by: 'haiku', value: 'a text' },
];
const END = fc.constantFrom(...ENDS);
/** Whether an item is counted, the group looked at, or its outcome changed. */
const ACT = fc.tuple(fc.nat(19), fc.constantFrom('count', 'look', 'end' as const), END);

const plain = ({ items, outcome, ladderPosition }: Omit<Group, 'fingerprint'>) => ({
  ...{ items, outcome, ladderPosition },
});

test('whatever is done with them', () => {
  fc.assert(
    fc.property(fc.array(END, { minLength: 1, maxLength: 20 }), fc.array(ACT), (known, acts) => {
      const fingerprints = new Fingerprints();
      fingerprints.add('of an answer, and of no item');
      const list = new GroupList(fingerprints);
      const groups = known.map((outcome, at): Group => {
        const fingerprint = fingerprintOf(`${at}`, [], []);
        expect(list.add(fingerprints.add(fingerprint), outcome ?? START)).toBe(at);
        return { fingerprint, items: 0, outcome, ladderPosition: START };
      });
      for (const [at, act, outcome] of acts) {
        const group = groups[at];
        if (!group) continue;
        if (act === 'count') {
          list.count(at);
          group.items++;
        } else {
          expect(list.at(at)).toBe(list.at(at));
          expect(list.at(at).fingerprint).toBe(group.fingerprint);
          if (act === 'end') list.at(at).outcome = group.outcome = outcome;
        }
        expect(list.outcomeOf(at)).toBe(group.outcome);
      }
      const standing: ReturnType<typeof plain>[] = [];
      list.standings((outcome, items, ladderPosition) => standing.push({ items, outcome, ladderPosition }));
      expect(standing).toEqual(groups.map(plain));
      expect(list.open().map(({ fingerprint }) => fingerprint)).toEqual(
        groups.flatMap(({ outcome, fingerprint }) => (outcome ? [] : [fingerprint])),
      );
      expect(list.all().map(plain)).toEqual(groups.map(plain));
      expect(list.all()).toEqual(groups.map((_, at) => list.at(at)));
      expect(list.length).toBe(groups.length);
    }),
  );
});
