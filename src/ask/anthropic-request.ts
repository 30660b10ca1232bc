// One of our requests as the Messages API takes it.
import type Anthropic from '@anthropic-ai/sdk';
import type { AskRequest } from './backend.ts';

/** Returns the parameters of a request, streaming off. */
export function toParams(request: AskRequest): Anthropic.MessageCreateParamsNonStreaming {
  const { model, system, cacheSystem, user, maxTokens, thinking } = request;
  return {
    model,
    max_tokens: maxTokens,
    system: [
      {
        type: 'text',
        text: system,
        ...(cacheSystem && { cache_control: { type: 'ephemeral', ttl: cacheSystem } }),
      },
    ],
    messages: [{ role: 'user', content: typeof user === 'string' ? user : user.map(toBlock) }],
    ...(thinking && { thinking: { type: thinking } }),
    ...outputConfig(request),
  };
}

function outputConfig({
  schema,
  effort,
}: AskRequest): Pick<Anthropic.MessageCreateParamsNonStreaming, 'output_config'> {
  if (!schema && !effort) return {};
  return {
    output_config: {
      ...(effort && { effort }),
      ...(schema && { format: { type: 'json_schema', schema: { ...schema } } }),
    },
  };
}

/** Returns one part of a user message as a content block. */
const toBlock = (part: Exclude<AskRequest['user'], string>[number]): Anthropic.ContentBlockParam =>
  'text' in part
    ? { type: 'text', text: part.text }
    : {
        type: 'image',
        source: { type: 'base64', media_type: part.image.mediaType, data: part.image.base64 },
      };
