// Whether what all requests of a pass begin with is worth a place in the prompt cache.
import { shortAnswerParameters } from '../../models/parameters.ts';
import type { Model } from '../../models/table.ts';
import { estimateTokens } from '../../models/tokens.ts';
import type { Task } from '../task/task.ts';
import { replySchema, systemText } from './prompt.ts';

/** An hour in the cache costs twice the input, so a batch has to be larger to earn that back. */
const BATCH_PAYS_FROM = 4;

/** How long the system text is worth caching: not at all below the model's minimum, or when it is read too seldom. */
export function systemCache(
  task: Task,
  model: Model | undefined,
  requests: number,
  batch: boolean,
): '5m' | '1h' | null {
  if (!model || fixedTokens(task, model) < model.cacheMinimumTokens) return null;
  if (batch) return requests >= BATCH_PAYS_FROM ? '1h' : null;
  return requests > 1 ? '5m' : null;
}

/** About how many tokens each request of a pass begins with: the system text, and the schema, which the API puts before it. */
export function fixedTokens(task: Task, model: Model | undefined): number {
  const hasSchema = model && shortAnswerParameters(model, 'low').structuredOutputs;
  return (
    estimateTokens(systemText(task)) + (hasSchema ? estimateTokens(JSON.stringify(replySchema(task))) : 0)
  );
}
