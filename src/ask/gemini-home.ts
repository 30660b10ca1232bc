// The home that Gemini gets for one call: its settings and `.env` hold the way to log in and the usual model, and nothing else.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userHome } from '../data-home.ts';
import type { OwnFolder } from './cli-call.ts';
import { type GiveBack, jsonIn, lendFile, makeHome, textOf } from './cli-home.ts';
import type { CliCall } from './coding-cli.ts';
import { at, isRecord, textAt } from './foreign.ts';

/** What it keeps a login in. */
const LOGIN_FILES = [
  'oauth_creds.json',
  'gemini-credentials.json',
  'google_accounts.json',
  'installation_id',
];
const KEYS = ['GEMINI_API_KEY', 'GOOGLE_API_KEY'];
/** Of a `.env`: keys, projects, addresses and proxies; not a system prompt. */
const LENT_VARIABLE =
  /^(?:GEMINI_API_KEY|GEMINI_MODEL|GOOGLE_\w+|CODE_ASSIST_ENDPOINT|(?:HTTPS?|NO)_PROXY|(?:https?|no)_proxy)$/;
const LINE = /^\s*(?:export\s+)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^#\n]*?))\s*(?:#.*)?$/;

/** How the user logs in, without a request: `null` when only one would show. */
export function geminiLogin(env: NodeJS.ProcessEnv): { loggedIn: boolean | null; billedTo: string } {
  const folder = folderOf(env);
  const chosen = textAt(jsonIn(join(folder, 'settings.json')), 'security.auth.selectedType');
  const lent = lentVariables(env);
  const key = KEYS.find((name) => env[name] || lent[name]);
  if (key && !chosen?.startsWith('oauth'))
    return { loggedIn: true, billedTo: env[key] ? `the key in ${key}` : `${key} in its .env` };
  const stored = LOGIN_FILES.slice(0, 2).some((name) => existsSync(join(folder, name)));
  return { loggedIn: stored || (chosen ? null : false), billedTo: 'its login' };
}

/** Makes the home of one call in `own`. Returns what the environment needs for it. */
export function lendGeminiHome(
  { path, work }: OwnFolder,
  access: CliCall['access'],
  env: NodeJS.ProcessEnv,
): { env: NodeJS.ProcessEnv; giveBack: GiveBack } {
  const home = makeHome(path);
  for (const folder of [home, work]) mkdirSync(join(folder, '.gemini'), { recursive: true, mode: 0o700 });
  // It takes the first .env above the folder it starts in, so there is one, and what is lent of the user's is in the environment.
  writeFileSync(join(work, '.gemini', '.env'), '');
  writeFileSync(join(home, '.gemini', 'settings.json'), JSON.stringify(settingsFor(access, env)));
  const lent = LOGIN_FILES.map((name) => lendFile(join(folderOf(env), name), join(home, '.gemini', name)));
  const giveBack = (): void => {
    for (const one of lent) one();
  };
  return { env: { ...lentVariables(env), GEMINI_CLI_HOME: home }, giveBack };
}

function settingsFor(access: CliCall['access'], env: NodeJS.ProcessEnv): object {
  const own = jsonIn(join(folderOf(env), 'settings.json'));
  const auth = at(own, 'security.auth');
  const model = textAt(own, 'model.name');
  return {
    general: { maxAttempts: 3, enableAutoUpdate: false },
    privacy: { usageStatisticsEnabled: false },
    hooksConfig: { enabled: false },
    skills: { enabled: false },
    ...(isRecord(auth) && { security: { auth } }),
    ...(model && { model: { name: model } }),
    // No file has that name: what a folder that is judged says to its judge is not heard.
    ...(access !== 'write' && { context: { fileName: 'tierwise-no-instructions' } }),
  };
}

const folderOf = (env: NodeJS.ProcessEnv): string => join(env.GEMINI_CLI_HOME || userHome(env), '.gemini');

/** What the user's `.env` says of the login: the one in its folder, else the one in the user's home. */
function lentVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const text = textOf(join(folderOf(env), '.env')) ?? textOf(join(userHome(env), '.env')) ?? '';
  const variables = text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const [, name = '', ...values] = LINE.exec(line) ?? [];
    const value = values.find((one) => one !== undefined);
    return value && LENT_VARIABLE.test(name) ? [[name, value]] : [];
  });
  return Object.fromEntries(variables);
}
