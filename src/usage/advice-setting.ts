// Where advice is followed: a file, and the line to put there.
import type { TierName } from '../models/table.ts';
import { ruleLine } from '../routing/policy-text.ts';
import type { Advice } from './advice-types.ts';

type Setting = Advice['setting'];

const SETTINGS = '~/.claude/settings.json';

/** Agents that come with the client: they have no file. */
const BUILT_IN = [
  ...['Explore', 'Plan', 'general-purpose', 'claude-code-guide', 'statusline-setup', 'workflow-subagent'],
  ...['unnamed agent', 'worker', 'fork'],
];

/** Returns how to put an agent on a tier: in its own file, or by a rule of the policy where it has none of the user's. */
export function agentSetting(who: string, tier: TierName, policyFile = 'tierwise.md'): Setting {
  if (/^[\w.-]+$/.test(who) && !BUILT_IN.includes(who))
    return { file: `.claude/agents/${who}.md`, line: `model: ${tier}` };
  const name = `${who
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}-on-${tier}`;
  return { file: policyFile, line: ruleLine({ name, when: { agent: [who] }, use: { tier } }) };
}

/** Takes away what runs every agent on one model. */
export const FORCED: Setting = {
  file: `the environment, or "env" in ${SETTINGS}`,
  line: 'CLAUDE_CODE_SUBAGENT_MODEL_FORCE=0',
};

/** Returns how to start sessions on a model. */
export const sessionModel = (model: string): Setting => ({ file: SETTINGS, line: `"model": "${model}"` });

/** Returns how to think less: an agent by its file, the main thread by the settings. */
export const effortSetting = (agent: string | null, effort: string): Setting =>
  agent && /^[\w.-]+$/.test(agent) && !BUILT_IN.includes(agent)
    ? { file: `.claude/agents/${agent}.md`, line: `effort: ${effort}` }
    : { file: SETTINGS, line: `"effortLevel": "${effort}"` };

export const REVIEWED: Setting = {
  file: 'CLAUDE.md',
  line: 'When an agent on haiku has changed code, have tierwise:code-reviewer look at it.',
};
