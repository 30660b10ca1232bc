// Where requests go: the address of a server as the user wrote it, so that it is that server or an error, and never another one.
import { UsageError } from './errors.ts';

/** Servers that may be asked without TLS, by name: `gpu-box:8000,10.0.0.5`. */
const ALLOW_HTTP = 'TIERWISE_ALLOW_HTTP';

interface Named {
  /** Where the address came from, for messages: `ANTHROPIC_BASE_URL`. */
  origin: string;
  /** The variable for the key of a server. */
  keyIn: (url: URL) => string;
}

/**
 * Returns the address in `text`. Throws UsageError when it is not one,
 * holds credentials, or leads over plain http to a machine other than this one that the user has not allowed that for.
 */
export function serverAddress(text: string, { origin, keyIn }: Named, env: NodeJS.ProcessEnv): URL {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (!url) {
    const example = /^[\w.[\]:-]+(?:\/|$)/.test(text) ? `https://${text}` : 'http://127.0.0.1:11434/v1';
    throw new UsageError(
      `${origin}: "${text}" is not an address. Expected one with its scheme, such as ${example}.`,
    );
  }
  if (url.username || url.password)
    throw new UsageError(
      `${origin}: keep credentials out of the address of ${url.host}: put the key in ${keyIn(url)}.`,
    );
  if (url.protocol === 'http:' && !isLoopback(url) && !isAllowed(url, env)) {
    throw new UsageError(
      `${origin}: ${url.host} would be asked over plain http, which others can read. Use https, or allow it with ${ALLOW_HTTP}=${url.host}.`,
    );
  }
  return url;
}

/** Whether an address leads to this machine. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

const isAllowed = ({ host, hostname }: URL, env: NodeJS.ProcessEnv): boolean =>
  (env[ALLOW_HTTP] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .some((name) => name !== '' && (name === host || name === hostname));
