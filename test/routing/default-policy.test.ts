// docs/evidence.md says of every entry of the default policy what it is and how well it is founded.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/front-matter.ts';
import { decide } from '../../src/routing/decide.ts';
import {
  CAPABILITIES,
  DEFAULT_RULES,
  DEVELOPERS_DAY,
  EFFORT_GUIDE,
  NEVER,
  ROLE_KINDS,
} from '../../src/routing/default-policy.ts';
import { inForce, NO_POLICY } from '../../src/routing/in-force.ts';
import { initText } from '../../src/routing/init-text.ts';
import { parsePolicy } from '../../src/routing/parse.ts';
import { useText, whenText } from '../../src/routing/policy-text.ts';
import { deriveFrom } from '../../src/routing/words.ts';
import { REPOSITORY } from '../support/repository.ts';

const page = readFileSync(join(REPOSITORY, 'docs', 'evidence.md'), 'utf8');
const { policy } = inForce(NO_POLICY, NO_POLICY);

test('the page has a row for every entry, with its grade and source, in the order in which rules are asked', () => {
  const rows = [
    ...DEFAULT_RULES.map(({ name, when, use, evidence: { grade, source } }) =>
      [name, `\`${whenText(when)}\``, `\`${useText(use)}\``, grade, source].join(' | '),
    ),
    ...NEVER.map(({ name, what, keptBy, evidence: { grade, source } }) =>
      [name, what, keptBy, grade, source].join(' | '),
    ),
    ...CAPABILITIES.map(({ need, what, evidence: { grade, source } }) =>
      [need, what, grade, source].join(' | '),
    ),
    ...EFFORT_GUIDE.map(({ effort, what, evidence: { grade, source } }) =>
      [effort, what, grade, source].join(' | '),
    ),
    ...DEVELOPERS_DAY.map(({ work, example, rule }) => [work, example, rule].join(' | ')),
  ];
  const places = rows.map((row) => page.indexOf(`| ${row} |`));
  expect(rows.filter((_, index) => (places[index] ?? -1) < 0)).toEqual([]);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('a benchmark has its date', () => {
  const all = [...DEFAULT_RULES, ...NEVER, ...CAPABILITIES, ...EFFORT_GUIDE].map(({ evidence }) => evidence);
  expect(all.filter(({ grade, date }) => grade === 'benchmark' && !date)).toEqual([]);
});

test('the file that init writes says the same as the default', () => {
  const { rules, limits } = parsePolicy(initText(), 'tierwise.md');
  expect(rules).toEqual(DEFAULT_RULES.map(({ name, when, use }) => ({ name, when, use })));
  expect(limits).toEqual(policy.limits);
});

test("our agents' headers say what the default says of their roles", () => {
  const names = [
    'analyst',
    'code-reviewer',
    'commit-writer',
    'debugger',
    'doc-writer',
    'explorer',
    'formatter',
    'implementer',
    'planner',
    'security-reviewer',
    'test-writer',
  ];
  for (const name of names) {
    const { header } = parseMarkdown(readFileSync(join(REPOSITORY, 'agents', `${name}.md`), 'utf8'), name);
    const agent = `tierwise:${name}`;
    const { tier, effort } = decide({ ...deriveFrom('', { agent }), agent }, policy, {});
    expect({ name, model: tier, effort }).toEqual({
      name,
      model: (header as { model: string }).model,
      effort: (header as { effort: string }).effort,
    });
  }
  expect(ROLE_KINDS.length).toBeGreaterThan(10);
});
