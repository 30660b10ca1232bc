// What a server of Chat Completions answered, in the shapes that servers have for it.
import type { AskRequest, Failure, Reply } from './backend.ts';
import { completionIn, isEventStream } from './event-stream.ts';
import { at, isRecord, listAt, parseJson, textAt } from './foreign.ts';
import { withoutThoughts } from './thoughts.ts';
import { type Counts, readUsage, readUsd } from './usage.ts';

const LONGEST_WORDS = 300;
/** Servers cut a prompt that is too long for them without a word, but not below this many tokens. */
const LEAST_CUT_TOKENS = 1000;

/** A failure, with the status it came with. */
export type Rejected = Failure & { status?: number };

interface Answer {
  text: string;
  type: string | null;
  /** What the server's gateway says it cost, in a header. */
  costHeader: string | null;
}

/** Returns the reply in the body of a response with status 200, or how it failed. */
export function readChat(answer: Answer, request: AskRequest, host: string): Reply | Rejected {
  const body = isEventStream(answer.type, answer.text) ? completionIn(answer.text) : parseJson(answer.text);
  const choice = listAt(body, 'choices')[0];
  const error = at(choice, 'error') ? choice : body;
  if (!isRecord(choice) || at(choice, 'error') || at(body, 'error')) return noAnswer(error, host);
  if (textAt(choice, 'finish_reason') === 'error') return noAnswer(choice, host);
  const said = textOf(at(choice, 'message.content') ?? at(choice, 'text'));
  const usage = usageIn(body, said);
  const cut = cutPrompt(tokensRead(body, usage), request);
  if (cut) return { failure: 'too-large', message: `${host} ${cut}`, maybeBilled: true };
  const refusal = textAt(choice, 'message.refusal');
  return {
    id: `${textAt(body, 'id') ?? 'chat'}|${crypto.randomUUID()}`, // Ollama draws its own among a thousand
    requestId: null,
    served: textAt(body, 'model') || request.model,
    text: withoutThoughts(said) || refusal || '',
    stop: stopOf(textAt(choice, 'finish_reason'), refusal),
    usage,
    billedUsd: costIn(body) ?? costOf(answer.costHeader),
    usOnly: false,
    fast: false,
    batch: false,
    rateLimit: null,
  };
}

/** What a server says went wrong: `{error: "…"}`, `{error: {code, message}}`, `{message}`, `{detail}`, or the first of a list. */
export function errorIn(body: unknown): { code: string | null; message: string | null } {
  const first = Array.isArray(body) ? body[0] : body;
  const error = at(first, 'error') ?? first;
  const said =
    textOf(at(error, 'metadata.raw')) || // what OpenRouter was told by who answers
    [error, at(error, 'message'), at(first, 'message'), at(first, 'detail')].find(
      (one): one is string => typeof one === 'string',
    ) ||
    textAt(listAt(first, 'detail')[0], 'msg');
  const message = said?.replace(/\s+/g, ' ').slice(0, LONGEST_WORDS).replace(/\.$/, '') || null;
  const code = at(error, 'code');
  return { code: typeof code === 'number' ? String(code) : textAt(error, 'code'), message };
}

/** An error with status 200: what it would mean with its own. It was asked, so it may have been billed. */
function noAnswer(body: unknown, host: string): Rejected {
  const { code, message } = errorIn(body);
  const said = message ?? 'it is not a chat completion';
  const final = /^4(?!08|29)\d\d$/.test(code ?? '');
  return {
    failure: final ? 'stop' : 'again',
    message: `no answer in the reply from ${host}: ${said}`,
    maybeBilled: true,
    busy: code === '429' || code === '503',
    limited: code === '429',
    exhausted: code === '402' || code === 'insufficient_quota',
  };
}

function stopOf(finish: string | null, refusal: string | null): Reply['stop'] {
  if (refusal || /^(?:content_filter|refusal|safety)$/i.test(finish ?? '')) return 'refused';
  return /^(?:length|max_tokens)$/i.test(finish ?? '') ? 'truncated' : 'complete';
}

/** The text of content that is one, or comes in parts; parts of other kinds, such as thoughts, are left out. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .filter((part) => ['text', 'output_text', undefined].includes(at(part, 'type') as string | undefined))
    .map((part) => (typeof part === 'string' ? part : (textAt(part, 'text') ?? '')))
    .join('');
}

/** Null, too, when a reply with words is said to have taken nothing. */
function usageIn(body: unknown, said: string): Reply['usage'] {
  const usage = readUsage(at(body, 'usage'), chatUsage);
  return usage && said && !usage.output && !usage.input && !usage.cacheRead ? null : usage;
}

/** What was read from the cache is a part of the prompt's tokens. */
function chatUsage({ required, optional }: Counts) {
  const cacheRead = optional('prompt_tokens_details.cached_tokens');
  return {
    input: required('prompt_tokens') - cacheRead,
    cacheRead,
    output: required('completion_tokens'),
    thinking: optional('completion_tokens_details.reasoning_tokens'),
  };
}

/** US dollars as OpenRouter, DeepInfra and Perplexity say them, with what a provider bills to a key of the user's own. */
function costIn(body: unknown): number | null {
  const usage = at(body, 'usage');
  const said =
    readUsd(at(usage, 'cost')) ??
    readUsd(at(usage, 'cost.total_cost')) ??
    readUsd(at(usage, 'estimated_cost'));
  const upstream =
    at(usage, 'is_byok') === true ? readUsd(at(usage, 'cost_details.upstream_inference_cost')) : 0;
  return said === null ? null : said + (upstream ?? 0);
}

/** LiteLLM says it in a header. */
const costOf = (header: string | null): number | null => (header?.trim() ? readUsd(Number(header)) : null);

/** Tokens of the prompt; null where that is not known, as with servers that leave out what they had in their cache. */
function tokensRead(body: unknown, usage: Reply['usage']): number | null {
  const apart = ['cache_read_input_tokens', 'prompt_cache_hit_tokens'].some((name) =>
    at(body, `usage.${name}`),
  );
  return usage && !apart ? usage.input + usage.cacheRead : null;
}

/** Why the prompt was not read whole, as its tokens are fewer than its words; '' when it may have been. */
function cutPrompt(read: number | null, { system, user }: AskRequest): string {
  if (read === null || read < LEAST_CUT_TOKENS) return '';
  const shown =
    typeof user === 'string' ? user : user.map((part) => ('text' in part ? part.text : '')).join(' ');
  const words = wordsIn(system) + wordsIn(shown);
  return read < words
    ? `read ${read} tokens of a prompt of more than ${words}: its context window is too small (of Ollama, set OLLAMA_CONTEXT_LENGTH)`
    : '';
}

/** How many words a text has: no token spans two of them. */
const wordsIn = (text: string): number => text.match(/\S+/g)?.length ?? 0;
