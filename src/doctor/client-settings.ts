// The settings files of Claude Code as far as the doctor looks at them: the user's, the project's, the organization's.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { claudeHome } from '../data-home.ts';
import { systemCode, systemReason } from '../errors.ts';
import { MANAGED_FOLDER, managedFiles } from '../managed-settings.ts';
import { type Finding, wrong } from './finding.ts';

const Texts = z.array(z.string()).catch([]);
const Settings = z.looseObject({
  env: z.record(z.string(), z.unknown()).catch({}).default({}),
  permissions: z
    .looseObject({ allow: Texts.default([]), deny: Texts.default([]), ask: Texts.default([]) })
    .default({ allow: [], deny: [], ask: [] }),
  disableAllHooks: z.boolean().catch(false).default(false),
  allowManagedHooksOnly: z.boolean().catch(false).default(false),
  enabledPlugins: z.record(z.string(), z.unknown()).catch({}).default({}),
});

export interface ClientSettings {
  file: string;
  settings: z.infer<typeof Settings>;
  /** The file and the line where a text first stands. */
  lineOf(text: string): string;
}

/** Returns the settings that hold in `folder`, the user's first, and what is wrong with their files. */
export function readClientSettings(
  folder: string,
  env: NodeJS.ProcessEnv,
): { found: ClientSettings[]; findings: Finding[] } {
  const files = [
    join(claudeHome(env), 'settings.json'),
    join(folder, '.claude', 'settings.json'),
    join(folder, '.claude', 'settings.local.json'),
    ...managed(),
  ];
  const read = [...new Set(files)].map(readOne);
  return {
    found: read.flatMap((one) => (one && 'settings' in one ? [one] : [])),
    findings: read.flatMap((one) => (one && 'fault' in one ? [one] : [])),
  };
}

function managed(): string[] {
  try {
    return managedFiles(MANAGED_FOLDER);
  } catch {
    return []; // a folder that cannot be listed
  }
}

function readOne(file: string): ClientSettings | Finding | null {
  const unreadable = (why: string): Finding =>
    wrong('client-settings', file, [
      `Claude Code's settings cannot be read: ${why}`,
      'Correct the file; /doctor in Claude Code checks it, too.',
    ]);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '') ? null : unreadable(systemReason(error));
  }
  if (!text.trim()) return null;
  const json = parsed(text);
  const settings = Settings.safeParse(json);
  if (!settings.success)
    return unreadable(json === undefined ? 'it is not valid JSON' : 'it is not an object');
  const lineOf = (wanted: string): string => {
    const index = text.split('\n').findIndex((line) => line.includes(JSON.stringify(wanted)));
    return index < 0 ? file : `${file}:${index + 1}`;
  };
  return { file, settings: settings.data, lineOf };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
