// Histories made up by a generator that knows what was saved: it keeps its own books, by a price list of its own.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import type { TierName } from '../../src/models/table.ts';
import type { PricedCall } from '../../src/usage/priced-call.ts';
import { savingsOf } from '../../src/usage/savings.ts';
import type { WorkOutcome } from '../../src/usage/work-outcome.ts';
import { pricedCall } from '../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});

/** Dollars per million tokens, of prompts below every step: in, out, read. */
const LIST = {
  haiku: { model: 'claude-haiku-5-5', rates: [0.1, 0.5, 0.01] },
  sonnet: { model: 'claude-sonnet-5-5', rates: [2, 10, 0.1] },
  opus: { model: 'claude-opus-5-5', rates: [4, 20, 0.2] },
  fable: { model: 'claude-fable-5-2', rates: [8, 40, 0.2] },
} as const satisfies Partial<Record<TierName, object>>;
const ORDER = ['haiku', 'sonnet', 'opus', 'fable'] as const;

type Tokens = [input: number, output: number, read: number];
const usdOf = (tier: TierName, tokens: Tokens, factor: number): number =>
  (factor * tokens.reduce((sum, count, index) => sum + count * (LIST[tier].rates[index] ?? 0), 0)) /
  1_000_000;

const tokens: fc.Arbitrary<Tokens> = fc.tuple(fc.nat(30_000), fc.nat(20_000), fc.nat(30_000));
const tier = fc.constantFrom(...ORDER);
const session = fc.record({
  usual: tier,
  /** The thread's own calls on its usual model, and fewer on others. */
  own: fc.array(tokens, { minLength: 4, maxLength: 6 }),
  others: fc.array(fc.tuple(tier, tokens), { maxLength: 3 }),
  agents: fc.array(fc.record({ tier, tokens, usOnly: fc.boolean(), cutOff: fc.boolean() }), { maxLength: 6 }),
});
const steps = fc.array(fc.record({ rungs: fc.array(fc.tuple(tier, fc.array(tokens, { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 3 }), passed: fc.boolean() }), { maxLength: 4 }); // biome-ignore format: one line

interface Truth {
  calls: PricedCall[];
  outcomes: WorkOutcome[];
  cutOff: Set<string>;
  netUsd: number;
  failedUsd: number;
  actualUsd: number;
}

let serial = 0;

/** Books a call on both sides: what it cost, and what it would have cost on the usual model; nothing there if it came to nothing. */
function book(truth: Truth, facts: Partial<PricedCall>, work: { on: TierName; usual: TierName; tokens: Tokens; failed?: boolean; factor?: number }): PricedCall {
  const { on, usual, tokens: [input, output, cacheRead], failed = false, factor = 1 } = work;
  const costUsd = usdOf(on, work.tokens, factor);
  const call = pricedCall({ id: `call|${++serial}`, ...{ input, output, cacheRead, costUsd, served: LIST[on].model, requested: LIST[on].model, tier: on }, ...facts });
  const isBelow = ORDER.indexOf(on) < ORDER.indexOf(usual);
  const usualUsd = isBelow ? usdOf(usual, work.tokens, factor) : costUsd;
  truth.calls.push(call);
  truth.actualUsd += costUsd;
  truth.netUsd += isBelow && failed ? -costUsd : usualUsd - costUsd;
  if (isBelow && failed) truth.failedUsd += costUsd;
  return call;
} // biome-ignore format: long facts in one line

test('what is reported as saved is what was saved', () => {
  fc.assert(
    fc.property(fc.array(session, { minLength: 1, maxLength: 4 }), steps, (sessions, plan) => {
      const truth: Truth = { calls: [], outcomes: [], cutOff: new Set(), netUsd: 0, failedUsd: 0, actualUsd: 0 };
      const used = new Map<TierName, number>();
      for (const [index, { usual, own, others, agents }] of sessions.entries()) {
        const of = { session: `s${index}` };
        for (const [on, count] of [...own.map((one) => [usual, one] as const), ...others]) {
          used.set(on, (used.get(on) ?? 0) + 1);
          book(truth, of, { on, usual, tokens: count });
        }
        for (const one of agents) {
          const factor = one.usOnly ? 1.1 : 1;
          const facts = { ...of, source: 'subagent' as const, agent: 'helper', who: 'helper', ...(one.usOnly && { usOnly: true }) };
          const call = book(truth, facts, { on: one.tier, usual, tokens: one.tokens, failed: one.cutOff, factor });
          if (one.cutOff) truth.cutOff.add(call.id);
        }
      }
      // Steps of a plan are outside of sessions: the usual model of all of them; a tie is nothing to rely on.
      const most = Math.max(...used.values());
      const [overall, ...ties] = [...used].filter(([, count]) => count === most).map(([name]) => name);
      fc.pre(ties.length === 0 && overall !== undefined);
      for (const [index, { rungs, passed }] of plan.entries()) {
        let number = 0;
        const once = rungs.filter(([on], place) => rungs.findIndex(([other]) => other === on) === place);
        for (const [place, [on, tries]] of once.entries()) {
          const held = passed && place === once.length - 1;
          for (const [turn, count] of tries.entries()) {
            const id = `plan|p|abc|step${index}|${++number}|${++serial}`;
            const facts = { id, source: 'plan' as const, session: null, who: 'plan', isSum: true };
            book(truth, facts, { on, usual: overall as TierName, tokens: count, failed: !(held && turn === tries.length - 1) });
          }
          truth.outcomes.push({ id: `plan|p|abc|step${index}|f|${on}/low`, at: '', source: 'plan', project: '/p', kind: 'code', executor: 'claude', tier: on, effort: 'low', tries: tries.length, passed: held, costUsd: null });
        }
      }
      const { calls, outcomes, cutOff } = truth;
      const savings = savingsOf(calls, catalog, { outcomes, cutOff, settled: [] });
      const { grossUsd, failedUsd, cacheRebuildUsd, verificationUsd } = savings;
      expect(savings.netUsd).toBeCloseTo(truth.netUsd, 9);
      expect(failedUsd).toBeCloseTo(truth.failedUsd, 9);
      expect(savings.actualUsd).toBeCloseTo(truth.actualUsd, 9);
      expect(grossUsd - failedUsd - cacheRebuildUsd - verificationUsd).toBeCloseTo(savings.netUsd, 9);
      expect(savings.baselineUsd - savings.actualUsd).toBeCloseTo(savings.netUsd, 9);
      const kinds = Object.values(savings.byKind);
      expect(kinds.reduce((sum, { netUsd }) => sum + netUsd, 0)).toBeCloseTo(savings.netUsd, 9);
    }),
    { numRuns: 200 },
  );
}); // biome-ignore format: long facts in one line
