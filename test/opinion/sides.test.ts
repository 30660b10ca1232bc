// Assigned sides: told to the voice and to the judge, and never counted as a judgment.
import { expect, test } from 'vitest';
import { formatOpinion } from '../../src/opinion/report-text.ts';
import { runOpinion } from '../../src/opinion/run-opinion.ts';
import { isJudgment, type Sides } from '../../src/opinion/sides.ts';
import { respondent, SILENT, settingsFor } from '../support/opinion-settings.ts';
import { judge } from '../support/opinions.ts';

const sides: Sides = ['for', 'against'];

test('that they contradict each other is no disagreement; what both concede is agreement', async () => {
  const told: string[] = [];
  const voice = (name: string, answer: string) =>
    respondent(name, ({ system }) => {
      told.push(system);
      return answer;
    });
  const shown: string[] = [];
  const judging = respondent('judge', ({ user }) => {
    shown.push(user);
    return JSON.stringify(judge(user));
  });
  const voices = [voice('opus', 'Use a queue. Test it.'), voice('codex', 'Avoid a queue. Test it.')];
  const opinion = await runOpinion(settingsFor(voices, { sides, judge: judging, random: () => 0 }), SILENT);
  expect(told[0]).toContain('You are assigned a side: argue in favor');
  expect(told[1]).toContain('You are assigned a side: argue against');
  expect(shown[0]).toContain(
    'answer A was told to argue for the proposal, answer B was told to argue against',
  );
  expect(shown[1]).toContain(
    'answer A was told to argue against the proposal, answer B was told to argue for',
  );
  expect(opinion.comparison?.agreement).toEqual({ decision: 'none', shared: 1, overlap: 1 });
  expect(opinion.warnings.join()).toContain('Sides were assigned (opus for, codex against)');
  const text = formatOpinion(opinion, { width: 110, full: false });
  expect(text).toContain('Sides were assigned: no decisions are compared');
  expect(text).toContain('opus (told to argue for): yes. Use a queue.');
  expect(text).toContain('Where the sides contradict each other');
  expect(text).not.toContain('They disagree');
  expect(text).toContain('Not counted as agreement or disagreement: 1 point');
});

test('those without a side are compared as ever', async () => {
  const answers = ['Use a queue.', 'Avoid a queue.', 'Avoid a queue.'];
  const voices = answers.map((answer, at) => respondent(`v${at}`, () => answer));
  const opinion = await runOpinion(settingsFor(voices, { sides: ['for', null, null] }), SILENT);
  expect(opinion.comparison?.agreement.decision).toBe('same');
});

test.each([
  ['contradicted', [0, 1], false],
  ['contradicted', [0, 2], false],
  ['contradicted', [2, 3], true],
  ['contradicted', [0, 2, 3], true],
  ['qualified', [0, 1], false],
  ['agreed', [0, 1], true],
  ['agreed', [0, 2], true],
  ['agreed', [0, 4], false],
] as const)('%s by %j is a judgment: %s', (standing, voices, expected) => {
  const claims = voices.map((voice) => ({ voice }) as never);
  expect(isJudgment({ standing, claims }, ['for', 'against', null, null, 'for'])).toBe(expected);
});
