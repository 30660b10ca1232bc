// What a refusal by a server of the Messages API means: worth another try, or why not.
import { sayingOf } from './anthropic-reply.ts';
import type { AskRequest, Failure } from './backend.ts';

/** What a failure's words need to know of the request: which model, and how long its clock ran. */
export interface Asked {
  model: string;
  thinking: AskRequest['thinking'];
  signal: AbortSignal | null;
  timeoutMs: number;
}

/** A reply with an error status. */
export interface Refusal {
  status: number | undefined;
  /** The API's own name of the error, and of what is behind it. */
  type: string | null;
  code: string | null;
  said: string;
  headers: Pick<Headers, 'get'> | undefined;
}

/** It was ended from here, on its way or before. */
export const STOPPED: Failure = {
  failure: 'again',
  message: 'stopped before it was answered',
  maybeBilled: true,
};

/** A reply with a good status that is not what the API sends. */
export const unreadable = (baseUrl: string, body: unknown): Failure => ({
  failure: 'again',
  message: `the reply from ${baseUrl} is not one of the Messages API: ${sayingOf(body)}`,
  maybeBilled: true,
});

/** One that says it is JSON, and is not. */
export const notJson = (baseUrl: string): Failure => ({
  failure: 'again',
  message: `the reply from ${baseUrl} is not JSON`,
  maybeBilled: true,
});

/** Codes of a 429 or 403 that waiting does not cure. */
const MONEY_CODES = new Set([
  'enforced_spend_limit_reached',
  'contract_spend_limit_reached',
  'ramp_limit_exceeded',
  'organization_on_hold',
]);

/** Returns the failure that it is. */
export function refused(refusal: Refusal, asked: Asked, baseUrl: string): Failure {
  const { status, type, headers } = refusal;
  const said = refusal.said.replace(/\.$/, '');
  const exhausted = isAboutMoney(refusal, said);
  const final = exhausted
    ? 'The account cannot pay for more: raise its limit or balance, then run the same command again.'
    : finalHint(status, asked, baseUrl);
  if (final)
    return {
      failure: 'stop',
      message: `${said}. ${final}`,
      exhausted,
      ...(status === 404 && { notFound: true }),
    };
  if (status === 413) return { failure: 'too-large', message: said };
  if (status === 400 || status === 422) return badRequest(status, said, asked);
  const message = `${baseUrl} answered ${status ?? type ?? 'with an error'}: ${said}`;
  const busy = status === 429 || status === 529 || status === 503;
  return { failure: 'again', message, retryAfterMs: retryAfter(headers), busy, limited: status === 429 };
}

const isAboutMoney = ({ status, type, code }: Refusal, said: string): boolean =>
  MONEY_CODES.has(code ?? '') || status === 402 || type === 'billing_error' || /credit balance/i.test(said);

/** Returns what to do about a status that every further request would meet; null for any other status. */
function finalHint(status: number | undefined, { model }: Asked, baseUrl: string): string | null {
  switch (status) {
    case 401:
      return `The credential was refused by ${baseUrl}: check it, then run the same command again.`;
    case 403:
      return `The credential may not use ${model}: check its permissions.`;
    case 404:
      return model
        ? `${baseUrl} does not know the model ${model}: name another one under "tiers" in tierwise.md.`
        : `${baseUrl} does not know what was asked for.`;
    default:
      return null;
  }
}

function badRequest(status: number, said: string, { model, thinking }: Asked): Failure {
  if (/thinking/i.test(said) && thinking) return { failure: 'thinking', message: said };
  if (/too long|too large|context window|maximum.{0,20}tokens/i.test(said))
    return { failure: 'too-large', message: said };
  return { failure: 'stop', message: `${said}. The API refused the request for ${model} (${status}).` };
}

/** Returns the milliseconds a response asks to wait, by `retry-after-ms` or `retry-after` (seconds or an HTTP date). */
function retryAfter(headers: Refusal['headers']): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms >= 0) return ms;
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  const waitMs = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return waitMs >= 0 ? waitMs : undefined;
}
