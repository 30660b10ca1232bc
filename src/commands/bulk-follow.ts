// `--follow`: a file that grows is tagged as it grows. Ctrl-C ends it, and the same command goes on there.
import { type FollowEnd, follow } from '../bulk/follow/follow.ts';
import { openFollowed, rememberFollowed } from '../bulk/follow/open.ts';
import type { Summary } from '../bulk/result/summary.ts';
import type { JobEvents } from '../bulk/settings.ts';
import type { Task } from '../bulk/task/task.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { count, counted, usd } from '../terminal/format.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { createProgress } from '../terminal/progress.ts';
import { eventsOf } from './bulk-events.ts';
import type { BulkOptions } from './bulk-options.ts';
import { settingsFor } from './bulk-settings.ts';

const POLL_MS = 250;
/** So long do new lines wait for others. */
const WAIT_MS = 5000;

/** What does not go together with a file that has no end. */
const REFUSED = ['sample', 'limit', 'dryRun', 'batch', 'json', 'head', 'shard'] as const;

/** Follows a file until it is interrupted or the ceiling is reached. Returns the exit code. Throws UsageError. */
export async function followFile(
  host: Invocation,
  inputPath: string,
  task: Task,
  options: BulkOptions,
): Promise<ExitCode> {
  const other = REFUSED.find((name) => options[name] !== undefined);
  if (other)
    throw new UsageError(
      `--follow and --${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} do not go together: a file that grows has no end. Leave one out.`,
    );
  const { settings } = settingsFor(host, inputPath, task, options);
  const progress = createProgress(host);
  const events = saidOnce(eventsOf(host, settings, progress));
  const interrupt = onInterrupt(host, () =>
    progress.note('Ending: waiting for what is already sent. Ctrl-C again to end at once.'),
  );
  try {
    const opened = await openFollowed(settings, events);
    try {
      const waitMs = Number(host.env.TIERWISE_FOLLOW_MS ?? '') || WAIT_MS;
      const onPiece = (summary: Summary): void => progress.note(pieceInWords(summary));
      const { signal: interrupted } = interrupt;
      const end = await follow({
        ...opened,
        settings,
        events,
        interrupted,
        waitMs,
        pollMs: POLL_MS,
        onPiece,
      });
      progress.end();
      host.stdout.write(opened.destination.out === '-' ? '' : `${endInWords(end, opened.destination.out)}\n`);
      return codeOf(end);
    } finally {
      await opened.growing.close();
      await rememberFollowed(settings, opened.destination);
      opened.unlock();
    }
  } finally {
    interrupt.release();
    progress.end();
  }
}

/** Each piece is a job that says again what the first one said. */
function saidOnce(events: JobEvents): JobEvents {
  const said = new Set<string>();
  return {
    ...events,
    note(line) {
      if (said.size < 1000 && said.size !== said.add(line).size) events.note(line);
    },
    progress() {}, // its end is not known
  };
}

const timeOf = (date: Date): string => date.toTimeString().slice(0, 8);

function pieceInWords({ items, tagged, mapped, review, failed, costUsd }: Summary): string {
  const parts = [
    `${count(tagged ?? mapped ?? 0)} of ${counted(items, 'new item')}`,
    review && `review ${count(review)}`,
    failed && `left ${count(failed)}`,
    usd(costUsd),
  ];
  return `${timeOf(new Date())}  ${parts.filter(Boolean).join('  ')}`;
}

function endInWords({ items, reviewed, costUsd, stopped }: FollowEnd, out: string): string {
  const review = reviewed ? `, ${count(reviewed)} for review` : '';
  const why = stopped && stopped.by !== 'interrupted' ? ` Stopped: ${stopped.reason}.` : '';
  return `${counted(items, 'item')} appended${review}, ${usd(costUsd)}  -> ${out}.${why} The same command goes on there.`;
}

/** Ctrl-C is how it ends; only where lines that were being asked are left for the next time, that is said. */
function codeOf({ stopped }: FollowEnd): ExitCode {
  if (!stopped) return EXIT.ok;
  if (stopped.by === 'ceiling') return EXIT.ceiling;
  return stopped.by === 'interrupted' ? EXIT.interrupted : EXIT.incomplete;
}
