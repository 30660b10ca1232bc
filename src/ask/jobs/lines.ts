// The lines of job files: our requests as each service takes them, and its results as the rest of Tierwise reads them.
import { readMessage, sayingOf } from '../anthropic-reply.ts';
import { toParams } from '../anthropic-request.ts';
import type { AskRequest, BatchResult, Reply } from '../backend.ts';
import { at, isRecord, textAt } from '../foreign.ts';

export interface LineFormat {
  /** A request as a line, without its end; `id` is `<key>-<number>`. */
  write(id: string, request: AskRequest): string;
  /** What a line of the results says; null when it names no request of the job `key`. */
  read(line: unknown, key: string): BatchResult | null;
}

/** What goes into the body of one request: the model is named by the job, and nothing is cached between the requests of one. */
function bodyOf(request: AskRequest, version: string): object {
  const { model: _model, ...body } = toParams({ ...request, cacheSystem: null });
  return { anthropic_version: version, ...body };
}

// Input: https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-data.html (a `recordId` has letters and digits; that page
// and structured-output.html disagree whether a schema may be given, so none is: the prompt describes the JSON, too).
// Results, in any order: https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-results.html
export const BEDROCK_LINES: LineFormat = {
  write: (id, request) =>
    JSON.stringify({
      recordId: `R${id.slice(id.lastIndexOf('-') + 1).padStart(10, '0')}`,
      modelInput: bodyOf({ ...request, schema: null }, 'bedrock-2023-05-31'),
    }),
  read(line, key) {
    const [, number] = /^R(\d{10})$/.exec(textAt(line, 'recordId') ?? '') ?? [];
    if (!number) return null;
    const error = at(line, 'error');
    const reply = isRecord(error)
      ? unanswered(textAt(error, 'errorMessage'))
      : replyIn(at(line, 'modelOutput'));
    return { id: `${key}-${Number(number)}`, reply };
  },
};

// https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/batch: results have the columns of the input, `response` and
// `status`, which is empty where there is a response.
export const VERTEX_LINES: LineFormat = {
  write: (id, request) => JSON.stringify({ custom_id: id, request: bodyOf(request, 'vertex-2023-10-16') }),
  read(line, key) {
    const id = textAt(line, 'custom_id');
    if (!id?.startsWith(`${key}-`)) return null;
    const response = parsed(at(line, 'response'));
    const status = textAt(line, 'status') ?? '';
    const error =
      textAt(response, 'error.message') ?? (isRecord(response) && 'content' in response ? '' : status);
    return { id, reply: error ? unanswered(error) : replyIn(response) };
  },
};

const unanswered = (said: string | null): BatchResult['reply'] => ({
  unanswered: 'errored',
  message: said?.replace(/\s+/g, ' ').slice(0, 300) || 'no reason given',
});

function replyIn(body: unknown): Reply | BatchResult['reply'] {
  const message = readMessage(body);
  if (message) return { ...message, batch: true, rateLimit: null };
  return {
    unanswered: 'errored',
    message: `the reply could not be read: ${sayingOf(body)}`,
    maybeBilled: true,
  };
}

/** A result that is JSON within JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
