// One bulk job from settings to summary: survey, ask, write. The command above it only reads options and prints.
import { type Budget, least } from '../ask/budget.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { AddedNames } from '../formats/format.ts';
import type { RungName } from '../models/table.ts';
import { passedOverInWords } from '../records.ts';
import { counted, usd } from '../terminal/format.ts';
import { askClaimed } from './asking/ask-claimed.ts';
import { forgetCollected } from './asking/batch/batched-pass.ts';
import { BatchRecords } from './asking/batch/records.ts';
import type { Stopped } from './asking/pass.ts';
import { openLadder, openStore } from './asking/stores.ts';
import { addTallies, type Tally } from './asking/tally.ts';
import { imageProblem, refuseNothingToDo, refuseUnpricedCeiling, whoAnswers } from './before-asking.ts';
import { type Items, openItems } from './items/open.ts';
import type { ItemSource } from './items/record.ts';
import { JobCost, type SpentBefore } from './job-cost.ts';
import { agreementIn } from './outcome/agreement.ts';
import type { AnswerStore } from './outcome/answers.ts';
import type { TierPasses } from './outcome/ladder.ts';
import { type Destination, defaultFormat, destinationFor, formatByName } from './result/destination.ts';
import { addedNames, type OutputReplacing, refuseToReplace, writeOutput } from './result/output.ts';
import { type SampledItem, sampledItems, sampleGroups } from './result/sample.ts';
import { type Summary, summarize } from './result/summary.ts';
import { withReviewed } from './review/reviewed.ts';
import type { JobEvents, JobSettings } from './settings.ts';
import { keepHeapSmall } from './small-heap.ts';
import { type Group, type Survey, survey } from './survey/survey.ts';

export interface Job {
  settings: JobSettings;
  /** Milliseconds since the epoch. */
  started: number;
  input: Items['input'];
  source: ItemSource;
  survey: Survey;
  ladder: readonly TierPasses[];
  /** A person's decisions. */
  person: AnswerStore;
  destination: Destination | null;
  /** What it has cost so far, and this run adds to. */
  cost: JobCost;
  /** What the outputs may replace. */
  replacing: OutputReplacing;
  added: AddedNames;
}

/** Opens and surveys the input; nothing is sent yet. The input is open until closeJob(). Throws UsageError for whatever keeps the job from starting. */
export async function prepareJob(settings: JobSettings, events: JobEvents): Promise<Job> {
  const started = performance.now();
  keepHeapSmall();
  if (settings.backend && least(settings.maxCostUsd, settings.leftUsd) !== null)
    refuseUnpricedCeiling(settings);
  const items = settings.piece ?? (await openItems(settings.inputPath, settings.items, settings.host));
  try {
    return { ...(await prepare(items, settings, events)), started };
  } catch (error) {
    await items.input.close();
    throw error;
  }
}

async function prepare(
  { input, source }: Items,
  settings: JobSettings,
  events: JobEvents,
): Promise<Omit<Job, 'started'>> {
  const { task, limit, pack, home } = settings;
  const { destination, replacing } = await whereTo({ input, source }, settings, events);
  events.note(
    `${source.name}: ${source.kind ?? source.format}${source.itemIs && `, the item is ${source.itemIs}`}`,
  );
  events.note(whoAnswers(settings));
  for (const line of passedOverInWords(new BatchRecords(settings.home).read().passedOver)) events.note(line);
  const ladder = await openLadder(settings, events);
  const person = await openStore('person', settings, events);
  const onProgress = (items: number): void => events.progress(null, `reading: ${counted(items, 'item')}`);
  const found = await survey(source, {
    task,
    ladder,
    person,
    pack,
    limit,
    imageProblem: imageProblem(settings),
    mayBeEmpty: settings.piece !== undefined,
    shard: settings.shard ?? null,
    onProgress,
  });
  const added = addedNames(found.taken, task, { input: input.name, votes: settings.votes });
  const asked = await withExamples(settings, source, found, events);
  noteFound({ source, survey: found, task, added }, events);
  const identity = input.path === null ? `stdin ${found.contentHash}` : input.identity;
  const cost = new JobCost(home, { taskHash: task.hash, input: identity });
  return {
    settings: asked,
    input,
    source,
    survey: found,
    ladder,
    person,
    destination,
    replacing,
    added,
    cost,
  };
}

