// Repositories that many tests begin with: made once by git, then copied, which takes a tenth of the time.
import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** Returns a function that puts a copy of what `make` makes into a folder; `make` is called once, with an empty folder. */
export function template(make: (folder: string) => void): (folder: string) => void {
  let made: string | undefined;
  return (folder) => {
    if (!made) {
      const first = mkdtempSync(join(inject('templates'), 'one-'));
      make(first);
      made = first;
    }
    cpSync(made, folder, { recursive: true });
  };
}
