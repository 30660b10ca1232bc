// Before an agent starts: nothing without a policy that asks for it, and whatever a policy or a call looks like, the session goes on.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerTo } from '../../src/hooks/route-delegation.ts';
import { loadPolicies, readPolicies } from '../../src/routing/load.ts';
import { keepPolicies, keptPolicies, policyTexts } from '../../src/routing/policy-texts.ts';
import { appendEntries } from '../../src/usage/ledger-entry.ts';
import { keepLimits } from '../../src/usage/limits.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { pricedCall } from '../support/priced-calls.ts';
import { REPOSITORY } from '../support/repository.ts';
import { assistant, file } from '../support/transcript.ts';

const HOOK = [process.execPath, join(REPOSITORY, 'dist', 'delegation.cjs')];

function boxWith(own?: string, project?: string): Sandbox {
  const box = sandbox();
  mkdirSync(box.file('home/tierwise'));
  mkdirSync(box.file('.claude'));
  if (own !== undefined) box.write('home/tierwise/tierwise.md', `---\n${own}\n---\n`);
  if (project !== undefined) box.write('.claude/tierwise.md', `---\n${project}\n---\n`);
  // Of now: of a session's calls only those of the last two months count.
  box.write('s1.jsonl', file(assistant({ at: new Date().toISOString() })));
  return box;
}

const event = (box: Sandbox, input: object = {}, more: object = {}): object => ({
  hook_event_name: 'PreToolUse',
  session_id: 's1',
  transcript_path: box.file('s1.jsonl'),
  cwd: box.folder,
  tool_name: 'Agent',
  tool_use_id: 't1',
  tool_input: { description: 'look', prompt: 'where is it?', subagent_type: 'Explore', ...input },
  ...more,
});

/** What the hook answers to a call, without starting it. */
function asked(box: Sandbox, input?: object, more?: object) {
  const place = {
    home: box.env.TIERWISE_HOME as string,
    project: box.folder,
    env: { CLAUDE_PLUGIN_ROOT: REPOSITORY },
  };
  const files = loadPolicies(place.home, place.project);
  const said = answerTo({ ...place, files }, () => JSON.stringify(event(box, input, more)));
  if (!said) return null;
  const { systemMessage, hookSpecificOutput = {} } = JSON.parse(said);
  return { systemMessage, ...hookSpecificOutput };
}

const ENFORCE =
  'mode: enforce\nrules: [{ name: exploring, when: { agent: Explore }, use: { tier: haiku, effort: medium } }]';

test.each([
  ['no policy', undefined, undefined],
  ['a policy that observes', 'mode: observe', 'mode: "observe"'],
  ['settings only', 'tiers: { haiku: { effort: low } }', undefined],
])('%s: it ends with its input unread', async (_, own, project) => {
  const box = boxWith(own, project);
  const child = spawn(HOOK[0] as string, HOOK.slice(1), {
    cwd: box.folder,
    env: { ...box.env, CLAUDE_PROJECT_DIR: box.folder },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  // Nothing is written to it and it is not closed: a hook that reads would wait.
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, said }).toEqual({ code: 0, said: '' });
  expect(existsSync(box.file('home/tierwise/ledger'))).toBe(false);
});

test('limits that are nearly used up, as the status line keeps them, put an agent one tier lower', () => {
  const box = boxWith(
    'mode: enforce\nrules: [{ name: fixing, when: { agent: Explore }, use: { tier: opus } }]\nlimits: { warnAt: 80, lowerAt: 90 }',
  );
  const now = new Date();
  const resetsAt = new Date(now.getTime() + 3_600_000).toISOString();
  const use = (usedPercent: number) => {
    keepLimits(box.env.TIERWISE_HOME as string, { fiveHour: { usedPercent, resetsAt }, weekly: null }, now);
    return asked(box);
  };
  expect(use(50)).toMatchObject({ updatedInput: { model: 'opus' } });
  expect(use(92)).toMatchObject({
    updatedInput: { model: 'sonnet' },
    systemMessage: expect.stringContaining("92% of the plan's limits is used"),
  });
});

