// A composite action as GitHub's runner carries it out: expressions resolved, its `run` steps in bash, one after the other.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Sandbox } from './command.ts';
import { type Ended, start } from './process.ts';
import { REPOSITORY } from './repository.ts';

interface Step {
  id?: string;
  if?: string;
  shell: string;
  env: Record<string, string>;
  run: string;
}

export interface Action {
  inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: Step[] };
}

export const ACTION: Action = parse(readFileSync(join(REPOSITORY, 'action.yml'), 'utf8'));

export interface RanAction {
  /** The steps that ran, in order. */
  steps: Ended[];
  outputs: Record<string, string>;
  summary: string;
  failed: boolean;
}

/** Runs our action with inputs, in the sandbox's folder, with `env` as the job's. */
export async function runAction(
  box: Sandbox,
  given: Record<string, string>,
  env: Record<string, string> = {},
): Promise<RanAction> {
  const defaults = Object.entries(ACTION.inputs).map(([name, { default: value = '' }]): [string, string] => [
    name,
    value,
  ]);
  const names: Record<string, string> = { 'github.token': 'test-token', 'github.event.number': '7' };
  for (const [name, value] of Object.entries({ ...Object.fromEntries(defaults), ...given }))
    names[`inputs.${name}`] = value;
  const ran: RanAction = { steps: [], outputs: {}, summary: '', failed: false };
  const [temp, summary, output] = ['runner', 'summary.md', 'output'].map((name) => box.file(name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(temp, { recursive: true });
  writeFileSync(summary, '');
  for (const step of ACTION.runs.steps) {
    const runs = step.if ? resolved(step.if, names) === 'true' : !ran.failed;
    if (!runs) continue;
    writeFileSync(output, '');
    const own = Object.entries(step.env).map(([name, value]) => [name, resolved(value, names)]);
    const ended = await start(['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: box.folder,
      env: {
        ...box.env,
        ...env,
        RUNNER_TEMP: temp,
        GITHUB_ACTION_PATH: REPOSITORY,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: output,
        ...Object.fromEntries(own),
      },
    });
    ran.steps.push(ended);
    ran.failed ||= ended.code !== 0;
    for (const [name, value] of outputsIn(readFileSync(output, 'utf8')))
      names[`steps.${step.id}.outputs.${name}`] = value;
  }
  ran.summary = readFileSync(summary, 'utf8');
  for (const [name, { value }] of Object.entries(ACTION.outputs)) ran.outputs[name] = resolved(value, names);
  return ran;
}

const outputsIn = (text: string): [string, string][] =>
  [...text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [
    name as string,
    value as string,
  ]);

/** A text with its `${{ … }}` resolved: names, texts in quotes, ==, !=, &&, and always(). */
function resolved(text: string, names: Record<string, string>): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const parts = expression.split(/\s*&&\s*/);
    if (parts.length === 1 && !/[=(]/.test(expression)) return termValue(expression, names);
    return String(parts.every((part) => holds(part, names)));
  });
}

function holds(part: string, names: Record<string, string>): boolean {
  if (part === 'always()') return true;
  const [, left = '', sign, right = ''] = /^(\S+)\s*(==|!=)\s*(\S+)$/.exec(part) ?? [];
  if (!sign) throw new Error(`This runner does not know the expression: ${part}`);
  return (termValue(left, names) === termValue(right, names)) === (sign === '==');
}

function termValue(term: string, names: Record<string, string>): string {
  const [, text] = /^'(.*)'$/.exec(term) ?? [];
  return text ?? names[term] ?? '';
}
