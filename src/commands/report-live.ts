// What the session that the command runs in costs right now: its ledger, and what the module of tierwise-live has said a moment ago.
import { readFileSync } from 'node:fs';
import { entriesAt, isRecord, listAt, parseJson, textAt } from '../ask/foreign.ts';
import { type LiveRunState, liveFolder, STATE_FILE } from '../ask/live-protocol.ts';
import { counted, percent, usd } from '../terminal/format.ts';

export interface LiveNow {
  session: string;
  limits: { kind: string; percentUsed: number }[];
  runs: LiveRunState[];
  offer: string | null;
}

/** Returns what the session around the command says of itself; null outside of one, and where it lacks tierwise-live. */
export function liveNow(home: string, env: NodeJS.ProcessEnv): LiveNow | null {
  const session = env.CLAUDE_CODE_SESSION_ID ?? '';
  const state = /^[\w-]+$/.test(session) ? stateIn(`${liveFolder(home, session)}/${STATE_FILE}`) : undefined;
  if (!isRecord(state)) return null;
  return {
    session,
    limits: listAt(state, 'limits').flatMap((one) => {
      const kind = textAt(one, 'kind');
      const percentUsed = Number(Object.fromEntries(entriesAt({ one }, 'one')).percentUsed);
      return kind && Number.isFinite(percentUsed) ? [{ kind, percentUsed }] : [];
    }),
    runs: listAt(state, 'runs')
      .filter(isRun)
      .map((one) => ({ ...one, share: one.share ?? null })), // a module of an older version says none
    offer: textAt(state, 'offer'),
  };
}

/** Returns a line for each limit, each run and the offer. */
export const liveLines = ({ limits, runs, offer }: LiveNow): string[] => [
  ...limits.map(({ kind, percentUsed }) => `${kind}: ${percentUsed}% used`),
  ...runs.map(
    ({ command, share, answered, inFlight, spentUsd, ceilingUsd, limitedAt }) =>
      `${command}: ${typeof share === 'number' ? `${percent(share)}, ` : ''}${counted(answered, 'pack')} answered, ${inFlight} in flight, ${usd(spentUsd)} of ${usd(ceilingUsd)}${limitedAt === null ? '' : ', held back by the limit'}`,
  ),
  ...(runs.length ? [] : ['No bulk run is answered by this session right now.']),
  ...(offer ? [`A higher tier may help: ${offer}.`] : []),
];

function stateIn(file: string): unknown {
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const isRun = (value: unknown): value is LiveRunState =>
  isRecord(value) &&
  typeof value.command === 'string' &&
  ['answered', 'failed', 'inFlight', 'spentUsd', 'ceilingUsd'].every((key) => typeof value[key] === 'number');
