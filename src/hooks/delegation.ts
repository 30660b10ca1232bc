// What happens before an agent is started. Nothing, unless a policy of the user's or the project's asks for it: those two files are
// looked at, and if neither has a mode beyond observing, this ends with its input unread. Whatever goes wrong, the call goes on.
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { keepCompiled, loadCompiled } from '../compiled.ts';
import { dataHome } from '../data-home.ts';

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

/** The answer, without a stream, which would take longer than all of it; where the client takes it slowly, with one. */
function say(text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch {
    process.stdout.write(bytes.subarray(written));
  }
}

function answer(): void {
  const second = loadCompiled(join(__dirname, 'route-delegation.cjs'), process.env);
  const { routeDelegation } = second.exports as Second;
  const said = routeDelegation({ home, project, env: process.env }, () => readFileSync(0, 'utf8'));
  if (said) say(said);
  keepCompiled(second);
}

try {
  const policies = [join(home, 'tierwise.md'), join(project, '.claude', 'tierwise.md')];
  if (!isLeftToLive(process.env.CLAUDE_CODE_SESSION_ID) && policies.some(asksForIt)) answer();
} catch {
  // A hook never breaks a session.
}
