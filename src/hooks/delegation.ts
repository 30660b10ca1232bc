// What happens before an agent is started. Nothing, unless a policy of the user's or the project's asks for it: those two files are
// looked at, and if neither has a mode beyond observing, this ends with its input unread. Whatever goes wrong, the call goes on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataHome } from '../data-home.ts';

const home = dataHome(process.env);
const project = process.env.CLAUDE_PROJECT_DIR || process.cwd();

/** A mode beyond observing, however it is written; what reads the files for good decides. */
const ASKED_FOR = /\bmode["']?\s*:\s*["']?(?!\s|["']?observe\b)/;

function asksForIt(file: string): boolean {
  try {
    return ASKED_FOR.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}

/** The module of tierwise-live does the same, with more knowledge; it says several times a minute that it is there. */
const BEAT_MS = 60_000;
function isLeftToLive(session: string | undefined): boolean {
  if (!session || !/^[\w-]+$/.test(session)) return false;
  try {
    const { v, since } = JSON.parse(readFileSync(join(home, 'live', session, 'module.json'), 'utf8'));
    return v === 1 && Date.now() - Date.parse(since) < BEAT_MS;
  } catch {
    return false;
  }
}

if (
  !isLeftToLive(process.env.CLAUDE_CODE_SESSION_ID) &&
  [join(home, 'tierwise.md'), join(project, '.claude', 'tierwise.md')].some(asksForIt)
)
  import('./route-delegation.ts')
    .then(({ routeDelegation }) =>
      routeDelegation({ home, project, env: process.env }, () => readFileSync(0, 'utf8')),
    )
    .then((said) => said && process.stdout.write(said))
    .catch(() => undefined); // a hook never breaks a session
