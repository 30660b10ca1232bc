// What can be wrong with a plan beyond the shape of its header. Each check reports all it finds, by line.
import { isGuarded } from '../../ask/claude-cli.ts';
import type { Catalog } from '../../models/catalog.ts';
import { EFFORTS, TIER_NAMES } from '../../models/table.ts';
import { EXECUTOR_NAMES, parseExecutor } from '../executors.ts';
import { overlap, patternProblem } from './glob.ts';
import { checkGoal } from './handoff.ts';
import { ancestors } from './order.ts';
import type { Document, Section } from './plan-sections.ts';

/** Returns the line of the file where a part of the header stands. */
export type LineOf = (path: readonly PropertyKey[]) => number;

/** What the checks work with. */
export interface Checking {
  lineOf: LineOf;
  /** Called with each problem. */
  report(line: number, message: string): void;
}

/** What can be read of a step, whatever else is wrong with it. */
export interface ReadableStep {
  index: number;
  id: string;
  files: string[];
  needs: string[];
  tier: unknown;
  executor: unknown;
  effort: unknown;
}

/** Returns the steps of a header that have an id. */
export function readableSteps(header: unknown): ReadableStep[] {
  const steps = (header as { steps?: unknown })?.steps;
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step, index) => {
    if (typeof step?.id !== 'string') return [];
    const { id, tier, executor, effort } = step;
    return [{ index, id, files: strings(step.files), needs: strings(step.needs), tier, executor, effort }];
  });
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Returns what a path in a header is called: `step one: files: `. */
export function nameOf(path: readonly PropertyKey[], header: unknown): string {
  if (!path.length) return '';
  if (path[0] !== 'steps' || path.length < 2) return `${path.join('.')}: `;
  const step = (header as { steps: { id?: unknown }[] }).steps[Number(path[1])];
  const name = typeof step?.id === 'string' ? `step ${step.id}` : `step ${Number(path[1]) + 1}`;
  return path.length > 2 ? `${name}: ${path.slice(2).join('.')}: ` : `${name}: `;
}

/** Reports what is wrong with the steps and sections of a plan, beyond the shape of its header. */
export function checkSteps(
  steps: readonly ReadableStep[],
  { sections, end }: Document,
  catalog: Catalog,
  to: Checking,
): void {
  checkIds(steps, to);
  checkSections(steps, sections, to);
  checkGoal(sections, end, to);
  for (const step of steps) {
    checkFiles(step, to);
    checkWho(step, to);
    checkEffort(step, catalog, to);
  }
  if (!findCycle(steps, to)) checkParallel(steps, to);
}

function checkIds(steps: readonly ReadableStep[], { lineOf, report }: Checking): void {
  const seen = new Set<string>();
  for (const { id, index } of steps) {
    if (seen.has(id)) report(lineOf(['steps', index, 'id']), `two steps are called ${id}`);
    seen.add(id);
  }
  for (const { id, index, needs } of steps) {
    for (const [at, need] of needs.entries()) {
      const line = lineOf(['steps', index, 'needs', at]);
      if (need === id) report(line, `step ${id} needs itself`);
      else if (!seen.has(need)) report(line, `step ${id} needs ${need}, which is not a step`);
    }
  }
}

function checkSections(
  steps: readonly ReadableStep[],
  sections: readonly Section[],
  { lineOf, report }: Checking,
): void {
  const specified = new Set<string>();
  for (const { step, line, text } of sections) {
    if (step === null) continue;
    if (!steps.some(({ id }) => id === step)) {
      report(line, `this section is for step ${step}, which is not among the steps`);
    } else if (specified.has(step)) {
      report(line, `step ${step} has two sections`);
    } else if (!text) {
      report(line, `the section of step ${step} is empty: say what to build`);
    }
    specified.add(step);
  }
  for (const { id, index } of steps) {
    if (specified.has(id)) continue;
    report(lineOf(['steps', index]), `step ${id} has no section: add "## Step ${id}" with what to build`);
  }
}

function checkFiles({ id, index, files, tier }: ReadableStep, { lineOf, report }: Checking): void {
  for (const [at, pattern] of files.entries()) {
    const line = lineOf(['steps', index, 'files', at]);
    const problem = patternProblem(pattern);
    if (problem) report(line, `step ${id}: the file "${pattern}" ${problem}`);
    else if (tier !== undefined && isGuarded(pattern)) {
      report(
        line,
        `step ${id}: Claude Code changes ${pattern} only with your permission: change it by hand, or choose another executor`,
      );
    }
  }
}

function checkWho({ id, index, tier, executor }: ReadableStep, { lineOf, report }: Checking): void {
  if (tier === undefined && executor === undefined) {
    report(
      lineOf(['steps', index]),
      `step ${id} has neither a tier (${TIER_NAMES.join(', ')}) nor an executor (${EXECUTOR_NAMES.join(', ')})`,
    );
  }
  if (typeof executor !== 'string') return;
  const named = parseExecutor(executor);
  const line = lineOf(['steps', index, 'executor']);
  if (!named) {
    report(
      line,
      `step ${id}: unknown executor "${executor}". Expected one of: ${EXECUTOR_NAMES.join(', ')}; codex:<model> names its model`,
    );
  } else if (named.name !== 'claude' && tier !== undefined) {
    report(
      lineOf(['steps', index, 'tier']),
      `step ${id}: ${named.name} has no tiers: give a tier or an executor, not both`,
    );
  } else if (named.name === 'claude' && (named.model || tier === undefined)) {
    report(line, `step ${id}: for Claude Code, give a tier instead of a model`);
  }
}

function checkEffort(
  { id, index, tier, effort }: ReadableStep,
  catalog: Catalog,
  { lineOf, report }: Checking,
): void {
  const known = TIER_NAMES.find((name) => name === tier);
  const wanted = EFFORTS.find((name) => name === effort);
  if (!known || !wanted) return;
  const { model } = catalog.tiers[known];
  const efforts = catalog.model(model)?.efforts;
  if (!efforts || efforts.includes(wanted)) return;
  report(lineOf(['steps', index, 'effort']), `step ${id}: ${known} (${model}) has no effort "${wanted}"`);
}

/** Reports a cycle among the needs, if there is one. */
function findCycle(steps: readonly ReadableStep[], { lineOf, report }: Checking): boolean {
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

function checkParallel(steps: readonly ReadableStep[], { lineOf, report }: Checking): void {
  const before = ancestors(steps);
  const isOrdered = (a: string, b: string): boolean =>
    a === b || before.get(a)?.has(b) === true || before.get(b)?.has(a) === true;
  for (const [at, one] of steps.entries()) {
    for (const other of steps.slice(at + 1)) {
      if (isOrdered(one.id, other.id)) continue;
      const shared = other.files.findIndex((file) => one.files.some((mine) => overlap(mine, file)));
      if (shared < 0) continue;
      report(
        lineOf(['steps', other.index, 'files', shared]),
        `steps ${one.id} and ${other.id} can run at the same time and both may change ${other.files[shared]}: let one need the other, or split the files`,
      );
    }
  }
}
