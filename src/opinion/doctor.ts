// Which models are available on this machine, found out without asking any.
import { anthropicServer } from '../ask/api.ts';
import { claudeCli } from '../ask/claude-cli.ts';
import { openaiBackend } from '../ask/openai.ts';
import { byProxy } from '../ask/proxy.ts';
import { environmentFor } from '../credentials.ts';
import { UsageError } from '../errors.ts';
import { OPENAI_URL } from '../models/openai-model.ts';
import { firstModel, lookAt, ollamaUrl } from './local-voice.ts';
import { CLIS } from './voices.ts';

export interface Respondable {
  name: string;
  title: string;
  /** Null: not installed, or nothing to install. */
  version: string | null;
  /** Null: cannot be told without a request. */
  loggedIn: boolean | null;
  /** Whether its server answered; null where that is not looked at. */
  reachable: boolean | null;
  /** Nothing known speaks against asking it. */
  ready: boolean;
  /** What to give to --ask. */
  ask: string;
  /** How to get what is missing; '' when nothing is. */
  hint: string;
}

/** Returns every respondent there is, and what is known of it without a request to a model. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Respondable[]> {
  return Promise.all([
    anthropicApi(env),
    claudeCode(env),
    ...CLIS.map(async ({ name, title, status }): Promise<Respondable> => {
      const { version, loggedIn, hint, trouble, sees } = await status(env);
      const ready = version !== null && loggedIn !== false && !trouble;
      const unsure = ready && loggedIn === null ? 'the first call shows whether it is logged in' : hint;
      const open = trouble || unsure || (sees && `it sees ${sees}`);
      return { name, title, version, loggedIn, reachable: null, ready, ask: name, hint: open };
    }),
    openai(env),
    ollama(env),
  ]);
}

async function anthropicApi(env: NodeJS.ProcessEnv): Promise<Respondable> {
  const problem = problemOf(() => byProxy(new URL(anthropicServer(env)?.url ?? OPENAI_URL), env));
  const server = problem ? null : anthropicServer(env);
  const loggedIn = server !== null;
  const reachable = server ? await answers(server.url, env) : null;
  const ready = reachable === true;
  const hint = server
    ? reachable
      ? ''
      : `no connection to ${server.url}`
    : problem || 'set ANTHROPIC_API_KEY';
  return {
    name: 'api',
    title: 'Anthropic API',
    version: null,
    loggedIn,
    reachable,
    ready,
    ask: 'api:opus',
    hint,
  };
}

async function claudeCode(env: NodeJS.ProcessEnv): Promise<Respondable> {
  const { version, loggedIn, hint } = await claudeCli.status(environmentFor('claudeLogin', env));
  const ready = version !== null && loggedIn === true;
  return {
    ...{ name: 'claude', title: 'Claude Code', version, loggedIn, reachable: null, ready, hint },
    ask: 'claude:opus',
  };
}

async function openai(env: NodeJS.ProcessEnv): Promise<Respondable> {
  const loggedIn = Boolean(env.OPENAI_API_KEY);
  const reachable = loggedIn ? await answers(OPENAI_URL, env) : null;
  const ready = loggedIn && reachable === true;
  const missing = 'set OPENAI_API_KEY; for another server ask openai:<model>@<url>';
  const hint = loggedIn ? (reachable ? '' : `no connection to ${OPENAI_URL}`) : missing;
  const ask = 'openai:<model>';
  return { name: 'openai', title: 'OpenAI API', version: null, loggedIn, reachable, ready, ask, hint };
}

async function ollama(env: NodeJS.ProcessEnv): Promise<Respondable> {
  const url = ollamaUrl(env);
  const server = `${url}/v1`;
  const refused = problemOf(() => openaiBackend(server, env));
  const model = refused ? null : await firstModel(`${server}/models`, env);
  const reachable = model !== null;
  const missing = reachable ? 'ollama pull <model>' : 'install Ollama and start it (ollama serve)';
  return {
    ...{ name: 'ollama', title: 'Ollama', version: null, loggedIn: reachable ? true : null, reachable },
    ready: Boolean(model),
    ask: `openai:${model}@${server}`,
    hint: model ? '' : refused || missing,
  };
}

/** Why something cannot be set up; '' when it can. */
function problemOf(setUp: () => unknown): string {
  try {
    setUp();
    return '';
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

async function answers(url: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    // No key goes along: any answer, a 404 too, shows that the server is there.
    await lookAt(url, { method: 'HEAD', redirect: 'manual' }, env);
    return true;
  } catch {
    return false;
  }
}
