// The plan file: what the planner writes, the user approves and the run carries out. Everything wrong with it is found at once.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import * as z from 'zod';
import type { Access } from '../../access/access.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { describeIssue, parseLocated } from '../../front-matter.ts';
import type { Catalog } from '../../models/catalog.ts';
import { EFFORTS, TIER_NAMES } from '../../models/table.ts';
import { parseExecutor, parseReviewer } from '../executors.ts';
import { checkReviewers, NOBODY } from './check-reviewers.ts';
import { checkSteps, type LineOf, nameOf, readableSteps } from './checks.ts';
import { cleanupStep } from './cleanup-step.ts';
import { ownReviewer } from './own-tests.ts';
import { KINDS, type Plan, type Problem, type Reviewer, type Step } from './plan.ts';
import { parseSections, type Section } from './plan-sections.ts';

export interface CheckedPlan {
  /** Null when something is wrong. */
  plan: Plan | null;
  /** In the order of the file. */
  problems: Problem[];
}

const DEFAULT_TIMEOUT_MINUTES = 30;
const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const id = z.string().regex(ID, 'expected a short name of lowercase letters, digits and hyphens');
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
  review: z.string().optional(),
  top: z.enum(TIER_NAMES).optional(),
  green: z.boolean().default(false),
  budgetUsd: dollars.optional(),
  timeoutMinutes: minutes.optional(),
});

const Header = z.strictObject({
  name: id.optional(),
  steps: z.array(StepHeader).min(1, 'expected at least one step'),
  setup: command.optional(),
  outside: z.enum(['refuse', 'ask']).default('refuse'),
  top: z.enum(TIER_NAMES).optional(),
  review: z.string().optional(),
  rules: z.boolean().default(false),
  cleanup: z.union([z.boolean(), command]).default(false),
  budgetUsd: dollars.optional(),
  timeoutMinutes: minutes.default(DEFAULT_TIMEOUT_MINUTES),
});
type Header = z.output<typeof Header>;

/** Reads and checks a plan. Throws UsageError when the file cannot be read or its header is not YAML. */
export function readPlan(file: string, catalog: Catalog, access: Access): CheckedPlan {
  let text: string;
  try {
    text = access.readText(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: cannot read the plan: ${systemReason(error)}.`);
  }
  return checkPlan(text, file, catalog);
}

/** Checks the text of a plan. Returns the plan, or everything that is wrong with it. */
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
  checkSteps(steps, document, catalog, { lineOf, report });
  checkReviewers(header, { lineOf, report });
  problems.sort((a, b) => a.line - b.line);
  if (problems.length || !parsed.data) return { plan: null, problems };
  return { plan: build(parsed.data, document.sections, { file, text, lineOf }), problems };
}

interface Source {
  file: string;
  text: string;
  lineOf: LineOf;
}

function build(header: Header, sections: readonly Section[], { file, text, lineOf }: Source): Plan {
  const name = header.name ?? nameFrom(file);
  const shared = sections.filter(({ step }) => step === null);
  const { cleanup } = header;
  const steps = header.steps.map((step, index) => ({
    ...reviewed(buildStep(step, header.timeoutMinutes), step.review === NOBODY),
    specification: sections.find((section) => section.step === step.id)?.text ?? '',
    line: lineOf(['steps', index]),
  }));
  const last = {
    ...cleanupStep(steps, cleanup === true ? null : cleanup || null),
    line: lineOf(['cleanup']),
  };
  return {
    file,
    name,
    title: shared.find(({ level }) => level === 1)?.title ?? name,
    steps: cleanup ? [...steps, last] : steps,
    review: reviewerOf(header.review),
    setup: header.setup ?? null,
    outside: header.outside,
    rules: header.rules,
    top: header.top ?? 'opus',
    budgetUsd: header.budgetUsd ?? null,
    shared: shared
      .map(({ source }) => source.trim())
      .join('\n\n')
      .trim(),
    hash: sha256(text),
  };
}

/** A plan without a name is called by its file. */
const nameFrom = (file: string): string =>
  basename(file)
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'plan';

function buildStep(
  { tier, executor, effort, review, top, budgetUsd, timeoutMinutes, ...step }: z.output<typeof StepHeader>,
  usualMinutes: number,
): Omit<Step, 'specification' | 'line'> {
  const who = (executor && parseExecutor(executor)) || { name: 'claude' as const, model: null };
  return {
    ...step,
    tier: tier ?? null,
    executor: who.name,
    model: who.model,
    effort: effort ?? null,
    moved: null,
    review: reviewerOf(review),
    top: top ?? null,
    budgetUsd: budgetUsd ?? null,
    timeoutMinutes: timeoutMinutes ?? usualMinutes,
  };
}

const reviewed = <Built extends Omit<Step, 'specification' | 'line'>>(
  step: Built,
  byNobody: boolean,
): Built => (byNobody ? { ...step, review: null } : { ...step, review: step.review ?? ownReviewer(step) });

const reviewerOf = (text: string | undefined): Reviewer | null => (text ? parseReviewer(text) : null);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Returns by step a hash of what its result depends on: what it is to do, how that is proved, and the same of the steps it stands on. A change of
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
