// Scouts answer first; the panel is asked only where they are not enough.
import { describe, expect, test } from 'vitest';
import { Budget } from '../../src/ask/budget.ts';
import { runCheapFirst } from '../../src/opinion/cheap-first.ts';
import type { Opinion } from '../../src/opinion/opinion.ts';
import { formatOpinion, toMarkdown } from '../../src/opinion/report-text.ts';
import type { Respondent } from '../../src/opinion/respondent.ts';
import { fairJudge, respondent, SILENT, settingsFor } from '../support/opinion-settings.ts';
import { answersIn, judge as fair } from '../support/opinions.ts';

const FOR = 'Use a queue. Test it.';
const AGAINST = 'Avoid a queue. Test it.';

/** An opinion after scouts with these answers; and who was asked how often. */
async function afterScouts(
  haiku: string | null,
  codex: string,
  { panel = ['opus', 'gemini'], judge = fairJudge() } = {},
): Promise<{ opinion: Opinion; asked: string[]; text: string }> {
  const asked: string[] = [];
  const voice = (name: string, answer: string | null) =>
    respondent(name, () => {
      asked.push(name);
      return answer;
    });
  const scouts = { voices: [voice('haiku', haiku), voice('codex', codex)], judge };
  const voices = panel.map((name) => voice(name, name === 'codex' ? codex : FOR));
  const opinion = await runCheapFirst(settingsFor(voices, { scouts }), SILENT);
  return { opinion, asked, text: formatOpinion(opinion, { width: 110, full: false }) };
}

test('scouts that decide alike are enough: nobody else is asked, and what that saved is said', async () => {
  const { opinion, asked, text } = await afterScouts(FOR, FOR);
  expect(asked).toEqual(['haiku', 'codex']);
  expect(opinion.voices.map(({ name }) => name)).toEqual(['haiku', 'codex']);
  expect(opinion.comparison?.agreement.decision).toBe('same');
  // Two voices and the judge in both orders, at the usual price of each.
  expect(opinion.scouts).toMatchObject({ asked: 'scouts', panel: ['opus', 'gemini'], saved: { usd: 4 } });
  expect(text).toContain('haiku and codex decide alike and contradict each other nowhere.');
  expect(text.replace(/\s+/g, ' ')).toContain(
    'The panel (opus, gemini) was not asked. Saved: about $4.00. --no-scouts asks it.',
  );
  expect(text.indexOf('Same decision')).toBeLessThan(text.indexOf('%'));
});

describe('the panel is asked where', () => {
  test.each([
    ['scouts decide differently', FOR, AGAINST, 'The scouts decide differently.'],
    [
      'they decide alike and contradict each other on the way',
      'Use a queue. Use Kafka.',
      'Use a queue. Avoid Kafka.',
      'The scouts contradict each other on 1 point.',
    ],
    ['one gives no answer', null, FOR, 'haiku gave no whole answer.'],
  ])('%s', async (_, haiku, codex, why) => {
    const { opinion, asked, text } = await afterScouts(haiku, codex);
    expect(asked).toEqual(['haiku', 'codex', 'opus', 'gemini']);
    expect(opinion.voices.map(({ name }) => name)).toEqual(['opus', 'gemini']);
    expect(opinion.scouts).toMatchObject({ asked: 'panel', why, saved: null });
    expect(text.replace(/\s+/g, ' ')).toContain(`${why} So the panel (opus, gemini) was asked.`);
  });

  test('nobody can compare the scouts', async () => {
    const judge = respondent('judge', ({ user }) =>
      user.includes('Kafka') ? 'They are all fine.' : JSON.stringify({}),
    );
    const { opinion } = await afterScouts('Use Kafka.', 'Use Kafka.', { judge });
    expect(opinion.scouts).toMatchObject({
      asked: 'panel',
      why: 'Nobody could compare what the scouts said.',
    });
  });
});

test('scouts are compared in brief: once when they differ, in both orders when they do not', async () => {
  const judgings = async (codex: string): Promise<string[]> => {
    const seen: string[] = [];
    const judge = respondent('judge', ({ system, user }) => {
      seen.push(
        `${system.includes('three to ten of each answer') ? 'in full' : 'in brief'} ${answersIn(user)[0]}`,
      );
      return JSON.stringify(fair(user));
    });
    await afterScouts(FOR, codex, { judge });
    return seen;
  };
  const alike = await judgings('Use a queue.');
  expect(new Set(alike)).toEqual(new Set([`in brief ${FOR}`, 'in brief Use a queue.']));
  expect(await judgings(AGAINST)).toHaveLength(1);
});

