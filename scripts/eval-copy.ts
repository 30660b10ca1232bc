import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PARTS = [
  '.claude-plugin',
  'agents',
  'bin',
  'dist',
  'docs',
  'evals',
  'hooks',
  'recipes',
  'schemes',
  'skills',
  'package.json',
];

/** Copies what an installed plugin has, with its evals, to a new folder: the client names every file of a plugin in one command line, and the packages of this repository are too many. Returns the folder. */
export function copyForEvals(root: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tierwise-evals-'));
  for (const part of PARTS)
    cpSync(path.join(root, part), path.join(folder, part), {
      recursive: true,
      filter: (file) => !file.startsWith(path.join(root, 'evals', 'results')),
    });
  return folder;
}
