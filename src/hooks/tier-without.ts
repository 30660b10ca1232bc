// The tier that an agent would run on without a policy, as far as a hook can know it: what our agents declare, and the session's
// own model for the built-in ones, which inherit it.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { shippedModel, TIER_NAMES, type TierName } from '../models/table.ts';

const INHERITING = ['general-purpose', 'Explore', 'Plan'];
/** The end of a transcript, in bytes, in which the last answer mostly stands, and in which it stands in any case. */
const TAILS = [16 * 1024, 256 * 1024];

/** Returns the tier that an agent of this plugin declares; undefined for any other. */
export function declaredTier(agent: string, env: NodeJS.ProcessEnv): TierName | undefined {
  const [, name] = /^tierwise:([a-z-]+)$/.exec(agent) ?? [];
  if (!name || !env.CLAUDE_PLUGIN_ROOT) return undefined;
  try {
    const text = readFileSync(join(env.CLAUDE_PLUGIN_ROOT, 'agents', `${name}.md`), 'utf8');
    const [, model] = /^model: *(\w+)$/m.exec(text) ?? [];
    return TIER_NAMES.find((tier) => tier === model);
  } catch {
    return undefined;
  }
}

/** Returns the tier that last answered in a session, for an agent that inherits it; undefined where that is not known. */
export function lastTier(agent: string, transcript: string): TierName | undefined {
  if (!INHERITING.includes(agent)) return undefined;
  for (const bytes of TAILS) {
    const models = [...tailOf(transcript, bytes).matchAll(/"model":"([\w.:@-]+)"/g)];
    const tiers = models
      .map(([, model = '']) => shippedModel(model)?.tier)
      .filter((tier) => tier !== undefined);
    if (tiers.length) return tiers.at(-1);
  }
  return undefined;
}

function tailOf(file: string, most: number): string {
  let fd: number | null = null;
  try {
    fd = openSync(file, 'r');
    const { size } = fstatSync(fd);
    const bytes = Buffer.alloc(Math.min(size, most));
    readSync(fd, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8');
  } catch {
    return '';
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
