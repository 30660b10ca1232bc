// The settings of a repository that somebody else wrote, met by the commands.
import { mkdirSync, realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';
import { lines, serve, text } from '../support/lines.ts';

function cloned(url: string, header: string): Sandbox {
  const box = sandbox(url);
  mkdirSync(box.file('.claude'));
  box.write('.claude/tierwise.md', `---\n${header}\n---\n`);
  box.write('x.log', text(lines(200)));
  return box;
}

const FREE = 'models: { claude-haiku-5-5: { input: 0, output: 0 } }';

test('free prices in a cloned repository do not void --max-cost, and are named before anything is sent', async () => {
  const server = await serve();
  const box = cloned(server.url, FREE);
  const args = ['bulk-tag', 'x.log', './sev.md', '--pack', '10', '--max-cost', '0.0001'];
  const held = await box.run(args);
  expect(held.code).toBe(3);
  expect(server.requests).toHaveLength(0);
  expect(held.stderr).toContain(
    `${realpathSync(box.file('.claude/tierwise.md'))}: ignored models. A repository may lower a tier's model, effort and concurrency, nothing else. If you trust it, add "trust: [${realpathSync(box.folder)}]" to ${box.file('home/tierwise/tierwise.md')}.`,
  );
  // The same, once the user trusts the folder: nothing is counted, so nothing holds.
  mkdirSync(box.file('home/tierwise'), { recursive: true });
  box.write('home/tierwise/tierwise.md', `---\ntrust: ["${box.folder}"]\n---\n`);
  const trusted = await box.run(args);
  expect(trusted.code).toBe(0);
  expect(trusted.stderr).not.toContain('ignored');
  expect(server.requests.length).toBeGreaterThan(1);
});

test.each([
  ['opinion', ['opinion', 'Queue?', '--ask', 'haiku']],
  ['plan check', ['plan', 'check', 'plan.md']],
  ['plan run', ['plan', 'run', 'plan.md']],
  ['review', ['review', 'x.log', './sev.md']],
  ['report', ['report']],
])('%s names what it ignored', async (_, args) => {
  const server = await serve();
  const { stderr } = await cloned(server.url, FREE).run(args);
  expect(stderr.split('\n').filter((line) => line.includes('ignored models'))).toHaveLength(1);
});

test('the report goes on without settings that cannot be read', async () => {
  const box = cloned('http://127.0.0.1:1', 'tiers: { haiku: { modle: x } }');
  mkdirSync(box.file('home/tierwise'));
  box.write('home/tierwise/tierwise.md', '---\nv: 2\n---\n');
  const { code, stdout, stderr } = await box.run(['report']);
  expect(code).toBe(0);
  expect(stdout).toContain('No model calls are recorded');
  expect(stderr).toContain(
    'v: expected 1; a newer version needs a newer tierwise. These settings are ignored.',
  );
  expect(stderr).toContain('unknown key "modle"');
});
