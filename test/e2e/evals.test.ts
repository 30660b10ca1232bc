// The evals in the client's own form: each names what there is, a model that reaches for it passes, and one that does not fails.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { copyForEvals } from '../../scripts/eval-copy.ts';
import { newClient, play, type Step } from '../support/claude-code.ts';
import { startMessagesServer } from '../support/messages-server.ts';
import { REPOSITORY } from '../support/repository.ts';

let plugin: string;
beforeAll(() => {
  plugin = copyForEvals(REPOSITORY);
});
afterAll(() => rmSync(plugin, { recursive: true }));

interface Case {
  name: string;
  execution: { prompt: string };
  graders: { tool: string; input_match: string; max?: number }[];
}

const folder = join(REPOSITORY, 'evals');
const cases: Case[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'results')
  .map(({ name }) => parse(readFileSync(join(folder, name, 'case.yaml'), 'utf8')));

test('every skill and every agent is asked for by some case, and a dozen ask for none', () => {
  const wanted = (tool: string): string[] =>
    cases.flatMap(({ graders: [grader] }) =>
      grader?.tool === tool && grader.max !== 0
        ? [/tierwise:([\w-]+)/.exec(grader.input_match)?.[1] ?? '']
        : [],
    );
  const names = (of: string): string[] =>
    readdirSync(join(REPOSITORY, of)).map((name) => name.replace('.md', ''));
  expect([...new Set(wanted('Skill'))].toSorted()).toEqual(names('skills').toSorted());
  expect([...new Set(wanted('Agent'))].toSorted()).toEqual(names('agents').toSorted());
  expect(cases.filter(({ graders }) => graders.every(({ max }) => max === 0)).length).toBeGreaterThanOrEqual(
    12,
  );
  expect(new Set(cases.map(({ execution }) => execution.prompt)).size).toBe(cases.length);
});

const REACHES: Record<string, Step> = {
  'bulk-tag-which': { tool: 'Skill', input: { skill: 'tierwise:bulk-tag', args: 'tickets.csv' } },
  'none-regex': { tool: 'Skill', input: { skill: 'tierwise:bulk-tag', args: 'x' } },
};

test.each([
  ['bulk-tag-which', true, 0],
  ['bulk-tag-which', false, 1],
  ['none-regex', true, 1],
  ['none-regex', false, 0],
])('%s, reached for: %s: exit code %i', async (name, reaches, code) => {
  const api = await startMessagesServer({
    react: ({ body, number }) => {
      const isFirst = !body.messages.some(({ role }: { role: string }) => role === 'assistant');
      return play(isFirst && reaches ? (REACHES[name] as Step) : { text: 'It does not.' }, number);
    },
  });
  const client = newClient(api.url);
  try {
    const args = [
      '--trust-plugin',
      '--no-publish',
      '--json',
      '--runs',
      '1',
      '--ablation',
      'none',
      '--case',
      name,
    ];
    const ended = await client.run([
      'plugin',
      'eval',
      plugin,
      ...args,
      '--output-dir',
      join(client.home, 'out'),
    ]);
    expect(ended.code, (ended.stderr + ended.stdout).slice(-1500)).toBe(code);
    expect(api.requests.length).toBeGreaterThan(0);
  } finally {
    client.remove();
    await api.close();
  }
});
