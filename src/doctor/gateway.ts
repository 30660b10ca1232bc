// A server between us and the model may drop the schema of a reply. Only a request shows it, and a request costs.
import { anthropicServer } from '../ask/api.ts';
import { AskError, type AskRequest, type Backend, type Reply } from '../ask/backend.ts';
import { at, parseJson } from '../ask/foreign.ts';
import { UsageError } from '../errors.ts';
import { type Finding, note, wrong } from './finding.ts';

const MOST_TOKENS = 300;
const SCHEMA = {
  type: 'object',
  properties: { color: { type: 'string', enum: ['red', 'green', 'blue'] } },
  required: ['color'],
  additionalProperties: false,
};

/** Returns a note where requests go through a gateway that nobody has looked at. */
export function gatewayFindings(env: NodeJS.ProcessEnv): Finding[] {
  const url = urlOf(env);
  if (!url || /(?:^|\.)anthropic\.com$/.test(new URL(url).hostname)) return [];
  return [
    note('gateway', 'the variable ANTHROPIC_BASE_URL', [
      `Requests go through ${url}; some gateways drop the schema of a reply, and bulk runs then re-ask and fail`,
      'tierwise doctor --probe asks it once, for less than a cent.',
    ]),
  ];
}

function urlOf(env: NodeJS.ProcessEnv): string | null {
  try {
    return anthropicServer(env)?.url ?? null;
  } catch (error) {
    if (error instanceof UsageError) return null; // told where it is listed
    throw error;
  }
}

/** Asks a model once for a reply by a schema, in words that ask for prose. `onReply` is told what came. Returns what is wrong. */
export async function probe(
  backend: Backend,
  model: string,
  onReply: (reply: Reply) => void,
): Promise<Finding[]> {
  const request: AskRequest = {
    model,
    system: 'You answer in one short sentence of plain English, without any braces.',
    cacheSystem: null,
    user: 'Which color is the sky?',
    schema: SCHEMA,
    maxTokens: MOST_TOKENS,
    effort: null,
    thinking: null,
  };
  try {
    const reply = await backend.ask(request);
    onReply(reply);
    if (typeof at(parseJson(reply.text), 'color') === 'string') return [];
    return [
      wrong('schema-dropped', backend.via, [
        `${backend.via} drops the schema of a reply: ${model} answered in prose`,
        'Have it pass output_config on, or go around it: unset ANTHROPIC_BASE_URL.',
      ]),
    ];
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    return [
      wrong('probe-failed', backend.via, [
        `The probe got no answer: ${error.message.replace(/\.$/, '')}`,
        'See the first table for what it needs, then run it again.',
      ]),
    ];
  }
}
