// One round on the disputes: blind, bounded, counted, and without a say in the figures.
import { expect, test } from 'vitest';
import type { Opinion } from '../../src/opinion/opinion.ts';
import { MOST_DISPUTES } from '../../src/opinion/rebutting.ts';
import { formatOpinion } from '../../src/opinion/report-text.ts';
import type { Respondent } from '../../src/opinion/respondent.ts';
import { runOpinion } from '../../src/opinion/run-opinion.ts';
import { respondent, SILENT, settingsFor } from '../support/opinion-settings.ts';

const isRebuttal = (system: string): boolean => system.includes('somebody holds what contradicts');

/** A voice that answers, and in the round does the same with each point. */
const voice = (name: string, answer: string, position: string, seen: string[] = []): Respondent =>
  respondent(name, ({ system, user }) => {
    if (!isRebuttal(system)) return answer;
    seen.push(user);
    const ids = [...user.matchAll(/"id":"(D\d+)"/g)].map(([, id]) => id);
    return JSON.stringify({ rebuttals: ids.map((id) => ({ id, position, why: `${name} has its reason.` })) });
  });

const rebutted = (voices: Respondent[]): Promise<Opinion> =>
  runOpinion(settingsFor(voices, { rebut: true }), SILENT);

const text = (opinion: Opinion): string => formatOpinion(opinion, { width: 110, full: false });

test('each side reads what others say, not who; a change of mind is counted, and no figure moves', async () => {
  const seen: string[] = [];
  const opinion = await rebutted([
    voice('opus', 'Use a queue. Test it.', 'keep', seen),
    voice('codex', 'Avoid a queue. Test it.', 'change', seen),
    voice('gemini', 'Test it.', 'change', seen), // is no side of the dispute
  ]);
  expect(seen).toHaveLength(2);
  for (const user of seen) expect(user).not.toMatch(/opus|codex|gemini/);
  expect(seen[0]).toContain('"own":["Use a queue."],"others":["Avoid a queue."]');
  expect(opinion.rebuttals).toMatchObject({
    ...{ asked: 2, changed: 1 },
    disputes: [
      {
        dispute: 0,
        sides: [
          { voice: 0, position: 'keep' },
          { voice: 1, position: 'change', why: 'codex has its reason.' },
        ],
      },
    ],
  });
  expect(opinion.comparison?.agreement.shared).toBe(1 / 2);
  expect(opinion.costUsd).toBe(3 + 2 + 2); // the voices, the judge, the round
  expect(text(opinion)).toContain('After one round of rebuttal: 1 change of mind, 2 sides asked');
  expect(text(opinion)).toContain(
    'codex changed its mind: codex has its reason.\n    Both now hold the same.',
  );
});

test('two that give way to each other have settled nothing', async () => {
  const opinion = await rebutted([voice('a', 'Use X.', 'Change.'), voice('b', 'Avoid X.', 'change')]);
  expect(opinion.rebuttals?.changed).toBe(2);
  expect(text(opinion)).toContain('Each gave way to the other: the dispute is as open as before.');
});

test('a reply that cannot be read is no change of mind', async () => {
  const opinion = await rebutted([voice('a', 'Use X.', 'whatever'), voice('b', 'Avoid X.', 'keep')]);
  expect(opinion.rebuttals).toMatchObject({ asked: 2, changed: 0 });
  expect(text(opinion)).toContain('a did not say what it holds now.');
});

test('however many disputes there are, each voice is asked once, about a few', async () => {
  const seen: string[] = [];
  const all = Array.from({ length: MOST_DISPUTES + 2 }, (_, at) => `tool ${'abcdefghij'[at]}.`);
  const opinion = await rebutted([
    voice('a', all.map((tool) => `Use ${tool}`).join(' '), 'keep', seen),
    voice('b', all.map((tool) => `Avoid ${tool}`).join(' '), 'keep', seen),
  ]);
  expect(seen).toHaveLength(2);
  expect(opinion.rebuttals?.disputes).toHaveLength(MOST_DISPUTES);
  expect(opinion.warnings.join()).toContain('Of the disputes 2 were not put to the round');
});

test('without a dispute nobody is asked again', async () => {
  const seen: string[] = [];
  const opinion = await rebutted([
    voice('a', 'Use X.', 'change', seen),
    voice('b', 'Use X.', 'change', seen),
  ]);
  expect([opinion.rebuttals, seen]).toEqual([null, []]);
});
