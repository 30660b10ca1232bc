// A subscription's limits over generated weeks: how much work is done before the allowance is used up, with the default policy and
// without, and how long before a limit it is warned of.
//   tsx bench/limits.ts [weeks, default 80]
// Generated, as no recorded weeks of a subscription are public. A share of an allowance is taken to grow with list price.
import { loadCatalog } from '../src/models/catalog.ts';
import { costUsd, NO_USAGE } from '../src/models/cost.ts';
import { TIER_NAMES, type TierName } from '../src/models/table.ts';
import { decide } from '../src/routing/decide.ts';
import { DEVELOPERS_DAY } from '../src/routing/default-policy.ts';
import { inForce, NO_POLICY } from '../src/routing/in-force.ts';
import { deriveFrom } from '../src/routing/words.ts';
import { randomFrom } from '../src/stats/random.ts';
import { hoursToLimit, type Spending } from '../src/status/forecast.ts';

const weeks = Number(process.argv[2] ?? 80);
const HOUR = 3_600_000;
const WINDOW = 5;
const START = Date.parse('2026-11-02T00:00:00Z');
const catalog = loadCatalog('/nowhere', '/nowhere', {});
const { policy } = inForce(NO_POLICY, NO_POLICY);
const random = randomFrom(20261121);

/** What one agent reads and writes: ten requests over a prompt that grows, most of it from the cache. */
const TOKENS = { ...NO_USAGE, input: 8_000, cacheWrite5m: 40_000, cacheRead: 350_000, output: 6_000 };
const AT = new Date('2026-11-21T12:00:00Z');
const priceOn = (tier: TierName): number =>
  costUsd(catalog.model(catalog.tiers[tier].model), TOKENS, { at: AT }) ?? Number.NaN;

/** The cost of a delegation under the policy: a try that fails on a lower tier than opus is made again one tier up, and both count. */
function routedUsd(task: string, failing: number): number {
  let { tier } = decide({ ...deriveFrom(task), text: task, failures: 0, tier: 'opus' }, policy, {});
  let usd = priceOn(tier);
  while (tier !== 'opus' && tier !== 'fable' && random() < failing) {
    tier = TIER_NAMES[TIER_NAMES.indexOf(tier) + 1] ?? 'opus';
    usd += priceOn(tier);
  }
  return usd;
}

/** Tasks done with an allowance of a hundred tasks on opus; `main` is the share of a task's cost that the main conversation keeps. */
function workDone(main: number, failing: number): number {
  const allowance = 100 * priceOn('opus');
  let [spent, done] = [0, 0];
  for (; ; done++) {
    const { example } = DEVELOPERS_DAY[Math.floor(random() * DEVELOPERS_DAY.length)] ?? { example: '' };
    spent += main * priceOn('opus') + (1 - main) * routedUsd(example, failing);
    if (spent > allowance) return done / 100;
  }
}

function workTable(): string {
  const rows = [0, 0.1, 0.2, 0.4, 0.6].map((main) => {
    const cells = [0, 0.1, 0.3].map((failing) => {
      const ratios = Array.from({ length: weeks }, () => workDone(main, failing)).sort((a, b) => a - b);
      const at = (share: number): string => (ratios[Math.floor(share * (ratios.length - 1))] ?? 0).toFixed(1);
      return `${at(0.5)} [${at(0.025)}, ${at(0.975)}]`;
    });
    return `| ${Math.round(100 * main)} % | ${cells.join(' | ')} |`;
  });
  return [
    '| Main conversation | no try fails | 10 % fail | 30 % fail |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** One developer's calls: five days a week, hours that differ, calls every few minutes. */
function spendingOf(count: number): Spending[] {
  const calls: Spending[] = [];
  const level = Math.exp(normal() * 0.3);
  for (let day = 0; day < 7 * count; day++) {
    if (day % 7 > 4) continue;
    const from = START + day * 24 * HOUR + (8 + 2 * random()) * HOUR;
    for (let hour = 0; hour < 8 + 2 * random(); hour++) {
      if (random() < 0.15) continue; // a meeting, a meal
      const intensity = level * Math.exp(normal() * 0.6);
      for (let minute = 0; minute < 60; minute += 1 + 4 * random())
        calls.push({ at: from + hour * HOUR + minute * 60_000, usd: intensity * random() });
    }
  }
  return calls;
}

const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

interface Windows {
  all: number;
  /** Hours from the first warning to the limit; 0 without one. */
  leads: number[];
  /** Hit within an hour of work in the window. */
  tooSoon: number;
  /** Warned, and not hit. */
  falseAlarms: number;
}

/** Replays a developer's windows: shares in whole percents, a forecast after each call. The first week only fills the ledger. */
function replay(calls: readonly Spending[], allowance: number, hours: number, found: Windows): void {
  let begins = Number.NEGATIVE_INFINITY;
  let used = 0;
  let warned: number | null = null;
  let hit = false;
  const close = (): void => {
    if (warned !== null && !hit) found.falseAlarms++;
  };
  for (const [index, { at, usd }] of calls.entries()) {
    if (at >= begins + hours * HOUR) {
      close();
      [begins, used, warned, hit] = [at, 0, null, false];
      if (at > START + 7 * 24 * HOUR) found.all++;
    }
    if (at < START + 7 * 24 * HOUR || hit) continue;
    used += usd;
    if (used >= allowance) {
      hit = true;
      found.leads.push(warned === null ? 0 : (at - warned) / HOUR);
      if (at - begins < HOUR) found.tooSoon++;
    } else if (warned === null) {
      const resetsAt = new Date(begins + hours * HOUR).toISOString();
      const usedPercent = Math.floor((100 * used) / allowance);
      const lately = calls.slice(Math.max(0, index - 2500), index + 1);
      if (hoursToLimit({ usedPercent, resetsAt }, hours, lately, at) !== null) warned = at;
    }
  }
  close();
}

function warningRow(name: string, hours: number, tightness: number): string {
  const found: Windows = { all: 0, leads: [], tooSoon: 0, falseAlarms: 0 };
  for (let developer = 0; developer < weeks / 4; developer++) {
    const calls = spendingOf(5);
    const total = calls.reduce((sum, { usd }) => sum + usd, 0);
    const perHour = total / (5 * 5 * 9 * 0.85);
    const usual = hours > 24 ? total / 5 : perHour * WINDOW;
    replay(calls, usual * tightness, hours, found);
  }
  const ahead = found.leads.filter((lead) => lead >= 1).length;
  const sorted = found.leads.toSorted((a, b) => a - b);
  const hits = found.leads.length;
  return `| ${name} | ${tightness} | ${found.all} | ${hits} | ${share(ahead, hits)} | ${(sorted[hits >> 1] ?? 0).toFixed(1)} h | ${found.tooSoon} | ${share(found.falseAlarms, found.all - hits)} |`;
}

const share = (part: number, whole: number): string =>
  whole ? `${((100 * part) / whole).toFixed(1)} %` : '-';

console.log('Work done before the allowance is used up, with the policy; 1 is all on opus:\n');
console.log(workTable());
console.log('\nWarnings; the allowance in usual windows of work:\n');
console.log(
  '| Limit | Allowance | Windows | Hit | Warned an hour ahead | Median lead | Hit within an hour | Warned in vain |\n| --- | --- | --- | --- | --- | --- | --- | --- |',
);
for (const tightness of [0.6, 0.8, 1, 1.5, 2.5]) console.log(warningRow('five hours', WINDOW, tightness));
for (const tightness of [0.6, 0.8, 1, 1.5]) console.log(warningRow('week', 7 * 24, tightness));
