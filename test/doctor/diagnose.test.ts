// Broken set-ups: each names its fault, its place and its fix.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diagnose, type Place } from '../../src/doctor/diagnose.ts';
import { repairAll } from '../../src/doctor/repair.ts';
import { shippedModel } from '../../src/models/table.ts';
import { inForce } from '../../src/routing/in-force.ts';
import { loadPolicies } from '../../src/routing/load.ts';

/** A home and a project with those files (`~/` is the home), and what the doctor sees there. */
function setUp(files: Record<string, string> = {}, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [home, cwd] = [join(folder, 'home'), join(folder, 'project')];
  for (const one of [home, cwd]) mkdirSync(one);
  const at = (name: string): string => (name.startsWith('~/') ? join(home, name.slice(2)) : join(cwd, name));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }
  const { user, project, problems } = loadPolicies(join(home, '.claude', 'tierwise'), cwd);
  const place: Place = {
    env: { HOME: home, ...env },
    cwd,
    open: { policy: inForce(user, project).policy, problems, notes: problems },
    knows: (model) => shippedModel(model) !== undefined,
    versions: { node: '20.19.0', client: '2.1.329' },
    now: new Date('2026-11-21T12:00:00Z'),
  };
  return { place, at };
}

const wrongIn = (place: Place) => diagnose(place).filter(({ level }) => level === 'wrong');
const SETTINGS = '~/.claude/settings.json';
const AGENT = '~/.claude/agents/finder.md';

test('a set-up without faults has none, and says that Explore inherits now', () => {
  const { place } = setUp({
    [AGENT]: '---\nname: finder\ndescription: Finds.\nmodel: haiku\neffort: low\n---\nFind.\n',
    [SETTINGS]: '{"permissions": {"allow": ["Bash(tierwise in-session *)"]}}',
  });
  expect(wrongIn(place)).toEqual([]);
  expect(diagnose(place).map(({ fault }) => fault)).toContain('explore-inherits');
});

interface Broken {
  fault: string;
  files?: Record<string, string>;
  env?: Record<string, string>;
  change?: (place: Place) => Place;
  /** Ends the place where it is. */
  where: string | null;
  fix: RegExp;
}

const BROKEN: readonly Broken[] = [
  {
    fault: 'node-version',
    change: (place) => ({ ...place, versions: { ...place.versions, node: '18.20.1' } }),
    where: null,
    fix: /Install Node 20/,
  },
  {
    fault: 'client-version',
    change: (place) => ({ ...place, versions: { ...place.versions, client: '2.1.99' } }),
    where: null,
    fix: /claude update/,
  },
  {
    fault: 'subagent-model-forced',
    files: {
      [SETTINGS]:
        '{\n  "env": {\n    "CLAUDE_CODE_SUBAGENT_MODEL": "opus",\n    "CLAUDE_CODE_SUBAGENT_MODEL_FORCE": "1"\n  }\n}\n',
    },
    where: 'settings.json:4',
    fix: /Unset CLAUDE_CODE_SUBAGENT_MODEL_FORCE/,
  },
  {
    fault: 'tier-redefined',
    env: { ANTHROPIC_DEFAULT_HAIKU_MODEL: 'claude-opus-5-5' },
    where: 'the variable ANTHROPIC_DEFAULT_HAIKU_MODEL',
    fix: /Unset/,
  },
  {
    fault: 'effort-forced',
    env: { CLAUDE_CODE_EFFORT_LEVEL: 'max' },
    where: 'the variable CLAUDE_CODE_EFFORT_LEVEL',
    fix: /Unset it/,
  },
  {
    fault: 'unknown-key',
    files: { [AGENT]: '---\nname: finder\nmodel: haiku\nefort: low\n---\nFind.\n' },
    where: 'finder.md:4',
    fix: /Write effort:/,
  },
  {
    fault: 'unknown-model',
    files: { '.claude/agents/x.md': '---\nname: x\nmodel: hiaku\n---\nFind.\n' },
    where: 'x.md:3',
    fix: /model: haiku/,
  },
  {
    fault: 'agent-inherits',
    files: { [AGENT]: '---\nname: finder\ndescription: Finds.\n---\nFind.\n' },
    where: 'finder.md:1',
    fix: /Add model: haiku/,
  },
  {
    fault: 'skill-model-ignored',
    files: { '~/.claude/skills/notes/SKILL.md': '---\nname: notes\nmodel: haiku\n---\nWrite notes.\n' },
    where: 'SKILL.md:3',
    fix: /context: fork/,
  },
  {
    fault: 'header-unreadable',
    files: { [AGENT]: '---\nname: finder\nmodel: [haiku\n---\nFind.\n' },
    where: expect.stringMatching(/finder\.md:\d$/),
    fix: /Correct the YAML/,
  },
  {
    fault: 'policy-mistake',
    files: { '~/.claude/tierwise/tierwise.md': '---\nmode: enforce\nbudgets: { dya: 12 }\n---\n' },
    where: 'tierwise.md:3',
    fix: /tierwise policy check/,
  },
  {
    fault: 'old-prices',
    change: (place) => ({ ...place, now: new Date('2027-03-01T00:00:00Z') }),
    where: null,
    fix: /claude plugin update/,
  },
  {
    fault: 'hooks-off',
    files: { [SETTINGS]: '{\n  "disableAllHooks": true\n}\n' },
    where: 'settings.json:2',
    fix: /Remove disableAllHooks/,
  },
  {
    fault: 'permission-deny',
    files: { '.claude/settings.json': '{ "permissions": {\n  "deny": ["Bash(tierwise *)"] } }' },
    where: '.claude/settings.json:2',
    fix: /Remove it, or narrow it/,
  },
  {
    fault: 'permission-wide',
    files: { [SETTINGS]: '{ "permissions": { "allow": ["Bash(tierwise:*)"] } }' },
    where: 'settings.json:1',
    fix: /tierwise in-session/,
  },
  {
    fault: 'client-settings',
    files: { [SETTINGS]: '{ "env": ' },
    where: 'settings.json',
    fix: /Correct the file/,
  },
];

