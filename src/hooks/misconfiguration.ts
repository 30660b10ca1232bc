import { shippedModel } from '../models/table.ts';

/** Returns the one setting that most defeats the tiers, in a line with its remedy; null when there is none. */
export function misconfiguration(env: NodeJS.ProcessEnv): string | null {
  const forced = env.CLAUDE_CODE_SUBAGENT_MODEL;
  if (forced && isOn(env.CLAUDE_CODE_SUBAGENT_MODEL_FORCE)) {
    return `CLAUDE_CODE_SUBAGENT_MODEL_FORCE runs every agent on ${forced}, whatever tier it asks for. Unset it so that explorer and formatter run on Haiku.`;
  }
  const haiku = env.ANTHROPIC_DEFAULT_HAIKU_MODEL;
  const tier = haiku && shippedModel(haiku)?.tier;
  if (tier && tier !== 'haiku') {
    return `ANTHROPIC_DEFAULT_HAIKU_MODEL makes "haiku" mean ${haiku}, which is ${tier}: cheap agents and bulk work are charged its price.`;
  }
  if (env.CLAUDE_CODE_EFFORT_LEVEL) {
    return `CLAUDE_CODE_EFFORT_LEVEL runs every agent at effort ${env.CLAUDE_CODE_EFFORT_LEVEL}, whatever effort it asks for.`;
  }
  return null;
}

const isOn = (value: string | undefined): boolean =>
  value !== undefined && !['', '0', 'false', 'no'].includes(value);
