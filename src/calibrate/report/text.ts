// A calibration in words: a table, what is confused, and one sentence at the end that says no more than the numbers.

import type { Interval } from '../../stats/share.ts';
import { columns, count, counted, usd } from '../../terminal/format.ts';
import { bold, dim } from '../../terminal/style.ts';
import { type Confusion, confusedPairs } from './confusions.ts';
import type { CalibrationResult, SettingResult, Told } from './result.ts';

/** Returns the lines for people. */
export function formatCalibration(told: Told): string {
  const { result } = told;
  return [
    ...table(told),
    ...costLines(told),
    ...confusionLines(told),
    ...schemeLines(result.confusions),
    ...waveringLines(told),
    ...judgeLines(result),
    '',
    ...(told.stopped ? [`Stopped: ${told.stopped.reason}.`] : []),
    bold(verdict(told)),
  ].join('\n');
}

function table({ result, names, against }: Told): string[] {
  const { settings, confidence } = result;
  const withAccuracy = settings.some(({ accuracy }) => accuracy);
  const head = [
    'setting',
    `agrees with ${against}`,
    ...(withAccuracy ? ['accuracy'] : []),
    'per 1,000',
    ...(withAccuracy ? ['per correct item'] : []),
  ];
  const rows = settings.map((row, place) => [
    names[place] ?? row.tier,
    names[place] === against ? '-' : interval(row.agreement),
    ...(withAccuracy ? [row.accuracy ? interval(row.accuracy) : '-'] : []),
    dollars(row.costPer1000Usd),
    ...(withAccuracy ? [dollars(row.costPerCorrectUsd)] : []),
  ]);
  const [first = '', ...rest] = columns(
    [head, ...rows],
    head.map((_, at) => (at ? 'right' : 'left')),
  );
  return [dim(first), ...rest, dim(`In brackets: ${confidence} % intervals. ${sampledInWords(result)}`)];
}

const sampledInWords = ({ sampled, labelsUsed }: CalibrationResult): string =>
  `${counted(sampled, 'distinct item')}, ${counted(labelsUsed, 'label')}.`;

const interval = ({ value, low, high }: Interval): string =>
  `${percentage(value)} % (${percentage(low)}–${percentage(high)})`;

/** 0.9612 → `96.1`. */
export const percentage = (share: number): string => (share * 100).toFixed(1);

const dollars = (amount: number | null): string => (amount === null ? '?' : usd(amount));

function costLines({ costBasis }: Told): string[] {
  const estimated = [...costBasis].flatMap(([tier, basis]) => (basis === 'estimated' ? [tier] : []));
  if (!estimated.length) return [];
  return [dim(`The cost of ${estimated.join(' and ')} is estimated: its answers were stored already.`)];
}

const MOST_CONFUSIONS = 5;

function confusionLines({ result, rightIs, against }: Told): string[] {
  const worst = result.confusions.slice(0, MOST_CONFUSIONS);
  if (!worst.length) return [];
  const compared = rightIs === 'label' ? 'the labels say' : `${against} says`;
  const rows = worst.map(({ tier, said, instead, items, examples }) => [
    `  ${tier}`,
    said ?? '(no valid answer)',
    `where ${compared} ${instead}`,
    count(items),
    dim(examples[0] ? `line ${examples[0].line}: ${oneLine(examples[0].item)}` : ''),
  ]);
  return ['', 'Most often different:', ...columns(rows, ['left', 'left', 'left', 'right', 'left'])];
}

const LONGEST_EXAMPLE = 60;

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_EXAMPLE ? `${line.slice(0, LONGEST_EXAMPLE)}…` : line;
};

function waveringLines({ result: { wavering }, against }: Told): string[] {
  if (!wavering) return [];
  const examples = wavering.examples.map(({ line, item }) => dim(`  line ${line}: ${oneLine(item)}`));
  return [
    '',
    `Asked twice, ${against} wavers on ${interval(wavering.share)} of the items: nobody can be expected to be right there.`,
    ...examples,
  ];
}

