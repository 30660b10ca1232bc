// What counts as agreement, and what of the judge's words is dropped.
import { describe, expect, test } from 'vitest';
import { readComparison } from '../../src/opinion/comparison.ts';

const ANSWERS = [
  'Use a queue. Test it well. Watch the lag.',
  'Avoid a queue. Test it well.',
  'Test it well. Ask Ann.',
];

interface Reply {
  claims: { id: string; voice: string; claim: string; quote: string }[];
  pairs: { first: string; second: string; stance: string }[];
  disputes: object[];
  recommendation: string;
  uncertainty: string;
}

const claim = (id: string, quote: string, voice: string = id.charAt(0)) => ({
  id,
  voice,
  claim: `So ${id}.`,
  quote,
});
const pair = (first: string, second: string, stance = 'agree') => ({ first, second, stance });

const read = (reply: Partial<Reply>, answers: readonly string[] = ANSWERS) =>
  readComparison(
    JSON.stringify({
      claims: [],
      pairs: [],
      disputes: [],
      recommendation: 'Do.',
      uncertainty: 'Load.',
      ...reply,
    }),
    answers,
  );

const CLAIMS = [
  claim('A1', 'Use a queue.'),
  claim('A2', 'Test it well.'),
  claim('B1', 'Avoid a queue.'),
  claim('B2', 'Test it well.'),
  claim('C1', 'Test it well.'),
];

test('agreed claims of all matched ones are the agreement, and each knows who said it where', () => {
  const compared = read({
    claims: CLAIMS,
    pairs: [pair('A1', 'B1', 'contradict'), pair('A2', 'B2'), pair('B2', 'C1')],
  });
  expect(compared).toEqual({
    matched: [
      {
        position: 'contradicted',
        claims: [
          { voice: 0, claim: 'So A1.', quote: 'Use a queue.' },
          { voice: 1, claim: 'So B1.', quote: 'Avoid a queue.' },
        ],
      },
      {
        position: 'agreed',
        claims: [
          { voice: 0, claim: 'So A2.', quote: 'Test it well.' },
          { voice: 1, claim: 'So B2.', quote: 'Test it well.' },
          { voice: 2, claim: 'So C1.', quote: 'Test it well.' },
        ],
      },
    ],
    disputes: [],
    agreement: 0.5,
    recommendation: 'Do.',
    uncertainty: 'Load.',
    dropped: { quotes: 0, pairs: 0 },
  });
});

describe('two claims', () => {
  const [one, other] = [claim('A1', 'Test it well.'), claim('B1', 'Test it well.')];
  test.each([
    ['agree', ['agree'], 'agreed', 1],
    ['qualify', ['qualify'], 'qualified', 0],
    ['contradict', ['contradict'], 'contradicted', 0],
    ['agree, and under a condition', ['agree', 'qualify'], 'qualified', 0],
    ['all three', ['agree', 'contradict', 'qualify'], 'contradicted', 0],
  ])('that %s are one', (_, stances, position, agreement) => {
    const compared = read({ claims: [one, other], pairs: stances.map((stance) => pair('A1', 'B1', stance)) });
    expect(compared?.matched.map((matched) => matched.position)).toEqual([position]);
    expect(compared?.agreement).toBe(agreement);
  });

  test('without a pair stand alone', () => {
    const compared = read({ claims: [one, other] });
    expect(compared?.matched.map(({ position, claims }) => [position, claims.length])).toEqual([
      ['alone', 1],
      ['alone', 1],
    ]);
    expect(compared?.agreement).toBe(0);
  });

  test('of one voice never agree: the pair is dropped, and nothing is joined by it', () => {
    const compared = read({
      claims: [claim('A1', 'Use a queue.'), claim('A2', 'Test it well.')],
      pairs: [pair('A1', 'A2')],
    });
    expect(compared).toMatchObject({ agreement: 0, dropped: { quotes: 0, pairs: 1 } });
    expect(compared?.matched.map(({ position }) => position)).toEqual(['alone', 'alone']);
  });
});

test.each([
  ['the first', 'X9', 'B1'],
  ['the second', 'A1', 'X9'],
  ['both', 'X8', 'X9'],
])('a pair of which %s does not exist is dropped and counted', (_, first, second) => {
  const compared = read({
    claims: [claim('A1', 'Use a queue.'), claim('B1', 'Avoid a queue.')],
    pairs: [pair(first, second)],
  });
  expect(compared?.dropped).toEqual({ quotes: 0, pairs: 1 });
  expect(compared?.matched).toHaveLength(2);
});