test('a contradiction whose quotes are in no answer may be one all the same: the panel is asked', async () => {
  const judge = respondent('judge', ({ user }) => {
    const said = fair(user) as { claims: object[]; pairs: object[] };
    const claims = ['A', 'B'].map((voice) => ({ id: `${voice}9`, voice, claim: 'It.', quote: 'Not there.' }));
    const pair = { first: 'A9', second: 'B9', stance: 'contradict' };
    return JSON.stringify({ ...said, claims: [...said.claims, ...claims], pairs: [...said.pairs, pair] });
  });
  const { opinion } = await afterScouts(FOR, FOR, { judge });
  expect(opinion.scouts).toMatchObject({ asked: 'panel' });
  expect(opinion.scouts?.why).toContain('cannot be verified');
});

test('a scout of the panel is not asked twice: its answer stands, and counts once', async () => {
  const { opinion, asked } = await afterScouts(FOR, AGAINST, { panel: ['opus', 'codex'] });
  expect(asked).toEqual(['haiku', 'codex', 'opus']);
  expect(opinion.voices.map(({ name, answer }) => [name, answer])).toEqual([
    ['opus', FOR],
    ['codex', AGAINST],
  ]);
  expect(opinion.scouts?.voices.map(({ name }) => name)).toEqual(['haiku', 'codex']);
  // Three voices, one reply that the scouts differ, and a comparison in both orders, $1 each.
  expect(opinion.costUsd).toBe(3 + 1 + 2);
});

test('what a scout said is not lost when the panel is asked: its answer and its cost are in the report', async () => {
  const { opinion } = await afterScouts('Use a queue. Watch the lag.', AGAINST, { panel: ['opus', 'codex'] });
  const report = toMarkdown(opinion, 'Queue?');
  expect(report).toContain('### haiku (scout)\n\nUse a queue. Watch the lag.');
  expect(report.match(/### codex/g)).toHaveLength(1);
  const rows = report.split('\n').filter((line) => /^\| (?!who|---)/.test(line));
  expect(rows.map((row) => row.split(' | ')[0])).toEqual([
    ...['| opus', '| codex', '| judge: judge', '| before: haiku', '| before: judge'],
  ]);
});

/** A voice that costs a dollar of the budget it is given, and notes that it was asked. */
const paid = (name: string, answer: string, asked: string[]): Respondent =>
  respondent(name, () => answer, {
    async ask(_, { budget }) {
      asked.push(name);
      try {
        (await budget.reserve(1)).settle(1);
      } catch (error) {
        return { call: null, failure: 'ceiling', message: (error as Error).message };
      }
      const call = { id: name, requestId: null, served: name, usage: null, costUsd: 1 };
      return { call: { ...call, usOnly: false, fast: false, isSum: false }, text: answer, truncated: false };
    },
  });

test.each([
  ['the panel', 2.5, ['haiku', 'codex', 'opus', 'gemini']],
  ['the scouts, whom no panel follows then', 1.5, ['haiku', 'codex']],
])('one ceiling holds for both; it stops %s', async (_, dollars, expected) => {
  const asked: string[] = [];
  const budget = new Budget(dollars);
  const [haiku, codex] = [paid('haiku', FOR, asked), paid('codex', AGAINST, asked)];
  const voices = [paid('opus', FOR, asked), paid('gemini', FOR, asked)];
  const scouts = { voices: [haiku, codex], judge: fairJudge() };
  const opinion = await runCheapFirst(settingsFor(voices, { scouts, budget }), SILENT);
  expect([opinion.stopped, budget.spentUsd, asked]).toEqual(['ceiling', Math.floor(dollars), expected]);
});

test('without scouts everybody is asked at once', async () => {
  const opinion = await runCheapFirst(
    settingsFor([respondent('a', () => FOR), respondent('b', () => FOR)]),
    SILENT,
  );
  expect([opinion.scouts, opinion.voices.length]).toEqual([null, 2]);
});
