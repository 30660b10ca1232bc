import { expect, test } from 'vitest';
import { factsOf } from '../../src/usage/branches.ts';

test.each<[string, string | null, string | null]>([
  ['feature/ABC-123-login', 'ABC-123', null],
  ['ABC-123', 'ABC-123', null],
  ['me/PROJ2-7_fix', 'PROJ2-7', null],
  ['123-fix-login', '#123', null],
  ['issue-45', '#45', null],
  ['fix/45-crash', '#45', null],
  ['gh-45', '#45', null],
  ['pr/77', null, '#77'],
  ['pull/77/head', null, '#77'],
  ['review/pr-77-again', null, '#77'],
  ['pr/77-ABC-1', 'ABC-1', '#77'],
  ['main', null, null],
  ['release-2026-11', null, null],
  ['v2', null, null],
  ['utf-8', null, null],
  ['sprint/first', null, null],
])('%s is for ticket %s and pull request %s', (branch, ticket, pullRequest) => {
  expect(factsOf(branch)).toEqual({ ticket, pullRequest });
});
