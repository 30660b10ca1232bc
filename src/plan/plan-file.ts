// The plan file: what the planner writes, a person approves and the run carries out. Everything wrong with it is found at once.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import { isGuarded } from '../ask/claude-cli.ts';
import { systemReason, UsageError } from '../errors.ts';
import { describeIssue, parseLocated } from '../front-matter.ts';
import type { Catalog } from '../models/catalog.ts';
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import { EXECUTOR_NAMES, type ExecutorName, parseExecutor } from './executors.ts';
import { overlap, patternProblem } from './glob.ts';
import { parseSections, type Section } from './sections.ts';

/** What a step is, as routing learns from it. */
export const KINDS = ['code', 'test', 'refactor', 'docs', 'config', 'mechanical'] as const;
export type Kind = (typeof KINDS)[number];

export interface Step {
  id: string;
  title: string;
  kind: Kind;
  /** What it may change: paths and patterns relative to the repository. Empty: nothing, it only checks. */
  files: readonly string[];
  /** Ids of the steps whose work it stands on. */
  needs: readonly string[];
  /** Null when another CLI than Claude Code carries it out. */
  tier: TierName | null;
  executor: ExecutorName;
  /** The other CLI's model; null for its default. */
  model: string | null;
  effort: Effort | null;
  /** The shell command whose success proves the step done. */
  verify: string;
  /** For all its tries together; null for a limit on each try only. */
  budgetUsd: number | null;
  timeoutMinutes: number;
  specification: string;
  /** Line of the file where it is declared. */
  line: number;
}

export interface Plan {
  file: string;
  name: string;
  title: string;
  /** In the order of the file, which is the order of the commits. */
  steps: readonly Step[];
  /** Run in every fresh working copy before anything else, such as `npm ci`; null for nothing. */
  setup: string | null;
  /** What happens to a step that changed files outside its list: `refuse` them, or `ask` a person. */
  outside: 'refuse' | 'ask';
  /** The highest tier a failing step may climb to. */
  top: TierName;
  budgetUsd: number | null;
  /** All sections that are not a step's: what every step gets to read. */
  shared: string;
  /** Changes with any byte of the file: what a person approved. */
  hash: string;
}

export interface Problem {
  line: number;
  message: string;
}

export interface CheckedPlan {
  /** Null when something is wrong. */
  plan: Plan | null;
  /** In the order of the file. */
  problems: Problem[];
}

/** What a handoff has to say, for a model that has read nothing else: the title and how it may be written. */
export const HANDOFF = [
  'Goal and non-goals',
  'Folder structure',
  'Interface contracts',
  'Module responsibilities',
  'Build order',
  'Edge cases',
] as const;

const DEFAULT_TIMEOUT_MINUTES = 30;
const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const id = z.string().regex(ID, 'expected a short name of small letters, digits and hyphens');
const dollars = z.number().positive('expected an amount in US dollars above 0');
const minutes = z
  .number()
  .positive()
  .max(24 * 60);
const command = z.string().trim().min(1, 'expected a shell command');

const StepHeader = z.strictObject({
  id,
  title: z.string().trim().min(1, 'expected a title'),
  kind: z.enum(KINDS).default('code'),
  files: z.array(z.string()),
  needs: z.array(z.string()).default([]),
  tier: z.enum(TIER_NAMES).optional(),
  executor: z.string().optional(),
  effort: z.enum(EFFORTS).optional(),
  verify: command,
  budgetUsd: dollars.optional(),
  timeoutMinutes: minutes.optional(),
});

const Header = z.strictObject({
  name: id.optional(),
  steps: z.array(StepHeader).min(1, 'expected at least one step'),
  setup: command.optional(),
  outside: z.enum(['refuse', 'ask']).default('refuse'),
  top: z.enum(TIER_NAMES).optional(),
  budgetUsd: dollars.optional(),
  timeoutMinutes: minutes.default(DEFAULT_TIMEOUT_MINUTES),
});
type Header = z.output<typeof Header>;

