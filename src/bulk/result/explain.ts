// What decided one item: rules, stored answers on each rung, a person. Nothing is asked.
import { UsageError } from '../../errors.ts';
import { counted, usd } from '../../terminal/format.ts';
import { bold } from '../../terminal/style.ts';
import { wrapped } from '../../terminal/wrap.ts';
import type { Job } from '../job.ts';
import { historyOf, type Stored } from '../outcome/history.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { firstItems, type ItemRecord } from '../survey/survey.ts';
import type { AnswerKind, RuleHit, Value } from '../task/task.ts';
import { outcomeAt } from './output.ts';

/** The `--json` object. */
export interface Explanation {
  item: { number: number; line: number; text: string; alike: number };
  status: 'done' | 'review' | 'failed';
  /** The answer, under its own name; null without one. */
  tags?: Value | null;
  output?: Value | null;
  by: string | null;
  reason: string | null;
  rules: readonly RuleHit[];
  answers: readonly ExplainedAnswer[];
  /** Which tier would be asked next; null when none would. */
  next: string | null;
}

interface ExplainedAnswer {
  pass: string;
  tier: string;
  model: string;
  at: string;
  /** It was believed no more, as its pack turned out to be moved. */
  takenBack: boolean;
  /** Items that were answered in the same reply; what that cost, and this item's equal part of it. */
  packItems: number | null;
  packUsd: number | null;
  costUsd: number | null;
  /** As it was stored, under its own name. */
  tags?: unknown;
  output?: unknown;
}

/** What the ledger says that a reply cost, by the reply's id; null where it does not know. */
export type CostOf = (request: string) => number | null;

/** Explains the item of that number (from 1), or with that text, or the only one that holds it. Throws UsageError when there is none. */
export async function explain(job: Job, asked: string, costOf: CostOf): Promise<Explanation> {
  const { survey, settings, ladder } = job;
  const { record, index, number } = await itemMeant(job, asked);
  const group = survey.of(index);
  const outcome = outcomeAt(survey, index, UNDECIDED);
  const { answer, rulesIn } = settings.task;
  const known = typeof group === 'string' ? null : group;
  const stored = known ? historyOf(settings.home, settings.task, known.fingerprint) : [];
  const next = known && !known.outcome ? (ladder[known.ladderPosition.rung]?.tier ?? null) : null;
  return {
    item: {
      number,
      line: record.line,
      text: record.label ?? record.text,
      alike: known ? known.items - 1 : 0,
    },
    status: outcome.status,
    [answer.name]: outcome.status === 'done' ? outcome.value : null,
    by: outcome.status === 'done' ? outcome.by : null,
    reason: outcome.status === 'done' ? null : outcome.reason,
    rules: record.image ? [] : rulesIn(record.ruleText ?? record.text),
    answers: stored.map((one) => explained(one, answer, costOf)),
    next,
  };
}

function explained(
  { pass, answer: stored, packItems }: Stored,
  kind: AnswerKind,
  costOf: CostOf,
): ExplainedAnswer {
  const packUsd = stored.request ? costOf(stored.request) : null;
  return {
    pass,
    tier: stored.tier,
    model: stored.served || stored.model,
    [kind.name]: stored[kind.name] ?? null,
    at: stored.at,
    takenBack: stored.distrusted === true,
    packItems,
    packUsd,
    costUsd: packUsd !== null && packItems ? packUsd / packItems : null,
  };
}

interface Meant {
  record: ItemRecord;
  /** Among the items that are worked on, from 0. */
  index: number;
  /** Among all items, from 1. */
  number: number;
}

async function itemMeant(job: Job, asked: string): Promise<Meant> {
  const { source, settings, input } = job;
  const wanted = /^\d+$/.test(asked) ? Number(asked) : null;
  const holding: Meant[] = [];
  let [index, aside] = [-1, 0];
  for await (const record of firstItems(source, settings.limit, () => aside++)) {
    const meant = { record, index: ++index, number: index + aside + 1 };
    const text = record.label ?? record.text;
    if (wanted === null ? text === asked : meant.number === wanted) return meant;
    if (wanted === null && holding.length < 2 && text.includes(asked)) holding.push(meant);
  }
  const [only, other] = holding;
  if (only && !other) return only;
  if (only && other)
    throw new UsageError(
      `--explain: several items of ${input.name} hold ${JSON.stringify(asked)}, numbers ${only.number} and ${other.number} first. Give a number, or more of the text.`,
    );
  throw new UsageError(
    wanted === null
      ? `--explain: no item of ${input.name} holds ${JSON.stringify(asked)}. Give its number from 1, its text, or a part that no other item has.`
      : `--explain: there is no item ${asked} in ${input.name}: it has ${index + 1 + aside}, from 1.`,
  );
}

const UNDECIDED: Outcome = { status: 'failed', reason: 'no rule decides it, and no stored answer does' };

const LONGEST_SHOWN = 1000;

/** The explanation for people. `width` of the terminal; 0 where it is not known. */
export function formatExplanation(found: Explanation, kind: AnswerKind, width: number): string {
  const { item, rules, answers, next } = found;
  const shown = item.text.length > LONGEST_SHOWN ? `${item.text.slice(0, LONGEST_SHOWN)}…` : item.text;
  const alike = item.alike ? `, and ${counted(item.alike, 'other')} that count as the same` : '';
  const lines = [
    `${bold(`item ${item.number}`)}, line ${item.line}${alike}`,
    shown,
    '',
    bold(verdict(found, kind)),
    ...(rules.length ? rules.map(ruleInWords) : ['No rule matches.']),
    ...(rules.length > 1 && new Set(rules.map(({ tag }) => tag)).size > 1
      ? ['Rules of several tags match, so that none decides.']
      : []),
    ...answers.map((one) => answerInWords(one, kind)),
    ...(next ? [`The next run asks ${next}.`] : []),
    'Nothing was asked.',
  ];
  return lines.map((line) => wrapped(line, width, '  ')).join('\n');
}

function verdict(found: Explanation, kind: AnswerKind): string {
  const { status, by, reason } = found;
  if (status !== 'done') return `${status === 'review' ? 'left to a person' : 'no answer'}: ${reason}`;
  return `${inWords(found[kind.name], kind)}, decided by ${by}`;
}

function inWords(value: unknown, kind: AnswerKind): string {
  const reading = kind.read(value);
  return 'value' in reading ? kind.inOneCell(reading.value) : JSON.stringify(value);
}

const ruleInWords = ({ tag, pattern, file, line }: RuleHit): string =>
  `rule of ${tag}, ${file}${line ? ` line ${line}` : ''}: ${pattern}`;

function answerInWords(answer: ExplainedAnswer, kind: AnswerKind): string {
  const { pass, model, at, takenBack, packItems, packUsd, costUsd } = answer;
  const when = at.slice(0, 16).replace('T', ' ');
  if (takenBack) return `${pass}: its answer was taken back on ${when}, as its pack turned out to be moved`;
  const said = `${pass}: ${inWords(answer[kind.name], kind)}`;
  if (pass === 'person') return `${said}, on ${when}`;
  const pack = packItems ? `, in a pack of ${packItems}` : '';
  const cost =
    costUsd === null
      ? ''
      : `, ${usd(costUsd)}${packUsd !== costUsd ? ` of the pack's ${usd(packUsd ?? 0)}` : ''}`;
  return `${said} (${model}, ${when}${pack}${cost})`;
}
