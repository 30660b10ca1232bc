// A model on this machine: the one the user's tier `local` names, else the first that Ollama serves here.
import { textWithin } from '../ask/exchange.ts';
import { listAt, parseJson, textAt } from '../ask/foreign.ts';
import type { Catalog } from '../models/catalog.ts';
import { isOpenaiModel } from '../models/openai-model.ts';
import { isLoopback } from '../server-address.ts';

const REACH_TIMEOUT_MS = 5000;
const OLLAMA_URL = 'http://127.0.0.1:11434';

/** Returns the voice that `local` stands for, as `openai:<model>@<url>`; null without one. Asks no model. */
export async function localVoice(catalog: Catalog, env: NodeJS.ProcessEnv): Promise<string | null> {
  const { model } = catalog.tiers.local;
  if (isOpenaiModel(model)) return model;
  const server = `${ollamaUrl(env)}/v1`;
  // A server elsewhere is not asked unless it is named: what it is shown leaves the machine.
  if (!URL.canParse(server) || !isLoopback(new URL(server))) return null;
  const first = await firstModel(`${server}/models`, env);
  return first ? `openai:${first}@${server}` : null;
}

/** Returns where a client of Ollama goes. Its server is set up by the same variable, where 0.0.0.0 means every address of this machine. */
export function ollamaUrl({ OLLAMA_HOST: host }: NodeJS.ProcessEnv): string {
  if (!host) return OLLAMA_URL;
  const url = host.includes('://') ? host : `http://${host}`;
  return url.replace(/\/+$/, '').replace(/(?<=^https?:\/\/)0\.0\.0\.0(?=:|$)/i, '127.0.0.1');
}

/** Returns the first model that a local server has, '' when it has none; null when there is no server. */
export async function firstModel(url: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    const response = await lookAt(url, { redirect: 'error' }, env);
    return textAt(listAt(parseJson(await textWithin(response)), 'data')[0], 'id') ?? '';
  } catch {
    return null;
  }
}

/** Fetches as requests do: by the proxy that is set, and within five seconds. */
export async function lookAt(url: string, init: RequestInit, env: NodeJS.ProcessEnv): Promise<Response> {
  const [{ dispatcherTo }, { fetch }] = await Promise.all([
    import('../ask/dispatcher.ts'),
    import('../ask/fetch.ts'),
  ]);
  const dispatcher = dispatcherTo(new URL(url), env);
  return fetch(url, { ...init, signal: AbortSignal.timeout(REACH_TIMEOUT_MS), dispatcher });
}