test.each(BROKEN)(
  '$fault is named, with its place and its fix',
  ({ fault, files, env, change, where, fix }) => {
    const { place } = setUp(files, env);
    const found = wrongIn(change ? change(place) : place);
    expect(found.map((one) => one.fault)).toEqual([fault]);
    const [one] = found;
    expect(one?.fix).toMatch(fix);
    expect(one?.fix).not.toContain('\n');
    if (typeof where === 'string') expect(one?.where?.endsWith(where), one?.where ?? '').toBe(true);
    else expect(one?.where).toEqual(where);
  },
);

test('hooks that have stopped are told from hooks that work', () => {
  const { place, at } = setUp({
    '~/.claude/tierwise/ledger/offsets/s.json': '{}',
    '~/.claude/projects/p/s.jsonl': '{}\n',
  });
  expect(wrongIn(place)).toEqual([]);
  const yesterday = new Date(Date.now() - 86_400_000);
  utimesSync(at('~/.claude/tierwise/ledger/offsets/s.json'), yesterday, yesterday);
  expect(wrongIn(place)).toMatchObject(
    [{ fault: 'hooks-behind', fix: /--backfill/ }].map(({ fault }) => ({ fault })),
  );
});

test('a mistyped key is corrected in its line alone; one that would grant something is left to the user', () => {
  const text =
    '---\r\nname: finder\r\nmodel:   Haiku  # cheap\r\nmaxturns: 5\r\nalowed-tols: Bash\r\n---\r\nmaxturns: 5\r\n';
  const skill = '---\nname: s\nalowed-tools: Bash\n---\nBody.\n';
  const { place, at } = setUp({ [AGENT]: text, '~/.claude/skills/s/SKILL.md': skill });
  const changed = repairAll(diagnose(place)).map(({ changed: one }) => one);
  expect(changed).toEqual([
    { file: at(AGENT), line: 4, from: 'maxturns: 5', to: 'maxTurns: 5' },
    { file: at(AGENT), line: 3, from: 'model:   Haiku  # cheap', to: 'model:   haiku  # cheap' },
  ]);
  expect(readFileSync(at(AGENT), 'utf8')).toBe(
    text.replace('maxturns: 5', 'maxTurns: 5').replace('Haiku', 'haiku'),
  );
  expect(readFileSync(at('~/.claude/skills/s/SKILL.md'), 'utf8')).toBe(skill);
  expect(wrongIn(place).map(({ fault, repair }) => [fault, repair])).toEqual([
    ['unknown-key', undefined],
    ['unknown-key', undefined],
  ]);
});