function judgeLines({ judge }: CalibrationResult): string[] {
  if (!judge) return [];
  const { tier, model, sameCalledDifferent: missed, otherCalledSame: fooled } = judge;
  return [
    '',
    `Texts were compared by ${tier} (${model}), blind and in both orders. Of ${count(missed.n)} planted pairs with one text twice it called ${interval(missed)} different, of ${count(fooled.n)} with another item's text ${interval(fooled)} the same.`,
  ];
}

const MOST_PAIRS = 3;

function schemeLines(confusions: readonly Confusion[]): string[] {
  const pairs = confusedPairs(confusions).slice(0, MOST_PAIRS);
  if (!pairs.length) return [];
  return [
    '',
    'Tags that the task leaves open; a sentence in it can tell them apart:',
    ...pairs.map(
      ({ tags: [one, other], items }) =>
        `  ${one} and ${other} (${counted(items, 'item')}): "When both ${one} and ${other} could apply, choose ${one} if …, else ${other}."`,
    ),
  ];
}

/** The one sentence. */
export function verdict(told: Told): string {
  const { result } = told;
  if (result.decision === 'undecided') return `Not decided: ${openInWords(told)}`;
  return `${result.question === 'within' ? within(told) : floor(told)}${alsoOpen(told)}`;
}

function alsoOpen({ openBelow, result: { labelsNeeded } }: Told): string {
  if (!openBelow) return '';
  const more = labelsNeeded ? `: about ${moreLabels(labelsNeeded)} would show it` : '';
  return ` Whether ${openBelow} would do is not decided${more}.`;
}

const moreLabels = (number: number): string => `${count(number)} more ${number === 1 ? 'label' : 'labels'}`;

function within({ result, about, against }: Told): string {
  const { allowance = 0, confidence, decision, disagreement, labelsUsed, sampled } = result;
  const basis = `${result.judge ? `as ${result.judge.tier} judges, ` : ''}they differ on ${percentage(disagreement.value)} % of ${counted(sampled, 'item')}${labelsUsed ? `, and ${counted(labelsUsed, 'label')} ${labelsUsed === 1 ? 'says' : 'say'} who is right there` : ''}`;
  if (decision === 'yes')
    return `${about} is right at most ${points(allowance)} less often than ${against} on such items (${confidence} % confidence): ${basis}.`;
  return `${about} is right less often than ${against} by more than ${points(allowance)} on such items (${confidence} % confidence): ${basis}. Stay with ${against}.`;
}

function floor({ result, names, about }: Told): string {
  const { floor: least = 0, confidence, decision, settings, labelsUsed } = result;
  const accuracy = settings[names.indexOf(about)]?.accuracy;
  const basis = accuracy
    ? `${percentage(accuracy.value)} % of ${counted(accuracy.n, 'labelled item')}`
    : counted(labelsUsed, 'label');
  if (decision === 'yes')
    return `${about} is right on at least ${least} % of such items (${confidence} % confidence): ${basis}.`;
  return `No setting is shown to be right on at least ${least} % of such items, and ${about} is below that (${confidence} % confidence): ${basis}.`;
}

const points = (allowance: number): string => `${allowance} ${allowance === 1 ? 'point' : 'points'}`;

function openInWords({ result, about, against, itemsNeeded, stopped, population }: Told): string {
  const { labelsNeeded, question, allowance = 0, floor: least = 0, sampled } = result;
  if (stopped) return 'not every tier has answered every item. The same command goes on where it stopped.';
  const asked =
    question === 'within'
      ? `whether ${about} is within ${points(allowance)} of ${against}`
      : `whether ${about} is right on at least ${least} %`;
  if (itemsNeeded && sampled < population)
    return `these items do not show ${asked}; about ${count(itemsNeeded)} more would (--sample ${sampled + itemsNeeded})${labelsNeeded ? `, with about ${counted(labelsNeeded, 'label')}` : ''}.`;
  if (labelsNeeded === null)
    return `these items do not show ${asked}, and no number of labels is expected to: it is too close to call.`;
  return `about ${moreLabels(labelsNeeded)} would show ${asked}.`;
}

/** A row in words, for the page. */
export const rowTitle = (name: string, { model, effort }: SettingResult): string =>
  `${name} (${model}, effort ${effort})`;
