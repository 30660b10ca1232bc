// A small sample from all over the input: to look at before the whole is tagged, or after, tag by tag.
import { createHash } from 'node:crypto';
import { count, usd } from '../../terminal/format.ts';
import { table, wrapped } from '../../terminal/wrap.ts';
import type { ItemSource } from '../items/record.ts';
import { labelOf, type Outcome } from '../outcome/outcome.ts';
import { firstItems, type Group, type Survey } from '../survey/survey.ts';
import type { AnswerKind, Value } from '../task/task.ts';
import type { Summary } from './summary.ts';

export interface SampledItem {
  line: number;
  item: string;
  /** The answer, under its own name. */
  tags?: Value | null;
  output?: Value | null;
  by: string;
  /** How a file or commit begins that `item` names. */
  text?: string;
  /** Why it is left to a person. */
  reason?: string;
}

/**
 * `size` groups: in turn one of each tag, as far as tags are known already, and of what is still open. Within a tag it is
 * a random sample, the same each time: a fingerprint is a random number, and the smallest ones are taken. Every second is another
 * once the task (`taskHash`) has changed: who corrected it by one sample sees it meet new items beside the old.
 */
export function sampleGroups({ groups }: Pick<Survey, 'groups'>, size: number, taskHash: string): Set<Group> {
  const strata = new Map<string, Group[]>();
  for (const group of inTurns(groups, taskHash)) {
    const key = group.outcome ? strataKey(group.outcome) : 'open';
    const stratum = strata.get(key);
    if (stratum) stratum.push(group);
    else strata.set(key, [group]);
  }
  const sampled = new Set<Group>();
  for (let turn = 0; sampled.size < Math.min(size, groups.length); turn++) {
    for (const stratum of strata.values()) {
      const group = stratum[turn];
      if (group && sampled.size < size) sampled.add(group);
    }
  }
  return sampled;
}

/** Alternately the smallest by fingerprint, and by a hash of it and the task. */
function inTurns(groups: readonly Group[], taskHash: string): Set<Group> {
  const salted = ({ fingerprint }: Group): string =>
    createHash('sha1').update(taskHash).update(fingerprint).digest('base64');
  const steady = smallest(groups, ({ fingerprint }) => fingerprint);
  const changing = smallest(groups, salted);
  return new Set(steady.flatMap((group, at) => [group, changing[at] ?? group]));
}

const smallest = (groups: readonly Group[], keyOf: (group: Group) => string): Group[] =>
  groups
    .map((group) => ({ group, key: keyOf(group) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ group }) => group);

interface SampledFrom {
  source: ItemSource;
  survey: Survey;
  limit: number;
  answer: AnswerKind;
}

/** The first item of each sampled group, in input order, with what became of it. */
export async function sampledItems(
  sampled: ReadonlySet<Group>,
  { source, survey, limit, answer }: SampledFrom,
): Promise<SampledItem[]> {
  const open = new Set(sampled);
  const items: SampledItem[] = [];
  let index = 0;
  for await (const { line, text, label } of firstItems(source, limit)) {
    const group = survey.of(index++);
    if (typeof group === 'string' || !open.delete(group)) continue;
    const outcome: Outcome = group.outcome ?? { status: 'failed', reason: '' };
    const { value, by } = labelOf(outcome);
    const beginning = label === undefined ? {} : { text: text.slice(0, BEGINNING) };
    const why = outcome.status === 'review' ? { reason: outcome.reason } : {};
    const said = { [answer.name]: value ?? answer.cells(null)[0], by };
    items.push({ line, item: label ?? text, ...said, ...beginning, ...why });
    if (!open.size) break;
  }
  return items;
}

// Free texts are all different: what is known is one stratum.
function strataKey(outcome: Outcome): string {
  const { value, by } = labelOf(outcome);
  return Array.isArray(value) ? value.join() : by;
}

const LONGEST_SHOWN = 300;
/** Enough of a file to judge an answer by. */
const BEGINNING = 200;

/** The sample for people: `answer<TAB>by<TAB>item`, one per line, then what it cost. */
export function formatSample(
  items: readonly SampledItem[],
  summary: Summary,
  answer: AnswerKind,
  width = 0,
): string {
  const rows = items.map(({ [answer.name]: value, by, item, text, reason }) => {
    const shown = item.length > LONGEST_SHOWN ? `${item.slice(0, LONGEST_SHOWN)}…` : item;
    const who = reason ? `${by} (${reason})` : by;
    const what = text ? `${shown}: ${text}` : shown;
    return [answer.inOneCell(value ?? null) || '-', who || '-', what].map((cell) =>
      cell.replaceAll(/[\r\n\t]+/g, ' '),
    );
  });
  // A terminal shows a table, a program gets tabs.
  const lines = width
    ? table(rows, ['left', 'left', 'left'], { width, flexible: 2 })
    : rows.map((row) => row.join('\t'));
  const stopped = summary.stopped ? ` Stopped: ${summary.reason}.` : '';
  const before =
    summary.jobCostUsd > summary.costUsd ? ` (${usd(summary.jobCostUsd)} with earlier runs of this job)` : '';
  const costs = `${count(items.length)} of ${count(summary.distinct)} distinct items, ${usd(summary.costUsd)}${before}.`;
  const all = [...lines, '', `${costs}${stopped} ${whatIsKept(items)}`];
  return all.map((line) => wrapped(line, width, '  ')).join('\n');
}

/** Only what has an answer is not asked again: what is in review has none, and what failed may have been paid for. */
function whatIsKept(items: readonly SampledItem[]): string {
  const open = items.filter(({ by }) => !by || by === 'review').length;
  if (!open) return 'The answers are kept: the whole run does not ask them again.';
  return `${count(items.length - open)} answers are kept: the whole run does not ask them again. ${count(open)} without one may be asked again.`;
}
