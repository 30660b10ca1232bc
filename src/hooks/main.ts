// What every hook event does: bring the ledger up to date with the session, and at its start say in one line when a
// setting defeats the tiers. Whatever goes wrong here, the session goes on: exit 0, nothing on stdout.
import { readFileSync } from 'node:fs';
import { takeEvent } from './event.ts';

process.stdout.on('error', () => {}); // a client that no longer listens
try {
  takeEvent(readFileSync(0, 'utf8'), process.env, (json) => process.stdout.write(json));
} catch {
  // A hook never breaks a session. What could not be written now is read again at the next event.
}
