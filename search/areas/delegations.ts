// Before an agent starts: the built hook is told of mutated delegations under policies that hold, that are mutated, and that cannot be
// read. Never a tier that the policy does not name, nothing over budget, and a policy that cannot be read changes nothing.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { routeDelegation as Route } from '../../src/hooks/route-delegation.ts';
import { EFFORTS, TIER_NAMES, type TierName } from '../../src/models/table.ts';
import { inForce } from '../../src/routing/in-force.ts';
import { loadPolicies } from '../../src/routing/load.ts';
import { appendEntries } from '../../src/usage/ledger-entry.ts';
import { pricedCall } from '../../test/support/priced-calls.ts';
import { start } from '../../test/support/process.ts';
import { assistant, file } from '../../test/support/transcript.ts';
import { type Area, inFolder, must, type Random, tryCases } from '../area.ts';
import { type Box, boxIn } from '../box.ts';
import { mutated } from '../mutate.ts';
import { mutatedJson } from '../mutate-json.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HOOK = [process.execPath, join(ROOT, 'dist', 'delegation.cjs')];
const AGENTS = ['Explore', 'general-purpose', 'other:worker', 'tierwise:explorer', 'mine'];
/** One case in so many is a process, as the client starts it; the others call what that process loads. */
const PROCESS_EVERY = 50;
const LIMIT_USD = 50;

export const delegations: Area = {
  name: 'delegations',
  tries:
    'mutated delegations under policies that hold, are mutated or cannot be read, with budgets of all states',
  run: (seed, effort) =>
    tryCases(seed, effort, (random, number) =>
      inFolder(async (folder) => {
        const box = boxIn(folder, '');
        mkdirSync(box.home, { recursive: true });
        mkdirSync(join(folder, '.claude'));
        box.write('s1.jsonl', file(assistant({ at: '2026-01-05T10:00:00.000Z' })));
        const hook = number % PROCESS_EVERY === 0 ? started(box) : called(box);
        if (number % 4 === 1) return brokenPolicy(box, hook, random);
        if (number % 4 === 3) return scarceMoney(box, hook, random);
        return goodPolicy(box, hook, random);
      }),
    ),
};

/** What the hook answers to an input: what it prints, '' for nothing. */
type Hook = (input: string) => Promise<string>;

const started =
  (box: Box): Hook =>
  async (input) => {
    const env = { ...box.env, CLAUDE_PROJECT_DIR: box.folder, CLAUDE_PLUGIN_ROOT: ROOT };
    const { code, stdout, stderr } = await start(HOOK, { cwd: box.folder, env, input });
    must(code === 0 && stderr === '', () => `exit ${code} ${stderr}`);
    return stdout;
  };

function called({ home, folder }: Box): Hook {
  const { routeDelegation }: { routeDelegation: typeof Route } = createRequire(import.meta.url)(
    join(ROOT, 'dist', 'route-delegation.cjs'),
  );
  return async (input) => {
    try {
      return routeDelegation({ home, project: folder, env: { CLAUDE_PLUGIN_ROOT: ROOT } }, () => input);
    } catch (error) {
      // Only what is no JSON, as in its process: the call goes on.
      must(!isJson(input), () => `it threw ${(error as Error).stack}\n${input}`);
      return '';
    }
  };
}

interface Answer {
  model?: TierName;
  input?: Record<string, unknown>;
  denied: boolean;
}