test('the shipped file does it: a policy enforced, a broken call, a broken policy told once', async () => {
  const box = boxWith(ENFORCE);
  const start = (input: string) =>
    box.start([], { command: HOOK, input, env: { CLAUDE_PROJECT_DIR: box.folder } });
  const { code, stdout, stderr } = await start(JSON.stringify(event(box)));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout).hookSpecificOutput.updatedInput).toMatchObject({
    model: 'haiku',
    effort: 'medium',
  });
  expect(await start('no JSON')).toMatchObject({ code: 0, stdout: '', stderr: '' });
  box.write('home/tierwise/tierwise.md', '---\nmode: enforce\nrules: none\n---\n');
  const told = JSON.parse((await start(JSON.stringify(event(box)))).stdout);
  expect(told).toEqual({
    systemMessage: `Tierwise: ${box.file('home/tierwise/tierwise.md')}:3: rules is "none". Expected a list of rules, each with name, when and use.`,
  });
  expect(await start(JSON.stringify(event(box)))).toMatchObject({ code: 0, stdout: '' });
});

test('its first part is small, its second has routing, usage and models in it; what reads YAML is loaded by itself', () => {
  const first = readFileSync(join(REPOSITORY, 'dist', 'delegation.cjs'), 'utf8');
  expect(first.length).toBeLessThan(5000);
  expect(first.match(/^[^=\n]*=\s*require\("(?!node:)[^"]*"\)/gm)).toBeNull();
  const second = readFileSync(join(REPOSITORY, 'dist', 'route-delegation.cjs'), 'utf8');
  const rooms = [...second.matchAll(/^\/\/ src\/(?:(\w+)\/)?/gm)].map(([, room]) => room ?? '');
  expect([...new Set(rooms)].sort()).toEqual(['', 'hooks', 'models', 'routing', 'terminal', 'usage']);
  expect(second).not.toMatch(/front-matter|node_modules|require\("\.\//);
});

test('a policy that was read is not read again until its text is another, whoever wrote what is kept of it', () => {
  const box = boxWith(ENFORCE);
  const place = { home: box.env.TIERWISE_HOME as string, project: box.folder };
  const texts = policyTexts(place.home, place.project);
  expect(keptPolicies(place.home, texts)).toBeNull();
  const said = readPolicies(texts);
  keepPolicies(place.home, texts, said);
  expect(keptPolicies(place.home, texts)).toEqual(said);
  box.write('home/tierwise/tierwise.md', `---\n${ENFORCE.replace('haiku', 'opus')}\n---\n`);
  expect(keptPolicies(place.home, policyTexts(place.home, place.project))).toBeNull();
  // What another version read, and what cannot be read.
  const kept = readFileSync(box.file('home/tierwise/policies.json'), 'utf8');
  for (const other of [
    kept.replace('"by":"', '"by":"/other'),
    kept.replace('"v":1', '"v":2'),
    '{"v":1',
    'null',
  ]) {
    box.write('home/tierwise/policies.json', other);
    expect(keptPolicies(place.home, texts)).toBeNull();
  }
  for (let project = 0; project < 20; project++) {
    const other = { ...texts, theirs: { file: `/p${project}`, reading: { text: null } } };
    keepPolicies(place.home, other, said);
  }
  expect(JSON.parse(readFileSync(box.file('home/tierwise/policies.json'), 'utf8')).kept).toHaveLength(8);
});

test('enforce sets tier and effort, over the model that the call names, and hands everything else back', () => {
  const box = boxWith(ENFORCE);
  const input = { model: 'opus', effort: 'max', run_in_background: false, isolation: 'worktree' };
  expect(asked(box, input)).toEqual({
    hookEventName: 'PreToolUse',
    updatedInput: {
      description: 'look',
      prompt: 'where is it?',
      subagent_type: 'Explore',
      ...input,
      model: 'haiku',
      effort: 'medium',
    },
  });
  expect(asked(box, { model: 'haiku', effort: 'medium' })).toBeNull();
});

test.each<[string, object, object?]>([
  ['an agent that no rule of the user names', { subagent_type: 'general-purpose' }],
  ['a fork, which keeps the model of its parent', { subagent_type: 'fork' }],
  ['an agent that goes on', { resume: 'a1' }],
  ['another tool', {}, { tool_name: 'Bash' }],
  ['an input that is none', {}, { tool_input: 'Explore' }],
  ['an agent that is no text', { subagent_type: 7 }],
])('%s is passed on unchanged', (_, input, more) => {
  expect(asked(boxWith(ENFORCE), input, more)).toBeNull();
});

test('without rules of the user, the default ones are enforced: built-in agents get their tier', () => {
  const box = boxWith('mode: enforce');
  expect(asked(box)?.updatedInput).toMatchObject({ model: 'haiku', effort: 'medium' });
  const general = { subagent_type: 'general-purpose', prompt: 'Implement pagination' };
  expect(asked(box, general)?.updatedInput).toMatchObject({ model: 'sonnet', effort: 'medium' });
  expect(asked(box, { subagent_type: undefined, prompt: 'Rename it' })?.updatedInput).toMatchObject({
    model: 'sonnet',
  });
});

test('suggest tells the rule, and changes nothing', () => {
  const box = boxWith(ENFORCE.replace('enforce', 'suggest'));
  expect(asked(box)).toEqual({
    systemMessage:
      'Tierwise: The policy would run Explore on haiku medium, by its rule exploring: agent is Explore.',
  });
  expect(asked(box, { subagent_type: 'other' })).toBeNull();
});

test("a project's policy lowers what a call would run on, and raises nothing", () => {
  const rules = (use: string): string => `mode: enforce\nrules: [{ name: theirs, use: ${use} }]`;
  const lowered = boxWith(undefined, rules('{ tier: sonnet }'));
  // The session runs on opus, which general-purpose inherits; what another plugin's agent declares is not known.
  const general = { subagent_type: 'general-purpose' };
  expect(asked(lowered, general)?.updatedInput).toMatchObject({ model: 'sonnet' });
  expect(asked(lowered, { ...general, model: 'haiku' })).toBeNull();
  expect(asked(lowered, { subagent_type: 'other:agent' })).toBeNull();
  expect(asked(lowered, { subagent_type: 'tierwise:explorer' })).toBeNull();
  expect(asked(lowered, { subagent_type: 'tierwise:debugger' })?.updatedInput).toMatchObject({
    model: 'sonnet',
  });
  expect(asked(lowered, general, { agent_id: 'a1' })).toBeNull();
  expect(
    asked(boxWith(undefined, rules('{ tier: haiku }')), { subagent_type: 'other:agent' })?.updatedInput,
  ).toMatchObject({ model: 'haiku' });
  expect(asked(boxWith(undefined, rules('{ tier: fable }')), general)).toBeNull();
  // Enforcement by the user is not switched off, and a broken file of a project changes nothing of it.
  expect(asked(boxWith(ENFORCE, 'mode: observe'))?.updatedInput).toMatchObject({ model: 'haiku' });
  expect(asked(boxWith(ENFORCE, 'mode: ['))?.updatedInput).toMatchObject({ model: 'haiku' });
});

test('budgets: warned once, one tier lower, then refused with the budget and the dollars', () => {
  const general = { subagent_type: 'general-purpose' };
  const after = (spentUsd: number): Sandbox => {
    const box = boxWith('mode: enforce\nrules: []\nbudgets: { session: 2 }');
    const call = pricedCall({ session: 's1', costUsd: spentUsd, at: new Date().toISOString() });
    appendEntries(box.env.TIERWISE_HOME as string, [call]);
    return box;
  };
  expect(asked(after(1), general)).toBeNull();
  const warned = after(1.65);
  expect(asked(warned, general)?.systemMessage).toBe(
    'Tierwise: $1.65 of $2.00 of the budget "session" is spent (83%).',
  );
  expect(asked(warned, general)).toBeNull();
  expect(asked(after(1.85), general)?.updatedInput).toMatchObject({ model: 'sonnet' });
  expect(asked(after(2.05), general)).toMatchObject({
    permissionDecision: 'deny',
    permissionDecisionReason: expect.stringMatching(
      /^Tierwise did not start this agent: \$2\.05 of \$2\.00 of the budget "session" is spent\. .* raise the budget in .*tierwise\.md\.$/,
    ),
  });
});

test('of agents that start at once, those whose first request does not fit are refused, until others have answered', () => {
  // The first request on haiku: 5,004 tokens written to the cache at $0.125 and 1,000 out at $0.50 per million, $0.0011.
  const box = boxWith(`${ENFORCE}\nbudgets: { session: 0.0025 }`);
  const start = (id: string) => asked(box, {}, { tool_use_id: id });
  expect(start('t1')?.updatedInput).toBeDefined();
  expect(start('t2')?.updatedInput).toBeDefined();
  expect(start('t3')?.permissionDecisionReason).toMatch(
    /\$0\.0024 of \$0\.0025 of the budget "session" is spent or set aside, and its first request alone costs about \$0\.0011/,
  );
  const agents = join(box.folder, 's1', 'subagents');
  mkdirSync(agents, { recursive: true });
  box.write('s1/subagents/agent-a.meta.json', '{"toolUseId":"t1"}');
  box.write('s1/subagents/agent-a.jsonl', '');
  expect(start('t4')?.permissionDecision).toBe('deny'); // started, and not answered yet
  const cheap = { model: 'claude-haiku-5-5', at: new Date().toISOString() };
  box.write('s1/subagents/agent-a.jsonl', file(assistant({ agent: 'Explore', ...cheap })));
  expect(start('t5')?.updatedInput).toBeDefined();
});

test('a budget that is spent refuses a call whatever it holds in place of texts', () => {
  const box = boxWith('mode: enforce\nrules: []\nbudgets: { day: 2 }');
  const call = pricedCall({ costUsd: 2, at: new Date().toISOString() });
  appendEntries(box.env.TIERWISE_HOME as string, [call]);
  const odd = { toString: 1 };
  expect(asked(box, { prompt: odd, description: odd })?.permissionDecision).toBe('deny');
  for (const field of ['tool_use_id', 'session_id', 'transcript_path', 'cwd'])
    expect([field, asked(box, {}, { [field]: odd })?.permissionDecision]).toEqual([field, 'deny']);
});

test('what this session has spent since the last event counts, too', () => {
  const box = boxWith('mode: enforce\nrules: []\nbudgets: { session: 0.01 }');
  const at = new Date().toISOString();
  box.write('s1.jsonl', file(assistant({ at, usage: { output_tokens: 1000 } })));
  expect(asked(box)?.permissionDecisionReason).toContain('$0.020 of $0.010 of the budget "session" is spent');
});

test('whatever a call holds, the answer is none or a whole call on a tier that there is', () => {
  const box = boxWith('mode: enforce');
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('opus', 'Explore', 'fork', 'max', null, 7, true),
    fc.jsonValue(),
  );
  const calls = fc.dictionary(
    fc.constantFrom('description', 'prompt', 'subagent_type', 'model', 'effort', 'resume', 'extra'),
    value,
  );
  fc.assert(
    fc.property(calls, (input) => {
      const updated = asked(box, {}, { tool_input: input })?.updatedInput;
      if (!updated) return;
      const { model, effort, ...rest } = updated;
      expect(['haiku', 'sonnet', 'opus']).toContain(model);
      expect(['low', 'medium', 'high']).toContain(effort);
      const { model: _, effort: __, ...before } = input as Record<string, unknown>;
      expect(rest).toEqual(JSON.parse(JSON.stringify(before)));
    }),
    { numRuns: 300 },
  );
});
