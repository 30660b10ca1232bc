// What a person corrected in this page. A page cannot write files, so it is downloaded, and applied by a command.
import type { CorrectionLine, PageHead } from './data.ts';
import { byId, counted, element } from './dom.ts';
import type { Item } from './items.ts';

export interface Corrections {
  of(item: Item): readonly string[] | undefined;
  size: number;
  set(items: readonly Item[], tags: readonly string[]): void;
  remove(item: Item): void;
}

/** Keeps corrections and their panel; `changed` is called after each change, `tell` says a line to the user. */
export function createCorrections(
  head: PageHead,
  changed: () => void,
  tell: (line: string) => void,
): Corrections {
  const made = new Map<Item, readonly string[]>();
  let unsaved = false;

  function update(): void {
    byId('corrections').hidden = made.size === 0;
    byId('corrections-title').textContent = counted(made.size, 'correction');
    changed();
  }

  const lines = (): string =>
    [...made]
      .sort(([a], [b]) => a.index - b.index)
      .map(([{ index, text: item }, tags]) => {
        const line: CorrectionLine = { index, item, tags: [...tags] };
        return `${JSON.stringify(line)}\n`;
      })
      .join('');

  byId('command').textContent = head.command;
  byId('fill-in').hidden = !head.toFillIn;
  byId('download').textContent = `Download ${head.correctionsFile}`;
  byId('download').onclick = () => {
    const url = URL.createObjectURL(new Blob([lines()], { type: 'application/jsonl' }));
    element('a', { href: url, download: head.correctionsFile }).click();
    // The browser reads it after the click has returned.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    unsaved = false;
  };
  byId('copy').onclick = async () => {
    if (await copy(lines())) unsaved = false;
    tell(`${counted(made.size, 'line')} copied.`);
  };
  byId('copy-command').onclick = async () => {
    await copy(head.command);
    tell('The command is copied.');
  };
  byId('discard').onclick = () => {
    if (!confirm(`Discard ${counted(made.size, 'correction')}?`)) return;
    made.clear();
    unsaved = false;
    update();
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
      unsaved = true;
      update();
    },
    remove(item) {
      made.delete(item);
      unsaved = made.size > 0;
      update();
    },
  };
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
