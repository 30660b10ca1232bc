// One reply of the judge: what is read of it, and what does not hold.
import { describe, expect, test } from 'vitest';
import { AnswerText } from '../../src/opinion/answer-text.ts';
import { readReply } from '../../src/opinion/reading.ts';

const ANSWERS = [
  'Use a queue. I would never say that you should use Kafka. Test it well.',
  'Avoid a queue. Test it **well** if you can’t roll back.',
];
const claim = (id: string, quote: string, more: object = {}) => ({
  id,
  voice: id.charAt(0),
  claim: quote,
  quote,
  ...more,
});
const GOOD = [claim('A1', 'Use a queue.'), claim('B1', 'Avoid a queue.')];
const pair = (first: string, second: string, stance = 'agree') => ({ first, second, stance });
const read = (reply: object, order = [0, 1]) =>
  readReply(JSON.stringify(reply), { answers: ANSWERS.map((answer) => new AnswerText(answer)), order });

test('a quote carries its sentence, both in the answer’s own characters', () => {
  const [held] = read({ claims: [claim('B1', "Test it well if you can't")] })?.claims ?? [];
  expect(held).toMatchObject({
    voice: 1,
    quote: 'Test it **well** if you can’t',
    sentence: 'Test it **well** if you can’t roll back.',
  });
});

test('labels mean voices by the order that was shown', () => {
  expect(read({ claims: [claim('A1', 'Avoid a queue.')] }, [1, 0])?.claims[0]?.voice).toBe(1);
});

describe('read all the same', () => {
  test.each(['a', '[A]', 'Answer A', 'answer-A-12ab34cd'])('the label %s', (voice) => {
    expect(read({ claims: [claim('A1', 'Use a queue.', { voice })] })?.claims).toHaveLength(1);
  });
  test.each(['AGREE', 'Agrees', ' agreed '])('the stance %j', (stance) => {
    expect(read({ claims: GOOD, pairs: [pair('a1', '[B1]', stance)] })?.pairs[0]?.stance).toBe('agree');
  });
  test('a reply in a fence, with prose, without all its parts', () => {
    const answers = ANSWERS.map((answer) => new AnswerText(answer));
    const reply = `Here:\n\`\`\`json\n${JSON.stringify({ claims: GOOD })}\n\`\`\`\nDone.`;
    expect(readReply(reply, { answers, order: [0, 1] })?.claims).toHaveLength(2);
  });
});

describe('dropped alone, and counted:', () => {
  test.each([
    ['a quote in no answer', claim('A9', 'Queues are slow.'), 'quotes'],
    ['a quote of the other answer', claim('A9', 'Avoid a queue.'), 'quotes'],
    ['a claim of nobody', claim('D9', 'Test it well.'), 'quotes'],
    ['a quote cut out of a denial', claim('A9', 'you should use Kafka'), 'denied'],
    ['a claim its quote does not carry', claim('A9', 'Test it well.', { claim: 'Buy Oracle.' }), 'invented'],
    ['a row of another shape', { id: 'A9', voice: 'A' }, 'unread'],
    ['no row at all', 'A9', 'unread'],
  ])('%s', (_, bad, kind) => {
    const reading = read({
      claims: [bad, ...GOOD],
      pairs: [pair('A9', 'B1'), pair('A1', 'B1', 'contradict')],
    });
    expect(reading?.claims).toHaveLength(2);
    expect(reading?.pairs.map(({ stance }) => stance)).toEqual(['contradict']);
    expect(reading?.dropped).toMatchObject({ [kind]: 1, pairs: 1 });
  });

  test('a pair with a stance of its own, or of one voice', () => {
    const claims = [...GOOD, claim('A2', 'Test it well.')];
    const reading = read({ claims, pairs: [pair('A1', 'B1', 'same'), pair('A1', 'A2'), pair('A1', 'B1')] });
    expect([reading?.pairs.length, reading?.dropped.pairs]).toEqual([1, 2]);
  });
});

test('a denied quote whose claim carries the denial stays', () => {
  const kept = claim('A9', 'you should use Kafka', { claim: 'You should never use Kafka.' });
  expect(read({ claims: [kept] })?.claims).toHaveLength(1);
});

test('the same words twice are one claim, by whichever id', () => {
  const claims = [claim('A1', 'Use a queue.'), claim('A2', 'Use a queue', { claim: 'Queue it.' }), GOOD[1]];
  const reading = read({ claims, pairs: [pair('A2', 'B1', 'contradict')] });
  expect(reading?.claims).toHaveLength(2);
  expect(reading?.pairs[0]?.one.claim).toBe('Use a queue.');
});

describe('a decision', () => {
  const said = (more: object) => ({
    voice: 'A',
    decision: 'Use a queue',
    stance: 'YES',
    quote: 'Use a queue.',
    group: 'Queue',
    ...more,
  });
  const decisions = (...rows: object[]) => read({ claims: GOOD, decisions: rows })?.decisions;

  test('has its stance and group', () => {
    expect(decisions(said({}))?.get(0)).toEqual({ decision: 'Use a queue', stance: 'yes', group: 'queue' });
  });
  test('of a voice that refused needs no quote', () => {
    expect(decisions(said({ stance: 'Refused', quote: '' }))?.get(0)?.stance).toBe('refused');
  });
  test.each([
    ['with a made-up quote', { quote: 'Use three queues.' }],
    ['cut out of a denial', { decision: 'Use Kafka', quote: 'you should use Kafka' }],
  ])('%s is dropped', (_, more) => {
    expect(decisions(said(more))?.size).toBe(0);
  });
});

test('a dispute keeps its sides with their sentences, or is dropped with one left', () => {
  const side = (voice: string, quote: string) => ({ voice, argument: 'Because.', quote });
  const dispute = {
    topic: 'Queue',
    claims: ['A1', 'B1'],
    settle: 'Measure.',
    sides: [side('A', 'Use a queue'), side('B', 'Avoid a')],
  };
  const cut = { ...dispute, sides: [side('A', 'Use a queue'), side('B', 'No queue ever')] };
  const [kept, ...more] = read({ claims: GOOD, disputes: [cut, dispute] })?.disputes ?? [];
  expect(kept).toMatchObject({
    topic: 'Queue',
    sides: [{ sentence: 'Use a queue.' }, { sentence: 'Avoid a queue.' }],
  });
  expect(more).toEqual([]);
});

test.each([
  ['not JSON', 'They agree.'],
  ['without claims', '{"pairs": []}'],
  ['of which nothing holds', JSON.stringify({ claims: [claim('A1', 'Made up by it.')] })],
])('a reply that is %s is not usable', (_, reply) => {
  const answers = ANSWERS.map((answer) => new AnswerText(answer));
  expect(readReply(reply, { answers, order: [0, 1] })).toBeNull();
});
