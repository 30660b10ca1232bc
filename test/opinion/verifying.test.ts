// Who checks a finding, and what is made of the reply.
import { expect, test } from 'vitest';
import { Budget } from '../../src/ask/budget.ts';
import type { Opinion } from '../../src/opinion/opinion.ts';
import type { Respondent } from '../../src/opinion/respondent.ts';
import { reviewOf } from '../../src/opinion/review.ts';
import { runOpinion } from '../../src/opinion/run-opinion.ts';

const DIFF = '--- a/a.ts\n+++ b/a.ts\n@@ -1 +1,2 @@\n first_line();\n+second_line();\n';

const respondent = (name: string, answer: string, seen: string[] = []): Respondent => ({
  ...{ name, via: name, billedTo: 'nobody', requested: name.split(':').at(-1) ?? name },
  ...{ effort: null, client: null, priced: false },
  ask: async ({ user }) => {
    seen.push(user);
    return answer
      ? { call: null, text: answer, truncated: false }
      : { call: null, failure: 'empty', message: 'it is empty' };
  },
});

const found = JSON.stringify({
  findings: [{ file: 'a.ts', line: 2, severity: 'major', claim: 'Twice.', evidence: 'second_line();' }],
});

const review = (voices: Respondent[], verifiers: Respondent[]): Promise<Opinion> =>
  runOpinion(
    {
      ...{
        question: '',
        review: true,
        voices,
        verifiers,
        judge: null,
        timeoutMs: 10_000,
        folder: '/',
        mayLook: false,
      },
      material: {
        files: [],
        diff: { origin: 'a diff', text: DIFF, after: () => 'first_line();\nsecond_line();\n' },
      },
      budget: new Budget(null),
      signal: new AbortController().signal,
    },
    { note: () => {}, waitingFor: () => {}, call: () => {} },
  );
const checked = async (
  voices: Respondent[],
  verifiers: Respondent[],
): Promise<[string, string] | undefined> => {
  const [first] = reviewOf(await review(voices, verifiers))?.findings ?? [];
  return first && [first.verification, first.why];
};
const verdict = (verdict: string, why = 'Because.'): string =>
  JSON.stringify({ verdicts: [{ id: '[f1]', verdict, why }] });

test('never by its author, by whichever route', async () => {
  const authors = [respondent('api:haiku', found), respondent('opus', '{"findings": []}')];
  const verifiers = [respondent('haiku', verdict('disputed')), respondent('sonnet', verdict('CONFIRMED'))];
  expect(await checked(authors, verifiers)).toEqual(['confirmed', 'sonnet: Because.']);
  expect(await checked(authors.slice(0, 1), verifiers.slice(0, 1))).toEqual([
    'not checked',
    'nobody is there to check it who did not report it',
  ]);
});

test('against the code around it', async () => {
  const seen: string[] = [];
  await review([respondent('opus', found)], [respondent('haiku', verdict('confirmed'), seen)]);
  expect(seen[0]).toContain('1: first_line();\n2: second_line();');
});

test.each([
  ['unclear', verdict('unclear')],
  ['without a reason', verdict('confirmed', '')],
  ['prose', 'All of them are right.'],
  ['nothing', ''],
])('a verdict that is %s leaves it unchecked, with the reason', async (_, answer) => {
  const [verification, why] =
    (await checked([respondent('opus', found)], [respondent('haiku', answer)])) ?? [];
  expect(verification).toBe('not checked');
  expect(why).toMatch(/^haiku gave no/);
});
