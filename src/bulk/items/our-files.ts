// The names of the files that runs write beside their input.

const RESULT = /\.(?:tagged|mapped)$/;

const TEMPORARY = /\.[0-9a-f]{16}\.tmp$/;

/** Whether an earlier run wrote the file; it is not an item of the next one. */
export const isOurs = (path: string): boolean =>
  RESULT.test(path) ||
  /\.answers\.jsonl$/.test(path) ||
  /\.review(?:ed)?\.jsonl$/.test(path) ||
  isTemporary(path);

/** Whether it is the name of a file that is not whole yet. */
export const isTemporary = (path: string): boolean => TEMPORARY.test(path);

/** The input that the result at `path` is named after; null when it is not named after one. */
export const inputOf = (path: string): string | null => (RESULT.test(path) ? path.replace(RESULT, '') : null);

/** The review file of an input, or of a result named by the user. */
export const reviewFileOf = (path: string): string => `${inputOf(path) ?? path}.review.jsonl`;
