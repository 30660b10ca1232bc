// The page on which a person labels items: one key per tag, and nothing about who said what.

import { button, byId, element, say } from './dom.ts';
import type { LabelItem, LabelLine, LabelPage } from './label-data.ts';

const data = JSON.parse(document.querySelector('script.labels')?.textContent ?? '{}') as LabelPage;
const made = remembered();
let at = firstOpen();
let chosen = new Set<string>();

say('name', data.name);
say('brief', data.brief);
say('command', data.command);
byId('download').onclick = download;
byId<HTMLInputElement>('other').onchange = ({ target }) => {
  const { value } = target as HTMLInputElement;
  if (data.tags.includes(value)) take(value);
  (target as HTMLInputElement).value = '';
};
byId('tag-names').append(...data.tags.map((value) => element('option', { value })));
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target === byId('other')) return;
  if (press(event.key)) event.preventDefault();
});
show();

/** Does what a key stands for. Returns whether it stands for anything. */
function press(key: string): boolean {
  const item = data.items[at];
  const tag = item?.keys.find(([one]) => one === key)?.[1];
  if (tag !== undefined) take(tag);
  else if (key === 's') move(1);
  else if (key === 'u') move(-1);
  else if (key === 'Enter' && chosen.size) keep([...chosen]);
  else if (key === '/') byId('other').focus();
  else return false;
  return true;
}

function take(tag: string): void {
  byId('other').blur();
  if (!data.several) keep([tag]);
  else {
    if (!chosen.delete(tag)) chosen.add(tag);
    show();
  }
}

function keep(tags: readonly string[]): void {
  const item = data.items[at];
  if (!item) return;
  made.set(
    item.fingerprint,
    data.tags.filter((tag) => tags.includes(tag)),
  );
  remember();
  move(1);
}

function move(by: number): void {
  at = Math.max(0, Math.min(data.items.length, at + by));
  chosen = new Set();
  show();
}

function show(): void {
  const item = data.items[at];
  say(
    'where',
    item ? `${at + 1} of ${data.items.length}, line ${item.line}` : `All ${data.items.length} seen`,
  );
  say('text', item?.text ?? 'Download the labels, then run the command below.');
  byId('keys').replaceChildren(...(item ? keysOf(item) : []));
  say('download', `Download ${data.file} (${made.size})`);
}

function keysOf(item: LabelItem): HTMLElement[] {
  const given = made.get(item.fingerprint) ?? [];
  return item.keys.map(([key, tag]) => {
    const isChosen = chosen.has(tag) || (!chosen.size && given.includes(tag));
    const made = button('', () => take(tag), isChosen ? 'chosen' : '');
    made.append(element('kbd', {}, key), element('span', {}, tag));
    return made;
  });
}

function firstOpen(): number {
  const open = data.items.findIndex(({ fingerprint }) => !made.has(fingerprint));
  return open < 0 ? data.items.length : open;
}

function download(): void {
  const lines = [...made].map(([fingerprint, tags]) => {
    const line: LabelLine = { fingerprint, tags };
    return `${JSON.stringify(line)}\n`;
  });
  const url = URL.createObjectURL(new Blob(lines, { type: 'application/jsonl' }));
  element('a', { href: url, download: data.file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it after the click has returned
}

/** The labels that were made on this page before, where the browser keeps anything for a file. */
function remembered(): Map<string, readonly string[]> {
  try {
    const known = JSON.parse(localStorage.getItem(data.id) ?? '[]') as LabelLine[];
    return new Map(known.map(({ fingerprint, tags }) => [fingerprint, tags]));
  } catch {
    return new Map();
  }
}

function remember(): void {
  try {
    const lines = [...made].map(([fingerprint, tags]): LabelLine => ({ fingerprint, tags }));
    localStorage.setItem(data.id, JSON.stringify(lines));
  } catch {}
}
