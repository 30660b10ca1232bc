import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemReason, withNextStep } from '../src/errors.ts';
import { REPOSITORY } from './support/repository.ts';

test('a reason of the system’s at the end of a message is followed by what to do; another message is left as it is', () => {
  const reason = systemReason(Object.assign(new Error('x'), { code: 'ENOSPC' }));
  expect(withNextStep(`out.csv: cannot be written: ${reason}.`)).toBe(
    'out.csv: cannot be written: no space left on the disk. Make room, then run the same command again.',
  );
  expect(withNextStep('a.log: cannot read it: no such file or folder. Did you mean "b.log"?')).toMatch(/\?$/);
});

test('every reason has a next step', () => {
  const source = readFileSync(join(REPOSITORY, 'src', 'errors.ts'), 'utf8');
  const codes = (name: string): string[] =>
    [...(source.split(`const ${name}`)[1]?.split('};')[0] ?? '').matchAll(/^ {2}(E[A-Z]+):/gm)].map(
      ([, code = '']) => code,
    );
  expect(codes('REASONS').length).toBeGreaterThan(8);
  expect(codes('NEXT_STEPS')).toEqual(codes('REASONS'));
});