test.each([
  ['is in no answer', claim('A9', 'Queues are slow.')],
  ['is in another answer', claim('A9', 'Avoid a queue.')],
  ['is of a voice that is not there', claim('D9', 'Test it well.')],
  ['is of nobody', claim('A9', 'Test it well.', '')],
])('a claim whose quote %s is dropped with its pairs, and counted', (_, made) => {
  const compared = read({ claims: [made, claim('B1', 'Avoid a queue.')], pairs: [pair(made.id, 'B1')] });
  expect(compared?.matched).toEqual([
    { position: 'alone', claims: [{ voice: 1, claim: 'So B1.', quote: 'Avoid a queue.' }] },
  ]);
  expect(compared?.dropped).toEqual({ quotes: 1, pairs: 1 });
});

test('a name with blanks around it is the same voice', () => {
  expect(read({ claims: [claim('A1', 'Use a queue.', ' A ')] })?.matched[0]?.claims[0]?.voice).toBe(0);
});

test('of an id used twice the first that holds counts, and the other is not counted as dropped', () => {
  const compared = read({
    claims: [claim('A1', 'Made up by it.'), claim('A1', 'Use a queue.'), claim('A1', 'Test it well.')],
  });
  expect(compared?.matched.map(({ claims }) => claims.map(({ quote }) => quote))).toEqual([['Use a queue.']]);
  expect(compared?.dropped.quotes).toBe(1);
});

describe('a dispute', () => {
  const sideA = { voice: 'A', argument: 'Bursts.', quote: 'Use a queue.' };
  const sideB = { voice: 'B', argument: 'Simplicity.', quote: 'Avoid a queue.' };
  const dispute = (more: object = {}) => ({
    topic: 'Queue',
    claims: ['B1', 'A1'],
    sides: [sideA, sideB],
    settle: 'Measure it.',
    ...more,
  });
  const disputesOf = (...disputes: object[]) =>
    read({ claims: CLAIMS, pairs: [pair('A1', 'B1', 'contradict')], disputes });

  test('has its sides with their voices, what would resolve it, and which matched claims it is about', () => {
    expect(disputesOf(dispute())?.disputes).toEqual([
      {
        topic: 'Queue',
        sides: [
          { voice: 0, argument: 'Bursts.', quote: 'Use a queue.' },
          { voice: 1, argument: 'Simplicity.', quote: 'Avoid a queue.' },
        ],
        resolution: 'Measure it.',
        about: [0],
      },
    ]);
  });

  test('is about each of its matched claims once, in their order; claims that do not exist are passed over', () => {
    expect(disputesOf(dispute({ claims: ['C1', 'X9', 'A2', 'A1', 'B1'] }))?.disputes[0]?.about).toEqual([
      0, 1, 3,
    ]);
    expect(disputesOf(dispute({ claims: ['X9'] }))?.disputes[0]?.about).toEqual([]);
  });

  test.each([
    ['has a made-up quote', [sideA, { ...sideB, quote: 'Never queue.' }], 1],
    ['is of the same voice', [sideA, { ...sideA, quote: 'Test it well.' }], 0],
    ['is missing', [sideA], 0],
  ])('of which a side %s is dropped', (_, sides, quotes) => {
    const compared = disputesOf(dispute({ sides }));
    expect(compared?.disputes).toEqual([]);
    expect(compared?.dropped.quotes).toBe(quotes);
  });
});

test.each([
  ['not JSON', 'They agree.'],
  ['of another shape', '{"claims": []}'],
  [
    'with a stance of its own',
    JSON.stringify({
      claims: [claim('A1', 'Use a queue.')],
      pairs: [pair('A1', 'B1', 'same')],
      disputes: [],
      recommendation: '',
      uncertainty: '',
    }),
  ],
])('a reply that is %s is not usable', (_, reply) => {
  expect(readComparison(reply, ANSWERS)).toBeNull();
});

test('nor is one of which no claim holds', () => {
  expect(read({ claims: [claim('A1', 'Made up by it.')] })).toBeNull();
  expect(read({ claims: [] })).toBeNull();
});
