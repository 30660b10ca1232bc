// Where an organization puts settings for Claude Code that its users cannot change.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './errors.ts';

/** Their folder on this system. */
export const MANAGED_FOLDER =
  process.platform === 'darwin'
    ? '/Library/Application Support/ClaudeCode'
    : process.platform === 'win32'
      ? 'C:\\Program Files\\ClaudeCode'
      : '/etc/claude-code';

/** Returns the settings files of that folder, which may be missing; a later one wins. Throws the file system's error. */
export function managedFiles(folder: string): string[] {
  const more = join(folder, 'managed-settings.d');
  return [
    join(folder, 'managed-settings.json'),
    ...namesIn(more)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(more, name)),
  ];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return [];
    throw error;
  }
}
