// Which proxy a request goes by, as curl and Claude Code decide it.
import { UsageError } from '../errors.ts';
import { isLoopback } from '../server-address.ts';

/** Returns the proxy for a server; null when it is asked directly, as this machine always is. Throws UsageError for an unusable one. */
export function proxyFor(server: URL, env: NodeJS.ProcessEnv): URL | null {
  const name = server.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const [variable, value] = set(name, env);
  if (!value || isLoopback(server) || isExempt(server, set('no_proxy', env)[1])) return null;
  const text = value.includes('://') ? value : `http://${value}`;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new UsageError(
      `${variable}: a proxy for ${server.host} must be http or https. Expected an address such as http://proxy.example:3128, or add ${server.hostname} to NO_PROXY.`,
    );
  return new URL(text);
}

/** Returns how a server is reached, as the end of a phrase: ` through the proxy gate.example:3128`; '' when directly. */
export function byProxy(server: URL, env: NodeJS.ProcessEnv): string {
  const proxy = proxyFor(server, env);
  return proxy ? ` through the proxy ${proxy.host}` : '';
}

/** The variable in small letters wins, as elsewhere. */
function set(name: string, env: NodeJS.ProcessEnv): [string, string] {
  const capitals = name.toUpperCase();
  return env[name] !== undefined ? [name, env[name]] : [capitals, env[capitals] ?? ''];
}

/** Whether a list such as `localhost,.example.com,10.0.0.5:8000` names the server, or a domain it is in. */
const isExempt = ({ hostname, host, port, protocol }: URL, list: string): boolean =>
  list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const name = entry.replace(/^\*?\./, '');
      const ported = `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
      return [hostname, host, ported].some((one) => one === name || one.endsWith(`.${name}`));
    });
