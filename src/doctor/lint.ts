// The header of an agent or a skill: keys that the client would ignore without a word, models it does not know, tiers that inherit.
import { UsageError } from '../errors.ts';
import { parseMarkdown } from '../front-matter.ts';
import { EFFORTS, shippedModel, TIER_NAMES } from '../models/table.ts';
import { isNear, shown } from '../routing/fields.ts';
import type { Definition } from './definitions.ts';
import { type Finding, wrong } from './finding.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** What the client reads in a header; it ignores any other key. */
const KEYS: Readonly<Record<Definition['kind'], readonly string[]>> = {
  agent:
    words(`name description model tools disallowedTools effort maxTurns autoCompactWindow skills memory background isolation
    omitClaudeMd color observeToolResults experimental permissionMode hooks mcpServers initialPrompt observer observerMessage
    observeSubagents`),
  skill:
    words(`name description when_to_use model effort allowed-tools disallowed-tools argument-hint arguments
    disable-model-invocation user-invocable context agent background paths hooks shell metadata version license`),
};

/** What one kind of header calls what the other has under another name. */
const ELSEWHERE: Readonly<Record<Definition['kind'], Readonly<Record<string, string>>>> = {
  agent: { 'allowed-tools': 'tools', 'disallowed-tools': 'disallowedTools' },
  skill: { tools: 'allowed-tools', disallowedTools: 'disallowed-tools' },
};

/** Keys that permit something: to correct one grants what was not in force, so a person does it. */
const GRANTS = new Set(['allowed-tools', 'tools', 'permissionMode', 'hooks', 'mcpServers', 'shell']);

const ALIASES = [...TIER_NAMES, 'inherit', 'best', 'opusplan', 'default'];

/** What a header is checked with. */
export interface LintContext {
  /** Whether the user's settings describe a model. */
  knows: (model: string) => boolean;
  /** The model that agents without one get, by CLAUDE_CODE_SUBAGENT_MODEL. */
  subagentModel: string | null;
}

/** Returns what is wrong with the header of an agent or a skill. */
export function lintDefinition(definition: Definition, context: LintContext): Finding[] {
  const { file, text, kind } = definition;
  let header: unknown;
  try {
    ({ header } = parseMarkdown(text, file));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const [, line = '1', why = error.message] =
      /line (\d+): (.*)$/s.exec(error.message.slice(file.length)) ?? [];
    return [
      wrong('header-unreadable', `${file}:${line}`, [
        `The ${kind} cannot be read: ${why.replace(/\.$/, '')}`,
        'Correct the YAML between the two lines of "---".',
      ]),
    ];
  }
  const entries = typeof header === 'object' && header !== null ? Object.entries(header) : [];
  const lint: Lint = { definition, lines: text.split('\n'), values: new Map(entries), context };
  return [...keyFindings(lint), ...modelFindings(lint), ...effortFindings(lint), ...inheriting(lint)];
}

interface Lint {
  definition: Definition;
  lines: readonly string[];
  values: ReadonlyMap<string, unknown>;
  context: LintContext;
}

/** The line of a key, from 1; the first where it is written in an unusual way. */
const lineOf = ({ lines }: Lint, key: string): number =>
  lines.findIndex((line) => line.startsWith(`${key}:`) || line.startsWith(`"${key}":`)) + 1 || 1;

const placeOf = (lint: Lint, key: string): string => `${lint.definition.file}:${lineOf(lint, key)}`;

function keyFindings(lint: Lint): Finding[] {
  const { kind } = lint.definition;
  return [...lint.values.keys()].flatMap((key) => {
    if (KEYS[kind].includes(key)) return [];
    const meant = ELSEWHERE[kind][key] ?? KEYS[kind].find((known) => isSame(known, key));
    const what = `${shown(key)} is not a key of ${kind === 'agent' ? 'an agent' : 'a skill'}, and is ignored`;
    const fix = meant ? `Write ${meant}: instead.` : 'Remove it, or put it under "metadata" of a skill.';
    const found = wrong('unknown-key', placeOf(lint, key), [what, fix]);
    const isSafe = meant && !GRANTS.has(meant) && !lint.values.has(meant);
    return [isSafe ? withRepair(found, lint, { key, from: `${key}:`, to: `${meant}:` }) : found];
  });
}

const isSame = (known: string, key: string): boolean =>
  isNear(known.replace(/[-_]/g, ''), key.replace(/[-_ ]/g, ''));

function withRepair(
  found: Finding,
  lint: Lint,
  { key, from, to }: { key: string; from: string; to: string },
): Finding {
  const line = lineOf(lint, key);
  const before = lint.lines[line - 1] ?? '';
  if (!before.startsWith(`${key}:`)) return found;
  return {
    ...found,
    repair: { file: lint.definition.file, line, from: before, to: before.replace(from, () => to) },
  };
}

function modelFindings(lint: Lint): Finding[] {
  const model = lint.values.get('model');
  if (model === undefined || model === null || isModel(model, lint.context)) return [];
  const text = String(model);
  const lower = ALIASES.find((alias) => alias === text.toLowerCase());
  const near = lower ?? ALIASES.find((alias) => isNear(alias, text));
  const found = wrong('unknown-model', placeOf(lint, 'model'), [
    `The model ${shown(text)} is not known: every request of it would fail, or be priced at a guess`,
    near
      ? `Write model: ${near}.`
      : `Expected one of: ${TIER_NAMES.join(', ')}, inherit, or a model's full id.`,
  ]);
  return [lower ? withRepair(found, lint, { key: 'model', from: text, to: lower }) : found];
}

function isModel(model: unknown, { knows }: LintContext): boolean {
  if (typeof model !== 'string') return false;
  const id = model.replace(/\[1m\]$/, '');
  return (
    ALIASES.includes(id) || shippedModel(id) !== undefined || knows(id) || /^(arn:|.*anthropic\.)/.test(id)
  );
}

function effortFindings(lint: Lint): Finding[] {
  const effort = lint.values.get('effort');
  if (effort === undefined || EFFORTS.some((one) => one === effort)) return [];
  const lower = EFFORTS.find((one) => one === String(effort).toLowerCase());
  const found = wrong('unknown-effort', placeOf(lint, 'effort'), [
    `The effort ${shown(effort)} is ignored`,
    `Expected one of: ${EFFORTS.join(', ')}.`,
  ]);
  return [lower ? withRepair(found, lint, { key: 'effort', from: String(effort), to: lower }) : found];
}

function inheriting(lint: Lint): Finding[] {
  const { values, context, definition } = lint;
  const model = values.get('model');
  if (definition.kind === 'agent')
    return model !== undefined || context.subagentModel
      ? []
      : [
          wrong('agent-inherits', `${definition.file}:1`, [
            "The agent names no model, so it runs on the session's, which may be the most expensive",
            'Add model: haiku (or sonnet, opus; inherit, if that is meant).',
          ]),
        ];
  const byModel = values.get('disable-model-invocation') !== true;
  const isForked = values.get('context') === 'fork';
  if (model === undefined || model === 'inherit' || isForked || !byModel) return [];
  return [
    wrong('skill-model-ignored', placeOf(lint, 'model'), [
      `model: ${shown(model)} counts only when you type the command; when Claude invokes the skill, the session's model runs it`,
      'Add context: fork, or leave model out.',
    ]),
  ];
}
