// What Claude Code and the plugin directory read must hold together.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseRecipe } from '../src/bulk/task/recipe.ts';
import { parseScheme } from '../src/bulk/task/scheme.ts';
import { parseMarkdown } from '../src/front-matter.ts';
import { start } from './support/process.ts';
import { REPOSITORY } from './support/repository.ts';

const at = (...path: string[]): string => join(REPOSITORY, ...path);
const json = (...path: string[]) => JSON.parse(readFileSync(at(...path), 'utf8'));
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: REPOSITORY,
  encoding: 'utf8',
})
  .trim()
  .split('\n');

// The keys the client reads in a skill's header; it ignores any other without a word.
const SKILL_KEYS = [
  'name',
  'description',
  'when_to_use',
  'model',
  'effort',
  'allowed-tools',
  'disallowed-tools',
  'argument-hint',
  'arguments',
  'disable-model-invocation',
  'user-invocable',
  'context',
  'agent',
  'background',
  'paths',
  'hooks',
  'shell',
  'metadata',
  'version',
];

test('one version and one name run through every manifest', () => {
  const plugin = json('.claude-plugin', 'plugin.json');
  const market = json('.claude-plugin', 'marketplace.json');
  const { name, version } = json('package.json');
  expect([plugin.name, plugin.version]).toEqual([name, version]);
  const live = json('plugins', 'tierwise-live', '.claude-plugin', 'plugin.json');
  expect([live.name, live.version]).toEqual(['tierwise-live', version]);
  expect(market.plugins.map((entry: { name: string; source: string }) => [entry.name, entry.source])).toEqual(
    [
      [name, './'],
      ['tierwise-live', './plugins/tierwise-live'],
    ],
  );
  expect(readFileSync(at('CHANGELOG.md'), 'utf8')).toMatch(
    new RegExp(`^## \\[${version}\\] - \\d{4}-\\d\\d-\\d\\d$`, 'm'),
  );
});

test('the description discloses the hooks, what they read, and who may be asked', () => {
  const { description, homepage, repository, userConfig } = json('.claude-plugin', 'plugin.json');
  for (const word of [
    'hooks',
    'transcripts',
    'token counts',
    '~/.claude/tierwise',
    'other vendors',
    'No telemetry',
  ])
    expect(description).toContain(word);
  expect([homepage, repository].every((address) => URL.canParse(address))).toBe(true);
  expect(userConfig.record_usage).toMatchObject({ type: 'boolean', default: true });
});

