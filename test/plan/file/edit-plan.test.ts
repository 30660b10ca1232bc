// One step of a plan changed, all else as it was written.
import { expect, test } from 'vitest';
import { editStep } from '../../../src/plan/file/edit-plan.ts';

const TEXT = `---
setup: npm ci   # once
steps:
  - id: one
    files: [a.ts] # just this
    verify: "npx vitest run a very long command that goes on and on and on and on and on and on and on"
  - id: two
    files: [b.ts]
    verify: test -e b.ts
---
# Plan

## Step one

Old.

\`\`\`
## Step two
\`\`\`

## Step two: with a title

Stays.
`;

test('the files, the check and the section of one step are replaced; the rest stays as it was written', () => {
  const edited = editStep(TEXT, 'two', {
    files: ['b.ts', 'c.ts'],
    verify: 'test -s b.ts',
    alsoNeeds: [],
    section: 'New.',
  });
  expect(edited).toBe(
    TEXT.replace('[b.ts]', '["b.ts", "c.ts"]')
      .replace('test -e b.ts', '"test -s b.ts"')
      .replace('\nStays.\n', '\nNew.\n'),
  );
  const first = editStep(TEXT, 'one', { files: ['a.ts'], verify: 'x', alsoNeeds: [], section: 'New.' });
  expect(first).toContain('## Step one\n\nNew.\n\n## Step two: with a title\n\nStays.\n');
  expect(first).toContain('files: [a.ts] # just this\n    verify: "x"\n  - id: two\n');
});

test.each([
  ['files: [b.ts]\n', 'needs: ["one"]\n    files: [b.ts]\n'],
  ['needs: [zero]\n    files: [b.ts]\n', 'needs: ["zero", "one"]\n    files: [b.ts]\n'],
])('a step that waits for another from now on: %j', (before, after) => {
  const text = TEXT.replace('files: [b.ts]\n', before);
  const edit = { files: ['b.ts'], verify: 'test -e b.ts', alsoNeeds: ['one'], section: 'Stays.' };
  expect(editStep(text, 'two', edit)).toContain(after);
});

test('the same in a step on one line', () => {
  const text = '---\nsteps:\n  - { id: two, files: [b], verify: x }\n---\n## Step two\n\nS.\n';
  const edit = { files: ['b', 'c'], verify: 'x', alsoNeeds: ['one'], section: 'S.' };
  expect(editStep(text, 'two', edit)).toContain('{ id: two, needs: ["one"], files: ["b", "c"], verify: x }');
});
