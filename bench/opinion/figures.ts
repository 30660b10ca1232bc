// What panels are worth: recall, precision, true bugs per dollar, the union of voices against their vote, and how often it flips.
import { randomFrom } from './gold.ts';
import type { Heard } from './panels.ts';

export interface Figure {
  value: number | null;
  low: number;
  high: number;
}

type Statistic = (heard: readonly Heard[]) => number | null;

const fixes = (heard: readonly Heard[]): Heard[] => heard.filter(({ kind }) => kind === 'fix');
const ratio = (some: number, all: number): number | null => (all ? some / all : null);
const hits = ({ findings }: Heard): number => (findings.some(({ isTrue }) => isTrue) ? 1 : 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
/** Only what two or more voices raised. */
const voted = (heard: readonly Heard[]): Heard[] =>
  heard.map((one) => ({ ...one, findings: one.findings.filter(({ voices }) => voices.length > 1) }));
const recall: Statistic = (heard) => ratio(sum(fixes(heard).map(hits)), fixes(heard).length);
const precision: Statistic = (heard) => {
  const all = heard.flatMap(({ findings }) => findings);
  return ratio(all.filter(({ isTrue }) => isTrue).length, all.length);
};

/** What is measured; each of what a panel said of all commits. */
export const STATISTICS: Record<string, Statistic> = {
  recall,
  precision,
  'recall by vote': (heard) => recall(voted(heard)),
  'precision by vote': (heard) => precision(voted(heard)),
  'true bugs per dollar': (heard) =>
    heard.some(({ unpriced }) => unpriced.length)
      ? null
      : ratio(sum(fixes(heard).map(hits)), sum(heard.map(({ usd }) => usd))),
  flips: (heard) => {
    const byCommit = Object.values(grouped(fixes(heard)));
    return ratio(byCommit.filter((own) => new Set(own.map(hits)).size > 1).length, byCommit.length);
  },
};

const SAMPLES = 2000;

/** Returns a figure with its 95 % interval: commits are drawn anew, each with all its times, as these are not independent. */
export function figure(statistic: Statistic, heard: readonly Heard[], seed = 1): Figure {
  const commits = Object.values(grouped(heard));
  const random = randomFrom(seed);
  const drawn = Array.from({ length: SAMPLES }, () =>
    statistic(
      commits.flatMap((_, at) =>
        (commits[Math.floor(random() * commits.length)] ?? []).map((one) => ({ ...one, commit: String(at) })),
      ),
    ),
  ).filter((value) => value !== null);
  drawn.sort((a, b) => a - b);
  const at = (share: number): number => drawn[Math.round(share * (drawn.length - 1))] ?? 0;
  return { value: statistic(heard), low: at(0.025), high: at(0.975) };
}

function grouped(heard: readonly Heard[]): Record<string, Heard[]> {
  const groups: Record<string, Heard[]> = {};
  for (const one of heard) {
    groups[one.commit] ??= [];
    groups[one.commit]?.push(one);
  }
  return groups;
}

/** Returns the table of all panels. */
export function table(heard: readonly Heard[]): string {
  const names = Object.keys(STATISTICS);
  const rows = [...new Set(heard.map(({ panel }) => panel))].map((panel) => {
    const own = heard.filter((one) => one.panel === panel && one.failed === null);
    const cells = Object.values(STATISTICS).map((statistic) => inWords(figure(statistic, own)));
    return `| ${[panel, own.length, ...cells].join(' | ')} |`;
  });
  return [
    `| panel | reviews | ${names.join(' | ')} |`,
    `| ${['---', '---', ...names.map(() => '---')].join(' | ')} |`,
    ...rows,
  ].join('\n');
}

const inWords = ({ value, low, high }: Figure): string =>
  value === null ? '-' : `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