/** What an answer says, once its form is right: none, or a whole call, on a tier that there is. */
function read(said: string, asked: string): Answer {
  if (!said) return { denied: false };
  const told = (): string => `${said}\nto ${asked}`;
  const { hookSpecificOutput: output = {}, systemMessage = '', ...rest } = JSON.parse(said);
  must(!Object.keys(rest).length && typeof systemMessage === 'string', told);
  if (output.permissionDecision === 'deny') {
    must(output.updatedInput === undefined, told);
    must(/budget "/.test(output.permissionDecisionReason), told);
    return { denied: true };
  }
  must(output.permissionDecision === undefined, told);
  if (!output.updatedInput) return { denied: false };
  const { model, effort, ...others } = output.updatedInput;
  must(TIER_NAMES.includes(model) && (effort === undefined || EFFORTS.includes(effort)), told);
  const before = JSON.parse(asked).tool_input;
  for (const [key, value] of Object.entries(before))
    if (key !== 'model' && key !== 'effort')
      must(JSON.stringify(others[key]) === JSON.stringify(value), () => `${key} is lost: ${told()}`);
  return { denied: false, model, input: output.updatedInput };
}

const rank = (tier: TierName): number => TIER_NAMES.indexOf(tier);

interface Made {
  rules: Map<string, TierName>;
  cap: TierName;
  text: string;
}

/** A policy of which is plain what it says: a tier for some agents by name, and a cap. */
function policyOf(random: Random, budgets: string): Made {
  const rules = new Map(
    AGENTS.filter(() => random.below(2)).map((agent) => [agent, random.pick(TIER_NAMES)] as const),
  );
  const cap = random.pick(TIER_NAMES);
  const lines = [...rules].map(
    ([agent, tier], at) => `  - { name: r${at}, when: { agent: "${agent}" }, use: { tier: ${tier} } }\n`,
  );
  const list = lines.length ? `\n${lines.join('')}` : ' []\n';
  return { rules, cap, text: `---\nmode: enforce\ncap: ${cap}\nrules:${list}budgets: { ${budgets} }\n---\n` };
}

function delegation(box: Box, random: Random, id: number): string {
  const model = random.pick([undefined, ...TIER_NAMES]);
  const input = { description: 'look', prompt: 'Look at it.', subagent_type: random.pick(AGENTS), model };
  const good = JSON.stringify({
    ...{ hook_event_name: 'PreToolUse', session_id: 's1', cwd: box.folder, tool_name: 'Agent' },
    ...{ transcript_path: join(box.folder, 's1.jsonl'), tool_use_id: `t${id}`, tool_input: input },
  });
  if (random.below(4) === 0) return good;
  if (random.below(3)) return mutatedJson(good, ['fork', 'Task', 'opus', 'fable', 'max'], random) ?? good;
  return mutated(Buffer.from(good), Buffer.from(good), random).toString('utf8');
}

/** The agent that a call is about; null where it cannot be routed. */
function agentIn(asked: string): string | null {
  if (!isJson(asked)) return null;
  const { tool_name: tool, tool_input: input } = JSON.parse(asked) ?? {};
  if (!['Agent', 'Task'].includes(tool) || typeof input !== 'object' || !input || Array.isArray(input))
    return null;
  const agent = input.subagent_type ?? 'general-purpose';
  return typeof agent !== 'string' || agent === 'fork' || input.resume !== undefined ? null : agent;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

function spend(box: Box, costUsd: number): void {
  appendEntries(box.home, [pricedCall({ session: 's0', costUsd, at: new Date().toISOString() })]);
}

/** The tier is the rule's, one lower when the budget is nearly spent, and never above the cap; refused once it is spent. */
async function goodPolicy(box: Box, hook: Hook, random: Random): Promise<string> {
  const { rules, cap, text } = policyOf(random, `day: ${LIMIT_USD}`);
  box.write('home/tierwise/tierwise.md', text);
  const share = random.pick([0, 0.5, 0.85, 0.95, 1, 1.2]);
  spend(box, share * LIMIT_USD);
  const asked = delegation(box, random, 1);
  const { denied, model } = read(await hook(asked), asked);
  const told = (): string => `${model ?? 'unchanged'}, denied: ${denied}, at ${share} of\n${text}\n${asked}`;
  const agent = agentIn(asked);
  if (agent === null) {
    must(!denied && !model, told);
    return 'not routable';
  }
  must(denied === share >= 1, told);
  if (denied) return 'over budget';
  const named = [...rules].find(([name]) => name.toLowerCase() === agent.toLowerCase())?.[1];
  if (model) must(rank(model) <= rank(cap), told);
  if (named === undefined) {
    if (share < 0.9) must(!model, told);
    return 'no rule';
  }
  const lowered = Math.max(0, rank(named) - (share >= 0.9 ? 1 : 0));
  const wanted = TIER_NAMES[Math.min(lowered, rank(cap))];
  must((model ?? JSON.parse(asked).tool_input.model) === wanted, () => `not ${wanted}: ${told()}`);
  return 'tier set';
}

/** Several calls under a budget of cents: what is set aside for those that may start never exceeds it. */
async function scarceMoney(box: Box, hook: Hook, random: Random): Promise<string> {
  const limit = random.pick([0.0005, 0.002, 0.02, 0.08]);
  box.write('home/tierwise/tierwise.md', policyOf(random, `day: ${limit}`).text);
  let refused = 0;
  for (let id = 1; id <= 4; id++) {
    const asked = delegation(box, random, id);
    const { denied } = read(await hook(asked), asked);
    if (denied) refused++;
    must(!denied || agentIn(asked) !== null, () => `refused what is no delegation: ${asked}`);
    const sum = setAside(box);
    must(sum <= limit + 1e-12, () => `$${sum} of $${limit} set aside, after ${asked}`);
  }
  return refused ? 'scarce, some refused' : 'scarce, all fit';
}

/** What is set aside in a home, each call as last written. */
function setAside({ home }: Box): number {
  const folder = join(home, 'ledger');
  const records = new Map<string, number>();
  for (const name of filesIn(folder).filter((one) => one.startsWith('set-aside-')))
    for (const line of readFileSync(join(folder, name), 'utf8').trim().split('\n')) {
      const { id, usd } = JSON.parse(line);
      records.set(id, usd);
    }
  return [...records.values()].reduce((sum, usd) => sum + usd, 0);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A text with one character more, less or other. */
function typo(text: string, random: Random): string {
  const at = random.below(text.length);
  return (
    text.slice(0, at) + random.pick(['', ' ', 'x', ':', '9', '"', '-']) + text.slice(at + random.below(2))
  );
}

/** A policy that cannot be read blocks and changes nothing, and is told once; one that still can be is held to its own words. */
async function brokenPolicy(box: Box, hook: Hook, random: Random): Promise<string> {
  const { text } = policyOf(random, 'day: 0.000001');
  const bytes = Buffer.from(text);
  if (random.below(12) === 0) mkdirSync(join(box.home, 'tierwise.md'));
  else
    box.write(
      'home/tierwise/tierwise.md',
      random.below(2) ? mutated(bytes, bytes, random) : typo(text, random),
    );
  const asked = [delegation(box, random, 1), delegation(box, random, 1)];
  const said = [];
  for (const one of asked) said.push(await hook(one));
  const { user, problems } = loadPolicies(box.home, box.folder);
  const { mode, cap, budgets } = inForce(user, { file: null }).policy;
  for (const [at, one] of said.entries()) {
    const { denied, model } = read(one, asked[at] as string);
    const told = (): string => `${one}\nto ${asked[at]}\nunder ${JSON.stringify(user)}`;
    if (problems.length || mode !== 'enforce') must(!denied && !model, told);
    if (denied) must(budgets.day !== undefined, told);
    if (model && cap) must(rank(model) <= rank(cap), told);
  }
  return problems.length ? 'policy unreadable' : 'policy mutated';
}
