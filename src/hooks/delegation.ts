// What happens before an agent is started. Nothing, unless a policy of the user's or the project's asks for it: those two files are
// looked at, and if neither has a mode beyond observing, this ends with its input unread. Whatever goes wrong, the call goes on.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepCompiled, loadCompiled } from '../compiled.ts';
import { dataHome } from '../data-home.ts';
import { say } from '../say.ts';

/** What a policy asks for is a part of its own, which lies beside this one. */
type Second = typeof import('./route-delegation.ts');

const home = dataHome(process.env);
const project = process.env.CLAUDE_PROJECT_DIR || process.cwd();

/** A mode beyond observing, however it is written; what reads the files for good decides. */
const ASKED_FOR = /\bmode["']?\s*:\s*["']?(?!\s|["']?observe\b)/;

function asksForIt(file: string): boolean {
  try {
    return existsSync(file) && ASKED_FOR.test(readFileSync(file, 'utf8'));
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

function answer(): void {
  const second = loadCompiled(join(__dirname, 'route-delegation.cjs'), process.env);
  const { routeDelegation } = second.exports as Second;
  const said = routeDelegation({ home, project, env: process.env }, () => readFileSync(0, 'utf8'));
  const isSaid = !said || say(said);
  keepCompiled(second);
  if (isSaid) process.exit(); // what is left would only be freed
}

try {
  const policies = [join(home, 'tierwise.md'), join(project, '.claude', 'tierwise.md')];
  if (!isLeftToLive(process.env.CLAUDE_CODE_SESSION_ID) && policies.some(asksForIt)) answer();
} catch {
  // A hook never breaks a session.
}
