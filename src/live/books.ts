// A request as the client counted it, and what else is known of it → lines of the ledger: its own, and one for each advisor inside it.
import type { Usage } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import type { LedgerEntry } from '../usage/ledger-entry.ts';
import type { Counted } from './counted.ts';
import { type Facts, liveIdOf } from './facts.ts';
import { type Advisor, advisorUsd, searchesIn } from './figures.ts';

export interface Place {
  /** The session that the module is in; a request that names another one belongs to that. */
  session: string;
  project: string;
  /** The name of an agent by its id. */
  agents: ReadonlyMap<string, string>;
}

/** Returns the ledger lines of a request. Together they cost what the client says. */
export function entriesOf(counted: Counted, { requested, advisors }: Facts, place: Place): LedgerEntry[] {
  const asked = requested ?? counted.model;
  const advice = advisors.map((advisor, index) => adviceOf(advisor, index + 1, { counted, place }));
  const onTop = advice.reduce((sum, line) => sum + (line.costUsd ?? 0), 0);
  const { agentId, step, model, usage } = counted;
  const { agents } = place;
  const webSearches = searchesIn(counted, asked, advisors);
  const own: LedgerEntry = {
    ...shared(counted, place),
    id: idOf(counted, place),
    source: agentId ? 'subagent' : 'session',
    agent: agentId ? (agents.get(agentId) ?? agentIn(step) ?? 'unnamed agent') : null,
    step,
    requested: asked,
    effort: counted.effort,
    ...answeredBy(model, usage),
    costUsd: Math.round((counted.costUsd - onTop) * 1e12) / 1e12,
    ...(webSearches && { webSearches }),
    ...(counted.fast && { fast: true }),
  };
  return [own, ...advice];
}

const ADVISOR = 'advisor';

function adviceOf(
  advisor: Advisor,
  number: number,
  { counted, place }: { counted: Counted; place: Place },
): LedgerEntry {
  return {
    ...shared(counted, place),
    id: `${idOf(counted, place)}#${ADVISOR}${number}`, // as the transcript's reader has it
    source: 'subagent',
    agent: ADVISOR,
    step: ADVISOR,
    requested: advisor.model,
    effort: null,
    ...answeredBy(advisor.model, advisor.usage),
    costUsd: advisorUsd(advisor, counted),
  };
}

const idOf = ({ id, requestId, sequence, session }: Counted, place: Place): string =>
  id ?? (requestId ? liveIdOf(requestId) : `live:${session ?? place.session}:${sequence}`);

const shared = ({ at, session }: Counted, place: Place) => ({
  ...{ at, session: session ?? place.session, project: place.project },
  ...{ skill: null, stop: null },
});

const answeredBy = (model: string, { webSearches: _, ...tokens }: Usage) => ({
  ...{ served: model, tier: shippedModel(model)?.tier ?? null },
  ...tokens,
});

/** `agent:builtin:Explore` → `Explore`. */
const agentIn = (step: string): string | null => /^agent:[^:]+:(.+)$/.exec(step)?.[1] ?? null;