/** Reads and checks a plan. Throws UsageError when the file cannot be read or its header is no YAML. */
export function readPlan(file: string, catalog: Catalog): CheckedPlan {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: cannot read the plan: ${systemReason(error)}.`);
  }
  return checkPlan(text, file, catalog);
}

/** Checks the text of a plan and says everything that is wrong with it. */
export function checkPlan(text: string, file: string, catalog: Catalog): CheckedPlan {
  const { header, body, bodyLine, lineOf } = parseLocated(text, file);
  const problems: Problem[] = [];
  const report = (line: number, message: string): void => {
    problems.push({ line, message });
  };
  const document = parseSections(body, bodyLine);
  const parsed = Header.safeParse(header);
  for (const issue of parsed.error?.issues ?? []) {
    const at = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] as string] : issue.path;
    report(lineOf(at), `${nameOf(issue.path, header)}${describeIssue(issue)}`);
  }
  // What can be read of the steps is checked, whatever else is wrong.
  const steps = readableSteps(header);
  checkIds(steps, lineOf, report);
  checkSections(steps, document.sections, lineOf, report);
  checkHandoff(document.sections, document.end, report);
  checkFiles(steps, lineOf, report);
  checkWho(steps, catalog, lineOf, report);
  if (!findCycle(steps, lineOf, report)) checkParallel(steps, lineOf, report);
  problems.sort((a, b) => a.line - b.line);
  if (problems.length || !parsed.data) return { plan: null, problems };
  return { plan: build(parsed.data, document.sections, { file, text, lineOf }), problems };
}

type LineOf = (path: readonly PropertyKey[]) => number;
type Report = (line: number, message: string) => void;

interface ReadableStep {
  index: number;
  id: string;
  files: string[];
  needs: string[];
  tier: unknown;
  executor: unknown;
  effort: unknown;
}

function readableSteps(header: unknown): ReadableStep[] {
  const steps = (header as { steps?: unknown })?.steps;
  if (!Array.isArray(steps)) return [];
  const strings = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  return steps.flatMap((step, index) =>
    typeof step?.id === 'string'
      ? [
          {
            index,
            id: step.id,
            files: strings(step.files),
            needs: strings(step.needs),
            tier: step.tier,
            executor: step.executor,
            effort: step.effort,
          },
        ]
      : [],
  );
}

function nameOf(path: readonly PropertyKey[], header: unknown): string {
  if (!path.length) return '';
  if (path[0] !== 'steps' || path.length < 2) return `${path.join('.')}: `;
  const step = (header as { steps: { id?: unknown }[] }).steps[Number(path[1])];
  const name = typeof step?.id === 'string' ? `step ${step.id}` : `step ${Number(path[1]) + 1}`;
  return path.length > 2 ? `${name}: ${path.slice(2).join('.')}: ` : `${name}: `;
}

function checkIds(steps: readonly ReadableStep[], lineOf: LineOf, report: Report): void {
  const seen = new Set<string>();
  for (const { id, index } of steps) {
    if (seen.has(id)) report(lineOf(['steps', index, 'id']), `two steps are called ${id}`);
    seen.add(id);
  }
  for (const { id, index, needs } of steps) {
    for (const [at, need] of needs.entries()) {
      const line = lineOf(['steps', index, 'needs', at]);
      if (need === id) report(line, `step ${id} needs itself`);
      else if (!seen.has(need)) report(line, `step ${id} needs ${need}, and there is no such step`);
    }
  }
}

function checkSections(
  steps: readonly ReadableStep[],
  sections: readonly Section[],
  lineOf: LineOf,
  report: Report,
): void {
  const specified = new Map<string, Section>();
  for (const section of sections) {
    if (section.step === null) continue;
    if (!steps.some(({ id }) => id === section.step)) {
      report(section.line, `there is a section for step ${section.step}, which is not among the steps`);
    } else if (specified.has(section.step)) {
      report(section.line, `step ${section.step} has two sections`);
    } else if (!section.text) {
      report(section.line, `the section of step ${section.step} is empty: say what to build`);
    }
    specified.set(section.step, section);
  }
  for (const { id, index } of steps) {
    if (specified.has(id)) continue;
    report(lineOf(['steps', index]), `step ${id} has no section: add "## Step ${id}" with what to build`);
  }
}

const normal = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^a-z]+/g, ' ')
    .trim();

function checkHandoff(sections: readonly Section[], end: number, report: Report): void {
  for (const wanted of HANDOFF) {
    const section = sections.find(({ step, title }) => step === null && normal(title) === normal(wanted));
    if (!section) report(end, `the section "## ${wanted}" is missing`);
    else if (!section.text) report(section.line, `the section "## ${wanted}" is empty`);
  }
}

function checkFiles(steps: readonly ReadableStep[], lineOf: LineOf, report: Report): void {
  for (const { id, index, files, tier } of steps) {
    for (const [at, pattern] of files.entries()) {
      const line = lineOf(['steps', index, 'files', at]);
      const problem = patternProblem(pattern);
      if (problem) report(line, `step ${id}: the file "${pattern}" ${problem}`);
      else if (tier !== undefined && isGuarded(pattern)) {
        report(
          line,
          `step ${id}: Claude Code changes ${pattern} only when a person allows it; do that by hand, or name another executor`,
        );
      }
    }
  }
}

function checkWho(steps: readonly ReadableStep[], catalog: Catalog, lineOf: LineOf, report: Report): void {
  for (const { id, index, tier, executor, effort } of steps) {
    if (tier === undefined && executor === undefined) {
      report(
        lineOf(['steps', index]),
        `step ${id} says neither tier (${TIER_NAMES.join(', ')}) nor executor (${EXECUTOR_NAMES.join(', ')})`,
      );
    }
    const named = typeof executor === 'string' ? parseExecutor(executor) : null;
    if (typeof executor === 'string' && !named) {
      report(
        lineOf(['steps', index, 'executor']),
        `step ${id}: there is no executor "${executor}"; choose one of ${EXECUTOR_NAMES.join(', ')}, with a model behind a colon if need be`,
      );
    }
    if (named && named.name !== 'claude' && tier !== undefined) {
      report(
        lineOf(['steps', index, 'tier']),
        `step ${id}: ${named.name} has no tiers; say tier or executor`,
      );
    }
    if (named?.name === 'claude' && (named.model || tier === undefined)) {
      report(lineOf(['steps', index, 'executor']), `step ${id}: for Claude Code say the tier, not a model`);
    }
    const model = TIER_NAMES.find((name) => name === tier);
    const efforts = model && catalog.model(catalog.tiers[model].model)?.efforts;
    if (
      efforts &&
      effort !== undefined &&
      EFFORTS.includes(effort as Effort) &&
      !efforts.includes(effort as Effort)
    ) {
      report(
        lineOf(['steps', index, 'effort']),
        `step ${id}: ${model} (${catalog.tiers[model].model}) has no effort "${effort}"`,
      );
    }
  }
}

/** Reports a cycle among the needs, if there is one. */
function findCycle(steps: readonly ReadableStep[], lineOf: LineOf, report: Report): boolean {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const done = new Set<string>();
  for (const { id: start } of steps) {
    const cycle = cycleFrom(start, [], byId, done);
    if (!cycle) continue;
    if (cycle.length > 2) {
      const first = byId.get(cycle[0] as string) as ReadableStep;
      report(lineOf(['steps', first.index, 'needs']), `these steps need each other: ${cycle.join(' -> ')}`);
    }
    return true;
  }
  return false;
}

function cycleFrom(
  id: string,
  path: readonly string[],
  byId: ReadonlyMap<string, ReadableStep>,
  done: Set<string>,
): string[] | null {
  if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
  if (done.has(id)) return null;
  for (const need of byId.get(id)?.needs ?? []) {
    const cycle = cycleFrom(need, [...path, id], byId, done);
    if (cycle) return cycle;
  }
  done.add(id);
  return null;
}

function checkParallel(steps: readonly ReadableStep[], lineOf: LineOf, report: Report): void {
  const before = ancestors(steps);
  for (const [at, one] of steps.entries()) {
    for (const other of steps.slice(at + 1)) {
      if (one.id === other.id || before.get(one.id)?.has(other.id) || before.get(other.id)?.has(one.id))
        continue;
      const shared = other.files.findIndex((file) => one.files.some((mine) => overlap(mine, file)));
      if (shared < 0) continue;
      report(
        lineOf(['steps', other.index, 'files', shared]),
        `steps ${one.id} and ${other.id} can run at the same time and both may change ${other.files[shared]}: let one need the other, or split the files`,
      );
    }
  }
}

/** For each step every step it stands on, directly or not. The needs must have no cycle. */
export function ancestors(steps: readonly Pick<Step, 'id' | 'needs'>[]): Map<string, Set<string>> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Map<string, Set<string>>();
  const of = (id: string): Set<string> => {
    const known = found.get(id);
    if (known) return known;
    const all = new Set<string>();
    for (const need of byId.get(id)?.needs ?? []) for (const one of [need, ...of(need)]) all.add(one);
    found.set(id, all);
    return all;
  };
  for (const { id } of steps) of(id);
  return found;
}

interface Source {
  file: string;
  text: string;
  lineOf: LineOf;
}

function build(header: Header, sections: readonly Section[], { file, text, lineOf }: Source): Plan {
  const name =
    header.name ??
    (basename(file)
      .replace(/\.[^.]*$/, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) ||
      'plan');
  const shared = sections.filter(({ step }) => step === null);
  return {
    file,
    name,
    title: shared.find(({ level }) => level === 1)?.title ?? name,
    steps: header.steps.map((step, index): Step => {
      const executor = (step.executor && parseExecutor(step.executor)) || {
        name: 'claude' as const,
        model: null,
      };
      return {
        id: step.id,
        title: step.title,
        kind: step.kind,
        files: step.files,
        needs: step.needs,
        tier: step.tier ?? null,
        executor: executor.name,
        model: executor.model,
        effort: step.effort ?? null,
        verify: step.verify,
        budgetUsd: step.budgetUsd ?? null,
        timeoutMinutes: step.timeoutMinutes ?? header.timeoutMinutes,
        specification: sections.find((section) => section.step === step.id)?.text ?? '',
        line: lineOf(['steps', index]),
      };
    }),
    setup: header.setup ?? null,
    outside: header.outside,
    top: header.top ?? 'opus',
    budgetUsd: header.budgetUsd ?? null,
    shared: shared
      .map(({ source }) => source.trim())
      .join('\n\n')
      .trim(),
    hash: sha256(text),
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * What a step's result depends on: what it is to do, how that is proved, and the same of the steps it stands on. A change of
 * tier, effort or budget redoes nothing that is done.
 */
export function fingerprints(plan: Plan): Map<string, string> {
  const byId = new Map(plan.steps.map((step) => [step.id, step]));
  const found = new Map<string, string>();
  const of = (id: string): string => {
    const known = found.get(id);
    if (known) return known;
    const { files, needs, verify, specification } = byId.get(id) as Step;
    const print = sha256(JSON.stringify([files, verify, specification, needs.map(of)])).slice(0, 16);
    found.set(id, print);
    return print;
  };
  for (const { id } of plan.steps) of(id);
  return found;
}
