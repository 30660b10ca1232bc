// What action.yml runs: one task by the command that lies beside it, and its outcome for the workflow. No package is needed, and
// what the workflow's author wrote comes in variables, never in a script.
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { review } from './review.mjs';
import { tag } from './tag.mjs';
import { annotate } from './workflow.mjs';

const TASKS = { tag, review };
const { env } = process;
const input = (name) => (env[`TIERWISE_INPUT_${name}`] ?? '').trim();

try {
  const task = TASKS[input('TASK')];
  if (!task) throw new Error(`task: "${input('TASK')}". Expected one of: ${Object.keys(TASKS).join(', ')}.`);
  if (!/^\d+(\.\d+)?$/.test(input('MAX_COST')))
    throw new Error(`max-cost: "${input('MAX_COST')}". Expected dollars, for example 1.50.`);
  const folder = mkdtempSync(path.join(env.RUNNER_TEMP, 'tierwise-'));
  process.exitCode = await task({ input, folder });
} catch (error) {
  annotate('error', { title: 'tierwise' }, error.message);
  process.exitCode = 2;
}
