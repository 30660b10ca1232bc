// The user's own agents and skills, as Claude Code finds them.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { claudeHome } from '../data-home.ts';
import { readUntrustedText } from '../models/settings-file.ts';

export interface Definition {
  kind: 'agent' | 'skill';
  file: string;
  text: string;
}

/** More than anybody keeps; a folder of more is not read to its end. */
const MOST_FILES = 500;

/** Returns the agents and skills of the user and of the project in `folder`. Links of a project's are not followed. */
export function readDefinitions(folder: string, env: NodeJS.ProcessEnv): Definition[] {
  const [own, theirs] = [claudeHome(env), join(folder, '.claude')];
  const files = [
    ...agentsIn(own),
    ...skillsIn(own),
    ...(theirs === own ? [] : [...agentsIn(theirs), ...skillsIn(theirs)].filter(({ file }) => isPlain(file))),
  ];
  return files.slice(0, MOST_FILES).flatMap(({ kind, file }) => {
    const read = readUntrustedText(file);
    return 'text' in read && read.text !== null ? [{ kind, file, text: read.text }] : [];
  });
}

type Found = Omit<Definition, 'text'>;

const agentsIn = (home: string): Found[] =>
  namesIn(join(home, 'agents'), true)
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ kind: 'agent', file: join(home, 'agents', name) }));

const skillsIn = (home: string): Found[] =>
  namesIn(join(home, 'skills'), false).map((name) => ({
    kind: 'skill',
    file: join(home, 'skills', name, 'SKILL.md'),
  }));

function namesIn(folder: string, recursive: boolean): string[] {
  try {
    return readdirSync(folder, { recursive, encoding: 'utf8' }).sort();
  } catch {
    return []; // not there, or not a folder
  }
}

const isPlain = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
