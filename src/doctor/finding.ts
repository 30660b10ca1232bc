// What the doctor says: what, where, and its fix in one line.

/** `wrong` needs a look; a `note` is a fact worth knowing. */
export interface Finding {
  level: 'wrong' | 'note';
  /** Of which kind, for programs: `subagent-model-forced`. */
  fault: string;
  what: string;
  /** A file with its line, or a variable; null where it is neither. */
  where: string | null;
  /** What to do, in one line. */
  fix: string;
  /** What `--fix` changes, where that is safe. */
  repair?: Repair;
}

/** One line of one file, as it is and as it should be. */
export interface Repair {
  file: string;
  /** From 1. */
  line: number;
  from: string;
  to: string;
}

const finding =
  (level: Finding['level']) =>
  (fault: string, where: string | null, [what, fix]: readonly [string, string]): Finding => ({
    level,
    fault,
    what,
    where,
    fix,
  });

/** Returns a finding from its kind, its place, and what is wrong with the fix. */
export const wrong = finding('wrong');
export const note = finding('note');
