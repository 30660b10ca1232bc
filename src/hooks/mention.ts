// Before a skill over many items begins: a file behind an `@` is not read into the conversation. Whatever goes wrong, it begins.
import { readFileSync } from 'node:fs';
import { visible } from '../terminal/visible.ts';
import { whyNotExpanded } from './mentioned.ts';

try {
  // The plugin's option record_usage turns off all hooks that read what a session says.
  const isOff = process.env.CLAUDE_PLUGIN_OPTION_RECORD_USAGE === 'false';
  const reason = isOff ? null : whyNotExpanded(readFileSync(0, 'utf8'));
  if (reason) process.stdout.write(JSON.stringify({ decision: 'block', reason: visible(reason) }));
} catch {
  // A hook never breaks a session.
}
