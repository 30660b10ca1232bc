// How old a coding CLI may be: the first version that runs with all that we start it with, as found by running it (see test/clis); of
// Claude Code, what the plugin's manifest asks for.
import type { Program } from './cli-call.ts';

export const CLI_FLOORS = { claude: '2.1.287', codex: '0.145.0', gemini: '0.39.1', copilot: '1.0.81' };

/** Returns why a version cannot be asked, in one line; '' when it can. */
export function tooOld({ title, install }: Program, version: string, floor: string): string {
  return isBelow(version, floor)
    ? `${title} ${version} is too old: ${floor} or later is needed (${install})`
    : '';
}

/** Whether a version is before another one, by its first three numbers. */
export function isBelow(version: string, floor: string): boolean {
  const parts = (text: string): number[] => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  const [ours, theirs] = [parts(version), parts(floor)];
  const differs = theirs.findIndex((part, index) => part !== (ours[index] ?? 0));
  return differs >= 0 && (ours[differs] ?? 0) < (theirs[differs] ?? 0);
}
