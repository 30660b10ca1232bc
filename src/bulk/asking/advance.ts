// What a reading means for the groups it is about: an outcome, the next pass, or the next tier.
import { UsageError } from '../../errors.ts';
import type { RungName } from '../../models/table.ts';
import type { Answer, AnswerStore } from '../outcome/answers.ts';
import { afterAnswer, handUp, type LadderPosition, type TierPasses } from '../outcome/ladder.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Group } from '../survey/survey.ts';
import type { Task } from '../task/task.ts';
import type { PackReading } from './requests.ts';
import type { AskedPack, Trust } from './trust.ts';

/**
 * This many items without a valid answer, at least a third of all, say nothing about the items: something is broken (a
 * gateway that drops the schema, a scheme no model can follow), and would be paid for again and again, on ever more
 * expensive tiers.
 */
const BROKEN_ITEMS = 50;
const BROKEN_SHARE = 1 / 3;

export interface AdvancerOptions {
  task: Task;
  ladder: readonly TierPasses[];
  /** Which rung of the ladder, and which pass there, is asked now. */
  rung: number;
  pass: number;
  /** Called before answers are stored: what they cost is on disk when it returns, so that what is stored is known to be counted. */
  beforeStored?: () => void;
}

/** The groups of a pack, of which `checks` belong to other packs; by their indexes. */
export interface CheckedGroups {
  groups: readonly Group[];
  checks: ReadonlySet<number>;
  strangest: Group | undefined;
}

/** Moves groups on as their answers come, in one pass on one rung. */
export class Advancer {
  readonly #task: Task;
  readonly #ladder: readonly TierPasses[];
  readonly #tier: RungName;
  readonly #model: string;
  readonly #answers: AnswerStore;
  readonly #beforeStored: (() => void) | undefined;
  #answered = 0;
  #unanswerable = 0;
  /** Items that got their outcome. */
  decidedItems = 0;

  constructor({ task, ladder, rung, pass, beforeStored }: AdvancerOptions) {
    const { tier, model, passes } = ladder[rung] as TierPasses;
    this.#task = task;
    this.#ladder = ladder;
    this.#tier = tier;
    this.#model = model;
    this.#answers = passes[pass] as AnswerStore;
    this.#beforeStored = beforeStored;
  }

  /**
   * Takes the reading of a whole pack: compares, takes back what is no longer
   * believed, and advances the others. Returns its pack, if it is compared, and the indexes of the groups that are to be
   * asked again here. Throws UsageError.
   */
  take(
    { groups, checks, strangest }: CheckedGroups,
    reading: PackReading,
    trust: Trust,
  ): { pack: AskedPack; open: number[] } {
    const { pack, suspects } = trust.take(groups, reading, checks, strangest);
    for (const other of suspects) if (other !== pack) this.reopen(other, other.groups);
    if (pack.suspect) return { pack, open: [] };
    return { pack, open: this.advance(groups, { ...reading, ...without(checks, reading) }) };
  }

  /** Takes back what was answered to `groups` of a pack: they wait again where they were. Throws UsageError. */
  reopen({ groups: all, from }: AskedPack, groups: readonly Group[]): void {
    const positions = new Map(all.map((group, index) => [group, from[index] as LadderPosition]));
    const moved = groups.filter((group) => group.outcome || group.ladderPosition !== positions.get(group));
    const taken = moved.map(({ fingerprint }) => ({ fingerprint, tier: this.#tier, model: this.#model }));
    this.#answers.distrust(taken); // on disk before anything is asked again
    for (const group of moved) {
      if (group.outcome) this.decidedItems -= group.items;
      group.outcome = undefined;
      group.ladderPosition = positions.get(group) as LadderPosition;
    }
  }

  /**
   * Stores the answers of `groups` and moves those on. Returns the indexes of the groups that are still open. Throws UsageError
   * when the answers cannot be stored, and when they could be but the disk is failing.
   */
  advance(groups: readonly Group[], { values, problems, served, request }: PackReading): number[] {
    const taken = [...values].map(([index, value]) => ({ group: groups[index] as Group, value }));
    const stored = taken.map(({ group: { fingerprint }, value }): Answer => {
      return {
        fingerprint,
        tier: this.#tier,
        model: this.#model,
        served,
        value,
        ...(request && { request }),
      };
    });
    this.#beforeStored?.();
    const failing = this.#answers.append(stored); // on disk before anything counts as done
    this.#answered += taken.length;
    for (const { group, value } of taken) {
      const answer = { tier: this.#tier, model: this.#model, value };
      this.#move(group, afterAnswer(group.ladderPosition, answer, this.#ladder, this.#task.answer));
    }
    if (failing !== null) throw new UsageError(failing);
    return [...problems.keys()];
  }

  /** Gives a group up on this tier. Returns null, or why the whole tier is taken for broken. */
  giveUp(group: Group, why: string): string | null {
    const evidence = { tier: this.#tier, model: this.#model, value: null, why };
    this.#move(group, handUp(group.ladderPosition, [evidence], this.#ladder));
    this.#unanswerable++;
    const asked = this.#answered + this.#unanswerable;
    if (this.#unanswerable < BROKEN_ITEMS || this.#unanswerable < BROKEN_SHARE * asked) return null;
    return `${this.#tier} gave no valid answer to ${this.#unanswerable} of ${asked} items (${why})`;
  }

  #move(group: Group, to: Outcome | LadderPosition): void {
    if ('status' in to) {
      group.outcome = to;
      this.decidedItems += group.items;
    } else {
      group.ladderPosition = to;
    }
  }
}

function without(
  checks: ReadonlySet<number>,
  { values, problems }: PackReading,
): Pick<PackReading, 'values' | 'problems'> {
  if (!checks.size) return { values, problems };
  const rest = <Entry>(all: ReadonlyMap<number, Entry>): Map<number, Entry> =>
    new Map([...all].filter(([index]) => !checks.has(index)));
  return { values: rest(values), problems: rest(problems) };
}