test('each answer to the plugin directory names a test or a file that is there', () => {
  const page = readFileSync(at('docs', 'directory.md'), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| [A-Z]/.test(line) && !line.startsWith('| Question'));
  expect(rows.length).toBeGreaterThan(15);
  const tests = ['plugin', 'release']
    .map((name) => readFileSync(at('test', `${name}.test.ts`), 'utf8'))
    .join('');
  const titles = [...tests.matchAll(/^test\('([^']+)'/gm)].map(([, title]) => title as string);
  for (const row of rows) {
    const shownBy = row.split(' | ').at(-1) as string;
    for (const [, title = ''] of shownBy.matchAll(/"([^"]+)"/g))
      expect(
        titles.some((one) => one.includes(title)),
        title,
      ).toBe(true);
    for (const [, path = ''] of shownBy.matchAll(/`([\w/.-]+\/[\w/.-]*)`/g))
      expect(existsSync(at(path)), path).toBe(true);
  }
});

test('nothing makes Claude Code install packages on a user’s machine', () => {
  const { dependencies, optionalDependencies, peerDependencies } = json('package.json');
  expect([dependencies, optionalDependencies, peerDependencies]).toEqual([undefined, undefined, undefined]);
  for (const lock of ['package-lock.json', 'npm-shrinkwrap.json', 'bun.lock', 'bun.lockb', 'yarn.lock']) {
    expect(tracked).not.toContain(lock);
  }
  expect(tracked.filter((file) => file.startsWith('node_modules/'))).toEqual([]);
});

test('every skill has a name like its folder, known keys, and links that reach a file', () => {
  const skills = readdirSync(at('skills'));
  expect(skills).not.toEqual([]);
  for (const skill of skills) {
    const file = at('skills', skill, 'SKILL.md');
    const { header, body } = parseMarkdown(readFileSync(file, 'utf8'), file);
    const { name, description } = header as { name: string; description: string };
    expect(name).toBe(skill);
    expect(description.length).toBeGreaterThan(40);
    expect(description.length).toBeLessThanOrEqual(1024);
    // `$1` in a body is the second argument of the user's command, whatever it was meant to be.
    expect(body.match(/\$\d/g)).toBeNull();
    expect(SKILL_KEYS).toEqual(expect.arrayContaining(Object.keys(header as object)));
    const links = [...body.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link as string);
    for (const link of links) expect(existsSync(at('skills', skill, link)), link).toBe(true);
  }
});

test('what every session carries is below 500 tokens', () => {
  const described = [
    ...readdirSync(at('skills')).map((skill) => at('skills', skill, 'SKILL.md')),
    ...readdirSync(at('agents')).map((agent) => at('agents', agent)),
  ].map((file) => {
    const { name, description } = parseMarkdown(readFileSync(file, 'utf8'), file).header as Record<
      string,
      string
    >;
    return `- tierwise:${name}: ${description}\n`;
  });
  // `claude plugin details` of 2.1.329 says 449 for 1,974 characters, so 484 for today's 2,127.
  expect(described.join('').length / 4.4).toBeLessThan(500);
});

test('every shipped scheme loads, and is named like its file', () => {
  const schemes = readdirSync(at('schemes'));
  expect(schemes.sort()).toEqual([
    'commit-risk.md',
    'commit-type.md',
    'log-severity.md',
    'migration-risk.md',
    'sentiment.md',
    'spam.md',
    'support-intent.md',
    'ticket-triage.md',
  ]);
  for (const file of schemes) {
    const name = file.slice(0, -3);
    const scheme = parseScheme(readFileSync(at(`schemes/${file}`), 'utf8'), file);
    expect(scheme.name).toBe(name);
    expect(scheme.tags.every((tag) => tag.description.length > 10)).toBe(true);
  }
});

test('every shipped recipe loads, and is named like its file', () => {
  const recipes = readdirSync(at('recipes'));
  expect(recipes.sort()).toEqual([
    'alt-text.md',
    'contact-fields.md',
    'faq.md',
    'file-purpose.md',
    'one-line-summary.md',
    'seo-description.md',
    'ticket-fields.md',
  ]);
  for (const file of recipes)
    expect(parseRecipe(readFileSync(at(`recipes/${file}`), 'utf8'), file).name).toBe(file.slice(0, -3));
});

test('nothing looks like a credential of Anthropic, so a scan for leaked ones finds none', () => {
  const prefix = ['sk', 'ant', ''].join('-');
  expect(tracked.filter((file) => existsSync(at(file)) && readFileSync(at(file)).includes(prefix))).toEqual(
    [],
  );
});

// The parts of dist/ for requests, recipes and patterns of files.
const LAZY_PARTS = /^(anthropic|opentelemetry|undici|recipe|ajv|tinyglobby|fdir|picomatch)/;

test('dist/ can be read: parts smaller than 256 KiB, with the names that functions have in src/', () => {
  const parts = readdirSync(at('dist'));
  expect(parts.filter((part) => statSync(at('dist', part)).size >= 256 * 1024)).toEqual([]);
  expect(readFileSync(at('dist', 'bulk-commands.cjs'), 'utf8')).toContain('function bulkTagCommand(');
});

test('the module of tierwise-live can be read, and needs neither Node nor a package', () => {
  const files = readdirSync(at('plugins', 'tierwise-live', 'hooks')).filter((file) => file.endsWith('.js'));
  expect(files).toContain('register.js');
  for (const file of files) {
    const text = readFileSync(at('plugins', 'tierwise-live', 'hooks', file), 'utf8');
    expect(text.length, file).toBeLessThan(256 * 1024);
    expect(text.match(/^import (?!.* from "\.\/).*|(?<![.$\w])(?:require\(|process\.)/gm), file).toBeNull();
    if (file === 'register.js') expect(text).toContain('function commandsIn(');
  }
});

test('gray-matter comes without the engines of its own, which would run JavaScript', () => {
  expect(readFileSync(at('dist', 'gray-matter.cjs'), 'utf8')).not.toMatch(/eval\(|js-yaml|JSON\.parse/);
  expect(readFileSync(at('dist', 'LICENSES.txt'), 'utf8')).not.toMatch(/^(js-yaml|esprima) /m);
});

test('a hook is one file and loads no package', () => {
  for (const part of ['hook.cjs', 'take-event.cjs']) {
    const hook = readFileSync(at('dist', part), 'utf8');
    expect(hook.match(/require\("(?!node:)[^"]*"\)/g), part).toBeNull();
    expect(hook, part).not.toContain('node_modules');
  }
});

test('a command that asks no model loads no SDK, and needs nothing but bin, dist and schemes', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const part of ['bin', 'dist', 'schemes', 'examples'])
    cpSync(at(part), join(copy, part), { recursive: true });
  const lazy = readdirSync(join(copy, 'dist')).filter((part) => LAZY_PARTS.test(part));
  expect(lazy).toEqual(
    expect.arrayContaining(['anthropic.cjs', 'anthropic-ai-sdk.cjs', 'undici.cjs', 'ajv.cjs']),
  );
  for (const part of lazy) rmSync(join(copy, 'dist', part));
  const env = { HOME: join(copy, 'home'), PATH: '' };
  const commands = [
    ['--version'],
    ['bulk-tag', '--help'],
    ['bulk-tag', 'examples/shop.log', 'log-severity'],
    ['view', 'examples/shop.log.tagged'],
  ];
  for (const args of commands) {
    const { code, stderr } = await start([process.execPath, join(copy, 'bin', 'tierwise'), ...args], {
      cwd: copy,
      env,
    });
    expect(code, stderr).toBe(0);
  }
});

test('the version is told without loading what any command needs', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(at('bin'), join(copy, 'bin'), { recursive: true });
  for (const part of ['start', 'tierwise', 'shared', 'commander', 'rolldown-runtime'])
    cpSync(at('dist', `${part}.cjs`), join(copy, 'dist', `${part}.cjs`));
  const { code, stderr } = await start([process.execPath, join(copy, 'bin', 'tierwise'), '--version'], {
    cwd: copy,
    env: { HOME: copy, PATH: '' },
  });
  expect(code, stderr).toBe(0);
});

test('other commands load nothing of the bulk engine', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const part of ['bin', 'dist']) cpSync(at(part), join(copy, part), { recursive: true });
  for (const part of ['bulk', 're2js', 'csv-parse']) rmSync(join(copy, 'dist', `${part}.cjs`));
  for (const name of ['opinion', 'plan', 'report', 'doctor']) {
    const { code, stderr } = await start([process.execPath, join(copy, 'bin', 'tierwise'), name, '--help'], {
      cwd: copy,
      env: { HOME: copy, PATH: '' },
    });
    expect(code, stderr).toBe(0);
  }
});

test('src/ runs without a build, and finds what ships from any folder', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(elsewhere, { recursive: true }));
  const { code, stderr } = await start(
    [
      ...[process.execPath, at('node_modules', 'tsx', 'dist', 'cli.mjs'), at('src', 'main.ts')],
      ...['bulk-tag', at('examples', 'shop.log'), 'log-severity', '--out', join(elsewhere, 'tagged')],
    ],
    { cwd: elsewhere, env: { HOME: elsewhere, PATH: '' } },
  );
  expect(code, stderr).toBe(0);
  expect(existsSync(join(elsewhere, 'tagged'))).toBe(true);
});

test('the bill of materials lists the packages whose licences are there, and no date', () => {
  const bill = JSON.parse(readFileSync(at('dist', 'bom.json'), 'utf8'));
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
  expect(bill).not.toHaveProperty('metadata.timestamp');
  const licences = readFileSync(at('dist', 'LICENSES.txt'), 'utf8');
  expect(bill.components.length).toBeGreaterThan(10);
  for (const { name, version } of bill.components) expect(licences).toContain(`${name} ${version} (`);
});
