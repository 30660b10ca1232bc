/** How the command ends; the numbers are part of its contract. */
export const EXIT = { ok: 0, incomplete: 1, usage: 2, ceiling: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A problem the reader can fix: one line that says what, where, what was expected and what to do next. */
export class UsageError extends Error {
  override name = 'UsageError';
  readonly exitCode: ExitCode;

  /** `exitCode` other than "could not start": the command had done something before it failed. */
  constructor(message: string, exitCode: ExitCode = EXIT.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What is told of an error that is our bug, with its stack. */
export const bugReport = (error: unknown): string =>
  `a bug in tierwise itself. ${(error instanceof Error && error.stack) || String(error)}`;

/** Returns the system's code of an error, such as ENOENT; undefined when it is no error of the system's. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** The system's short reason (`no such file or directory`) from a Node file-system error. */
export function systemReason(error: unknown): string {
  return REASONS[systemCode(error) ?? ''] ?? (error instanceof Error ? error.message : String(error));
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  EIO: 'the disk reports an error',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  ELOOP: 'too many links',
};

/** What to do about a reason, where a message ends with it. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  ENOENT: 'Check the path.',
  EACCES: 'Change its permissions, or name another.',
  EPERM: 'Change its permissions, or name another.',
  EROFS: 'Name another folder.',
  ENOSPC: 'Make room, then run the same command again.',
  EDQUOT: 'Make room, then run the same command again.',
  EISDIR: 'Name a file.',
  ENOTDIR: 'Check the path.',
  EIO: 'Check the disk, then run the same command again.',
  EMFILE: 'Raise the limit (ulimit -n), then run the same command again.',
  ENFILE: 'Close other programs, then run the same command again.',
  ELOOP: 'Name the file that they lead to.',
};

/** Returns a message with what to do next, where it ends with a reason of the system's. */
export function withNextStep(message: string): string {
  const code = Object.keys(REASONS).find((one) => message.endsWith(`: ${REASONS[one]}.`));
  return code ? `${message} ${NEXT_STEPS[code]}` : message;
}

/** What the system refuses for reasons of its own: a disk that is full, broken or closed to us, or too much that is open. */
const REFUSALS = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE'];

/** Whether the system refused something, which is no bug of ours wherever it comes up. */
export const isRefusedBySystem = (error: unknown): boolean => REFUSALS.includes(systemCode(error) ?? '');
