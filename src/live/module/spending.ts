// What is spent of each budget: the ledger as it grows, what this session has not written yet, and what is set aside for agents that were
// started and have not answered.
import type { BudgetState, Budgets } from '../../routing/policy.ts';
import { readCall, type Spender, type Spent, sameSpent, statesOf } from '../../usage/budgets.ts';
import { type GrowingDoor, GrowingFile } from './growing-file.ts';

export interface SetAside extends Spent {
  agentId: string | null;
}

interface Beside {
  unwritten: readonly Spent[];
  own: SetAside;
}

export class Spending {
  readonly #door: GrowingDoor;
  readonly #folder: string;
  readonly #calls = new Map<string, Spent>();
  readonly #files = new Map<string, GrowingFile>();
  readonly #aside = new Set<SetAside>();

  constructor(door: GrowingDoor, home: string) {
    this.#door = door;
    this.#folder = `${home}/ledger`;
  }

  /** Returns the state of the budgets that concern `who`: `unwritten` calls of this session count, and what was set aside before `own`. */
  async states(budgets: Budgets, who: Spender, { unwritten, own }: Beside): Promise<BudgetState[]> {
    if (!Object.keys(budgets).length) return [];
    const before = new Date(Date.UTC(who.at.getUTCFullYear(), who.at.getUTCMonth() - 1, 1));
    for (const month of [before, who.at])
      await this.#follow(`${this.#folder}/${month.toISOString().slice(0, 7)}.jsonl`);
    const aside = [...this.#aside];
    return statesOf(
      [...this.#calls.values(), ...unwritten, ...aside.slice(0, aside.indexOf(own))],
      budgets,
      who,
    );
  }

  /** Sets money aside until the agent has answered once, or `giveBack`. */
  setAside(one: SetAside): SetAside {
    this.#aside.add(one);
    return one;
  }

  giveBack(one: SetAside): void {
    this.#aside.delete(one);
  }

  /** An agent has answered, so that its real cost counts. */
  answered(agentId: string): void {
    for (const one of this.#aside) if (one.agentId === agentId) this.#aside.delete(one);
  }

  async #follow(file: string): Promise<void> {
    const followed = this.#files.get(file) ?? new GrowingFile(this.#door, file);
    this.#files.set(file, followed);
    await followed.read((line) => {
      const [id, call] = readCall(line) ?? [];
      if (id === undefined || !call) return;
      const known = this.#calls.get(id);
      this.#calls.set(id, known ? sameSpent(known, call) : call);
    });
  }
}
