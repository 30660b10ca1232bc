// What is wrong with the policy files, by line, and what of them has no effect.
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import { readSettings, readUntrustedSettings } from '../models/settings.ts';
import { ownSettingsFile, projectSettingsFile } from '../models/settings-file.ts';
import type { Policy } from '../routing/policy.ts';
import { type Finding, note, wrong } from './finding.ts';

/** The policy in force, and what of its files is not heeded. */
export interface OpenPolicy {
  policy: Policy;
  problems: readonly string[];
  notes: readonly string[];
}

/** Returns the mistakes of both files, and what changed in Claude Code that a policy would answer. */
export function policyFindings(
  { policy, problems, notes }: OpenPolicy,
  folder: string,
  env: NodeJS.ProcessEnv,
): Finding[] {
  const mistakes = problems.length ? problems : settingsProblems(folder, env);
  const ignored = notes.filter((line) => !problems.includes(line));
  return [
    ...mistakes.map((line) => unreadable(line)),
    ...ignored.map((line) =>
      wrong('policy-ignored', null, [
        line.replace(/\.$/, ''),
        'Take it out there, or put it into your own tierwise.md.',
      ]),
    ),
    ...inheritance(policy, env),
  ];
}

function unreadable(line: string): Finding {
  const [, where = null, what = line] = /^(.*?\.md(?::\d+)?):? (.*)$/s.exec(line) ?? [];
  return wrong('policy-mistake', where, [
    `${what.replace(/\.$/, '')}; the whole file has no effect`,
    'Correct it, then see with: tierwise policy check',
  ]);
}

function settingsProblems(folder: string, env: NodeJS.ProcessEnv): string[] {
  try {
    readSettings(ownSettingsFile(dataHome(env)));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [error.message];
  }
  const theirs = readUntrustedSettings(projectSettingsFile(folder));
  return 'problem' in theirs ? [theirs.problem] : [];
}

/** What used to be cheap by itself, and is not any more. */
const inheritance = ({ mode }: Policy, env: NodeJS.ProcessEnv): Finding[] =>
  mode === 'enforce' || env.CLAUDE_CODE_SUBAGENT_MODEL
    ? []
    : [
        note('explore-inherits', null, [
          "Claude Code's own agents, Explore included, inherit the session's model: none of them is cheap by itself any more",
          'To put them on a tier: mode: enforce in tierwise.md (tierwise policy init writes one).',
        ]),
      ];
