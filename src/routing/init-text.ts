// The policy file that `tierwise policy init` writes: the default policy, each table with what it is for and where it is from.
import { TIER_NAMES, TIERS } from '../models/table.ts';
import { DEFAULT_LIMITS, DEFAULT_RULES, DEFAULT_SHARES, EFFORT_GUIDE, USUAL_DAY } from './default-policy.ts';
import type { Rule } from './policy.ts';
import { ruleLine } from './policy-text.ts';

/** A rule that is not the default's, and the name of the one above which it stands; null: it is the last. */
export interface Inserted {
  rule: Rule;
  above: string | null;
}

/** Returns the default policy as a file for people to change, with one rule more where that is given. */
export function initText(more?: Inserted): string {
  const { lowUsd, highUsd } = USUAL_DAY;
  return `---
# observe: nothing happens; the report says what this policy would have saved.
# suggest: a note at each delegation. enforce: each delegation gets its tier and effort, or is refused over budget.
mode: observe

# What a tier stands for. Uncomment to change.
# tiers:
${TIER_NAMES.map((name) => `#   ${name}: { model: ${TIERS[name].model}, effort: ${TIERS[name].effort} }`).join('\n')}
# Below them, for bulk work, a model of your own:
#   local: { model: "openai:llama3@http://127.0.0.1:11434/v1" }
# The highest tier that anything may use:
# cap: opus

# The first rule that matches decides, and its name stands in the reason. Each key of "when" must hold:
# kind, agent, complexity, errorCost, inputTokens, needs, hours, urgency, budgetLeft, limitsLeft, failures, words.
# "use" is a tier, or so many tiers lower or raised, with effort and batch.
rules:
${rulesText(more)}
# Which tiers bulk runs and plan steps climb. Without them: as the scheme, recipe or plan says.
# ladders: { bulk: [haiku, sonnet, opus], plan: [sonnet, opus] }

# Plans: what becomes of the planner's proposal where a plan is wrong about a step (ask, additions, never), and whether steps
# start higher or lower by what came of such steps before.
# plans: { revise: additions, learn: false }

# Who answers bulk runs; the next one goes on when one is out of service or its allowance is used up.
# backends: [api, claude]

# US dollars. Warned of at ${DEFAULT_SHARES.warnAt} %, one tier lower at ${DEFAULT_SHARES.lowerAt} %, refused when spent.
# budgets: { session: 5, day: ${highUsd}, month: 200, project: 100, run: 2, agents: { "tierwise:debugger": 2 }, target: ${lowUsd + 2} }

# Percent of a plan's five-hour or weekly limit.
limits: { warnAt: ${DEFAULT_LIMITS.warnAt}, lowerAt: ${DEFAULT_LIMITS.lowerAt} }
---

# Which tier does what

This file is the policy of tierwise. \`tierwise policy check\` finds mistakes in it, \`tierwise policy explain <rule>\`
says why a rule is there, and \`tierwise route "<task>"\` what it decides about a task.

Effort: ${EFFORT_GUIDE.map(({ effort, what }) => `**${effort}** for ${what}`).join('; ')}.
`;
}

/** Returns the rules of the default policy as lines of a file, each table with where it is from. */
export function rulesText(more?: Inserted): string {
  const lines: string[] = [];
  let heading = '';
  for (const rule of DEFAULT_RULES) {
    const { group, evidence } = rule;
    const next = `  # ${group} (${evidence.grade}: ${evidence.source})`;
    if (next !== heading) lines.push(next);
    heading = next;
    if (more?.above === rule.name) lines.push(`  ${ruleLine(more.rule)}`);
    lines.push(`  ${ruleLine(rule)}`);
  }
  if (more && more.above === null) lines.push(`  ${ruleLine(more.rule)}`);
  return `${lines.join('\n')}\n`;
}
