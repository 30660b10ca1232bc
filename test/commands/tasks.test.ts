// Which schemes and recipes can be named, from where, and one of them to read.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, SEVERITY, sandbox } from '../support/command.ts';

function project(): Sandbox & { below: string } {
  const box = sandbox();
  const below = join(box.folder, 'packages', 'one');
  for (const folder of ['.git', 'schemes', '.claude/schemes', 'packages/one/schemes'])
    mkdirSync(join(box.folder, folder), { recursive: true });
  return { ...box, below };
}

const described = (text: string): string => SEVERITY.replace('---\n', `---\ndescription: ${text}\n`);

test('those of the project are found from its subfolders, the nearest of a name first; a list shows what each is', async () => {
  const { below, ...box } = project();
  box.write('schemes/mine.md', described('of the project'));
  box.write('.claude/schemes/hidden.md', described('in the hidden folder'));
  writeFileSync(join(below, 'schemes', 'mine.md'), described('of the package'));
  writeFileSync(join(below, 'x.log'), 'x\n');
  const list = await box.run(['schemes'], { cwd: below });
  expect(list.stdout).toMatch(/^mine +of the package +.*packages\/one\/schemes\/mine\.md$/m);
  expect(list.stdout).toMatch(/^hidden +in the hidden folder/m);
  expect(list.stdout).toMatch(/^log-severity +How serious/m);
  expect(list.stdout).not.toContain('of the project');
  const dry = await box.run(['bulk-tag', 'x.log', 'hidden', '--dry-run'], { cwd: below });
  expect(dry.code, dry.stderr).toBe(0);
  expect((await box.run(['schemes', 'mine'], { cwd: below })).stdout).toBe(
    `${described('of the package').trimEnd()}\n`,
  );
});

test('outside of a repository no folder above is looked at', async () => {
  const box = sandbox();
  mkdirSync(box.file('schemes'));
  mkdirSync(box.file('below'));
  box.write('schemes/mine.md', SEVERITY);
  const { code, stderr } = await box.run(['bulk-tag', 'x', 'mine'], { cwd: box.file('below') });
  expect(code).toBe(2);
  expect(stderr).toContain('There is no scheme "mine"');
});

test('a name that is almost right, of a scheme or a file, is answered with the one that was meant', async () => {
  const box = sandbox();
  box.write('shop.log', 'x\n');
  const scheme = await box.run(['schemes', 'log-severty']);
  expect(scheme.stderr).toMatch(/Did you mean "log-severity"\?\n$/);
  const file = await box.run(['bulk-tag', 'shp.log', 'log-severity']);
  expect(file.stderr).toContain('cannot read it: no such file or folder. Did you mean "shop.log"?');
  const other = await box.run(['bulk-tag', 'quite-different', 'log-severity']);
  expect(other.stderr).not.toContain('Did you mean');
});

test('a recipe that cannot be read is in the list with the reason, and --json has every field', async () => {
  const box = sandbox();
  mkdirSync(box.file('recipes'));
  box.write('recipes/broken.md', '---\nname: [\n---\nx\n');
  const { stdout } = await box.run(['recipes', '--json']);
  const { tasks } = JSON.parse(stdout);
  expect(tasks[0]).toEqual({
    name: 'broken',
    description: expect.stringContaining('broken.md'),
    file: expect.stringContaining('/recipes/broken.md'),
    ships: false,
  });
  expect(tasks.find(({ name }: { name: string }) => name === 'ticket-fields')).toMatchObject({ ships: true });
});
