// What the policy says of agents that are to be started, and of single requests.
import { UsageError } from '../../errors.ts';
import { type Effort, shippedModel, TIER_NAMES, type TierName } from '../../models/table.ts';
import { decideDelegation, isToBeFollowed, refusalOf } from '../../routing/delegation.ts';
import { inForce, NO_POLICY } from '../../routing/in-force.ts';
import { parsePolicy } from '../../routing/parse.ts';
import type { Policy, PolicyFile, RoutingState } from '../../routing/policy.ts';
import { usd } from '../../terminal/format.ts';
import { firstRequestUsd, type Spent } from '../../usage/budgets.ts';
import type { DelegationRecord } from '../../usage/delegations.ts';
import { decideStep, MAIN, type StepFacts } from '../steps.ts';
import type { GrowingDoor } from './growing-file.ts';
import { type SetAside, Spending } from './spending.ts';

export interface RouterDoor extends GrowingDoor {
  /** The text of a file; null where there is none. */
  text(file: string): Promise<string | null>;
  append(file: string, text: string): Promise<void>;
  /** Percent used of the plan's limits. */
  limits(): readonly { percentUsed: number }[];
  /** Calls of this session that are not in the ledger yet. */
  unwritten(): Spent[];
  say(line: string): void;
}

export interface Spawn {
  subagentType: string;
  description: string;
  prompt: string;
  model?: string | undefined;
  parentModel: string;
  fork: boolean;
}

/** What becomes of an agent: refused, or started, on another model where one is named. */
export type Spawned =
  | { deny: string }
  | { model: string | null; effort: Effort | null; aside: SetAside | null };

/** Only what differs from what the client would do; `answer` is the model for what an agent says in the end. */
export interface WantedStep {
  model?: string;
  effort?: Effort;
  answer?: string;
}

const AS_IT_IS = { model: null, effort: null, aside: null };
/** Types that run on their parent's model when nobody names one. */
const INHERITING = ['general-purpose', 'Explore', 'Plan'];
const MOST_CHARACTERS = 256 * 1024;
/** For single requests the policy is read no more often. */
const FRESH_MS = 3000;

interface Policies {
  policy: Policy;
  user: PolicyFile;
  project: PolicyFile;
}

export class Router {
  readonly #door: RouterDoor;
  readonly #home: string;
  readonly #session: string;
  readonly #project: string;
  readonly #spending: Spending;
  readonly #told = new Set<string>();
  readonly #efforts = new Map<string, Effort>();
  readonly #prompts = new Map<string, { prompt: number; output: number }>();
  #known: { policies: Policies; at: number } | null = null;

  constructor(
    door: RouterDoor,
    { home, session, project }: { home: string; session: string; project: string },
  ) {
    this.#door = door;
    this.#home = home;
    this.#session = session;
    this.#project = project;
    this.#spending = new Spending(door, home);
  }

  /** Returns what becomes of an agent that is to be started. Throws what the client throws. */
  async spawn(spawn: Spawn): Promise<Spawned> {
    const { policy, user, project } = await this.#policies();
    if (policy.mode === 'observe') return AS_IT_IS;
    const { subagentType: agent, description, prompt } = spawn;
    const without = tierWithout(spawn);
    // Set aside before it looks: of several that are started at once, those before it count.
    const aside = this.#aside(agent, firstRequestUsd(spawn.model ?? spawn.parentModel, prompt, new Date()));
    const state = await this.#state(aside, policy);
    const decision = decideDelegation(
      { agent, description, prompt, effort: undefined, without },
      policy,
      state,
    );
    for (const warning of decision.denied ? [] : (decision.warnings ?? [])) this.#tellOnce(`${warning}.`);
    const follows = !spawn.fork && isToBeFollowed(decision, policy, without) && decision.tier !== without;
    if (policy.mode === 'suggest') {
      this.#spending.giveBack(aside);
      this.#suggest(agent, decision, follows);
      return AS_IT_IS;
    }
    const model = follows ? decision.model : (spawn.model ?? spawn.parentModel);
    aside.costUsd = firstRequestUsd(model, prompt, new Date());
    const denied = decision.denied ?? full(state, aside.costUsd);
    if (denied) {
      this.#spending.giveBack(aside);
      return { deny: refusalOf(denied, user.budgets || user.limits ? user.file : project.file) };
    }
    if (follows) await this.#note({ agent, rule: decision.rule, from: without ?? null, tier: decision.tier });
    return { model: follows ? decision.model : null, effort: follows ? decision.effort : null, aside };
  }

