// What a server of Chat Completions takes, learned from what it refuses: each refusal changes one thing, and the change is kept.
import type { AskRequest } from './backend.ts';
import type { Rejected } from './openai-reply.ts';

export interface Dialect {
  /** It takes a schema of the reply. */
  schema: boolean;
  /** It answers in pieces only. */
  stream: boolean;
  /** It says what a streamed reply used, when asked to. */
  streamUsage: boolean;
  /** The field for the most tokens of a reply; null sends none. */
  limit: 'max_tokens' | 'max_completion_tokens' | null;
  /** Tokens of its window, once it has said so: prompt and reply together. */
  window: number;
  /** What that leaves for the reply to this prompt, where it said how long the prompt is; not for another one. */
  room: number | null;
  /** Where the system text goes. */
  system: 'system' | 'user';
  /** It wants the content of a message as a list of parts. */
  parts: boolean;
}

export const USUAL_DIALECT: Dialect = {
  schema: true,
  stream: false,
  streamUsage: true,
  limit: 'max_tokens',
  window: Number.POSITIVE_INFINITY,
  room: null,
  system: 'system',
  parts: false,
};

/** A reply with less room is of no use; with less than this by our own estimate, the server is asked how much there is. */
const LEAST_TOKENS = 256;
const AMPLE_TOKENS = 1024;
/** What a server counts beside the texts: roles, templates. */
const FRAME_TOKENS = 64;

/** Returns the body of a request in a dialect. */
export function toBody(request: AskRequest, dialect: Dialect, host: string): object {
  const { model, schema } = request;
  const { stream, streamUsage, limit } = dialect;
  return {
    model,
    messages: messagesOf(request, dialect),
    ...(limit && { [limit]: mostTokens(request, dialect) }),
    ...(stream && { stream: true, ...(streamUsage && { stream_options: { include_usage: true } }) }),
    ...(isOpenRouter(host) && { usage: { include: true } }), // it then says what it cost
    ...(dialect.schema &&
      schema && {
        response_format: { type: 'json_schema', json_schema: { name: 'reply', strict: true, schema } },
      }),
  };
}

function mostTokens(request: AskRequest, { window, room }: Dialect): number {
  const guess = window - estimate(request) - FRAME_TOKENS;
  return Math.min(request.maxTokens, room ?? (guess >= AMPLE_TOKENS ? guess : request.maxTokens));
}

const isOpenRouter = (host: string): boolean => /(?:^|\.)openrouter\.ai$/.test(host);

function messagesOf({ system, user }: AskRequest, { system: where, parts }: Dialect): object[] {
  const own = where === 'user' ? [{ text: system }] : [];
  const all = [...own, ...(typeof user === 'string' ? [{ text: user }] : user)];
  const hasImage = all.some((part) => 'image' in part);
  const content =
    hasImage || parts ? all.map(toPart) : all.map((part) => ('text' in part ? part.text : '')).join('\n\n');
  const first = { role: 'system', content: parts ? [toPart({ text: system })] : system };
  return [...(where === 'system' ? [first] : []), { role: 'user', content }];
}

function toPart(part: Exclude<AskRequest['user'], string>[number]): object {
  if ('text' in part) return { type: 'text', text: part.text };
  const { mediaType, base64 } = part.image;
  return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64}` } };
}

type Change = (said: string, dialect: Dialect, request: AskRequest) => Partial<Dialect> | null;

/** What a refusal may be about, the plainest first. */
const CHANGES: readonly Change[] = [
  (said, { streamUsage }) => (streamUsage && /stream_options/i.test(said) ? { streamUsage: false } : null),
  (said, { stream }) =>
    !stream && /\bstream(?:ed|ing)?\b/i.test(said) && !/not support(?:ed)?.{0,20}stream/i.test(said)
      ? { stream: true }
      : null,
  roomLeft,
  otherLimit,
  (said, { system }) => (system === 'system' && NO_SYSTEM.test(said) ? { system: 'user' } : null),
  (said, { parts }) =>
    !parts && /\bcontent\b.{0,60}\b(?:list|array|parts)\b/i.test(said) ? { parts: true } : null,
];

const NO_SYSTEM =
  /system.{0,30}\b(?:role|message|prompt|instruction)|\brole\b.{0,60}system|developer instruction|roles must alternate|only user and assistant roles/i;

/**
 * Returns the dialect to try next after a refusal; null when it is about nothing that can be said otherwise. A schema is left out at
 * last, whatever is refused: the prompt describes the JSON, too.
 */
export function adapted(dialect: Dialect, refused: Rejected, request: AskRequest): Dialect | null {
  const { status = 0, message } = refused;
  if (![400, 413, 422, 500, 501].includes(status)) return null;
  for (const change of CHANGES) {
    const changed = change(message, dialect, request);
    if (changed) return { ...dialect, ...changed };
  }
  const mayBeSchema = status === 400 || status === 422 || /schema|response_format|grammar/i.test(message);
  return dialect.schema && request.schema && mayBeSchema && refused.failure === 'stop'
    ? { ...dialect, schema: false }
    : null;
}

/** The other name of the limit; none at all when it takes neither. */
function otherLimit(said: string, { limit }: Dialect): Partial<Dialect> | null {
  if (!limit || !new RegExp(`\\b${limit}\\b`).test(said)) return null;
  if (
    !/unsupported|not supported|unrecogni[sz]ed|unknown|unexpected|extra|not permitted|deprecated|instead/i.test(
      said,
    )
  )
    return null;
  const other = limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  return { limit: limit === 'max_tokens' || said.includes(other) ? other : null };
}

/** A window that holds the prompt, but not with the longest reply beside it. */
function roomLeft(said: string, dialect: Dialect, request: AskRequest): Partial<Dialect> | null {
  const window = numberIn(said, [
    /(?:context (?:length|size|window)|n_ctx)\D{0,40}?(\d[\d,]*)/i,
    /(\d[\d,]*)[ -]tokens? (?:maximum )?context/i,
    /(\d[\d,]*) maximum context length/i,
  ]);
  if (!dialect.limit || !window) return null;
  const prompt =
    numberIn(said, [
      /(\d[\d,]*)(?: tokens)? (?:in the messages|in the prompt|of text input|input tokens|prompt tokens|tokens from the input)/i,
      /(?:prompt contains|n_prompt_tokens|request has|prompt has)\D{0,5}(\d[\d,]*)/i,
    ]) ?? estimate(request);
  const room = window - prompt - FRAME_TOKENS;
  return room >= LEAST_TOKENS && room < mostTokens(request, dialect) ? { window, room } : null;
}

/** About how many tokens a prompt has: more than most. */
const estimate = ({ system, user, schema }: AskRequest): number =>
  Math.ceil((system.length + JSON.stringify(user).length + (schema ? JSON.stringify(schema).length : 0)) / 3);

function numberIn(text: string, patterns: readonly RegExp[]): number | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found) return Number(found.replaceAll(',', ''));
  }
  return null;
}
