// A project's scheme or recipe may have the name of one that ships. Whoever runs it is told which file it is.
import { mkdirSync, realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Sandbox, SEVERITY, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { outputs } from '../support/messages-server.ts';

const RECIPE = '---\nname: one-line-summary\n---\nSummarize.\n';

function withTasks(url: string, tasks: Record<string, string>): Sandbox {
  const box = sandbox(url);
  mkdirSync(box.file('.claude/schemes'), { recursive: true });
  mkdirSync(box.file('.claude/recipes'));
  for (const [name, content] of Object.entries(tasks)) box.write(`.claude/${name}.md`, content);
  box.write('x.log', 'x\n');
  return box;
}

const notes = (stderr: string): string[] => stderr.split('\n').filter((line) => line.includes('that ships'));

test.each([
  ['scheme', 'schemes/sentiment', SEVERITY, ['bulk-tag', 'x.log', 'sentiment']],
  ['recipe', 'recipes/one-line-summary', RECIPE, ['bulk-map', 'x.log', 'one-line-summary']],
])(
  'a %s that replaces one that ships is named before anything is sent',
  async (kind, name, content, args) => {
    const server = await serve({
      react: ({ body }) => (kind === 'recipe' && body ? outputs([]) : undefined),
    });
    const box = withTasks(server.url, { [name]: content });
    const dry = await box.run([...args, '--dry-run']);
    expect(dry.code).toBe(0);
    expect(server.requests).toHaveLength(0);
    const file = realpathSync(box.file(`.claude/${name}.md`));
    expect(notes(dry.stderr)).toEqual([
      `Using ${file} instead of the ${kind} of that name that ships with tierwise.`,
    ]);
  },
);

test('nothing is said of one with a name of its own, of one given by its path, and of one that ships', async () => {
  const server = await serve();
  const box = withTasks(server.url, { 'schemes/mine': SEVERITY, 'schemes/sentiment': SEVERITY });
  for (const task of ['mine', './.claude/schemes/sentiment.md', 'log-severity']) {
    const { code, stderr } = await box.run(['bulk-tag', 'x.log', task, '--dry-run']);
    expect(code).toBe(0);
    expect(notes(stderr), task).toEqual([]);
  }
});

test('a review, which reads what was tagged by it, names it as well', async () => {
  const box = withTasks('http://127.0.0.1:1', { 'schemes/sentiment': SEVERITY });
  const { stderr } = await box.run(['review', 'x.log', 'sentiment']);
  expect(notes(stderr)).toHaveLength(1);
});

test.each([
  ['bulk-tag', 'one-line-summary', 'one-line-summary is a recipe, which generates text or fields, and a scheme is wanted here. Use it with tierwise bulk-map, or name a scheme.'],
  ['bulk-map', 'log-severity', 'log-severity is a scheme, which tags items, and a recipe is wanted here. Use it with tierwise bulk-tag, or name a recipe.'],
  ['bulk-tag', './r.md', './r.md is a recipe, which generates text or fields'],
  ['bulk-map', './sev.md', './sev.md is a scheme, which tags items'],
])('%s with %s: the other kind is named', async (command, task, message) => {
  const box = sandbox();
  box.write('r.md', '---\nfields: { total: number }\n---\nTake it.\n');
  box.write('x.log', 'x\n');
  const { code, stderr } = await box.run([command, 'x.log', task]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
}); // biome-ignore format: one case a line
