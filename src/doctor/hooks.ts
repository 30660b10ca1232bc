// Whether the hooks record what happens: switched off, never run, or behind.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { claudeHome, dataHome } from '../data-home.ts';
import { offsetsFolder } from '../usage/ingest.ts';
import { allTranscripts } from '../usage/transcript.ts';
import type { ClientSettings } from './client-settings.ts';
import { type Finding, note, wrong } from './finding.ts';

/** A session that runs now has not been read to its end. */
const BEHIND_MS = 3 * 3_600_000;

/** Returns when the hooks last recorded something; null for never. */
export const lastIngest = (env: NodeJS.ProcessEnv): Date | null =>
  newest(filesIn(offsetsFolder(dataHome(env))));

/** Returns what keeps the hooks from recording. */
export function hookFindings(env: NodeJS.ProcessEnv, settings: readonly ClientSettings[]): Finding[] {
  const off = settings.flatMap(({ settings: one, lineOf }) =>
    (['disableAllHooks', 'allowManagedHooksOnly'] as const)
      .filter((key) => one[key])
      .map((key) =>
        wrong('hooks-off', lineOf(key), [
          `${key} switches the hooks off: nothing is recorded, and no policy is enforced`,
          `Remove ${key}, or ask whoever set it.`,
        ]),
      ),
  );
  return off.length ? off : liveness(env, settings);
}

function liveness(env: NodeJS.ProcessEnv, settings: readonly ClientSettings[]): Finding[] {
  const last = lastIngest(env);
  const worked = newest(allTranscripts(claudeHome(env)));
  const isInstalled = settings.some(({ settings: one }) =>
    Object.entries(one.enabledPlugins).some(([name, on]) => name.startsWith('tierwise@') && on === true),
  );
  if (last && worked && worked.getTime() - last.getTime() > BEHIND_MS)
    return [
      wrong('hooks-behind', null, [
        `The hooks last recorded at ${minute(last)}, and a session went on until ${minute(worked)}`,
        'See that node is on the PATH of Claude Code and the plugin is enabled (/plugin); then tierwise report --backfill.',
      ]),
    ];
  if (last) return [];
  const words = [
    'The hooks have recorded no session yet',
    'Start a session with the plugin enabled (/plugin); tierwise report --backfill reads earlier ones.',
  ] as const;
  return [isInstalled && worked ? wrong('hooks-never', null, words) : note('hooks-never', null, words)];
}

const minute = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');

function newest(files: readonly string[]): Date | null {
  const times = files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const latest = times.reduce((most, time) => Math.max(most, time), 0);
  return latest ? new Date(latest) : null;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return []; // nothing recorded yet
  }
}
