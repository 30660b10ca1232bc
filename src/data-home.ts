import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder where Tierwise keeps answers and settings, shared by the command and the hooks. */
export function dataHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env.TIERWISE_HOME) return env.TIERWISE_HOME;
  return join(env.CLAUDE_CONFIG_DIR || join(homedir(), '.claude'), 'tierwise');
}
