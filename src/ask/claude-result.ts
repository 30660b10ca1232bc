// What `claude -p --output-format json` prints at its end, checked once where it enters; its fields come and go with versions.
import type { Usage } from '../models/cost.ts';
import { at, entriesAt, isRecord, listAt, parseJson, textAt } from './foreign.ts';
import { type Counts, readUsage, readUsd, sumUsage } from './usage.ts';

/** How a call of the client ended. */
export interface ClaudeResult {
  id: string;
  subtype: string | null;
  isError: boolean;
  stopReason: string | null;
  /** The status of the API's last error. */
  apiStatus: number | null;
  /** The answer: of a schema its JSON, else the text. */
  text: string;
  /** What the client says went wrong, in one line without a full stop. */
  said: string;
  /** All its requests for the call, over every model it used; null when what it cost is not known. */
  usage: Usage | null;
  /** Its own sum in US dollars; null when it does not know the price of a model, or says nothing believable. */
  costUsd: number | null;
  /** The models it used, in its order, and the one with the most output. */
  models: string[];
  mostUsed: string | null;
}

/** Returns the result in what the client printed; null when it ended without one. */
export function readClaudeResult(stdout: string): ClaudeResult | null {
  const result = parseJson(stdout.trim().split('\n').at(-1) ?? '');
  if (!isRecord(result)) return null;
  const models = entriesAt(result, 'modelUsage');
  const apiStatus = at(result, 'api_error_status');
  const structured = at(result, 'structured_output');
  // The client prices a model it does not know at a guess.
  const guessed = models.some(([, model]) => textAt(model, 'costBasis') === 'unknown');
  return {
    id: textAt(result, 'uuid') || textAt(result, 'session_id') || crypto.randomUUID(),
    subtype: textAt(result, 'subtype'),
    isError: at(result, 'is_error') === true,
    stopReason: textAt(result, 'stop_reason'),
    apiStatus: typeof apiStatus === 'number' ? apiStatus : null,
    text: structured === undefined ? (textAt(result, 'result') ?? '') : JSON.stringify(structured),
    said: sayingOf(result),
    usage: sumUsage(
      models.map(([, model]) => model),
      modelUsage,
    ),
    costUsd: guessed ? null : readUsd(at(result, 'total_cost_usd')),
    models: models.map(([name]) => name),
    mostUsed: mostUsedOf(models),
  };
}

function sayingOf(result: unknown): string {
  const said =
    textAt(result, 'result') || listAt(result, 'errors').find((error) => typeof error === 'string');
  return String(said || 'no reason given')
    .split('\n', 1)
    .join('')
    .replace(/\.$/, '');
}

// (`usage` beside it is the last request alone.)
function modelUsage({ required, optional }: Counts) {
  const written = optional('cacheCreationInputTokens');
  const written1h = Math.min(written, optional('cacheCreationEphemeral1hInputTokens'));
  return {
    input: required('inputTokens'),
    output: required('outputTokens'),
    cacheRead: optional('cacheReadInputTokens'),
    cacheWrite5m: written - written1h,
    cacheWrite1h: written1h,
    thinking: optional('thinkingTokens'),
    webSearches: optional('webSearchRequests'),
  };
}

function mostUsedOf(models: readonly [string, unknown][]): string | null {
  const outputOf = (model: unknown): number => readUsage(model, modelUsage)?.output ?? 0;
  return [...models].sort(([, a], [, b]) => outputOf(b) - outputOf(a))[0]?.[0] ?? null;
}

/** Whether nobody is logged in, or the credential is refused. */
export const isLoginTrouble = ({ said, apiStatus }: ClaudeResult): boolean =>
  /not logged in|please run \/login|invalid (?:api key|bearer)|oauth token/i.test(said) ||
  apiStatus === 401 ||
  apiStatus === 403;

/** Whether an allowance or the account's money is used up. */
export const isLimitTrouble = ({ said }: ClaudeResult): boolean =>
  /limit (?:reached|will reset)|hit your .*limit|usage limit|out of .*credits|credit balance/i.test(said);