/** Takes examples of what a person decided into what a model is told, where the task wants them. Throws UsageError. */
async function withExamples(
  settings: JobSettings,
  source: ItemSource,
  found: Survey,
  events: JobEvents,
): Promise<JobSettings> {
  const { task, limit, host, backend } = settings;
  const reviewed =
    backend && (await withReviewed(task, { source, survey: found, limit, access: host.access }));
  if (!reviewed) return settings;
  events.note(
    `${counted(reviewed.chosen, 'example')} chosen of ${counted(reviewed.of, 'reviewed item')}; stored answers, given without, stay.`,
  );
  return { ...settings, task: reviewed.task };
}

/** Where the results go, if anywhere, and what they may replace there. Throws UsageError. */
async function whereTo(
  { input, source }: Items,
  { task, limit, output, home, host, items }: JobSettings,
  events: JobEvents,
): Promise<Pick<Job, 'destination' | 'replacing'>> {
  const complete = limit === Number.POSITIVE_INFINITY && !items.where?.length;
  // By name: whoever edits a task and runs it again wants the new result.
  const origin = { input: input.identity, complete, task: `the ${task.kind} "${task.name}"` };
  const replacing = { home, origin, force: output?.force ?? false };
  if (!output) return { destination: null, replacing };
  const destination = destinationFor(input, output.out, {
    format: output.format ?? formatByName(output.out) ?? defaultFormat(source, task),
    suffix: task.kind === 'scheme' ? 'tagged' : 'mapped',
    access: host.access,
  });
  const replaced = await refuseToReplace(destination, task, replacing);
  if (replaced)
    events.note(
      `${destination.out} holds the result of ${replaced}, which this one replaces. To have both, name another file with --out; what was paid for is kept.`,
    );
  return { destination, replacing };
}

/** Tells what of the input is not as everybody would expect. */
function noteFound(
  {
    source,
    survey: found,
    task,
    added,
  }: Pick<Job, 'source' | 'survey' | 'added'> & Pick<JobSettings, 'task'>,
  events: JobEvents,
): void {
  const leftOut = source.leftOut?.();
  if (leftOut) events.note(leftOut);
  if (added.by !== task.answer.by) {
    const [before, now] = [task.answer, added].map(({ columns, by }) =>
      [...columns, by].map((name) => `"${name}"`),
    );
    events.note(`The input has ${before?.join(' or ')} already: the new ones are ${now?.join(' and ')}.`);
  }
  if (found.notUtf8.items) {
    events.note(
      `Bytes that are not UTF-8 in ${counted(found.notUtf8.items, 'item')}, first at line ${found.notUtf8.firstLine}: the output keeps them, a model sees \uFFFD.`,
    );
  }
}

/**
 * Asks what is open and writes the results. `interrupted` stops it early, with all answers kept; `beside` may ask more.
 * Throws UsageError when no request succeeded for a reason that will not pass, and when the output cannot be written.
 */
