// Lines for a shell, for .envrc or for Continue.dev: for people who want the tiers there, and nothing else of the policy.
import { Command, Option } from 'commander';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { parseTierName } from '../models/catalog.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { decide } from '../routing/decide.ts';
import type { Kind, Policy } from '../routing/policy.ts';
import { openPolicy } from './open-policy.ts';

const HELP_AFTER = `
Prints, and changes nothing. In a project: tierwise env --tier sonnet >> .envrc
In a shell: eval "$(tierwise env --aliases)"`;

interface EnvOptions {
  tier?: TierName;
  aliases?: boolean;
  continue?: boolean;
  opusplan?: boolean;
}

/** Returns the `env` subcommand; `done` is called with its exit code. */
export function envCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('env')
    .description('Print shell lines, or models for Continue.dev, that use the tiers of the policy.')
    .addOption(
      new Option('--tier <tier>', `the default model of a project: ${TIER_NAMES.join(', ')}`).argParser(
        parseTierName,
      ),
    )
    .option('--aliases', 'code-claude, code-fast and code-suggest: Claude Code on a tier each')
    .option('--continue', 'config.yaml of Continue.dev: a model for each role')
    .option('--opusplan', "Claude Code's own alias: Opus in plan mode, Sonnet elsewhere")
    .addHelpText('after', HELP_AFTER)
    .action((options: EnvOptions) => {
      const { policy, notes } = openPolicy(host);
      for (const note of notes) host.stderr.write(`${note}\n`);
      host.stdout.write(`${linesFor(options, policy).join('\n')}\n`);
      done(EXIT.ok);
    });
}

function linesFor(options: EnvOptions, policy: Policy): string[] {
  if (Object.keys(options).filter((name) => name !== 'color').length !== 1)
    throw new UsageError('env: expected one of: --tier <tier>, --aliases, --continue, --opusplan.');
  if (options.tier) return tierLines(options.tier, policy);
  if (options.aliases) return aliasLines(policy);
  return options.continue ? continueLines(policy) : OPUSPLAN;
}

// Effort stays as it is: CLAUDE_CODE_EFFORT_LEVEL would force it on every agent, too.
const tierLines = (tier: TierName, policy: Policy): string[] => [
  `# ${tier}: the model of sessions started here; agents with a model of their own keep it`,
  `export ANTHROPIC_MODEL=${quoted(modelOf(tier, policy))}`,
];

const ALIASES: readonly { name: string; tier: TierName; options: string; what: string }[] = [
  { name: 'code-claude', tier: 'opus', options: '', what: 'hard work' },
  { name: 'code-fast', tier: 'haiku', options: '', what: 'questions and small edits' },
  {
    name: 'code-suggest',
    tier: 'sonnet',
    options: ' --permission-mode plan',
    what: 'a proposal; nothing is changed before you approve it',
  },
];

const aliasLines = (policy: Policy): string[] =>
  ALIASES.flatMap(({ name, tier, options, what }) => [
    `# ${name}: ${what}, on ${tier}`,
    `alias ${name}=${quoted(`claude --model ${quoted(modelOf(tier, policy))}${options}`)}`,
  ]);

const OPUSPLAN = [
  '# opusplan: in plan mode the session runs on Opus, elsewhere on Sonnet.',
  '# It does not choose by task, step or cost: outside plan mode everything is Sonnet, the Plan agent',
  '# included; agents without a model inherit that; nothing is checked, and a step that fails is not',
  '# tried again on a higher tier (for that: /plan-then-execute). A switch of mode writes the cache anew.',
  "export ANTHROPIC_MODEL='opusplan'",
];

/** A word as a POSIX shell reads it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function modelOf(tier: TierName, { tiers }: Policy): string {
  const { model } = tiers[tier];
  if (/^openai:/.test(model))
    throw new UsageError(
      `The tier ${tier} is ${model}, which Claude Code cannot ask. Name another tier, or a Claude model under "tiers" in tierwise.md.`,
    );
  return model;
}

/** What Continue.dev calls a role, and the kind of work it is. Claude does not complete code as one types. */
const ROLES: readonly { role: string; kind: Kind }[] = [
  { role: 'chat', kind: 'implementation' },
  { role: 'edit', kind: 'edit' },
  { role: 'apply', kind: 'formatting' },
  { role: 'summarize', kind: 'summary' },
];

function continueLines(policy: Policy): string[] {
  const roles = new Map<TierName, string[]>();
  for (const { role, kind } of ROLES) {
    const { tier } = decide({ kind, errorCost: 'low' }, policy, {});
    roles.set(tier, [...(roles.get(tier) ?? []), role]);
  }
  const models = TIER_NAMES.filter((tier) => roles.has(tier)).flatMap((tier) => [
    `  - name: ${JSON.stringify(`Claude ${tier}`)}`,
    '    provider: anthropic',
    `    model: ${JSON.stringify(modelOf(tier, policy))}`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Continue.dev fills it in
    '    apiKey: "${{ secrets.ANTHROPIC_API_KEY }}"',
    `    roles: [${roles.get(tier)?.join(', ')}]`,
  ]);
  return [
    '# For ~/.continue/config.yaml. Roles by the tiers of tierwise.md; autocomplete, embed and rerank need other models.',
    'name: tierwise',
    'version: 1.0.0',
    'schema: v1',
    'models:',
    ...models,
  ];
}