  #suggest(
    agent: string,
    { denied, tier, reason }: ReturnType<typeof decideDelegation>,
    follows: boolean,
  ): void {
    if (denied) this.#door.say(`The policy would not start ${agent}: ${denied}.`);
    else if (follows) this.#door.say(`The policy would run ${agent} on ${tier}, by its rule ${reason}.`);
  }

  /** An agent was started, or was not after all. */
  started(agentId: string | undefined, { aside, effort }: Exclude<Spawned, { deny: string }>): void {
    if (!aside) return;
    aside.agentId = agentId ?? null;
    if (!agentId) this.#spending.giveBack(aside);
    else if (effort) this.#efforts.set(agentId, effort);
  }

  /** Returns what the policy wants of a single request. */
  async step(step: Omit<StepFacts, 'prompt' | 'output'>, agentId: string | undefined): Promise<WantedStep> {
    const { policy } = await this.#policies(FRESH_MS);
    if (policy.mode !== 'enforce') return {};
    const facts = { ...step, ...(this.#prompts.get(agentId ?? MAIN) ?? { prompt: 0, output: 0 }) };
    const at = new Date();
    const decide = (about: StepFacts) => decideStep(about, policy, this.#conditions(at), at);
    const decision = decide(facts);
    const answer = decide({ ...facts, step: 'answer', model: decision?.model ?? facts.model });
    // A client that takes effort per message heeds it on a step with input only.
    const effort = agentId && step.step === 'first' ? this.#efforts.get(agentId) : undefined;
    return {
      ...(decision && { model: decision.model }),
      ...(effort && { effort }),
      ...(answer && { answer: answer.model }),
    };
  }

  /** An agent has answered once. */
  heard(agentId: string): void {
    this.#spending.answered(agentId);
  }

  /** A request was answered: how long its prompt was, and its answer. */
  answered(agentId: string | undefined, prompt: number, output: number): void {
    this.#prompts.set(agentId ?? MAIN, { prompt, output });
  }

  async #policies(freshMs = 0): Promise<Policies> {
    const now = Date.now();
    if (this.#known && now - this.#known.at < freshMs) return this.#known.policies;
    const user = await this.#read(`${this.#home}/tierwise.md`);
    const theirs = `${this.#project}/.claude/tierwise.md`;
    const project = theirs === user.file ? NO_POLICY : await this.#read(theirs);
    const policies = { ...inForce(user, project), user, project };
    this.#known = { policies, at: now };
    return policies;
  }

  /** A policy that cannot be read is told once, and changes nothing. */
  async #read(file: string): Promise<PolicyFile> {
    const text = await this.#door.text(file);
    if (text === null) return NO_POLICY;
    try {
      if (text.length > MOST_CHARACTERS)
        throw new UsageError(`${file}: it is larger than ${MOST_CHARACTERS} bytes.`);
      return parsePolicy(text, file);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#tellOnce(error.message);
      return NO_POLICY;
    }
  }

  async #state(own: SetAside, policy: Policy): Promise<RoutingState> {
    const at = new Date();
    const who = { session: this.#session, project: this.#project, agent: String(own.agent), at };
    const unwritten = this.#door.unwritten();
    const budgets = await this.#spending.states(policy.budgets, who, { unwritten, own });
    return { ...this.#conditions(at), budgets };
  }

  /** What rules ask of the moment; budgets are weighed where an agent is started only. */
  #conditions(at: Date): RoutingState {
    const used = this.#door.limits().map(({ percentUsed }) => percentUsed);
    return {
      minuteOfDay: at.getHours() * 60 + at.getMinutes(),
      limitsLeft: used.length ? Math.max(0, 100 - Math.max(...used)) : undefined,
    };
  }

  #aside(agent: string, costUsd: number): SetAside {
    const at = new Date().toISOString();
    return this.#spending.setAside({
      ...{ at, session: this.#session, project: this.#project, agent, costUsd, agentId: null },
    });
  }

  async #note(record: Pick<DelegationRecord, 'agent' | 'rule' | 'from' | 'tier'>): Promise<void> {
    const line: DelegationRecord = { at: new Date().toISOString(), session: this.#session, ...record };
    const file = `${this.#home}/ledger/delegations.jsonl`;
    await this.#door.append(file, `${JSON.stringify(line)}\n`).catch(() => undefined);
  }

  #tellOnce(line: string): void {
    if (this.#told.has(line)) return;
    this.#told.add(line);
    this.#door.say(line);
  }
}

/** The tier that an agent would run on without a policy; undefined where only its own definition says so. */
function tierWithout({ model, subagentType, parentModel }: Spawn): TierName | undefined {
  const named = model ?? (INHERITING.includes(subagentType) ? parentModel : undefined);
  return TIER_NAMES.find((tier) => tier === named) ?? (named ? shippedModel(named)?.tier : undefined);
}

/** Why the first request of an agent does not fit any more; null when it does. */
function full({ budgets = [] }: RoutingState, amount: number): string | null {
  const found = budgets.find(({ limitUsd, spentUsd }) => spentUsd + amount > limitUsd);
  return found
    ? `${usd(found.spentUsd)} of ${usd(found.limitUsd)} of the budget "${found.name}" is spent or set aside, and its first request alone costs about ${usd(amount)}`
    : null;
}
