// What the command line says of who is asked and how: cheap first or all, sides, a round of rebuttal, a follow-up.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../errors.ts';
import { namedVoices } from '../opinion/named-voices.ts';
import { SIDES, type Side } from '../opinion/sides.ts';

/** How voices are asked. */
export interface AskingOptions {
  ask: string[];
  scouts?: string[] | false;
  stance?: Side[];
  rebut?: boolean;
  keep?: boolean;
  continue?: string;
  dryRun?: boolean;
}

/** What is done with kept opinions instead of asking. */
export interface KeptOptions {
  kept?: boolean;
  forget?: string;
  json?: boolean;
}

const MOST_VOICES = 8;
const FREE = 'free';

/** Adds the options about who is asked and how. */
export const withAskingOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '-a, --ask <voices>',
        'voices to ask, separated by commas; opus*2 asks one twice (repeatable)',
      )
        .argParser(voiceNames)
        .default([], 'scouts, then opus and another vendor'),
    )
    .addOption(
      new Option('--scouts <voices>', 'ask these first, and the others only where these differ').argParser(
        voiceNames,
      ),
    )
    .option('--no-scouts', 'ask everybody at once')
    .addOption(
      new Option('--stance <sides>', `a side for each voice to argue: for, against or ${FREE}`).argParser(
        sides,
      ),
    )
    .option('--rebut', 'put the disputes to their sides once more, without names, and count changes of mind')
    .option('--keep', 'keep the answers for a follow-up')
    .option('--continue <id>', 'ask the voices of a kept opinion a follow-up')
    .option('--kept', 'list the kept opinions')
    .option('--forget <id>', 'remove a kept opinion, or all')
    .option('--dry-run', 'say who would be asked and what it would cost; ask nobody');

/** Throws UsageError when two options cannot both be meant. */
export function checkTogether(options: AskingOptions & { review?: boolean }): void {
  const { ask, scouts, stance, rebut, continue: id, review = false } = options;
  const clashes: [unknown, string][] = [
    [
      review && scouts,
      'Scouts answer questions: a review asks everybody, as most defects are seen by one only. Leave out --scouts.',
    ],
    [review && stance, 'A review has no sides: leave out --stance.'],
    [review && rebut, 'Findings are checked, not argued about: leave out --rebut.'],
    [stance && scouts, 'Assigned sides always differ, so scouts decide nothing: give --scouts or --stance.'],
    [stance && rebut, 'Who argues an assigned side has no mind to change: give --stance or --rebut.'],
    [id && review, 'A follow-up is a question: leave out --review, and show the change with --diff.'],
    [
      id && (ask.length || scouts || stance),
      'A follow-up goes to the voices of that opinion, on their sides: leave out --ask, --scouts and --stance.',
    ],
  ];
  const found = clashes.find(([holds]) => holds);
  if (found) throw new UsageError(found[1]);
}

function voiceNames(text: string, before: string[] = []): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const all = [...before, ...names];
  if (numberOf(all) > MOST_VOICES) throw new InvalidArgumentError(`Expected at most ${MOST_VOICES} voices.`);
  return all;
}

function numberOf(entries: readonly string[]): number {
  try {
    return namedVoices(entries).length;
  } catch (error) {
    throw error instanceof RangeError ? new InvalidArgumentError(error.message) : error;
  }
}

function sides(text: string): Side[] {
  return text.split(',').map((word): Side => {
    const name = word.trim().toLowerCase();
    const side = SIDES.find((one) => one === name);
    if (side || name === FREE) return side ?? null;
    throw new InvalidArgumentError(
      `"${word}". Expected one of: ${[...SIDES, FREE].join(', ')}, for each voice.`,
    );
  });
}
