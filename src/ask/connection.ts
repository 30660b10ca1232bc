// Why a connection failed, told alike by Node's fetch, undici and the SDK.

import type { Failure } from './backend.ts';
import { at, textAt } from './foreign.ts';

/** Network errors that happen before the request has left the machine. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);
/** Of undici, before anything was sent to the server. */
const PROXY_REFUSED = /Proxy response \((\d+)\)/;
const DEEPEST_CAUSE = 10;

/** Returns the failure that an error of a request to `server` means, whose clock was set to `timeoutMs`. */
export function connectionFailure(error: unknown, server: string, timeoutMs: number): Failure {
  const chain = causesOf(error);
  const code = chain.map((cause) => textAt(cause, 'code')).find(Boolean);
  if (code && NEVER_SENT.has(code))
    return { failure: 'unreachable', message: `no connection to ${server} (${code})` };
  const words = chain.map(messageOf);
  const byProxy = words.map((word) => PROXY_REFUSED.exec(word)?.[1]).find(Boolean);
  if (byProxy)
    return {
      failure: byProxy === '407' ? 'stop' : 'unreachable',
      message: `no connection to ${server}: the proxy answered ${byProxy}${byProxy === '407' ? ' (put user and password in its address)' : ''}`,
    };
  if (words.some((word) => /redirect/i.test(word)))
    return { failure: 'stop', message: `${server} redirects to another address, which is not followed` };
  const timedOut = chain.some(isTimeout);
  const message = timedOut
    ? `${server} did not answer within ${timeoutMs / 1000} s`
    : `the reply from ${server} broke off (${code ?? words.at(-1) ?? 'no reason given'})`;
  return { failure: 'again', message, maybeBilled: true };
}

const isTimeout = (cause: unknown): boolean =>
  cause instanceof DOMException ? cause.name === 'TimeoutError' : at(cause, 'name') === 'TimeoutError';

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause && chain.length < DEEPEST_CAUSE; cause = causeOf(cause)) chain.push(cause);
  return chain;
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
