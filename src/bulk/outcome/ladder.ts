// The tiers an item may climb: asked on the first, handed up only on evidence, never down again.
import { RUNG_NAMES, type RungName } from '../../models/table.ts';
import { type AnswerKind, sameValue, type Value } from '../task/task.ts';
import type { AnswerStore } from './answers.ts';
import { DISAGREED, doneBy, forReview, type Outcome, type TierAnswer } from './outcome.ts';

/** A tier on the ladder, with what it answered so far. */
export interface TierPasses {
  tier: RungName;
  model: string;
  /** One store per pass; two passes have to agree. */
  passes: readonly AnswerStore[];
}

/** Where an item waits that has no outcome yet. */
export interface LadderPosition {
  /** The rung to ask next. */
  rung: number;
  /** The pass to ask there. */
  pass: number;
  /** The first pass's answer, when another is to be asked: all passes so far gave it. */
  first?: Value | undefined;
  /** What happened so far. */
  said: readonly TierAnswer[];
}

/** A fresh item; one object for all of them. */
export const START: LadderPosition = { rung: 0, pass: 0, said: [] };

/** Default tiers above the one a scheme starts on. Fable is asked only where a scheme or the user names it. */
const DEFAULT_LADDER: readonly RungName[] = ['haiku', 'sonnet', 'opus'];

/** The tiers from `start` up: the scheme's own ladder if it has one, else the default; `start` alone without escalation. */
export function tiersFrom(
  start: RungName,
  ladder: readonly RungName[] | null,
  escalates: boolean,
): RungName[] {
  if (!escalates) return [start];
  const above = (ladder ?? DEFAULT_LADDER).filter(
    (tier) => RUNG_NAMES.indexOf(tier) > RUNG_NAMES.indexOf(start),
  );
  return [start, ...above];
}

/** What stored answers say of an item: an outcome, or where it waits. The highest answer counts. */
export const recall = (
  ladder: readonly TierPasses[],
  fingerprint: string,
  kind: AnswerKind,
): Outcome | LadderPosition => recallBy(ladder, (store) => store.get(fingerprint)?.value, kind);

type ValueIn = (store: AnswerStore) => Value | undefined;

/** The same of the item whose answer `valueIn` finds in a store. */
export function recallBy(
  ladder: readonly TierPasses[],
  valueIn: ValueIn,
  kind: AnswerKind,
): Outcome | LadderPosition {
  let position: LadderPosition = START;
  for (let index = 0; index < ladder.length; index++) {
    const { tier, model, passes } = ladder[index] as TierPasses;
    const value = passes[0] && valueIn(passes[0]);
    if (value === undefined) continue;
    // An answer further up than the position so far: what is below is history.
    const here = { rung: index, pass: 0, first: position.first, said: position.said };
    let next = afterAnswer(here, { tier, model, value }, ladder, kind);
    for (let pass = 1; pass < passes.length && !('status' in next) && next.rung === index; pass++) {
      const again = valueIn(passes[pass] as AnswerStore);
      if (again === undefined) break;
      next = afterAnswer(next, { tier, model, value: again }, ladder, kind);
    }
    if ('status' in next && next.status === 'done') return lastDone(ladder, index, valueIn, kind) ?? next;
    if ('status' in next) return next;
    position = next;
  }
  return position;
}

// An answer stored further up was given on evidence, so it overrides a lower one.
function lastDone(
  ladder: readonly TierPasses[],
  below: number,
  valueIn: ValueIn,
  kind: AnswerKind,
): Outcome | undefined {
  for (let index = ladder.length - 1; index > below; index--) {
    const { tier, passes } = ladder[index] as TierPasses;
    const value = passes[0] && passes.length === 1 ? valueIn(passes[0]) : undefined;
    if (value !== undefined && !kind.abstains(value)) return doneBy(tier, value);
  }
  return undefined;
}

/** Where an item goes after a valid answer on its rung: it has its outcome, needs the next pass, or goes up as two passes disagree. */
export function afterAnswer(
  position: LadderPosition,
  { tier, model, value }: { tier: RungName; model: string; value: Value },
  ladder: readonly TierPasses[],
  kind: AnswerKind,
): Outcome | LadderPosition {
  if (kind.abstains(value)) return handUp(position, [{ tier, model, value, why: kind.abstention }], ladder);
  const { rung, pass, first, said } = position;
  const passes = ladder[rung]?.passes.length ?? 1;
  if (first !== undefined && !sameValue(first, value)) {
    const readings = [...Array.from({ length: Math.max(1, pass) }, () => first), value];
    const evidence = readings.map((answer) => ({ tier, model, value: answer, why: DISAGREED }));
    const next = handUp(position, evidence, ladder);
    // Nobody is left to ask, but that much they agree on.
    const common = 'status' in next && !said.length ? kind.common?.(readings) : null;
    return common ? doneBy(tier, common) : next;
  }
  return pass + 1 < passes ? { rung, pass: pass + 1, first: value, said } : doneBy(tier, value);
}

/** The next rung up, with what went wrong here; after the last a person decides. */
export function handUp(
  { rung, said }: LadderPosition,
  evidence: readonly TierAnswer[],
  ladder: readonly TierPasses[],
): Outcome | LadderPosition {
  const all = [...said, ...evidence];
  return rung + 1 < ladder.length ? { rung: rung + 1, pass: 0, said: all } : forReview(all);
}
