// The home that Copilot gets for one call: who is logged in, and of the settings the usual model and the proxy.
import { join } from 'node:path';
import { userHome } from '../data-home.ts';
import { type GiveBack, jsonIn, lendKeys, makeHome, textOf } from './cli-home.ts';
import { listAt } from './foreign.ts';

/** A token that is in no key chain is in this file, too. */
const LOGIN_KEY = /^(?:logged_?in_?users?|last_?logged_?in_?user|(?:auth|copilot)_?tokens)$/i;
const KEPT = ['model', 'proxyUrl', 'proxyKerberosServicePrincipal', 'storeTokenPlaintext', 'copilotUrl'];

/**
 * Whether somebody is logged in, without a request: as it noted when it last ran, with the token in the key chain or beside the note.
 * Null where it never ran, or where GitHub's own CLI may be logged in, whose login it takes.
 */
export function copilotLogin(env: NodeJS.ProcessEnv): boolean | null {
  const noted = jsonIn(join(homeOf(env), 'config.json'));
  if (listAt(noted, 'loggedInUsers').length || listAt(noted, 'logged_in_users').length) return true;
  const config = env.XDG_CONFIG_HOME || join(userHome(env), '.config');
  return Object.keys(noted).length && textOf(join(config, 'gh', 'hosts.yml')) === null ? false : null;
}

const homeOf = (env: NodeJS.ProcessEnv): string => env.COPILOT_HOME || join(userHome(env), '.copilot');

/** Makes the home of one call below `own`. Returns what the environment needs for it. */
export function lendCopilotHome(
  own: string,
  env: NodeJS.ProcessEnv,
): { env: NodeJS.ProcessEnv; giveBack: GiveBack } {
  const home = makeHome(own);
  const from = homeOf(env);
  const giveBack = lendKeys(join(from, 'config.json'), join(home, 'config.json'), (key) =>
    LOGIN_KEY.test(key),
  );
  lendKeys(join(from, 'settings.json'), join(home, 'settings.json'), (key) => KEPT.includes(key));
  return { env: { COPILOT_HOME: home }, giveBack };
}
