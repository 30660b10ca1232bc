// What budgets ask of a month, so that a hook need not read its rows: dollars by session, and by project and agent since a moment. A
// day or a month of the user's begins with a quarter of an hour, and only at some of them: the others are added up.
import { QUARTER_MS, type Row } from './rows.ts';

/** Dollars, each with the moment its quarter of an hour begins. */
type Spans = [at: number, usd: number][];

export interface SpentSums {
  sessions: [name: string, usd: number][];
  all: Spans;
  projects: [name: string, Spans][];
  agents: [name: string, Spans][];
  /** Between these moments nothing is told apart. */
  blurred: [number, number];
}

/** Whose dollars are asked for: of one session, or of those projects or agents whose name fits. */
export interface Wanted {
  of: 'session' | 'project' | 'agent' | null;
  fits(name: unknown): boolean;
  /** Milliseconds of the epoch. */
  since: number;
}

/** Clocks differ from UTC by no more, so that a user's month begins within so much of one of the ledger's. */
const FARTHEST_CLOCK_MS = 14 * 3_600_000;
/** A day that began before that is over everywhere. */
const LONGEST_DAY_MS = 50 * 3_600_000;

/** Returns the sums of the rows of a month such as `2026-11`, for whoever asks from `now` on. */
export function sumSpent(month: string, rows: readonly Row[], now: number): SpentSums {
  const begins = Date.parse(`${month}-01T00:00:00.000Z`);
  const ends = new Date(begins).setUTCMonth(new Date(begins).getUTCMonth() + 1);
  const from = begins + FARTHEST_CLOCK_MS;
  const to = Math.max(from, Math.min(now - LONGEST_DAY_MS, ends - FARTHEST_CLOCK_MS));
  const sessions = new Map<string, number>();
  const [all, projects, agents] = [new Sums(), new Sums(), new Sums()];
  for (const { facts, at, costUsd } of rows) {
    if (!costUsd) continue;
    const quarter = at - (at % QUARTER_MS);
    const counted = quarter > from && quarter < to ? from : quarter;
    if (facts.session !== null) sessions.set(facts.session, (sessions.get(facts.session) ?? 0) + costUsd);
    all.add('', counted, costUsd);
    if (facts.project !== null) projects.add(facts.project, counted, costUsd);
    if (facts.agent !== null) agents.add(facts.agent, counted, costUsd);
  }
  return {
    sessions: [...sessions],
    all: all.list[0]?.[1] ?? [],
    projects: projects.list,
    agents: agents.list,
    blurred: [from, to],
  };
}

class Sums {
  readonly #spans = new Map<string, Map<number, number>>();

  add(name: string, at: number, usd: number): void {
    const spans = this.#spans.get(name) ?? new Map<number, number>();
    if (!spans.size) this.#spans.set(name, spans);
    spans.set(at, (spans.get(at) ?? 0) + usd);
  }

  get list(): [string, Spans][] {
    return [...this.#spans].map(([name, spans]) => [name, [...spans]]);
  }
}

/** Returns the dollars that are asked for; null where the sums do not tell them. */
export function spentIn(sums: SpentSums, { of, fits, since }: Wanted): number | null {
  if (of === 'session') return total(sums.sessions.filter(([name]) => fits(name)));
  const [from, to] = sums.blurred;
  if (since > from && since < to) return null;
  const lists =
    of === null ? [sums.all] : sums[`${of}s`].flatMap(([name, spans]) => (fits(name) ? [spans] : []));
  return total(lists.flat().filter(([at]) => at >= since));
}

const total = (spans: readonly (readonly [unknown, number])[]): number =>
  spans.reduce((sum, [, usd]) => sum + usd, 0);
