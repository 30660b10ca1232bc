// The dialog that asks for the right tag, or tags.
import type { PageHead } from './data.ts';
import { byId, element, keepFocus } from './dom.ts';

/** Asks what the right tags are, `before` being ticked; `then` gets them, in the order they are offered in. */
export function createPicker({ offered, several }: PageHead) {
  const dialog = byId<HTMLDialogElement>('picker');
  const find = byId<HTMLInputElement>('find-tag');
  const apply = byId<HTMLButtonElement>('apply');
  let then: (tags: string[]) => void = () => {};

  const boxes = offered.map((tag) =>
    element('input', { type: several ? 'checkbox' : 'radio', name: 'tag', value: tag }),
  );
  const labels = boxes.map((box) => element('label', {}, box, box.value));
  byId('choices').append(...labels);

  const ticked = (): string[] => boxes.flatMap((box) => (box.checked ? box.value : []));
  const update = (): void => {
    apply.disabled = ticked().length === 0;
  };
  byId('choices').onchange = update;
  find.oninput = () => {
    const words = find.value.trim().toLowerCase();
    for (const [at, label] of labels.entries()) label.hidden = !offered[at]?.toLowerCase().includes(words);
  };
  find.onkeydown = (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    // The only one that is left is meant; else what is ticked.
    const left = boxes.filter((_, at) => !labels[at]?.hidden);
    const [only] = left;
    if (find.value.trim() && only && left.length === 1) only.checked = true;
    update();
    apply.click();
  };
  byId<HTMLFormElement>('picker')
    .querySelector('form')
    ?.addEventListener('submit', () => then(ticked()));
  byId('cancel').onclick = () => dialog.close();
  dialog.onclose = keepFocus;

  return (title: string, before: readonly string[], done: (tags: string[]) => void): void => {
    then = done;
    byId('picker-title').textContent = title;
    find.value = '';
    for (const [at, box] of boxes.entries()) {
      box.checked = before.includes(box.value);
      (labels[at] as HTMLElement).hidden = false;
    }
    update();
    dialog.showModal();
    find.focus();
  };
}
