// One plan carried out by several, each alone and in copies of its own; its checks decide who succeeded, and one reviewer whose work is best.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { parseReviewer } from '../plan/executors.ts';
import type { PlanReport } from '../plan/report/plan-report.ts';
import { checkExecutors } from '../plan/run/plan-executors.ts';
import { reviewerName } from '../plan/run/review-work.ts';
import { columns, duration, usd } from '../terminal/format.ts';
import { bold } from '../terminal/style.ts';
import { visibleJson } from '../terminal/visible.ts';
import { type OpenedPlan, openPlan, readState } from './plan-open.ts';
import { type RunOptions, runPlanFile } from './plan-run.ts';

/** Who looks at all alternatives when the plan names nobody. */
const DEFAULT_REVIEWER = 'opus';

/** What of its report counts, or is shown. */
type Told =
  | 'proven'
  | 'done'
  | 'steps'
  | 'review'
  | 'costUsd'
  | 'uncertainUsd'
  | 'base'
  | 'branch'
  | 'takeOver';

/** What one made of the plan. */
export interface Alternative {
  by: string;
  report: Pick<PlanReport, Told>;
  code: ExitCode;
}

/** Reads who is to carry out a plan: tiers, or other CLIs. Throws UsageError. */
function candidatesIn(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const wrong = names.find((name) => !parseReviewer(name));
  if (wrong || names.length < 2 || new Set(names).size < names.length)
    throw new UsageError(
      `--best-of ${text}: expected two or more, each once: tiers, codex, gemini or copilot, as in --best-of sonnet,opus,codex.`,
    );
  return names;
}

/** Has a plan carried out by each of several, and says whose work is best; nothing is merged. */
export async function runBestOf(
  host: Host,
  file: string,
  bestOf: string,
  options: RunOptions,
): Promise<ExitCode> {
  const names = candidatesIn(bestOf);
  if (options.executor || options.merge || options.again)
    throw new UsageError(
      '--best-of says who carries out the plan and merges nothing: leave out --executor, --merge and --again.',
    );
  const opened = await openPlan(host, file);
  const reviewer = opened.plan.review ? reviewerName(opened.plan.review) : DEFAULT_REVIEWER;
  const files = new Map(names.map((name) => [name, planFor(name, reviewer, file, opened)]));
  // Before anything is paid for: a plan that all can carry out.
  for (const own of files.values()) {
    const { plan, folder } = await openPlan(host, own);
    await checkExecutors(plan, readState(host, { plan, folder }), host.env);
  }
  const made: Alternative[] = [];
  for (const [name, own] of files) {
    host.stderr.write(`${name} carries out the plan:\n`);
    const one = await carriedOut(host, own, name, { ...options, ...leftOf(options, made) });
    if (!one) return EXIT.usage;
    made.push(one);
    if (one.code === EXIT.interrupted || one.code === EXIT.ceiling) break;
  }
  const best = bestIn(made);
  show(host, { made, best, reviewer }, options.json === true);
  const stopped = made.find(({ code }) => code === EXIT.interrupted || code === EXIT.ceiling);
  return stopped?.code ?? (best ? EXIT.ok : EXIT.incomplete);
}

/** Writes the plan with everything to be carried out by one, and returns its file. */
function planFor(name: string, reviewer: string, file: string, { plan, folder, home }: OpenedPlan): string {
  const [, open = '', header = '', rest = ''] =
    /^(---[^\n]*\n)([\s\S]*?)(\n---[^\n]*\n[\s\S]*)$/.exec(readFileSync(file, 'utf8')) ?? [];
  const document = parseDocument(header);
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const { tier } = parseReviewer(name) ?? { tier: null };
  document.set('name', `${plan.name}-by-${slug}`);
  document.set('review', reviewer);
  // It stays with who was named: higher tiers are other alternatives.
  if (tier) document.set('top', tier);
  for (const [at, { files }] of plan.steps.entries()) {
    if (!files.length) continue;
    for (const key of ['tier', 'executor', 'top', ...(tier ? [] : ['effort'])])
      document.deleteIn(['steps', at, key]);
    document.setIn(['steps', at, tier ? 'tier' : 'executor'], name);
  }
  const made = join(home, 'best-of', `${basename(folder)}-${slug}.md`);
  mkdirSync(join(home, 'best-of'), { recursive: true, mode: 0o700 });
  writeFileSync(made, `${open}${document.toString().trimEnd()}${rest}`, { mode: 0o600 });
  return made;
}

