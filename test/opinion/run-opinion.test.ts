// What no test of the command can show in one run: that the order varies, and what counts as a quote, a place, an agreement.
import { expect, test } from 'vitest';
import { Budget } from '../../src/ask/budget.ts';
import { parseDiff } from '../../src/opinion/diff.ts';
import { readFindings } from '../../src/opinion/findings.ts';
import { shuffled } from '../../src/opinion/labels.ts';
import type { Opinion } from '../../src/opinion/opinion.ts';
import type { Prompt, Respondent } from '../../src/opinion/respondent.ts';
import { ReviewedCode } from '../../src/opinion/reviewed-code.ts';
import { runOpinion } from '../../src/opinion/run-opinion.ts';
import { answersIn } from '../support/opinions.ts';

const respondent = (name: string, answer: (prompt: Prompt) => string): Respondent => ({
  name,
  via: name,
  billedTo: 'nobody',
  requested: null,
  effort: null,
  client: null,
  priced: false,
  ask: async (prompt) => ({ call: null, text: answer(prompt), truncated: false }),
});

const asked = (voices: Respondent[], judge: Respondent, random?: () => number): Promise<Opinion> =>
  runOpinion(
    {
      ...{ question: 'Which?', material: { files: [], diff: null }, review: false, voices, judge },
      ...{ timeoutMs: 10_000, budget: new Budget(null), folder: '/', mayLook: false },
      signal: new AbortController().signal,
      ...(random && { random }),
    },
    { note: () => {}, waitingFor: () => {}, call: () => {} },
  );

/** The order in which the judge saw the answers of three voices. */
async function orderSeen(random?: () => number): Promise<string> {
  const seen: string[] = [];
  const judge = respondent('judge', ({ user }) => {
    seen.push(answersIn(user).join(''));
    return '{}';
  });
  await asked(
    ['x', 'y', 'z'].map((name) => respondent(name, () => name)),
    judge,
    random,
  );
  expect(seen[1]).toBe([...(seen[0] ?? '')].reverse().join('')); // and once more in reverse
  return seen[0] ?? '';
}

test('the judge sees the answers in the order that is drawn', async () => {
  expect(await orderSeen(() => 0)).toBe('xyz');
  expect(await orderSeen(() => 0.999)).toBe('zyx');
  expect(await orderSeen(() => 0.5)).toBe('yzx');
});

test('it is drawn anew each time', async () => {
  const orders = new Set<string>();
  for (let run = 0; run < 100; run++) orders.add(await orderSeen());
  expect(orders.size).toBeGreaterThan(2); // of six; less would happen once in 10^27
});

test('a judge that leaves a decision out is asked once more, and what it said the second time counts', async () => {
  let requests = 0;
  const judge = respondent('judge', ({ user }) => {
    requests++;
    const decisions = answersIn(user).map((answer, position) => ({
      ...{ voice: 'AB'[position], stance: 'yes', group: 'it', decision: answer, quote: answer },
    }));
    const claims = decisions.map(({ voice, quote }) => ({ id: `${voice}1`, voice, claim: quote, quote }));
    return JSON.stringify({ claims, decisions: requests === 1 ? decisions.slice(1) : decisions });
  });
  const { comparison } = await asked(
    ['x', 'y'].map((name) => respondent(name, () => `Take it, says ${name}.`)),
    judge,
  );
  expect([requests, comparison?.agreement.decision]).toEqual([3, 'same']);
});

test.each([
  ['once', 1, 'same', 4],
  ['never', 0, 'same', 2],
  ['each time in one order', 9, 'different', 4],
])(
  'a judge that takes yes for no %s is asked once more in both orders, and outvoted if it was chance',
  async (_, times, decision, wanted) => {
    let requests = 0;
    let wrong = 0;
    const judge = respondent('judge', ({ user }) => {
      requests++;
      const isDrawn = answersIn(user)[0]?.endsWith('x.');
      const errs = isDrawn && wrong++ < times;
      const decisions = answersIn(user).map((answer, position) => ({
        ...{ voice: 'AB'[position], stance: errs && position ? 'no' : 'yes', group: 'it' },
        ...{ decision: answer, quote: answer },
      }));
      const claims = decisions.map(({ voice, quote }) => ({ id: `${voice}1`, voice, claim: quote, quote }));
      return JSON.stringify({ claims, decisions });
    });
    const { comparison, warnings, judgings } = await asked(
      ['x', 'y'].map((name) => respondent(name, () => `Take it, says ${name}.`)),
      judge,
      () => 0,
    );
    expect([requests, judgings.length, comparison?.agreement.decision]).toEqual([wanted, wanted, decision]);
    expect(warnings.some((line) => line.includes('asked once more in both orders'))).toBe(wanted > 2);
  },
);

test('every order is as likely as another', () => {
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const order = shuffled(['x', 'y', 'z']).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const number of counts.values()) expect(Math.abs(number - 1000)).toBeLessThan(250);
});

const DIFF = `diff --git a/src/a.ts b/src/a.ts
--- a/src/a.ts
+++ b/src/a.ts
@@ -10,4 +10,3 @@ function load() {
   const path = name;
-  return cached(path);
+  return read(path);
 }
--- a strange context line that a hunk may hold
diff --git a/old.ts b/old.ts
--- a/old.ts
+++ /dev/null
@@ -1 +0,0 @@
-is_gone();
\\ No newline at end of file
`;

test.each([
  ['an added line', { file: 'src/a.ts', line: 11, evidence: 'return read(path);' }, 11],
  [
    'two lines, in other white space',
    { file: './src/a.ts', line: 10, evidence: 'const path = name; return read(path);' },
    10,
  ],
  [
    'a removed line, by its old number',
    { file: 'a/src/a.ts', line: 11, evidence: 'return cached(path);' },
    11,
  ],
  ['a deleted file', { file: 'old.ts', line: 1, evidence: 'is_gone();' }, 1],
  [
    'a wrong line number, of code that stands once',
    { file: 'src/a.ts', line: 99, evidence: 'read(path)' },
    11,
  ],
  ['code that is nowhere', { file: 'src/a.ts', line: 11, evidence: 'return write(path);' }, null],
  ['the right code in the wrong file', { file: 'old.ts', line: 1, evidence: 'return read(path);' }, null],
  ['no code', { file: 'src/a.ts', line: 11, evidence: '}' }, null],
])('evidence: %s', (_, finding, line) => {
  const reply = JSON.stringify({ findings: [{ ...finding, severity: 'major', claim: 'Wrong.' }] });
  const read = readFindings(reply, new ReviewedCode(parseDiff(DIFF), () => null));
  expect(read?.findings[0]?.line ?? null).toBe(line);
  expect(read.unverified).toHaveLength(line === null ? 1 : 0);
});

test('code that stands in several places has to be named near one of them', () => {
  const text = `${'x\n'.repeat(49)}again();\n${'x\n'.repeat(49)}again();\n`;
  const at = (line: number) =>
    readFindings(
      JSON.stringify({
        findings: [{ file: 'b.ts', line, severity: 'major', claim: 'Wrong.', evidence: 'again();' }],
      }),
      new ReviewedCode(new Map(), () => text),
    )?.findings[0]?.line;
  expect([at(53), at(95), at(75)]).toEqual([50, 100, undefined]);
});
