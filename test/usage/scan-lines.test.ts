// Lines found among the bytes of a transcript: none that speaks of cost is missed, and what is cut out of one changes nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineScanner, sameButLater } from '../../src/usage/scan-lines.ts';
import { findCost } from '../../src/usage/transcript-record.ts';
import { assistant, costState, file, user } from '../support/transcript.ts';

const AT = '2026-11-20T09:00:00.000Z';

/** What is found in lines: by the scanner, and by parsing each as a whole. */
function both(text: string): [unknown[], unknown[]] {
  const found: unknown[] = [];
  const scanner = new LineScanner((line, sentAt) => {
    const finding = findCost(line.text, AT, sentAt);
    found.push(finding?.kind === 'unusable' ? findCost(line.whole(), AT, sentAt) : finding);
  });
  scanner.scan(Buffer.from(text));
  let sentAt: number | null = null;
  const all = text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const finding = findCost(line, AT, sentAt);
      const moment = /.*"timestamp":"([^"]*)"/.exec(line)?.[1];
      sentAt = moment === undefined || Number.isNaN(Date.parse(moment)) ? null : Date.parse(moment);
      return finding;
    });
  return [found.filter(Boolean), all.filter((one) => one && one.kind !== 'unusable')];
}

const message = (id: string, content: unknown, more: object = {}): string => {
  const record = JSON.parse(assistant({ id }));
  return JSON.stringify({ ...record, message: { ...record.message, content, ...more } });
};

const nested = { usage: { input_tokens: 9 }, content: [{ a: [] }], stop_reason: 'x', type: 'assistant' };

test.each([
  ['a text', [{ type: 'text', text: 'a "content":[ b ],"stop_reason": c' }]],
  ['a tool', [{ type: 'tool_use', id: 't', name: 'Edit', input: nested }]],
  ['a block of a kind that nobody knows', [{ type: 'odd', input: nested, list: [[nested], []] }]],
  ['no list', nested],
  ['nothing', null],
])('an answer whose content is %s says the same without it', (_, content) => {
  const [found, all] = both(file(user('hi'), message('a', content), message('b', content)));
  expect(found).toEqual(all);
  expect(found).toHaveLength(2);
});

test('in whatever order a gateway writes its fields', () => {
  const record = JSON.parse(assistant({ id: 'a' }));
  const { content, usage, stop_reason, ...others } = record.message;
  const orders = [
    { usage, content, stop_reason, ...others },
    { stop_reason, usage, ...others, content },
    { content, ...others, stop_reason, usage },
    { ...others, container: { content: [1], stop_reason: 'x' }, content, stop_reason, usage },
  ];
  const lines = orders.flatMap((one, index) =>
    [
      { message: { ...one, id: `m${index}` }, ...record },
      { ...record, message: { ...one, id: `n${index}` } },
    ].map((all) => JSON.stringify({ ...all, message: { ...one, id: `m${index}` } })),
  );
  const [found, all] = both(file(...lines));
  expect(found).toEqual(all);
  expect(found).toHaveLength(lines.length);
});

test('whatever stands around and in it', () => {
  const line = fc.oneof(
    fc.json().map((json) => `{"type":"user","timestamp":"${AT}","x":${json}}`),
    fc.json().map((json) => message('a', [{ type: 'odd', x: JSON.parse(json) }])),
    fc.json().map((json) => message('b', [{ type: 'tool_use', name: 'Bash', input: JSON.parse(json) }])),
    fc.constantFrom(
      '',
      '{"type":"assistant"',
      '"type":"cost-state"',
      costState('s1', 0.5),
      user('x'.repeat(5000)),
    ),
    fc.string().map((text) => user(text)),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const [found, all] = both(file(...lines));
      expect(found.filter((one) => (one as { kind: string }).kind !== 'unusable')).toEqual(all);
    }),
    { numRuns: 200 },
  );
});

test('a record that says the same at another moment is told from one that says anything else', () => {
  const at = (moment: string, more: object = {}) =>
    JSON.stringify({ ...JSON.parse(assistant({ id: 'a', at: moment })), uuid: `uuid-${moment}`, ...more });
  const [first, later] = ['2026-11-20T10:00:00.000Z', '2026-11-20T10:00:07.500Z'];
  expect(sameButLater(at(first), at(later))).toBe(later);
  expect(sameButLater(at(first), at(first))).toBe(first);
  expect(sameButLater(at(first), at(later, { effort: 'medlow' }))).toBeNull();
  expect(sameButLater(at(first), at(later, { requestId: 'req_b' }))).toBeNull();
  expect(sameButLater(at(first), at(later).replace('"output_tokens":5', '"output_tokens":6'))).toBeNull();
  expect(sameButLater(at(first), at(later).replace('"timestamp"', '"timestomp"'))).toBeNull();
});
