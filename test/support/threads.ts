// The books of some calls, put together by hand.
import type { CostState } from '../../src/usage/ledger-entry.ts';
import type { CallGroup } from '../../src/usage/priced-call.ts';
import type { Books, Thread } from '../../src/usage/report-input.ts';

/** Returns what a comparison with the client takes. `copies`: ids of others' calls in a session's transcripts. */
export function threadsOf(
  calls: readonly CallGroup[],
  costStates: readonly CostState[],
  copies: Readonly<Record<string, readonly string[]>> = {},
): Omit<Books, 'calls'> {
  const thread = ({ session }: CostState): Thread => {
    const own = calls.filter((call) => call.session === session);
    const copied = calls.filter(({ id }) => copies[session]?.includes(id));
    const all = [...copied, ...own].filter(({ source }) => source === 'session' || source === 'subagent');
    const parents = new Set(copied.map((call) => call.session));
    const inherited = calls.filter(
      (call) =>
        call.source === 'subagent' &&
        parents.has(call.session) &&
        !all.includes(call) &&
        call.at < (own[0]?.at ?? ''),
    );
    return { calls: all, inherited, last: all.findLast(({ source }) => source === 'session') ?? null };
  };
  return {
    threads: new Map(costStates.map((state) => [state.session, thread(state)])),
    costStates: new Map(costStates.map((state) => [state.session, state])),
  };
}
