// The project's own rules, as data of the repository.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { projectRules } from '../../../src/plan/run/project-rules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tierwise-rules-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

test('both files, once where one is a link to the other, and at most so much of each', () => {
  expect(projectRules(folder)).toBe(null);
  writeFileSync(join(folder, 'CLAUDE.md'), `Tabs.${'x'.repeat(20_000)}`);
  symlinkSync('CLAUDE.md', join(folder, 'AGENTS.md'));
  const rules = projectRules(folder) ?? '';
  expect(rules.match(/<rules file/g)).toHaveLength(1);
  expect(rules).toContain('<rules file="CLAUDE.md">\nTabs.');
  expect(rules.length).toBeLessThan(17_000);
});

test('a link out of the repository is not followed', () => {
  symlinkSync('/etc/hostname', join(folder, 'AGENTS.md'));
  expect(projectRules(folder)).toBe(null);
});
