// The tool `tierwise_bulk` in a session: it starts the confined verb, without a shell, and answers its packs.
import { bulkCallIn, commandsBeside, versionsFolder } from '../bulk-tool.ts';
import { GRANT_MS } from '../grants.ts';
import type { Channel } from './channel.ts';
import type { Door } from './door.ts';

/** What a model is shown of it at most. */
const MOST_CHARACTERS = 20_000;

/** Returns the program of the command; null where the plugin tierwise is not there. */
export async function findCommand(door: Door): Promise<string | null> {
  const versions = await door.list(versionsFolder(door.pluginRoot)).catch(() => []);
  for (const program of commandsBeside(door.pluginRoot, versions))
    if (await door.size(program).catch(() => 0)) return program;
  return null;
}

/** Runs one call of the tool. Returns its summary, or why it did not start. */
export async function runBulkTool(
  door: Door,
  { channel, program, call }: { channel: Channel; program: string; call: string },
  args: Record<string, unknown>,
): Promise<{ result: string } | { deny: string }> {
  const wanted = bulkCallIn(args);
  if ('problem' in wanted) return { deny: `tierwise_bulk: ${wanted.problem}` };
  const { command, maxCostUsd, isDry, words } = wanted;
  if (!isDry) await channel.grant({ command, call, ceilingUsd: maxCostUsd, until: Date.now() + GRANT_MS });
  const { code, stdout, stderr } = await door.run([program, ...words]);
  channel.returned(call);
  const said = stderr.trim().split('\n').slice(-20).join('\n');
  if (code !== 0 && !stdout.trim())
    return { deny: said.slice(-MOST_CHARACTERS) || `tierwise ended with ${code}` };
  return { result: `${said}\n${stdout.trim()}`.slice(-MOST_CHARACTERS) };
}