/** The ceiling is for all together. */
function leftOf({ maxCost }: RunOptions, made: readonly Alternative[]): Pick<RunOptions, 'maxCost'> {
  if (maxCost === undefined) return {};
  const spent = made.reduce((sum, { report }) => sum + report.costUsd + report.uncertainUsd, 0);
  return { maxCost: Math.max(0.01, maxCost - spent) };
}

/** Runs one of the plans; null when it was not approved. */
async function carriedOut(
  host: Host,
  file: string,
  by: string,
  options: RunOptions,
): Promise<Alternative | null> {
  let text = '';
  const stdout = { ...host.stdout, write: (part: string) => (text += part) };
  const code = await runPlanFile({ ...host, stdout }, file, { ...options, json: true });
  return text ? { by, code, report: JSON.parse(text) } : null;
}

const succeeded = ({ report }: Alternative): boolean => report.proven && report.done === report.steps.length;

const count = ({ report }: Alternative, wanted: string): number =>
  (report.review?.findings ?? []).filter(({ severity }) => severity === wanted).length;

/** Returns the best of those whose checks all passed, null without any: fewest critical findings, then major ones, looked at before not, then the cheapest. */
export function bestIn(made: readonly Alternative[]): Alternative | null {
  const rank = (one: Alternative): number[] => [
    count(one, 'critical'),
    count(one, 'major'),
    one.report.review?.findings ? 0 : 1,
    one.report.costUsd + one.report.uncertainUsd,
  ];
  const [best] = made.filter(succeeded).sort((a, b) => firstDifference(rank(a), rank(b)));
  return best ?? null;
}

const firstDifference = (one: readonly number[], other: readonly number[]): number =>
  one.map((value, at) => value - (other[at] ?? 0)).find((difference) => difference !== 0) ?? 0;

interface Outcome {
  made: readonly Alternative[];
  best: Alternative | null;
  reviewer: string;
}

function show({ stdout }: Host, { made, best, reviewer }: Outcome, json: boolean): void {
  if (json) {
    const alternatives = made.map(({ by, report }) => ({ by, passed: report.proven, report }));
    stdout.write(`${visibleJson({ best: best?.by ?? null, reviewer, alternatives })}\n`);
    return;
  }
  const [head = '', ...rows] = columns(
    [['by', 'checks', 'findings', 'cost', 'time', 'branch'], ...made.map(rowOf)],
    ['left', 'left', 'left', 'right', 'right', 'left'],
  );
  const own = made.some(({ by }) => by === reviewer) ? `, ${reviewer} its own work, too` : '';
  const lines = best
    ? [
        `Best: ${best.by}, by its checks and then by what ${reviewer} found${own}. Look at it: git diff ${best.report.base}...${best.report.branch}`,
        ...(best.report.takeOver ? [`Take it over: ${best.report.takeOver}`] : []),
      ]
    : ['None passed all checks.'];
  stdout.write(`${[bold(head), ...rows, '', ...lines].join('\n')}\n`);
}

function rowOf(one: Alternative): string[] {
  const { report } = one;
  const { findings, why } = report.review ?? { findings: null, why: '' };
  const found = ['critical', 'major', 'minor']
    .map((severity) => `${count(one, severity)} ${severity}`)
    .join(', ');
  const seconds = report.steps.reduce((sum, step) => sum + step.seconds, 0);
  const unknown = report.uncertainUsd ? ` and up to ${usd(report.uncertainUsd)}` : '';
  return [
    one.by,
    succeeded(one) ? 'all passed' : `${report.done} of ${report.steps.length}`,
    findings ? found : `not reviewed${why ? `: ${why}` : ''}`,
    `${usd(report.costUsd)}${unknown}`,
    duration(seconds),
    report.branch ?? '-',
  ];
}
