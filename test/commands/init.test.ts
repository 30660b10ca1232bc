// From a folder to a scheme that was tried, at a terminal and without one; nothing is paid or written unasked.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../src/main.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import type { ServerOptions } from '../support/messages-server.ts';

const DRAFT = {
  description: 'Which team acts.',
  tags: [
    { name: 'shipping', description: 'Parcels.' },
    { name: 'money', description: 'Charges.' },
  ],
  instructions: 'The items are tickets.',
  abstain: 'unclear',
  examples: [{ id: 1, tag: 'money' }],
};

async function place(options: ServerOptions = {}): Promise<Sandbox & { asked: () => string[] }> {
  const server = await serve({
    tag: (item) => [item.includes('parcel') ? 'shipping' : 'money'],
    react: ({ items }) => (items.length ? undefined : { text: JSON.stringify(DRAFT) }) as never,
    ...options,
  });
  const box = sandbox(server.url);
  box.write('tickets.csv', 'id,body\n1,Where is my parcel\n2,Charged twice\n');
  return { ...box, asked: () => server.requests.map(({ model }) => model) };
}

const scheme = (box: Sandbox): string => box.read('schemes/tickets.md');

test('without a terminal: nothing but --dry-run or --yes; the first says what it would cost', async () => {
  const { asked, ...box } = await place();
  const alone = await box.run(['init']);
  expect(alone).toMatchObject({ code: 2, stdout: '' });
  expect(alone.stderr).toContain('Look with --dry-run, then repeat it with --yes.');
  const dry = await box.run(['init', '--dry-run']);
  expect(dry.code).toBe(0);
  expect(dry.stderr).toContain('tickets.csv: csv, the item is column "body"; 2 items');
  expect(dry.stderr).toMatch(
    /A draft from 20 items by claude-sonnet\S* .*: about \$0\.\d+, at most \$0\.\d+; .* at most \$0\.50/,
  );
  expect(asked()).toEqual([]);
  expect(existsSync(box.file('schemes'))).toBe(false);
});

test('--yes drafts with the goal, writes the scheme with examples of the file, and tags 20 with it', async () => {
  const { asked, ...box } = await place();
  const { code, stdout, stderr } = await box.run([
    'init',
    'tickets.csv',
    '--yes',
    '--goal',
    'which team acts',
  ]);
  expect(code, stderr).toBe(0);
  expect(scheme(box)).toMatch(
    /^---\nname: tickets\n[\s\S]*examples:\n {2}- \{ item: ".+", tag: money \}\n[\s\S]*The items are tickets\.\n$/,
  );
  expect(stdout).toContain(scheme(box));
  expect(stdout).toContain('shipping\thaiku\tWhere is my parcel\n');
  expect(stderr).toContain('Next: tierwise bulk-tag tickets.csv schemes/tickets.md --dry-run');
  expect(asked().map((model) => model.split('-')[1])).toEqual(['sonnet', 'haiku']);
  const again = await box.run(['init', 'tickets.csv', '--yes']);
  expect(again.stderr).toContain('schemes/tickets.md is there already. Choose another name with --name');
  expect(asked()).toHaveLength(2);
});

test('it is listed with what the draft cost, the sample beside it; nothing paid twice where it could not write', async () => {
  const { asked, ...box } = await place();
  box.write('schemes', 'a file where the folder should be');
  const args = ['init', 'tickets.csv', '--yes', '--goal', 'who has to act on this'];
  expect((await box.run(args)).code).toBe(2);
  const listed = async () => JSON.parse((await box.run(['runs', 'list', '--json'])).stdout).runs;
  const [failed, ...none] = await listed();
  expect(none).toEqual([]);
  expect(failed).toMatchObject({ kind: 'init', state: 'failed', what: 'tickets.csv' });
  expect(failed.costUsd).toBeGreaterThan(0);
  const record = box.read(`home/tierwise/runs/${failed.run}.json`);
  expect(record).not.toContain('who has to act');

  rmSync(box.file('schemes'));
  const resumed = await box.run(['runs', 'resume', failed.run], { cwd: box.home });
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(asked().map((model) => model.split('-')[1])).toEqual(['sonnet', 'haiku']);
  const runs = await listed();
  expect(runs.map(({ kind, state }: { kind: string; state: string }) => [kind, state])).toEqual([
    ['bulk', 'finished'],
    ['init', 'finished'],
  ]);
  expect(runs[1]).toMatchObject({ run: failed.run, result: { out: box.file('schemes/tickets.md') } });
  expect(runs[1].costUsd).toBe(failed.costUsd);
  // The goal and the draft were kept for that only.
  expect(readdirSync(box.file('home/tierwise/runs')).filter((name) => !name.endsWith('.json'))).toEqual([]);
});

test('a ceiling below the worst case asks nobody, and a draft that is none costs a template, not the run', async () => {
  const { asked, ...box } = await place();
  const poor = await box.run(['init', '--yes', '--max-cost', '0.001']);
  expect(poor.stderr).toContain('The draft cannot be used');
  expect(asked().filter((model) => model.includes('sonnet'))).toEqual([]);
  expect(scheme(box)).toContain('question:');
  const broken = await place({ react: ({ items }) => (items.length ? undefined : { text: 'no' }) as never });
  const { stderr } = await broken.run(['init', '--yes', 'tickets.csv']);
  expect(stderr).toContain('The draft cannot be used: the reply: ');
});

test('without a model: a template, and 20 items by rules', async () => {
  const box = sandbox();
  box.write('app.log', '06:55:46 INFO up\n06:55:47 ERROR down\n');
  const { code, stdout, stderr } = await box.run(['init', '--backend', 'rules', '--yes']);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('No model drafts it: a template made of what log lines usually are.');
  expect(stderr).toContain('tierwise bulk-tag app.log log-severity --sample 20');
  expect(stdout).toContain('06:55:47 ERROR down');
});

test.each([
  [['nowhere.csv', '--yes'], 'nowhere.csv: cannot read it: no such file or folder'],
  [['home', '--yes'], 'home holds no table, log, objects or commits that could be tagged. Name a file'],
  [['tickets.csv', '--yes', '--name', '../x'], '--name ../x: expected letters'],
])('%j is refused in one line', async (args, message) => {
  const { asked, ...box } = await place();
  const { code, stderr } = await box.run(['init', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(asked()).toEqual([]);
});

test('at a terminal it asks: which, what for, the name, the price; no means nothing is sent', async () => {
  const { asked, ...box } = await place();
  box.write('app.log', '06:55:46 INFO up\n');
  const screen = Object.assign(new PassThrough(), { isTTY: true, columns: 60 });
  const said: string[] = [];
  screen.on('data', (chunk) => said.push(String(chunk)));
  const typed = (lines: string) => Object.assign(Readable.from([Buffer.from(lines)]), { isTTY: true });
  const at = (lines: string) =>
    run(['init'], { env: box.env, cwd: box.folder, stdin: typed(lines), stdout: screen, stderr: screen });
  expect(await at('9\n1\n\nteams\nn\nn\n')).toBe(0);
  expect(said.join('')).toContain('Type a number from 1 to 2.');
  expect(said.join('')).toContain('Nothing was written.');
  expect(asked()).toEqual([]);
  expect(await at('1\nwhich team\nteams\n\n')).toBe(0);
  expect(box.read('schemes/teams.md')).toContain('name: teams');
});
