// How a reply says tags: by their names or their numbers, beside ids.
import { expect, test } from 'vitest';
import { readReply } from '../../../src/bulk/asking/reply.ts';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';
import { isNumber, tagReplyRules } from '../../../src/bulk/task/tag-reply.ts';
import { sandbox } from '../../support/command.ts';
import { serve, text } from '../../support/lines.ts';

const scheme = (tags: readonly string[], more = '') =>
  parseScheme(
    `---\ntags: [${tags.map((tag) => JSON.stringify(tag)).join(', ')}]\n${more}---\nJudge.\n`,
    's.md',
  );
const set = (...names: string[]) => ({
  tags: names.map((name) => ({ name, description: '' })),
  multiple: false,
  abstain: null,
});
const read = (task: ReturnType<typeof scheme>, ids: number[], ...results: unknown[]) => {
  const { values, problems } = readReply(JSON.stringify({ results }), ids, task.answer);
  return { values: Object.fromEntries(values), problems: [...problems.keys()] };
};

test('the rules of a reply speak of cutting only where there is something to cut', () => {
  expect(tagReplyRules(set('card_payment_wrong_exchange_rate', 'card_arrival')).join(' ')).toContain(
    '"card_payment" for card_payment_wrong_exchange_rate',
  );
  expect(tagReplyRules(set('error', 'info')).join(' ')).not.toContain('cut');
});

test('with reply: numbers, tags have the numbers they are listed with, and the abstention the last one', () => {
  const task = scheme(['error', 'info'], 'abstain: unsure\nreply: numbers\n');
  expect(task.replyRules.join(' ')).toContain('error 1, info 2, unsure 3.');
  expect(read(task, [104, 110, 117], 104, 2, 110, 1, 117, 3)).toEqual({
    values: { 104: ['info'], 110: ['error'], 117: ['unsure'] },
    problems: [],
  });
  expect(read(task, [104, 110], 104, 'info', 110, 1).problems).toEqual([]); // a name is no less clear
  for (const wrong of [
    [104, 4, 110, 1], // there is no fourth tag
    [104, 1, 2, 110, 1],
    [104, 110, 1],
    [104, 0, 110, 1],
    [1, 104, 2, 110],
  ])
    expect(read(task, [104, 110], ...wrong).values, String(wrong)).toEqual({});
});

test('names that are numbers stay beside their ids in objects, as they could be taken for ids', () => {
  const task = scheme(['200', '404', 'other']);
  expect(task.answer.inList).toBeNull();
  expect(task.replyRules.join(' ')).toContain('{"id": number, "tags": ["tag"]}');
  expect(read(task, [404], { id: 404, tags: ['200'] }).values).toEqual({ 404: ['200'] });
  expect(['7', '404', 'v2', '4.5', ''].map(isNumber)).toEqual([true, true, false, false, false]);
});

test('reply: numbers is refused where numbers would not be clear', () => {
  const many = Array.from({ length: 99 }, (_, index) => `tag${index}`);
  expect(() => scheme(['1', '2'], 'reply: numbers\n')).toThrow('s.md: reply: "1" is a number itself.');
  expect(() => scheme(many, 'reply: numbers\n')).toThrow('s.md: reply: at most 98 tags have numbers.');
  expect(() => scheme(['a'], 'reply: codes\n')).toThrow('expected "names" or "numbers"');
});

test('an answer by number is stored as any other: with names again, nothing is asked', async () => {
  const server = await serve({
    react: ({ items }) => ({
      text: JSON.stringify({
        results: items.flatMap(({ id, item }) => [id, item.includes('failed') ? 1 : 2]),
      }),
    }),
  });
  const box = sandbox(server.url);
  const header = '---\nname: sev\ntags: [error, info]\n';
  box.write('a.log', text(['it failed', 'all is well']));
  box.write('s.md', `${header}reply: numbers\n---\nJudge.\n`);
  expect((await box.run(['bulk-tag', 'a.log', './s.md'])).code).toBe(0);
  expect(box.read('a.log.tagged')).toBe('error\tit failed\ninfo\tall is well\n');
  expect(server.requests[0]?.body.output_config.format.schema.properties.results.items).toEqual({
    type: 'integer',
  });
  box.write('s.md', `${header}---\nJudge.\n`);
  expect((await box.run(['bulk-tag', 'a.log', './s.md'])).code).toBe(0);
  expect(server.requests).toHaveLength(1);
});
