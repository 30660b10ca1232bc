// What `claude -p --output-format json` prints at its end, read in one place.
import { NO_USAGE, type Usage } from '../models/cost.ts';

/** The fields of the client's JSON result that we use; they come and go with versions. */
export interface ClaudeResult {
  subtype?: string;
  is_error?: boolean;
  result?: unknown;
  errors?: unknown[];
  structured_output?: unknown;
  stop_reason?: string | null;
  api_error_status?: number | null;
  total_cost_usd?: number;
  modelUsage?: Record<string, Record<string, number | string>>;
  uuid?: string;
  session_id?: string;
}

/** The result in what the client printed; null when it ended without one. */
export function readClaudeResult(stdout: string): ClaudeResult | null {
  try {
    const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    return typeof result === 'object' ? result : null;
  } catch {
    return null;
  }
}

/** What the client says went wrong, in one line without a full stop. */
export function sayingOf({ result, errors }: ClaudeResult): string {
  const text = String(result || errors?.[0] || 'no reason given');
  return text.split('\n')[0]?.replace(/\.$/, '') ?? '';
}

/** Whether nobody is logged in, or the credential is refused. */
export const isLoginTrouble = (said: string, status: number | null | undefined): boolean =>
  /not logged in|please run \/login|invalid (?:api key|bearer)|oauth token/i.test(said) ||
  status === 401 ||
  status === 403;

/** Whether an allowance or the account's money is used up. */
export const isLimitTrouble = (said: string): boolean =>
  /limit (?:reached|will reset)|hit your .*limit|usage limit|out of .*credits|credit balance/i.test(said);

/** All the client's requests for a call, over every model it used. (`usage` beside it is the last request alone.) */
export function usageOf(modelUsage: ClaudeResult['modelUsage']): Usage {
  const sum = { ...NO_USAGE };
  for (const usage of Object.values(modelUsage ?? {})) {
    const tokens = (name: string): number => Number(usage[name] ?? 0);
    const written = tokens('cacheCreationInputTokens');
    const written1h = Math.min(written, tokens('cacheCreationEphemeral1hInputTokens'));
    sum.input += tokens('inputTokens');
    sum.output += tokens('outputTokens');
    sum.cacheRead += tokens('cacheReadInputTokens');
    sum.cacheWrite5m += written - written1h;
    sum.cacheWrite1h += written1h;
    sum.thinking += tokens('thinkingTokens');
    sum.webSearches += tokens('webSearchRequests');
  }
  return sum;
}
