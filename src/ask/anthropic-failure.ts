// What an error of the SDK means for a request.
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
} from '@anthropic-ai/sdk';
import { AskError, type Failure } from './backend.ts';
import { connectionFailure, messageOf } from './connection.ts';
import { at } from './foreign.ts';
import { type Asked, notJson, refused, STOPPED } from './refusal.ts';

/** Returns what became of a request to `baseUrl` that ended with `error`. */
export function toFailure(error: unknown, asked: Asked, baseUrl: string): Failure {
  if (error instanceof APIUserAbortError || asked.signal?.aborted) return STOPPED;
  const ours = [error, at(error, 'cause')].find((one) => one instanceof AskError);
  if (ours) return ours; // no login for a cloud: nothing was sent
  if (error instanceof APIConnectionTimeoutError)
    return connectionFailure({ name: 'TimeoutError' }, baseUrl, asked.timeoutMs);
  if (error instanceof APIConnectionError) return connectionFailure(error, baseUrl, asked.timeoutMs);
  if (error instanceof APIError) {
    const { status, type, errorCode: code, headers, apiMessage } = error;
    return refused({ status, type, code, headers, said: apiMessage ?? messageOf(error) }, asked, baseUrl);
  }
  // A reply that breaks off, ends with its clock, or is not JSON reaches us as the parser's or the stream's error.
  if (error instanceof SyntaxError) return notJson(baseUrl);
  return connectionFailure(error, baseUrl, asked.timeoutMs);
}
