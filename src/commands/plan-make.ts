// One command from a goal to a branch: explore, plan, and then, once the user has approved it, implement, review and clean up.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { NO_USAGE } from '../models/cost.ts';
import { parseReviewer } from '../plan/executors.ts';
import { checkPlan } from '../plan/file/plan-file.ts';
import { findRepository } from '../plan/git/git.ts';
import { type MadeCall, makePlan } from '../plan/run/make-plan.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { usd } from '../terminal/format.ts';
import { createProgress } from '../terminal/progress.ts';
import { directRecorder } from '../usage/own-calls.ts';
import { roleOf } from './agent-role.ts';
import { withinBudgets } from './by-policy.ts';
import { openCatalog } from './catalog.ts';
import { dollars } from './options.ts';

export interface MakeOptions {
  review?: string;
  cleanup?: boolean;
  maxCost?: number;
}

/** Adds what `make` is told. */
export const withMakeOptions = (command: Command): Command =>
  command
    .description('Explore the code and write a plan for a goal, then, on a terminal, ask and run it.')
    .argument('<plan>', 'the Markdown file, which is new')
    .argument('<goal...>', 'what to change')
    .option('--review <who>', 'who reviews the finished branch: a tier, or codex, gemini, copilot')
    .option('--cleanup', 'add a last step on haiku: formatter, imports, docs')
    .option('--max-cost <usd>', `what exploring and planning may cost (default: ${MAKE_USD})`, dollars);

/** What exploring and planning may cost where nothing else is said. */
const MAKE_USD = 5;

/** Where `plan format` has its text from. */
export const FORMAT_FILE = join(PLUGIN_ROOT, 'skills', 'plan-then-execute', 'references', 'plan-format.md');

/** Has a plan written to a new file. Returns `ok`. Throws UsageError when that cannot be done. */
export async function make(host: Host, file: string, goal: string, options: MakeOptions): Promise<ExitCode> {
  const { env, cwd } = host;
  if (existsSync(file)) throw new UsageError(`${file}: the file exists already. Choose another name.`);
  if (options.review && !parseReviewer(options.review))
    throw new UsageError(`--review ${options.review}: expected a tier, or codex, gemini or copilot.`);
  const repository = await findRepository(cwd, env);
  const catalog = openCatalog(host);
  const progress = createProgress(host);
  const maxCostUsd = withinBudgets(host, options.maxCost ?? MAKE_USD) ?? MAKE_USD;
  let costUsd = 0;
  const record = directRecorder(dataHome(env), host, (error) =>
    progress.note(`The ledger cannot be written (${systemReason(error)}).`),
  );
  try {
    const text = await makePlan({
      ...{ goal, catalog, folder: repository.root, env, maxCostUsd, note: progress.note },
      format: readFileSync(FORMAT_FILE, 'utf8'),
      roles: { explorer: roleOf('explorer'), planner: roleOf('planner') },
      problemsIn: (plan) => problemsOf(withWishes(plan, options), file, catalog),
      onCall(call) {
        costUsd += call.answer.costUsd ?? 0;
        record(ledgerCall(call, basename(file)));
      },
    });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, withWishes(text, options), { flag: 'wx' });
  } finally {
    progress.end();
  }
  host.stderr.write(`${file} is written, for ${usd(costUsd)}.\n`);
  return EXIT.ok;
}

function problemsOf(text: string, file: string, catalog: ReturnType<typeof openCatalog>): string {
  try {
    return checkPlan(text, file, catalog)
      .problems.map(({ line, message }) => `${file}:${line}: ${message}`)
      .join('\n');
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** The plan with what the command line wants beside what the planner wrote. */
function withWishes(text: string, { review, cleanup }: MakeOptions): string {
  const header = /^---[\s\S]*?\n---/.exec(text)?.[0] ?? '';
  const lines = [
    ...(review && !/^review:/m.test(header) ? [`review: ${review}`] : []),
    ...(cleanup && !/^cleanup:/m.test(header) ? ['cleanup: true'] : []),
  ];
  return lines.length ? text.replace(/^---[ \t]*\n/, `---\n${lines.join('\n')}\n`) : text;
}

function ledgerCall(
  { requested, answer }: MadeCall,
  name: string,
): Parameters<ReturnType<typeof directRecorder>>[0] {
  const failed = 'failure' in answer;
  const served = (failed ? null : answer.served) ?? requested;
  const id = `plan-make|${name}|${Date.now()}|${requested}`;
  const reply = { id, requestId: null, served, usage: answer.usage ?? NO_USAGE, usOnly: false, fast: false };
  const stop = failed ? 'failed' : 'complete';
  return {
    ...{ source: 'plan', requested, effort: 'medium', costUsd: answer.costUsd ?? null },
    reply: { ...reply, isSum: true, stop },
  };
}
