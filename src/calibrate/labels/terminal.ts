// A person labels items on a terminal: one key a tag, blind to who said what, as long as they like.
import { readDecision } from '../../bulk/review/review.ts';
import type { Task, Value } from '../../bulk/task/task.ts';
import type { Host } from '../../host.ts';
import { bold, dim } from '../../terminal/style.ts';
import { BACKSPACE, CTRL_C, CTRL_D, ENTER, type Keys } from './keys.ts';
import { tagKeys } from './tag-keys.ts';

/** An item to be labelled. */
export interface Unlabelled {
  fingerprint: string;
  line: number;
  text: string;
  label: string | undefined;
  /** What the tiers answered, each once. */
  said: readonly Value[];
}

/** What a person did about an item: a label, or none for now; or what they want instead. */
export type Labelled = { value: Value } | 'skip' | 'undo' | 'stop';

const LONGEST_SHOWN = 4000;

/** Shows an item and waits for its label. `place`: which of how many it is, in words. */
export async function labelOnTerminal(
  item: Unlabelled,
  place: string,
  { task, keys, host }: { task: Task; keys: Keys; host: Pick<Host, 'stderr'> },
): Promise<Labelled> {
  const text = item.text.length > LONGEST_SHOWN ? `${item.text.slice(0, LONGEST_SHOWN)}…` : item.text;
  host.stderr.write(`\n${bold(place)}  line ${item.line}${item.label ? `, ${item.label}` : ''}\n${text}\n`);
  if (task.kind === 'recipe') return typed('', { task, keys, host });
  const bound = tagKeys(task, item.fingerprint, item.said);
  host.stderr.write(`${menu(bound, task)}\n`);
  const chosen = new Set<string>();
  for (;;) {
    const key = await keys.next();
    const wish = wishOf(key);
    if (wish) return wish;
    if (key === '/') return typed('/', { task, keys, host });
    const done = take(key as string, { bound, chosen, task });
    if (done) {
      host.stderr.write(`${dim(task.answer.inOneCell(done.value))}\n`);
      return done;
    }
    if (task.multiple && chosen.size) host.stderr.write(`${dim([...chosen].join(', '))}\n`);
  }
}

function wishOf(key: string | null): Exclude<Labelled, object> | null {
  if (key === null || key === CTRL_C || key === CTRL_D || key === 'q') return 'stop';
  if (key === 's') return 'skip';
  return key === 'u' ? 'undo' : null;
}

/** Takes a key. Returns the label when it is complete: at once, or with Enter where there may be several tags. */
function take(
  key: string,
  { bound, chosen, task }: { bound: ReadonlyMap<string, string>; chosen: Set<string>; task: Task },
): { value: Value } | null {
  if (key === ENTER && chosen.size) return { value: task.tagNames.filter((name) => chosen.has(name)) };
  const tag = bound.get(key);
  if (tag === undefined) return null;
  if (!task.multiple) return { value: [tag] };
  if (!chosen.delete(tag)) chosen.add(tag);
  return null;
}

function menu(bound: ReadonlyMap<string, string>, { tagNames, multiple }: Task): string {
  const tags = [...bound].map(([key, tag]) => `${bold(key)} ${tag}`).join('  ');
  const others = bound.size < tagNames.length ? `  ${bold('/')} another tag` : '';
  const enter = multiple ? '  Enter done' : '';
  return `${tags}${others}${enter}  ${dim('s skip  u back  q stop')}`;
}

/** Reads a line: a tag by its name or beginning, or an output; an empty one skips. */
async function typed(
  prompt: string,
  { task, keys, host }: { task: Task; keys: Keys; host: Pick<Host, 'stderr'> },
): Promise<Labelled> {
  const hint = task.kind === 'recipe' ? 'The right output (empty: skip): ' : prompt;
  for (;;) {
    host.stderr.write(hint);
    const line = await lineFrom(keys, host);
    if (line === null) return 'stop';
    if (!line.trim()) return 'skip';
    const decision = readDecision(line.trim(), task);
    if ('value' in decision) return decision;
    host.stderr.write(`${decision.problem}\n`);
  }
}

async function lineFrom(keys: Keys, { stderr }: Pick<Host, 'stderr'>): Promise<string | null> {
  let line = '';
  for (;;) {
    const key = await keys.next();
    if (key === CTRL_C || (key === null && !line)) return null;
    if (key === ENTER || key === null) {
      stderr.write('\n');
      return line;
    }
    line = key === BACKSPACE ? line.slice(0, -1) : line + key;
    stderr.write(key === BACKSPACE ? '⌫' : key);
  }
}
