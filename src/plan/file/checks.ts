// What can be wrong with a plan beyond the shape of its header. Each check says all it finds, by line.
import { isGuarded } from '../../ask/claude-cli.ts';
import type { Catalog } from '../../models/catalog.ts';
import { EFFORTS, type Effort, TIER_NAMES } from '../../models/table.ts';
import { EXECUTOR_NAMES, parseExecutor } from '../executors.ts';
import { overlap, patternProblem } from './glob.ts';
import { ancestors } from './order.ts';
import type { Document, Section } from './plan-sections.ts';

/** What a handoff has to say, for a model that has read nothing else: the titles of its sections. */
const HANDOFF = [
  'Goal and non-goals',
  'Folder structure',
  'Interface contracts',
  'Module responsibilities',
  'Build order',
  'Edge cases',
] as const;

export type LineOf = (path: readonly PropertyKey[]) => number;
type Report = (line: number, message: string) => void;

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

/** The steps of a header that have an id. */
export function readableSteps(header: unknown): ReadableStep[] {
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

/** What a path in a header is called: `step one: files: `. */
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
  lineOf: LineOf,
  report: Report,
): void {
  checkIds(steps, lineOf, report);
  checkSections(steps, sections, lineOf, report);
  checkHandoff(sections, end, report);
  checkFiles(steps, lineOf, report);
  checkWho(steps, catalog, lineOf, report);
  if (!findCycle(steps, lineOf, report)) checkParallel(steps, lineOf, report);
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
