// One model of an OpenAI-compatible server as a backend: whatever model is asked for, this one answers.
import { parseOpenaiModel } from '../models/openai-model.ts';
import type { Backend } from './backend.ts';
import { openaiBackend } from './openai.ts';

/** Returns the backend of `openai:<model>@<url>`. Throws UsageError when the address cannot be used. */
export function namedModel(id: string, env: NodeJS.ProcessEnv): Backend {
  const { model, url } = parseOpenaiModel(id);
  const server = openaiBackend(url, env);
  return {
    ...server,
    name: id,
    via: `${model} at ${server.via}${server.onThisMachine ? ' (never leaves this machine)' : ''}`,
    async ask(request) {
      const reply = await server.ask({ ...request, model });
      // Known by its server, too: two servers may call different models alike, at different prices.
      const isAsked = reply.served === model || server.onThisMachine;
      return { ...reply, served: isAsked ? id : `openai:${reply.served}@${url}` };
    },
  };
}
