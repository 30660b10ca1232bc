// What every hook event does: bring the ledger up to date with the session, and at its start say in one line when a
// setting defeats the tiers. Where nothing is new, it looks at the sizes of a few files and ends. Whatever goes wrong here, the session
// goes on: exit 0, nothing on stdout.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepCompiled, loadCompiled } from '../compiled.ts';
import { say } from '../say.ts';
import { isNothingNew } from './nothing-new.ts';

/** What is done about an event is a part of its own, which lies beside this one. */
type Second = typeof import('./event.ts');

function take(payload: string): void {
  const second = loadCompiled(join(__dirname, 'take-event.cjs'), process.env);
  let isSaid = true;
  (second.exports as Second).takeEvent(payload, process.env, (json) => {
    isSaid = say(json);
  });
  keepCompiled(second);
  if (isSaid) process.exit(); // what is left would only be freed
}

try {
  const payload = readFileSync(0, 'utf8');
  if (!isNothingNew(payload, process.env)) take(payload);
} catch {
  // A hook never breaks a session. What could not be written now is read again at the next event.
}
