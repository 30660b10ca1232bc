// The home that Codex gets for one call. Of the user's config.toml it has how models are reached, and which is the usual one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { userHome } from '../data-home.ts';
import { type GiveBack, lendFile, makeHome, textOf } from './cli-home.ts';
import { at, isRecord } from './foreign.ts';

const KEPT = [
  ...['model', 'model_provider', 'model_providers', 'model_reasoning_effort', 'service_tier', 'oss_provider'],
  ...['openai_base_url', 'chatgpt_base_url'],
  ...['cli_auth_credentials_store', 'forced_login_method', 'forced_chatgpt_workspace_id'],
];

export interface CodexSettings {
  /** What stays of them. */
  kept: [string, unknown][];
  hasOwnProvider: boolean;
  /** The login is in the system's key chain, under the path of the home, so it cannot be taken elsewhere. */
  isHomeBound: boolean;
  /** Why they cannot be read, in one line; '' when they can. */
  trouble: string;
}

/** Returns what the user's settings say about models and login. */
export function codexSettings(env: NodeJS.ProcessEnv): CodexSettings {
  const file = join(homeOf(env), 'config.toml');
  const { settings, trouble } = settingsIn(file);
  const kept = KEPT.flatMap((key): [string, unknown][] => (key in settings ? [[key, settings[key]]] : []));
  const hasOwnProvider = 'model_provider' in settings;
  const needsLogin = !env.CODEX_API_KEY && !hasOwnProvider;
  const inKeyChain = ['keyring', 'auto'].includes(String(settings.cli_auth_credentials_store));
  const isHomeBound = needsLogin && inKeyChain && textOf(join(homeOf(env), 'auth.json')) === null;
  return { kept, hasOwnProvider, isHomeBound, trouble };
}

/** Makes the home of one call below `own`. Returns what the environment and the flags need for it. */
export function lendCodexHome(
  own: string,
  env: NodeJS.ProcessEnv,
): { env: NodeJS.ProcessEnv; args: string[]; giveBack: GiveBack } {
  const { kept, isHomeBound } = codexSettings(env);
  const lines = kept.map(([key, value]) => `${key} = ${toml(value)}`);
  if (isHomeBound) {
    const args = ['--ignore-user-config', ...lines.flatMap((line) => ['-c', line.replace(' = ', '=')])];
    return { env: {}, args, giveBack: () => {} };
  }
  const home = makeHome(own);
  writeFileSync(join(home, 'config.toml'), `${lines.join('\n')}\n`, { mode: 0o600 });
  const giveBack = lendFile(join(homeOf(env), 'auth.json'), join(home, 'auth.json'));
  return { env: { CODEX_HOME: home }, args: [], giveBack };
}

const homeOf = (env: NodeJS.ProcessEnv): string => env.CODEX_HOME || join(userHome(env), '.codex');

function settingsIn(file: string): { settings: Record<string, unknown>; trouble: string } {
  const text = textOf(file);
  if (text === null) return { settings: {}, trouble: '' };
  try {
    const settings = parse(text);
    // Older versions have a profile of the same file that may be the usual one.
    const profile = at(settings.profiles, String(settings.profile));
    return { settings: { ...settings, ...(isRecord(profile) && profile) }, trouble: '' };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = ''] = error.message.split('\n');
    return { settings: {}, trouble: `${file}:${error.line} cannot be read: ${what}` };
  }
}

/** A value on one line. A text in JSON is one in TOML, too. */
function toml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`;
  if (value instanceof Date) return value.toISOString();
  if (!isRecord(value)) return typeof value === 'string' ? JSON.stringify(value) : String(value);
  return `{${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)} = ${toml(one)}`)
    .join(', ')}}`;
}
