// The report for people: one screen, the money first, then where it went, whether the totals agree, and what to change.

import { TABLE_DATE } from '../models/table.ts';
import { count, counted, percent, usd } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import type { Followed } from './advice-effect.ts';
import type { ClientComparison, Why } from './audit.ts';
import { dayOf } from './clock.ts';
import type { Grouping } from './groupings.ts';
import type { Totals } from './priced-call.ts';
import type { Report } from './report.ts';
import { table, timeOf } from './report-table.ts';
import { routingLines } from './routing-text.ts';
import type { Savings } from './savings.ts';

const MOST_LISTED = 3;

/** Returns the report as text, with one table per grouping. */
export function formatReport(report: Report, groupings: readonly Grouping[]): string {
  if (!report.totals.calls) return 'No model calls are recorded for this period.';
  const parts = [
    header(report),
    ...groupings.flatMap((grouping) => table(grouping, report)),
    '',
    ...savings(report),
    ...(report.routing ? routingLines(report.routing) : []),
    ...paragraph(auditLines(report)),
    ...advice(report),
  ];
  return parts.join('\n');
}

function header({ from, to, timeZone, rates, totals, bySession }: Report): string {
  const days = `${from ? dayOf(from) : 'all time,'} to ${dayOf(to)} (${timeZone})`;
  const sessions = Object.keys(bySession).length;
  const prompt = promptOf(totals);
  const shares = [
    `${count(prompt)} tokens in, ${percent(prompt ? totals.cacheRead / prompt : 0)} from cache`,
    `${count(totals.output)} out, ${percent(totals.output ? totals.thinking / totals.output : 0)} thinking`,
  ];
  const what = `${counted(totals.calls, 'call')} in ${counted(sessions, 'session')}${totals.seconds ? `, ${timeOf(totals.seconds)} of models' time` : ''}`;
  return `${bold(`${usd(totals.costUsd)}  ${days}`)}\n${what}, ${shares.join('; ')}. Dollars are ${rates === 'contract' ? "at your organization's own rates, else " : ''}list price as of ${TABLE_DATE}.`;
}

const promptOf = ({ input, cacheRead, cacheWrite }: Totals): number => input + cacheRead + cacheWrite;

function savings({ savings: waterfall }: Report): string[] {
  const { actualUsd, baselineUsd, netUsd, assumption } = waterfall;
  if (!actualUsd) return [];
  const verdict =
    netUsd >= 0
      ? `The tiers saved ${usd(netUsd)} net (${percent(baselineUsd ? netUsd / baselineUsd : 0)}): ${usd(actualUsd)} instead of ${usd(baselineUsd)}.`
      : `The mix of tiers cost ${usd(-netUsd)} more than each session's usual model alone would have: ${usd(actualUsd)} instead of ${usd(baselineUsd)}.`;
  return [bold(verdict), ...waterfallLine(waterfall), dim(`Assumed: ${assumption}.`)];
}

/** How the net figure comes about, where anything was lost on the way. */
function waterfallLine({ grossUsd, failedUsd, cacheRebuildUsd, verificationUsd, netUsd }: Savings): string[] {
  const losses = (
    [
      ['failed work', failedUsd],
      ['rebuilt caches', cacheRebuildUsd],
      ['verification', verificationUsd],
    ] as const
  ).filter(([, lost]) => lost > 0);
  if (!losses.length) return [];
  const lost = losses.map(([name, amount]) => `- ${usd(amount)} ${name}`);
  return [
    `  ${usd(grossUsd)} gross ${lost.join(' ')} = ${netUsd < 0 ? '-' : ''}${usd(Math.abs(netUsd))} net`,
  ];
}

/** Returns what a reader has to know of the figures: other models, the client's own totals, what has no price. */
export function auditLines({
  audit: { servedNotRequested, clientTotals, withoutRecord },
  unpriced,
  silent = {},
}: Report): string[] {
  return [
    ...servedNotRequested
      .slice(0, MOST_LISTED)
      .map(
        ({ requested, served, who, calls }) =>
          `${who} asked for ${requested} and was answered by ${served}: ${counted(calls, 'call')}.`,
      ),
    ...comparison(clientTotals),
    ...unrecorded(withoutRecord),
    ...Object.entries(unpriced).map(
      ([model, { calls }]) =>
        `No price is known for ${model} (${counted(calls, 'call')}): not included in the totals. Add its price under "models" in tierwise.md.`,
    ),
    ...Object.entries(silent).map(
      ([model, { calls }]) =>
        `${model} did not say what it used (${counted(calls, 'call')}): its tokens and cost are not known, and not included in the totals.`,
    ),
  ];
}

const paragraph = (lines: readonly string[]): string[] => (lines.length ? ['', ...lines] : []);

function unrecorded(sessions: number): string[] {
  if (!sessions) return [];
  const whom = sessions === 1 ? 'it' : 'they';
  return [
    `${counted(sessions, 'session')} kept no transcript (--no-session-persistence): what ${whom} cost is not known.`,
  ];
}

const WHY: Record<Why, string> = {
  price: 'the same tokens at other prices',
  'more here': 'transcripts have more than the client counted',
  'total only':
    'compaction and calls made by hooks are not in transcripts; the client did not tell them by model',
};

function comparison({ compared, equal, different, outOfDate, notInTranscripts }: ClientComparison): string[] {
  const lines: string[] = [];
  if (compared)
    lines.push(
      `Compared with Claude Code's own totals: ${count(equal)} of ${counted(compared, 'session')} equal.`,
    );
  if (notInTranscripts.sessions) lines.push(restLine(notInTranscripts));
  for (const { session, oursUsd, clientUsd, why } of different.slice(0, MOST_LISTED))
    lines.push(
      `  ${session}: ${usd(oursUsd)} here, ${usd(clientUsd)} there, ${usd(Math.abs(clientUsd - oursUsd))} apart (${WHY[why]}).`,
    );
  if (different.length > MOST_LISTED)
    lines.push(`  and ${count(different.length - MOST_LISTED)} more: --json`);
  if (outOfDate)
    lines.push(
      `Not compared: ${counted(outOfDate, 'session')} that continued after the last total or ${outOfDate === 1 ? 'is' : 'are'} still running.`,
    );
  return lines;
}

function restLine({ sessions, costUsd, byModel }: ClientComparison['notInTranscripts']): string {
  const models = Object.entries(byModel).map(([model, sum]) => `${model} ${usd(sum.costUsd)}`);
  return `${usd(costUsd)} of ${counted(sessions, 'session')} is not in transcripts (compaction, hooks that ask a model, titles, answers cut off) and is booked from those totals: ${models.join(', ')}.`;
}

function advice({ advice: list, adviceFollowed }: Report): string[] {
  if (!list.length && !adviceFollowed.length) return [];
  const lines = list.flatMap(({ text, savesUsd, setting: { file, line } }) => [
    `${savesUsd === null ? '-' : `- Save ${usd(savesUsd)}:`} ${text}`,
    dim(`  In ${file}: ${line}`),
  ]);
  return ['', bold('Advice'), ...lines, ...adviceFollowed.map(effect)];
}

/** Returns what was done of a piece of advice: on what, how often, since when. */
export const followedInWords = ({ subject, from, to, since, calls }: Followed): string =>
  `${subject} on ${to} instead of ${from}, ${counted(calls, 'call')} since ${dayOf(since)}`;

function effect(followed: Followed): string {
  const { savedUsd } = followed;
  return `- Since you did this (${followedInWords(followed)}): ${savedUsd < 0 ? `${usd(-savedUsd)} more` : `${usd(savedUsd)} saved`}.`;
}
