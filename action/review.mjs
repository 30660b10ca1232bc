import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lastLine, output, summarize, tierwise } from './workflow.mjs';

const { env } = process;

/** Reviews the changes of a pull request. Returns the exit code: 1 when a finding is as severe as fail-on. */
export async function review({ input, folder }) {
  const range = input('DIFF') || pullRequest();
  const report = path.join(folder, 'review.md');
  const before = await spent();
  const failOn = input('FAIL_ON') ? [`--fail-on=${input('FAIL_ON')}`] : [];
  const args = ['opinion', '--review', `--diff=${range}`, `--ask=${input('ASK')}`, ...failOn];
  const { status, stdout, stderr } = await tierwise([
    ...args,
    '--format=github',
    `--out=${report}`,
    `--max-cost=${input('MAX_COST')}`,
  ]);
  output('cost', Math.max(0, (await spent()) - before));
  process.stdout.write(stdout); // the annotations
  if (!existsSync(report)) throw new Error(lastLine(stderr));
  output('result', report);
  summarize(readFileSync(report, 'utf8'));
  return status === 1 && !failOn.length ? 0 : status;
}

function pullRequest() {
  if (!env.GITHUB_BASE_REF)
    throw new Error(
      'diff: missing. Outside of a pull request, say what to review, for example HEAD~1..HEAD.',
    );
  return `origin/${env.GITHUB_BASE_REF}...HEAD`;
}

/** What all calls of this home have cost so far, in dollars. */
async function spent() {
  const { status, stdout, stderr } = await tierwise(['report', '--json']);
  if (status !== 0) throw new Error(lastLine(stderr));
  return JSON.parse(stdout).totals.costUsd;
}
