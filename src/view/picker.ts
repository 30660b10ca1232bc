// The dialog that asks for the right tag, or tags.
import type { PageHead } from './data.ts';
import { byId, element, keepFocus } from './dom.ts';

/** Opens the dialog with the tags `before` ticked; `done` is called with the chosen ones, in the order they are offered in. */
type OpenPicker = (title: string, before: readonly string[], done: (tags: string[]) => void) => void;

/** Makes the dialog. Returns what opens it. */
export function createPicker({ offered, several }: PageHead): OpenPicker {
  const dialog = byId<HTMLDialogElement>('picker');
  const find = byId<HTMLInputElement>('find-tag');
  const apply = byId<HTMLButtonElement>('apply');
  let finish: (tags: string[]) => void = () => {};

  const choices = offered.map((tag) => choiceOf(tag, several));
  byId('choices').append(...choices.map(({ label }) => label));
  const ticked = (): string[] => choices.flatMap(({ tag, box }) => (box.checked ? tag : []));
  const update = (): void => {
    apply.disabled = ticked().length === 0;
  };
  byId('choices').onchange = update;
  find.oninput = () => show(choices, find.value);
  find.onkeydown = (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (find.value.trim()) tickOnlyOne(choices);
    update();
    apply.click();
  };
  dialog.querySelector('form')?.addEventListener('submit', () => finish(ticked()));
  byId('cancel').onclick = () => dialog.close();
  dialog.onclose = keepFocus;

  return (title, before, done) => {
    finish = done;
    byId('picker-title').textContent = title;
    find.value = '';
    show(choices, '');
    for (const { tag, box } of choices) box.checked = before.includes(tag);
    update();
    dialog.showModal();
    find.focus();
  };
}

interface Choice {
  tag: string;
  box: HTMLInputElement;
  label: HTMLLabelElement;
}

function choiceOf(tag: string, several: boolean): Choice {
  const box = element('input', { type: several ? 'checkbox' : 'radio', name: 'tag', value: tag });
  return { tag, box, label: element('label', {}, box, tag) };
}

/** Shows the choices that hold `words`. */
function show(choices: readonly Choice[], words: string): void {
  const lower = words.trim().toLowerCase();
  for (const { tag, label } of choices) label.hidden = !tag.toLowerCase().includes(lower);
}

// The only one that is left is meant; otherwise what is ticked.
function tickOnlyOne(choices: readonly Choice[]): void {
  const [only, ...others] = choices.filter(({ label }) => !label.hidden);
  if (only && !others.length) only.box.checked = true;
}
