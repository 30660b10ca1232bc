// Voices as they are named on the command line: `opus,codex`, and `opus*2` for one that is asked more than once.

/** One voice to ask: what to look it up by, and what to call it. */
export interface NamedVoice {
  spec: string;
  /** The spec, numbered where it is asked more than once: `opus#1`. */
  name: string;
}

const REPEATED = /^(.+)\*(\d+)$/;

/** Returns how often an entry such as `opus*2` is asked, and what; null when the number is none. */
function entryOf(entry: string): { spec: string; times: number } | null {
  const [, spec = entry, times = '1'] = REPEATED.exec(entry) ?? [];
  if (Number(times) < 1 || /\*\w*$/.test(spec)) return null;
  return { spec, times: Number(times) };
}

/** Returns the voices of some entries in their order. Throws RangeError, in words, for one that is no voice or is given twice. */
export function namedVoices(entries: readonly string[]): NamedVoice[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const found = entryOf(entry);
    if (!found) throw new RangeError(`"${entry}": expected a number behind *, such as opus*2.`);
    const { spec, times } = found;
    if (seen.has(spec)) throw new RangeError(`${spec} is given twice: ${spec}*2 asks it twice.`);
    seen.add(spec);
    if (times === 1) return [{ spec, name: spec }];
    return Array.from({ length: times }, (_, at) => ({ spec, name: `${spec}#${at + 1}` }));
  });
}

/** Returns what a voice is looked up by, from what it is called. */
export const specOf = (name: string): string => name.replace(/#\d+$/, '');
