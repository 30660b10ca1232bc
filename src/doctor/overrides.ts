// Variables that put another model or effort in the place of a tier's, in the environment or in Claude Code's settings.
import { shippedModel, TIER_NAMES } from '../models/table.ts';
import type { ClientSettings } from './client-settings.ts';
import { type Finding, note, wrong } from './finding.ts';

/** Where a variable is set, and to what. */
interface Setting {
  value: string;
  where: string;
}

/** Returns what overrides the tiers. `knows`: whether the user's own settings describe a model. */
export function overrideFindings(
  env: NodeJS.ProcessEnv,
  settings: readonly ClientSettings[],
  knows: (model: string) => boolean,
): Finding[] {
  const of = (name: string): Setting | null => settingOf(name, env, settings);
  return [...subagents(of), ...effort(of), ...session(of), ...aliases(of, knows)];
}

type Of = (name: string) => Setting | null;

function settingOf(
  name: string,
  env: NodeJS.ProcessEnv,
  settings: readonly ClientSettings[],
): Setting | null {
  const value = env[name];
  if (value) return { value, where: `the variable ${name}` };
  const file = settings.find((one) => typeof one.settings.env[name] === 'string');
  const text = file?.settings.env[name];
  return file && typeof text === 'string' && text ? { value: text, where: file.lineOf(name) } : null;
}

const isOn = ({ value }: Setting): boolean => !['0', 'false', 'no', 'off'].includes(value.toLowerCase());

function subagents(of: Of): Finding[] {
  const model = of('CLAUDE_CODE_SUBAGENT_MODEL');
  const force = of('CLAUDE_CODE_SUBAGENT_MODEL_FORCE');
  if (!model) return [];
  if (force && isOn(force))
    return [
      wrong('subagent-model-forced', force.where, [
        `CLAUDE_CODE_SUBAGENT_MODEL_FORCE runs every agent on ${model.value}, whatever tier it asks for`,
        'Unset CLAUDE_CODE_SUBAGENT_MODEL_FORCE.',
      ]),
    ];
  return [
    note('subagent-model', model.where, [
      `CLAUDE_CODE_SUBAGENT_MODEL (${model.value}) counts only for agents without a model of their own`,
      'Nothing, if that is what you want: since 2.1 it no longer overrides the tiers of agents.',
    ]),
  ];
}

function effort(of: Of): Finding[] {
  const level = of('CLAUDE_CODE_EFFORT_LEVEL');
  return level
    ? [
        wrong('effort-forced', level.where, [
          `CLAUDE_CODE_EFFORT_LEVEL runs every agent at effort ${level.value}, whatever effort it asks for`,
          'Unset it; in a session, /effort sets the effort of the main conversation alone.',
        ]),
      ]
    : [];
}

function session(of: Of): Finding[] {
  const findings: Finding[] = [];
  const model = of('ANTHROPIC_MODEL');
  if (model)
    findings.push(
      note('session-model', model.where, [
        `ANTHROPIC_MODEL starts every session on ${model.value}, and agents without a model inherit that`,
        'Nothing, if that is what you want; else unset it.',
      ]),
    );
  const small = of('ANTHROPIC_SMALL_FAST_MODEL');
  if (small)
    findings.push(
      wrong('small-fast-model', small.where, [
        `ANTHROPIC_SMALL_FAST_MODEL (${small.value}) is the old name, and says nothing about the tier haiku`,
        'Set ANTHROPIC_DEFAULT_HAIKU_MODEL instead, or neither.',
      ]),
    );
  return findings;
}

function aliases(of: Of, knows: (model: string) => boolean): Finding[] {
  return TIER_NAMES.flatMap((tier) => {
    const name = `ANTHROPIC_DEFAULT_${tier.toUpperCase()}_MODEL`;
    const set = of(name);
    if (!set) return [];
    const served = shippedModel(set.value)?.tier;
    if (served === tier) return [];
    const what = served
      ? `${name} makes "${tier}" mean ${set.value}, which is ${served}: agents and bulk work get its price and quality`
      : `${name} makes "${tier}" mean ${set.value}, which no price is known for`;
    if (!served && knows(set.value)) return [];
    return [
      wrong(served ? 'tier-redefined' : 'tier-unknown-model', set.where, [
        what,
        served ? `Unset ${name}.` : `Unset ${name}, or describe the model under "models" in tierwise.md.`,
      ]),
    ];
  });
}
