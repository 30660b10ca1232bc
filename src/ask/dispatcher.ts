// How a server is reached: by the proxy that HTTPS_PROXY or HTTP_PROXY names, unless NO_PROXY or this machine says otherwise.
// Node's own fetch heeds none of them. Loaded with the first request only, as undici is large.
import type { Dispatcher } from 'undici';
import Agent from 'undici/lib/dispatcher/agent.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import { proxyFor } from './proxy.ts';

/** Returns what connects to `url`, with so many sockets at most. Its own clocks are off, as ours runs over every exchange. */
export function dispatcherTo(url: URL, env: NodeJS.ProcessEnv, connections?: number): Dispatcher {
  const proxy = proxyFor(url, env);
  const options = { headersTimeout: 0, bodyTimeout: 0, ...(connections && { connections }) };
  return proxy ? new ProxyAgent({ uri: proxy.href, ...options }) : new Agent(options);
}
