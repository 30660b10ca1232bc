// What a session has been told already: an empty file for each, so that it is said once.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../data-home.ts';
import { ledgerFolder } from '../usage/ledger-entry.ts';

/** Whether a session is told `what` for the first time. Where that cannot be kept, it is told again. */
export function firstTime(home: string, session: string, what: string): boolean {
  const folder = join(ledgerFolder(home), 'told');
  try {
    makePrivateFolder(folder);
    writeFileSync(join(folder, `${nameOf(session)}-${nameOf(what)}`), '', { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
}

/** A text as part of a file's name: without what is not a letter or digit, its end kept, as that is what differs. */
const nameOf = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, '-').slice(-80);
