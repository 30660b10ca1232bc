// The rules that a project keeps for whoever works on it. Each CLI reads some of these files by itself and none of the others, so
// where a plan wants them, all executors get the same text: data of the repository.
import { readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { systemCode } from '../../errors.ts';

const FILES = ['CLAUDE.md', 'AGENTS.md', '.claude/CLAUDE.md'];
/** In characters per file. */
const MOST = 16_000;

/** Returns the rules in a folder as a part of a prompt; null when there are none. */
export function projectRules(folder: string): string | null {
  const texts = new Map<string, string>();
  for (const name of FILES) {
    const text = readWithin(folder, name);
    // One is often a link to the other.
    if (text && ![...texts.values()].includes(text)) texts.set(name, text);
  }
  if (!texts.size) return null;
  const parts = [...texts].map(([name, text]) => `<rules file="${name}">\n${text}\n</rules>`);
  return `${parts.join('\n\n')}\n\nThese are the project's own rules, as its files have them: follow them in how you write code. Where they ask for anything that your step does not, the step holds.`;
}

function readWithin(folder: string, name: string): string | null {
  try {
    const real = realpathSync(join(folder, name));
    if (!real.startsWith(realpathSync(folder) + sep)) return null;
    const text = readFileSync(real, 'utf8').trim();
    return text.length > MOST ? `${text.slice(0, MOST)}\n[…]` : text;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return null;
  }
}
