// The bench with real voices, against a loopback server: a fix undone and a clean commit, the price said first, the test as the oracle.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { BenchCommits } from '../bench/opinion/commits.ts';
import { figure, STATISTICS } from '../bench/opinion/figures.ts';
import { here, live } from '../bench/opinion/live.ts';
import { type Heard, repaired } from '../bench/opinion/panels.ts';
import { type Sandbox, sandbox } from './support/command.ts';
import { serve } from './support/lines.ts';
import type { Reaction, ServedRequest } from './support/messages-server.ts';
import { isReviewing, panel, shownIn, structured } from './support/opinions.ts';

const RIGHT = 'exports.sum = function (list) {\n    return list.reduce((a, b) => a + b, 0);\n};\n';
const WRONG = RIGHT.replace(', 0)', ')');
const CASES = 'empty_list: {\n    assert.equal(sum([]), 0);\n}\n';
const RUNNER = `const assert = require('assert'); const { sum } = require('../lib/sum.js');
const text = require('fs').readFileSync(__dirname + '/cases/' + process.argv[2], 'utf8');
for (const block of text.match(/^\\w+: \\{[\\s\\S]*?^\\}/gm)) new Function('assert', 'sum', block.replace(/^\\w+: /, ''))(assert, sum);
`;

/** A repository with a fix, whose test fails without it, and a clean commit. */
function repository(box: Sandbox): BenchCommits {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: box.file('repo'),
      encoding: 'utf8',
      env: { PATH: box.env.PATH, HOME: box.home },
    }).trim();
  const commit = (subject: string): string => {
    git('add', '.');
    git('commit', '-qm', subject);
    return git('rev-parse', 'HEAD');
  };
  for (const folder of ['repo/lib', 'repo/test/cases']) mkdirSync(box.file(folder), { recursive: true });
  git('init', '-q');
  box.write('repo/test/run.js', RUNNER);
  box.write('repo/lib/sum.js', WRONG);
  box.write('repo/test/cases/sum.js', 'some: {\n    assert.equal(sum([1]), 1);\n}\n');
  commit('begin');
  box.write('repo/lib/sum.js', RIGHT);
  box.write('repo/test/cases/sum.js', CASES);
  const fix = commit('fix empty list');
  box.write('repo/lib/sum.js', `${RIGHT}exports.name = function () {\n    return "sum of all";\n};\n`);
  const clean = commit('add a name');
  const shared = { sources: ['lib/sum.js'], tests: 'test/cases/sum.js', cases: ['empty_list'] };
  return {
    ...{ repository: 'none', license: 'MIT', packages: [], command: 'node test/run.js {test}' },
    commits: [
      { id: fix, kind: 'fix', subject: 'fix', ...shared },
      { id: clean, kind: 'clean', subject: 'add', ...shared },
    ],
  };
}

const report = (line: number, evidence: string) => ({
  ...{
    file: 'lib/sum.js',
    line,
    severity: 'major',
    claim: 'An empty list throws: give reduce a start of 0.',
    evidence,
  },
});

test('the price is said first; with --yes a finding counts where the repair it leads to passes the test of the fix', async () => {
  const react = (request: ServedRequest): Reaction => {
    const shown = shownIn(request.body);
    if (shown.includes('Repair exactly what is reported')) {
      const isTrue = shown.includes('a + b)');
      const edit = { find: 'a + b)', replace: 'a + b, 0)' };
      return { text: isTrue ? JSON.stringify({ edits: [edit] }) : 'I see nothing to repair.' };
    }
    if (!isReviewing(shown)) return panel({})(request);
    const undone = report(2, '    return list.reduce((a, b) => a + b);');
    const claimed = report(4, 'exports.name = function () {');
    return structured(request, { findings: [shown.includes('exports.name') ? claimed : undone] });
  };
  const server = await serve({ react });
  const box = sandbox(server.url);
  const given = repository(box);
  const bench = { clone: box.file('repo'), given, tierwise: here(box.env), repairer: 'sonnet' };
  const lines: string[] = [];
  const options = { panels: ['opus', 'opus,sonnet'], times: 2, results: box.file('live.jsonl') };
  await live(bench, { ...options, yes: false }, (line) => lines.push(line));
  expect(lines.join('\n')).toMatch(
    /^opus: usually about \$\d+\.\d\d\nopus,sonnet: .*\n2 commits, 2 times: usually about/,
  );
  expect(lines.at(-1)).toContain('Nothing was asked');
  expect(server.requests).toEqual([]);

  await live(bench, { ...options, yes: true }, (line) => lines.push(line));
  const heard: Heard[] = box
    .read('live.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(
    heard.map(({ panel: name, kind, findings }) => [name, kind, findings.map(({ isTrue }) => isTrue)]),
  ).toEqual(
    options.panels.flatMap((name) =>
      ['fix', 'fix', 'clean', 'clean'].map((kind) => [name, kind, [kind === 'fix']]),
    ),
  );
  expect(lines.at(-1)).toMatch(
    /\| opus \| 4 \| 1\.00 \(1\.00–1\.00\) \| 0\.50 .*\n\| opus,sonnet \| 4 \| 1\.00/,
  );

  const before = server.requests.length;
  await live(bench, { ...options, yes: true }, () => {});
  expect(server.requests.length).toBe(before); // what is paid for is not asked again
});

test('the figures: union against vote, dollars, flips', () => {
  const one = (
    commit: string,
    time: number,
    findings: [string[], boolean][],
    kind: Heard['kind'] = 'fix',
  ): Heard => ({
    ...{ panel: 'p', commit, kind, time, usd: 0.5, oracleUsd: 9, unpriced: [], failed: null },
    findings: findings.map(([voices, isTrue]) => ({ voices, isTrue, verification: 'confirmed' })),
  });
  const heard = [
    one('a', 1, [
      [['x'], true],
      [['x', 'y'], false],
    ]),
    one('a', 2, [[['x', 'y'], true]]),
    one('b', 1, [[['y'], true]]),
    one('b', 2, []),
    one('c', 1, [[['x'], false]], 'clean'),
    one('c', 2, [], 'clean'),
  ];
  const values = Object.entries(STATISTICS).map(([name, statistic]) => [name, statistic(heard)]);
  expect(Object.fromEntries(values)).toEqual({
    recall: 3 / 4,
    precision: 3 / 5,
    'recall by vote': 1 / 4,
    'precision by vote': 1 / 2,
    'true bugs per dollar': 3 / 3,
    flips: 1 / 2,
  });
  const { value, low, high } = figure(STATISTICS.recall as (typeof STATISTICS)[string], heard);
  expect([value, low < 0.75, high]).toEqual([0.75, true, 1]);
});

test.each([
  ['one edit', '{"edits": [{"find": "b", "replace": "$&"}]}', 'a $& c'],
  ['in a fence', '```json\n{"edits": [{"find": "c", "replace": "d"}]}\n```', 'a b d'],
  ['what stands twice', '{"edits": [{"find": " ", "replace": ""}]}', null],
  ['what stands nowhere', '{"edits": [{"find": "x", "replace": ""}]}', null],
  ['no JSON', 'Sorry.', null],
])('a repair: %s', (_, reply, after) => {
  expect(repaired('a b c', reply)).toBe(after);
});
