// What a person corrected in this page. A page cannot write files, so it is downloaded, and applied by a command.
import { counted } from '../terminal/format.ts';
import type { CorrectionLine, PageHead } from './data.ts';
import { byId, element, say } from './dom.ts';
import type { PageItem } from './items.ts';

/** What was corrected so far, by item. */
export interface MadeCorrections {
  of(item: PageItem): readonly string[] | undefined;
  size: number;
  set(items: readonly PageItem[], tags: readonly string[]): void;
  remove(item: PageItem): void;
}

/** Keeps corrections and their panel; `changed` is called after each change, `tell` with a line for the user. */
export function createCorrections(
  head: PageHead,
  changed: () => void,
  tell: (line: string) => void,
): MadeCorrections {
  const made = new Map<PageItem, readonly string[]>();
  let unsaved = false;
  const update = (isUnsaved: boolean): void => {
    unsaved = isUnsaved;
    byId('corrections').hidden = made.size === 0;
    byId('corrections-title').textContent = counted(made.size, 'correction');
    changed();
  };
  drawPanel(head);
  byId('download').onclick = () => {
    download(linesOf(made), head.correctionsFile);
    unsaved = false;
  };
  byId('copy').onclick = async () => {
    if (await copy(linesOf(made))) unsaved = false;
    tell(`${counted(made.size, 'line')} copied.`);
  };
  byId('copy-command').onclick = async () => {
    await copy(head.command);
    tell('The command is copied.');
  };
  byId('discard').onclick = () => {
    if (!confirm(`Discard ${counted(made.size, 'correction')}?`)) return;
    made.clear();
    update(false);
  };
  addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });
  return {
    of: (item) => made.get(item),
    get size() {
      return made.size;
    },
    set(items, tags) {
      for (const item of items) made.set(item, tags);
      update(true);
    },
    remove(item) {
      made.delete(item);
      update(made.size > 0);
    },
  };
}

function drawPanel({ command, toFillIn, correctionsFile }: PageHead): void {
  say('command', command);
  byId('fill-in').hidden = !toFillIn;
  say('download', `Download ${correctionsFile}`);
}

const linesOf = (made: ReadonlyMap<PageItem, readonly string[]>): string =>
  [...made]
    .sort(([a], [b]) => a.index - b.index)
    .map(([{ index, text: item }, tags]) => {
      const line: CorrectionLine = { index, item, tags: [...tags] };
      return `${JSON.stringify(line)}\n`;
    })
    .join('');

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
  element('a', { href: url, download: name }).click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Whether the text is on the clipboard now. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without the permission, or where a page of a file has no clipboard: the old way, by a selection.
    const area = element('textarea', { value: text, className: 'hidden' });
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}
