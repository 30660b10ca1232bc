// What following begins with: how the file is read, where its result goes, and how far it was tagged before.
import { createHash } from 'node:crypto';
import { createReadStream, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../../errors.ts';
import { type Format, formatOf } from '../../formats/table.ts';
import { openItems } from '../items/open.ts';
import { type Destination, defaultFormat, destinationFor } from '../result/destination.ts';
import { FormerResults } from '../result/former.ts';
import { refuseToReplace } from '../result/output.ts';
import type { JobEvents, JobSettings } from '../settings.ts';
import type { FollowOptions } from './follow.ts';
import { GrowingFile } from './growing.ts';
import { refuseToFollow } from './piece-items.ts';
import { atStart, PositionFile } from './position.ts';

interface Opened
  extends Pick<FollowOptions, 'format' | 'destination' | 'growing' | 'position' | 'positions'> {
  /** Lets others append to the result. */
  unlock(): void;
}

/**
 * Opens a file to follow. `growing` is to be closed, and the result unlocked. Throws UsageError for whatever keeps it from being followed.
 */
export async function openFollowed(settings: JobSettings, events: JobEvents): Promise<Opened> {
  const { inputPath, task, host, home, output } = settings;
  const format = await formatIn(settings);
  const result = output?.format ?? defaultFormat({ format }, task);
  if (result !== format && result !== 'jsonl')
    throw new UsageError(`--follow writes ${format}, as ${inputPath} is read, or jsonl, and not ${result}.`);
  const identity = realpathSync(inputPath);
  const { mode } = statSync(inputPath);
  const input = { name: inputPath, path: inputPath, bom: '', mode, identity, close: async () => {} };
  const suffix = task.kind === 'scheme' ? 'tagged' : 'mapped';
  const destination = destinationFor(input, output?.out, { format: result, suffix, access: host.access });
  const { out } = destination;
  const positions = new PositionFile(home, identity, out === '-' ? out : resolve(host.cwd, out));
  const unlock = out === '-' ? () => {} : positions.lock();
  try {
    return { ...(await openBehind(settings, events, { format, destination, positions, identity })), unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

type Behind = Pick<FollowOptions, 'format' | 'destination' | 'positions'> & { identity: string };

/** Opens it behind what is in the result already. */
async function openBehind(
  settings: JobSettings,
  events: JobEvents,
  { format, destination, positions, identity }: Behind,
): Promise<Omit<Opened, 'unlock'>> {
  const { inputPath, task, host, home, output } = settings;
  const { out } = destination;
  const key = keyOf(settings, format);
  const known = output?.force || out === '-' ? null : positions.read();
  if (known) refuseOther(out, known, key);
  else
    await refuseToReplace(destination, task, {
      home,
      origin: originOf(settings, identity),
      force: output?.force ?? false,
    });
  const from = known?.place ?? null;
  const how = { access: host.access, format };
  const { growing, resumed } = await GrowingFile.open(inputPath, from, how);
  if (known) events.note(continuing(settings, known.items, resumed));
  const position = known ? { ...known, ...(!resumed && { lines: 0 }) } : atStart(key);
  return { format, destination, growing, position, positions };
}

const continuing = ({ inputPath }: JobSettings, items: number, resumed: boolean): string =>
  resumed
    ? `Going on behind ${items.toLocaleString('en')} items that are tagged.`
    : `${inputPath} is another file than the one followed before: it is read from its beginning, and appended to the result.`;

async function formatIn({ inputPath, items, host }: JobSettings): Promise<Format> {
  const found = inputPath === '-' ? undefined : statSync(inputPath, { throwIfNoEntry: false });
  if (!found?.isFile())
    throw new UsageError(
      `--follow takes one file that grows, and ${inputPath} is none. For what comes by a pipe, write it into a file.`,
    );
  // Nothing to look at yet.
  if (!found.size) return followed(inputPath, '', items.format ?? formatOf(inputPath, ''));
  const { input, source } = await openItems(inputPath, { ...items, where: [] }, host);
  await input.close();
  return followed(inputPath, input.path === inputPath ? '' : '\x1f\x8b', source.format);
}

function followed(path: string, head: string, format: Format): Format {
  refuseToFollow(path, head, format);
  return format;
}

/** What a result is made by: another task, or other parts of rows, would not go together in it. */
function keyOf({ task, items, votes, output }: JobSettings, format: Format): string {
  const where = items.where?.map(({ text }) => text);
  const parts = [task.hash, format, output?.format, items.columns, where, votes > 1];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

function refuseOther(out: string, known: { task: string; outBytes: number }, key: string): void {
  const size = statSync(out, { throwIfNoEntry: false })?.size ?? 0;
  const why =
    known.task !== key
      ? 'was made by another scheme, or with other options'
      : size < known.outBytes
        ? 'was changed since'
        : null;
  if (why) throw new UsageError(`${out} ${why}. Begin anew with --force, or name another result with --out.`);
}

const originOf = ({ task }: JobSettings, identity: string) => ({
  input: identity,
  complete: true,
  task: `the ${task.kind} "${task.name}"`,
});

/** Remembers the result as one of ours, as it stands now. */
export async function rememberFollowed(settings: JobSettings, { out }: Destination): Promise<void> {
  const found = out === '-' ? undefined : statSync(out, { throwIfNoEntry: false });
  if (!found) return;
  const hash = createHash('sha256');
  await pipeline(createReadStream(out), hash);
  const { size, mtimeMs } = found;
  const written = { path: realpathSync(out), size, mtimeMs, sha256: hash.digest('hex') };
  await new FormerResults(settings.home).remember(
    written,
    originOf(settings, realpathSync(settings.inputPath)),
  );
}
