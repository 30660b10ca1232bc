// The client ignores a key it does not know without a word, and an agent without a model inherits the most expensive one. So the
// headers are held to the client's own rules here.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../src/front-matter.ts';
import { MODELS, TIERS } from '../src/models/table.ts';
import { REPOSITORY } from './support/repository.ts';

// What the client reads in an agent's header, less what it ignores in a plugin's agents (permissionMode, hooks,
// mcpServers, initialPrompt, observer, observerMessage, observeSubagents).
const AGENT_KEYS = ['name', 'description', 'model', 'tools', 'disallowedTools', 'effort', 'maxTurns', 'autoCompactWindow', 'skills', 'memory', 'background', 'isolation', 'omitClaudeMd', 'color', 'observeToolResults', 'experimental']; // biome-ignore format: a list of words
const TOOLS = [
  'Read',
  'Grep',
  'Glob',
  'Edit',
  'Write',
  'Bash',
  'WebFetch',
  'WebSearch',
  'NotebookEdit',
  'TodoWrite',
  'Skill',
];
const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'];
const MAY_WRITE = ['planner', 'implementer', 'debugger', 'test-writer', 'formatter', 'doc-writer'];

const folder = join(REPOSITORY, 'agents');
const files = readdirSync(folder);
const agents = files.map((file) => {
  const { header, body } = parseMarkdown(readFileSync(join(folder, file), 'utf8'), file);
  return { file, body, header: header as Record<string, string> };
});

test('there is one agent for each role, on its tier', () => {
  expect(
    Object.fromEntries(agents.map(({ header }) => [header.name, `${header.model} ${header.effort}`])),
  ).toEqual({
    analyst: 'opus medium',
    'code-reviewer': 'opus medium',
    'commit-writer': 'haiku low',
    debugger: 'opus medium',
    'doc-writer': 'haiku medium',
    explorer: 'haiku medium',
    formatter: 'haiku low',
    implementer: 'sonnet medium',
    planner: 'opus medium',
    'security-reviewer': 'opus high', // never fable, whose safety classifiers refuse such work
    'test-writer': 'sonnet medium',
  });
});

test.each(agents)(
  '$file: known keys, a name like the file, a model and an effort that exist, real tools',
  ({ file, header }) => {
    expect(AGENT_KEYS).toEqual(expect.arrayContaining(Object.keys(header)));
    expect(`${header.name}.md`).toBe(file);
    const tier = `${header.model?.[0]?.toUpperCase()}${header.model?.slice(1)}`;
    expect(header.description, 'its advantage over a built-in agent').toMatch(
      new RegExp(`^On ${tier}: .{30}`),
    );
    const model = MODELS[TIERS[header.model as keyof typeof TIERS]?.model ?? ''];
    expect(model, header.model).toBeDefined();
    expect(EFFORTS).toContain(header.effort);
    expect(model?.efforts).toContain(header.effort);
    const tools = header.tools?.split(',').map((tool) => tool.trim()) ?? [];
    expect(tools).not.toEqual([]);
    expect(TOOLS).toEqual(expect.arrayContaining(tools));
    const writes = tools.some((tool) => tool === 'Edit' || tool === 'Write');
    expect(writes).toBe(MAY_WRITE.includes(header.name as string));
  },
);

test.each(agents)(
  '$file is a contract: what it is given, when it stops, what it answers, its last line',
  ({ body }) => {
    for (const part of [
      '**You are given**',
      '**Stop and say so**',
      '**Answer with**',
      'End with one line: `',
    ]) {
      expect(body).toContain(part);
    }
    // The client fills these in; none is meant here.
    expect(body).not.toMatch(/\$\{|\$\d|\$ARGUMENTS/);
  },
);
