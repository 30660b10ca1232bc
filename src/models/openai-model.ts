// A model of an OpenAI-compatible server, as settings and voices name it: `openai:llama3@http://127.0.0.1:11434/v1`.
import { UsageError } from '../errors.ts';

export const OPENAI_URL = 'https://api.openai.com/v1';
const PREFIX = 'openai:';

export interface OpenaiModel {
  /** As the server calls it. */
  model: string;
  url: string;
}

/** Returns whether an id names a server's model and not one of Claude's. */
export const isOpenaiModel = (id: string): boolean => id.startsWith(PREFIX);

/** Returns the parts of `openai:<model>[@<url>]`. Throws UsageError where the address cannot be told from the model's name. */
export function parseOpenaiModel(id: string): OpenaiModel {
  const rest = id.slice(PREFIX.length);
  const at = rest.search(/@https?:\/\//i);
  const [model, url] = at < 0 ? [rest, OPENAI_URL] : [rest.slice(0, at), rest.slice(at + 1)];
  if (at < 0 && rest.includes('@'))
    throw new UsageError(
      `"${id}": an address needs its scheme. Expected openai:<model>@<url>, such as openai:llama3@http://127.0.0.1:11434/v1.`,
    );
  if (!model) throw new UsageError(`"${id}" does not name a model. Expected openai:<model>@<url>.`);
  return { model, url };
}
