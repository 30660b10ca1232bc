// The role of an agent of ours, for a model that is no subagent of a session.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMarkdown } from '../front-matter.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';

/** Returns the body of `agents/<agent>.md`. */
export const roleOf = (agent: string): string => {
  const file = join(PLUGIN_ROOT, 'agents', `${agent}.md`);
  return parseMarkdown(readFileSync(file, 'utf8'), file).body;
};
