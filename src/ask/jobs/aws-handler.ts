// How the AWS SDK sends: by our own connections, so that proxies, clocks and redirects are as everywhere else.
import type { Dispatcher } from 'undici';
import { dispatcherTo } from '../dispatcher.ts';
import { withClock } from '../exchange.ts';

/** What the SDK gives a handler, as far as it is used. */
interface AwsRequest {
  protocol: string;
  hostname: string;
  port?: number | undefined;
  path: string;
  method: string;
  query?: Record<string, string | string[] | null> | undefined;
  headers: Record<string, string>;
  body?: unknown;
}

/** Headers of one connection, none of which is signed; undici sets its own. */
const OF_THE_CONNECTION = new Set(['connection', 'expect', 'keep-alive', 'transfer-encoding']);

/** Returns the `requestHandler` of an AWS client, whose exchanges may take so many milliseconds each. */
export function awsHandler(env: NodeJS.ProcessEnv, timeoutMs: number) {
  const dispatchers = new Map<string, Dispatcher>();
  const dispatcher = (origin: string): Dispatcher => {
    const known = dispatchers.get(origin) ?? dispatcherTo(new URL(origin), env, MOST_SOCKETS);
    dispatchers.set(origin, known);
    return known;
  };
  return {
    async handle(request: AwsRequest, { abortSignal }: { abortSignal?: AbortSignal } = {}) {
      const { protocol, hostname, port, path, method, headers, body } = request;
      const origin = `${protocol}//${hostname}${port ? `:${port}` : ''}`;
      const response = await dispatcher(origin).request({
        origin,
        path: path + queryOf(request),
        method: method as Dispatcher.HttpMethod,
        headers: Object.fromEntries(
          Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase())),
        ),
        body: (body ?? null) as Dispatcher.DispatchOptions['body'],
        signal: withClock(timeoutMs, abortSignal),
      });
      const flat = Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
      return {
        response: { statusCode: response.statusCode, headers: Object.fromEntries(flat), body: response.body },
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}

const MOST_SOCKETS = 4;

function queryOf({ query = {} }: AwsRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === null ? encoded(name) : `${encoded(name)}=${encoded(one)}`)),
  );
  return pairs.length ? `?${pairs.join('&')}` : '';
}

/** As it is signed. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
