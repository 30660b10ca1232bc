// How a server is reached: by the proxy that HTTPS_PROXY or HTTP_PROXY names, unless NO_PROXY or this machine says otherwise.
// Node's own fetch heeds none of them. Loaded with the first request only, as undici is large.
import type { Dispatcher } from 'undici';
import Agent from 'undici/lib/dispatcher/agent.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import { Connections } from './connections.ts';
import { proxyFor } from './proxy.ts';

/** Our own clock runs over every exchange. */
const NO_CLOCKS = { headersTimeout: 0, bodyTimeout: 0 };

/** Returns what connects to `url`, with so many sockets at most. */
export function dispatcherTo(url: URL, env: NodeJS.ProcessEnv, connections?: number): Dispatcher {
  const proxy = proxyFor(url, env);
  const options = { ...NO_CLOCKS, ...(connections && { connections }) };
  return proxy ? new ProxyAgent({ uri: proxy.href, ...options }) : new Agent(options);
}

/** The same, by connections that may be opened ahead; through a proxy none is. */
export function connectionsTo(
  url: URL,
  env: NodeJS.ProcessEnv,
  connections: number,
): Pick<Connections, 'dispatcher' | 'openAhead'> {
  if (proxyFor(url, env)) return { dispatcher: dispatcherTo(url, env, connections), openAhead() {} };
  return new Connections(url, { ...NO_CLOCKS, connections });
}
