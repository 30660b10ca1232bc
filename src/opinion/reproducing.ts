// Findings put to the test: where one names an input, somebody cheap who did not report it writes a test that fails because of it.
import { isRecord, listAt, textAt } from '../ask/foreign.ts';
import { objectIn } from '../ask/json-reply.ts';
import { SEVERITIES } from './findings.ts';
import type { Issue } from './matching.ts';
import type { Ask, Opinion, OpinionSettings } from './opinion.ts';
import { testPrompt } from './prompts.ts';
import type { Respondent } from './respondent.ts';
import type { TestRun, Trial } from './trial.ts';
import { asShown, verifierOf } from './verifying.ts';

/** Tests take time: of a review's findings the gravest are put to the test. */
export const MOST_TESTED = 10;
const MOST_TEST_CHARS = 20_000;
/** Lines of a failing test's output that are kept. */
const OUTPUT_LINES = 12;

/** Has tests written for the findings of a review and runs them; what one shows is in its issue. */
export async function reproduceFindings(
  opinion: Opinion,
  settings: OpinionSettings,
  ask: Ask,
): Promise<void> {
  const { trial } = settings;
  const issues = opinion.findings?.matched.issues ?? [];
  if (!trial || !issues.length) return;
  const ordered = [...issues].sort((a, b) => rank(a) - rank(b));
  for (const issue of ordered.slice(MOST_TESTED))
    note(issue, `no test: only ${MOST_TESTED} findings are put to the test`);
  // One after the other: they run in the same copy.
  for (const issue of ordered.slice(0, MOST_TESTED)) {
    if (settings.signal.aborted) note(issue, 'no test: stopped');
    else await reproduce(issue, { opinion, settings, ask, trial });
  }
}

interface Court {
  opinion: Opinion;
  settings: OpinionSettings;
  ask: Ask;
  trial: Trial;
}

async function reproduce(issue: Issue, court: Court): Promise<void> {
  const { opinion, settings, ask, trial } = court;
  const writer = verifierOf(issue, settings);
  if (!writer) return note(issue, 'no test: nobody is there to write one who did not report it');
  const said = await ask(
    writer,
    testPrompt(settings.material, trial.command, asShown(issue, 0, settings)),
    'none',
  );
  opinion.checks.push(said);
  if (said.answer === null) return note(issue, `no test: ${writer.name} gave no answer: ${said.message}`);
  const written = testIn(said.answer);
  if (typeof written === 'string') return note(issue, `no test: ${writer.name}: ${written}`);
  const failure = await whyNot(written, court);
  if (typeof failure === 'string') return note(issue, `not reproduced: ${failure}`);
  settle(issue, writer, written, failure);
}

interface Written {
  file: string;
  test: string;
  /** The same with an input that works: that the harness is sound. */
  control: string;
  /** What the failing test prints. */
  prints: string;
}

interface Failure {
  output: string;
  passedBefore: boolean | null;
}

/** Runs the control and the test; returns why they show nothing, else how the test failed. */
async function whyNot(
  { file, test, control, prints }: Written,
  { settings, trial }: Court,
): Promise<string | Failure> {
  const { signal } = settings;
  const sound = await trial.run({ file, text: control }, 'after', signal);
  if (!sound) return `the test may not stand at ${file}`;
  if (!sound.passed) return `its control fails, too: ${lastLine(sound)}`;
  const failed = await trial.run({ file, text: test }, 'after', signal);
  if (!failed || failed.timedOut) return 'the test did not end in time';
  if (failed.passed) return 'the test that should fail passes';
  if (!failed.output.includes(prints)) return `the test fails with something else: ${lastLine(failed)}`;
  const before = await trial.run({ file, text: test }, 'before', signal);
  const passedBefore = before && !before.timedOut ? before.passed : null;
  return { output: failed.output.split('\n').slice(-OUTPUT_LINES).join('\n'), passedBefore };
}

function settle(
  issue: Issue,
  { name }: Respondent,
  { file, test }: Written,
  { output, passedBefore }: Failure,
): void {
  const before = passedBefore ? ', and passes without the change' : '';
  const doubt = issue.check?.verification === 'disputed' ? `; but ${issue.check.why}` : '';
  issue.check = {
    verification: 'reproduced',
    why: `a test by ${name} fails with the change${before}, and its control passes${doubt}`,
  };
  issue.reproduction = { file, test, output, passedBefore };
}

/** What a reply has as a test; else why there is none. */
function testIn(reply: string): Written | string {
  const [row] = listAt(objectIn(reply), 'tests');
  if (!isRecord(row)) return 'nothing in its reply is a test';
  const [file = '', test = '', control = '', prints = '', why = ''] = [
    'file',
    'test',
    'control',
    'prints',
    'why',
  ].map((name) => textAt(row, name) ?? '');
  if (!test.trim()) return why.trim() || 'it names no input to test with';
  if (!file.trim() || !control.trim() || prints.trim().length < 3)
    return 'its test has no file, no control or no output to tell it by';
  if (test.length > MOST_TEST_CHARS || control.length > MOST_TEST_CHARS) return 'its test is too long';
  return { file: file.trim(), test, control, prints: prints.trim() };
}

function note(issue: Issue, why: string): void {
  const check = issue.check ?? { verification: 'not checked' as const, why: '' };
  issue.check = { ...check, why: [check.why, why].filter(Boolean).join('; ') };
}

const rank = ({ findings }: Issue): number =>
  Math.min(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));

const lastLine = ({ output }: TestRun): string =>
  (output.split('\n').filter(Boolean).at(-1) ?? 'no output').slice(0, 200);
