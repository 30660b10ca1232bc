import { type Command, Option } from 'commander';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { parseTierName } from '../models/catalog.ts';
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import { rememberPlan } from '../plan/run/plan-folder.ts';
import { recordStep } from '../plan/run/record-step.ts';
import { dollars, positiveInteger } from './options.ts';
import { openPlan, readState } from './plan-open.ts';

export interface RecordOptions {
  passed?: boolean;
  failed?: boolean;
  unchecked?: boolean;
  tier?: TierName;
  effort?: Effort;
  tries: number;
  cost?: number;
  commit?: string;
  why?: string;
}

/** Adds what `record` is told. */
export const withRecordOptions = (command: Command): Command =>
  command
    .description(
      'Record how a step ended that was carried out elsewhere: by hand, or by a subagent of a session.',
    )
    .argument('<plan>', 'the Markdown file')
    .argument('<step>', 'the id of the step')
    .option('--passed', 'the step is done and committed; its check is run, and must pass')
    .option('--failed', 'its check does not pass')
    .option('--unchecked', 'with --passed: record it without running its check')
    .option('--commit <revision>', 'the commit that holds its work (default: the one checked out now)')
    .option('--tier <tier>', TIER_NAMES.join(', '), parseTierName)
    .addOption(new Option('--effort <effort>', 'the effort it ran with').choices(EFFORTS))
    .option('--tries <n>', 'how many tries it took', positiveInteger, 1)
    .option('--cost <usd>', 'what they cost in US dollars', dollars)
    .option('--why <text>', 'what you need to know about it');

/** Records how a step ended. */
export async function record(
  host: Host,
  file: string,
  options: RecordOptions & { step: string },
): Promise<ExitCode> {
  if ((options.passed === true) === (options.failed === true)) {
    throw new UsageError('Say how the step ended: --passed or --failed.');
  }
  const opened = await openPlan(host, file);
  readState(host, opened);
  const { tier = null, effort = null, tries, cost, commit, why = '' } = options;
  rememberPlan(opened.folder, opened.repository.root, opened.plan);
  const { done, message } = await recordStep(opened, options.step, {
    passed: options.passed === true,
    unchecked: options.unchecked === true,
    rung: { tier, effort },
    tries,
    costUsd: cost ?? null,
    revision: commit ?? null,
    why,
  });
  host.stdout.write(`${message}\n`);
  return done ? EXIT.ok : EXIT.incomplete;
}
