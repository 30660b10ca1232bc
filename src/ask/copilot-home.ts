// The home that Copilot gets for one call: who is logged in, and of the settings the usual model and the proxy.
import { join } from 'node:path';
import { userHome } from '../data-home.ts';
import { type GiveBack, lendKeys, makeHome } from './cli-home.ts';

/** A token that is in no key chain is in this file, too. */
const LOGIN_KEY = /^(?:logged_?in_?users?|last_?logged_?in_?user|(?:auth|copilot)_?tokens)$/i;
const KEPT = ['model', 'proxyUrl', 'proxyKerberosServicePrincipal', 'storeTokenPlaintext', 'copilotUrl'];

/** Makes the home of one call below `own`. Returns what the environment needs for it. */
export function lendCopilotHome(
  own: string,
  env: NodeJS.ProcessEnv,
): { env: NodeJS.ProcessEnv; giveBack: GiveBack } {
  const home = makeHome(own);
  const from = env.COPILOT_HOME || join(userHome(env), '.copilot');
  const giveBack = lendKeys(join(from, 'config.json'), join(home, 'config.json'), (key) =>
    LOGIN_KEY.test(key),
  );
  lendKeys(join(from, 'settings.json'), join(home, 'settings.json'), (key) => KEPT.includes(key));
  return { env: { COPILOT_HOME: home }, giveBack };
}
