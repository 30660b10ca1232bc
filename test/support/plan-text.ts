// The text of a plan, and of a quick stand-in for Claude Code that edits files as a script says.

const HANDOFF = `# Sample work

## Goal and non-goals

Make the numbers. Nothing else.

## Folder structure

All in the top folder.

## Interface contracts

A number is a line of digits.

## Module responsibilities

Each file holds one number.

## Build order

As listed.

## Edge cases

None.
`;

export interface StepText {
  id: string;
  files?: string[];
  needs?: string[];
  /** Lines of YAML for anything else. */
  more?: string[];
  verify: string;
  section?: string;
}

/** The text of a plan; `top` are lines of its header. */
export function planText(steps: readonly StepText[], top: readonly string[] = []): string {
  const header = steps.flatMap(
    ({ id, files = [`${id}.txt`], needs = [], more = ['tier: haiku'], verify }) => [
      `  - id: ${id}`,
      `    title: Make ${id}`,
      `    files: [${files.map((file) => JSON.stringify(file)).join(', ')}]`,
      ...(needs.length ? [`    needs: [${needs.join(', ')}]`] : []),
      `    verify: ${JSON.stringify(verify)}`,
      ...more.map((line) => `    ${line}`),
    ],
  );
  const sections = steps.map(({ id, section = `Write ${id}.` }) => `## Step ${id}\n\n${section}\n`);
  return ['---', ...top, 'steps:', ...header, '---', '', HANDOFF, ...sections].join('\n');
}

/** Returns the stand-in, a shell script; the scripts of the steps are in `folder`, which it also notes its calls in. */
export const standInText = (folder: string): string => `#!/bin/sh
export STAND_IN='${folder}'
case "$1" in
  --version) echo '2.1.329 (Claude Code)'; exit ;;
  auth) echo '{ "loggedIn": true }'; exit ;;
esac
while [ $# -gt 0 ]; do
  case "$1" in --model) model=$2 ;; --effort) effort=$2 ;; --max-budget-usd) budget=$2 ;; esac
  shift
done
prompt=$(cat)
case "$prompt" in *'<diff>'*) step=reviewer ;; *'<goal>'*) step=maker ;; *) step=$(printf '%s\\n' "$prompt" | sed -n 's/^<step id="\\(.*\\)">$/\\1/p') ;; esac
echo "$step $model $effort" >> "$STAND_IN/calls"
printf '%s\\0' "$prompt" >> "$STAND_IN/prompts"
export model effort budget prompt
cost=0.01
[ -f "$STAND_IN/$step" ] && . "$STAND_IN/$step"
printf '{"type":"result","subtype":"success","is_error":false,"result":"done","total_cost_usd":%s,"modelUsage":{"%s":{"inputTokens":100,"outputTokens":10,"costUSD":%s,"costBasis":"list"}}}\\n' "$cost" "$model" "$cost"
`;
