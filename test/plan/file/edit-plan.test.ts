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
  const edited = editStep(TEXT, 'two', { files: ['b.ts', 'c.ts'], verify: 'test -s b.ts', section: 'New.' });
  expect(edited).toBe(
    TEXT.replace('[b.ts]', '["b.ts", "c.ts"]')
      .replace('test -e b.ts', '"test -s b.ts"')
      .replace('\nStays.\n', '\nNew.\n'),
  );
  const first = editStep(TEXT, 'one', { files: ['a.ts'], verify: 'x', section: 'New.' });
  expect(first).toContain('## Step one\n\nNew.\n\n## Step two: with a title\n\nStays.\n');
  expect(first).toContain('files: [a.ts] # just this\n    verify: "x"\n  - id: two\n');
});
