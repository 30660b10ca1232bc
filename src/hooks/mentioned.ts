import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** What is smaller does no harm in a conversation. */
const SMALL_BYTES = 4000;
/** Of a text like most. */
const BYTES_PER_TOKEN = 4;

/**
 * Returns why a skill is not started: one of its arguments is a file behind an `@`, which Claude Code would read into the conversation.
 * Null when nothing is in the way. `payload` is that of a UserPromptExpansion event.
 */
export function whyNotExpanded(payload: string): string | null {
  const { command_name: name, command_args: words, cwd } = JSON.parse(payload);
  if (typeof name !== 'string' || typeof words !== 'string' || typeof cwd !== 'string') return null;
  const mentioned = [...words.matchAll(MENTION)].flatMap(([all, , quoted, bare]) => {
    const path = quoted ?? bare ?? '';
    const found = statSync(resolve(cwd, path.replace(/^~(?=\/)/, homedir())), { throwIfNoEntry: false });
    return found?.isFile() && found.size > SMALL_BYTES ? [{ all, path, size: found.size }] : [];
  });
  const [first] = mentioned;
  if (!first) return null;
  const tokens = Math.round(first.size / BYTES_PER_TOKEN / 100) * 100;
  const without = mentioned.reduce((text, { all }) => text.replace(all, all.replace('@', '')), words);
  const command = `/${name.replace(/^tierwise:/, '')} ${without.trim()}`;
  return `Tierwise: the @ would read ${first.path} into this conversation, about ${tokens.toLocaleString('en-US')} tokens. Without it the file stays out, which is what makes this cheap: ${command}`;
}

const MENTION = /(^|\s)@(?:"([^"]+)"|([^\s"]+))/g;