export async function runJob(
  job: Job,
  events: JobEvents,
  interrupted: AbortSignal,
  beside?: Beside,
): Promise<{ summary: Summary; sample: SampledItem[] }> {
  const { settings, started, source, survey: found, ladder, destination, cost } = job;
  const { task, backend, limit, maxCostUsd, leftUsd, sample, host } = settings;
  refuseNothingToDo(settings, found);
  const budget = host.access.budget(least(leftOf(maxCostUsd, cost.before), leftUsd));
  budget.onSettled = (usd, certain) => cost.add(usd, certain);
  budget.onKept = () => {
    cost.flush();
    events.flush?.();
  };
  const sampled = sample === null ? null : sampleGroups(found, sample, task.hash);
  const tallies = new Map<RungName, Tally>();
  let stopped = await askOpen(job, events, { interrupted, only: sampled, budget, tallies });
  if (!stopped && !sampled && tallies.size) await beside?.({ budget, interrupted, tallies });
  for (const { passes } of ladder) for (const store of passes) store.close();
  const tally = addTallies(tallies.values());
  if (stopped?.by === 'error' && tally.requests === 0) {
    throw new UsageError(
      `${stopped.reason}. No model answered, and nothing was written. See what is wrong: tierwise doctor`,
    );
  }

  if (stopped?.by === 'ceiling')
    stopped = { ...stopped, reason: stopped.reason + earlierInWords(settings, cost.before) };
  const summary = summarize({
    survey: found,
    tally,
    tallies,
    budget,
    task,
    backend,
    standings: [backend, ...(settings.servers?.values() ?? [])].flatMap((one) => one?.standing?.() ?? []),
    stopped,
    before: cost.before,
  });
  if (destination) {
    events.progress(null, `writing ${destination.out}`);
    const { reviewed, records } = await writeResults(job, destination, { stopped, tally });
    summary.out = destination.out;
    summary.records = records;
    summary.reviewFile = reviewed ? destination.reviewFile : null;
  }
  const isWhole = !sampled && limit === Number.POSITIVE_INFINITY && !summary.failed;
  if (backend && isWhole && !stopped) cost.complete();
  const items = sampled
    ? await sampledItems(sampled, { source, survey: found, limit, answer: task.answer })
    : [];
  summary.seconds = (performance.now() - started) / 1000;
  return { summary, sample: items };
}

/** Called when new items have been asked about: what else a run asks, under the same ceiling and in the same bill. */
export type Beside = (asking: Omit<Open, 'only'>) => Promise<void>;

interface Open {
  interrupted: AbortSignal;
  /** The sampled groups; null for all. */
  only: ReadonlySet<Group> | null;
  budget: Budget;
  tallies: Map<RungName, Tally>;
}

/** Asks what has no outcome yet, where there is somebody to ask. Returns why it stopped early; null when it did not. */
async function askOpen(job: Job, events: JobEvents, open: Open): Promise<Stopped | null> {
  const { settings, source, survey: found, ladder } = job;
  const { backend, task, home } = settings;
  forgetCollected(
    new BatchRecords(home),
    task.hash,
    ladder.flatMap(({ passes }) => passes),
  );
  if (!backend || !found.open().length) return null;
  return askClaimed({ ...open, settings, backend, source, survey: found, ladder }, events);
}

/** Writes the result and the review file. Throws UsageError that says what the run cost so far. */
function writeResults(
  { settings, input, source, survey: found, ladder, added, replacing }: Job,
  destination: Destination,
  { stopped, tally }: { stopped: Stopped | null; tally: Tally },
): ReturnType<typeof writeOutput> {
  const { task, limit, host, output } = settings;
  const leftReason = stopped?.reason ?? 'no rule decides it, and no model was asked';
  const guardFormulas = output?.guardFormulas ?? false;
  return writeOutput(destination, {
    ...{ input, source, survey: found, limit, added, task, replacing, leftReason, guardFormulas },
    stdout: host.results,
    agreement: settings.votes > 1 ? agreementIn(ladder) : null,
  }).catch((error) => {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message} So far it cost ${usd(tally.costUsd)}.`, EXIT.incomplete);
  });
}

/** What is left of a ceiling that covers all runs of the job together. */
const leftOf = (maxCostUsd: number | null, { certainUsd, uncertainUsd }: SpentBefore): number | null =>
  maxCostUsd === null ? null : Math.max(0, maxCostUsd - certainUsd - uncertainUsd);

function earlierInWords({ maxCostUsd }: JobSettings, { certainUsd, uncertainUsd }: SpentBefore): string {
  const spent = certainUsd + uncertainUsd;
  if (!spent || maxCostUsd === null) return '';
  return `; --max-cost ${usd(maxCostUsd)} covers all runs of this job, and earlier ones spent ${usd(spent)}`;
}

/** Closes what the job holds open. */
export async function closeJob({ input, person, ladder, cost }: Job): Promise<void> {
  for (const store of [person, ...ladder.flatMap(({ passes }) => passes)]) store.close();
  cost.close();
  await input.close();
}
